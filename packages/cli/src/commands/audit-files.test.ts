// `yibao audit files` as its user meets it: a map begun from titles, a report, wrong input in words, and the platform's own findings.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  COUNTY_HOSPITAL,
  HOSPITAL,
  NOW,
  ordering,
  patient,
  startTestServer,
} from '../../../server/src/testing/index.ts'
import type { Said } from '../testing/say-lines.ts'
import { typedIn } from '../testing/typed.ts'

const example = fileURLToPath(new URL('../../../../rules/examples/files/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yibao-audit-files-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const yibao = typedIn(folder)
async function said(...lines: readonly (readonly string[])[]): Promise<Said[]> {
  const all: Said[] = []
  for (const words of lines) all.push(await yibao('audit', 'files', ...words))
  return all
}
async function done(...lines: readonly (readonly string[])[]): Promise<string[]> {
  return (await said(...lines)).map(({ status, stdout, stderr }, at) => {
    assert.equal(status, 0, `${lines[at]?.join(' ')}\n${stderr}`)
    return stdout
  })
}
const LINES = ['--in', join(example, 'lines.csv')]
const BOTH = [...LINES, '--in', join(example, 'visits.csv')]
const MAP = ['--map', join(example, 'map.yaml')]
const text = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8')

interface Found {
  readonly rule: string
  readonly severity: string
  readonly lines: string
  readonly excess_quantity: number
  readonly excess_fen: number
  readonly deducted_fen: number
}
const foundIn = (out: string): Found[] =>
  text(out, 'findings.jsonl')
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as Found)

test('the example is audited; the page and the book hold what was found, and nothing from a network', async () => {
  const answer = JSON.parse((await done([...MAP, ...BOTH, '--out', 'one', '--html', '--xlsx', '--json']))[0]!) as {
    lines: number
    setAside: number
    findings: number
    leftOut: { needs: string }[]
  }
  const found = foundIn('one')
  assert.deepEqual([answer.lines, answer.setAside, answer.findings], [58, 3, found.length])
  const rules = new Set(found.map(({ rule }) => rule))
  for (const rule of ['N01', 'N10', 'N12', 'N14', 'N27', 'N31', 'N36', 'N81', 'E02']) assert.ok(rules.has(rule), rule)
  assert.ok(answer.leftOut.every(({ needs }) => needs !== ''))
  const course = found.find(({ rule }) => rule === 'N10')
  assert.deepEqual([course?.lines, course?.excess_fen], ['Z002/0029 Z002/0030 Z002/0031', 9000])
  const page = text('one', 'report.html')
  for (const word of [
    '按规则',
    '按机构',
    '按科室',
    '按医师',
    '重点疑点',
    '示例县人民医院',
    '不同日期17个，限14个',
    '<svg',
    '@media print',
  ])
    assert.ok(page.includes(word), word)
  assert.doesNotMatch(page, /(src|href)="?https?:|@import/)
  const book = readFileSync(join(folder, 'one', 'report.xlsx'))
  assert.equal(book.subarray(0, 2).toString(), 'PK')
  assert.ok(book.length > 5000)
  assert.match(text('one', 'set-aside.csv'), /^lines\.csv,61,数量,line\.quantity,一次,/m)
})

test('what was done is not done again, and the bytes are the same', async () => {
  const files = ['findings.jsonl', 'findings.csv', 'summary.json', 'set-aside.csv']
  const before = files.map((name) => text('one', name))
  const [piece = ''] = readdirSync(join(folder, 'one', 'pieces'))
  rmSync(join(folder, 'one', 'pieces', piece))
  await done([...MAP, ...BOTH, '--out', 'one'])
  assert.deepEqual(
    files.map((name) => text('one', name)),
    before,
  )
})

test('GBK files are read when the map says so, and named when it does not', async () => {
  const gbk = (name: string) => spawnSync('iconv', ['-f', 'UTF-8', '-t', 'GBK', join(example, name)]).stdout
  if (gbk('lines.csv').length === 0) return
  for (const name of ['lines.csv', 'visits.csv']) writeFileSync(join(folder, name), gbk(name))
  const own = ['--in', join(folder, 'lines.csv'), '--in', join(folder, 'visits.csv')]
  writeFileSync(
    join(folder, 'gbk.yaml'),
    readFileSync(join(example, 'map.yaml'), 'utf8').replaceAll('    match', '    encoding: gb18030\n    match'),
  )
  const [unsaid, read] = await said([...MAP, ...own, '--out', 'gbk'], ['--map', 'gbk.yaml', ...own, '--out', 'gbk'])
  assert.match(unsaid!.stderr, /lines\.csv：不是 UTF-8 文本，可能是 GBK；.*encoding: gb18030/)
  assert.equal(read!.status, 0, read!.stderr)
  assert.deepEqual(foundIn('gbk'), foundIn('one'))
})

test('a map is begun from the titles, Chinese or national, and never written over', async () => {
  const national =
    'mdtrt_id,psn_no,fixmedins_code,med_type,fee_ocur_time,med_list_codg,cnt,pric,det_item_fee_sumamt,gend\n'
  writeFileSync(join(folder, 'national.csv'), `${national}1,2,3,21,2026-03-01,A,1,1,1,1\n`)
  const [own, ofNational] = await done(
    ['--write-map', 'begun.yaml', ...BOTH],
    ['--write-map', 'national.yaml', '--in', 'national.csv'],
    ['--map', 'begun.yaml', ...BOTH, '--out', 'begun'],
  )
  assert.match(own!, /lines\.csv：看作 taken for lines，认出 1[2-9] 列/)
  assert.match(ofNational!, /认出 10 列/)
  const begun = text('begun.yaml')
  assert.match(begun, /table: visits\n {4}match: 'visits.csv'/)
  assert.match(begun, / {6}line\.code: 医保编码\n/)
  assert.match(begun, /# 没有用到的列 columns not used: 全自费/)
})

test('wrong input is one sentence each, with file, line, what was found and what there is', async () => {
  const map = readFileSync(join(example, 'map.yaml'), 'utf8')
  const maps = [
    [
      '医保编码',
      '医保编吗',
      /line\.code（国家编码）：lines\.csv 没有列“医保编吗”.*是不是 “医保编码”.*有 found：明细流水号、/,
    ],
    ['line.code:', 'line.cod:', /unknown_field: found line\.cod; expected line\.code\?/],
    ['      line.amount: 金额\n', '', /missing_key: found no line\.amount/],
    ['money: yuan', 'money: jiao', /\.yaml:2 wrong_value: found jiao; expected one of yuan, fen/],
    ["是: 'false'", '是: maybe', /found maybe; expected one of true, false/],
    ['YYYY/MM/DD HH:mm', 'DD/MM', /a form such as YYYY-MM-DD/],
  ] as const
  for (const [at, [from, to]] of maps.entries()) writeFileSync(join(folder, `wrong-${at}.yaml`), map.replace(from, to))
  const wrong: (readonly [readonly string[], RegExp])[] = [
    ...maps.map(([, , says], at) => [['--map', `wrong-${at}.yaml`, ...BOTH, '--out', 'wrong'], says] as const),
    [[...MAP, ...LINES, '--out', 'wrong'], /没有给出 visits 的文件（visits\*\.csv）/],
    [[...MAP, ...BOTH], /缺少 --out/],
    [[...MAP, '--out', 'wrong'], /缺少 --in/],
    [[...MAP, ...BOTH, ...LINES, '--out', 'wrong'], /写了两次/],
    [[...MAP, ...BOTH, '--out', 'wrong', '--stage', 'pre'], /--stage 应为 mid 或 post/],
    [[...MAP, '--in', 'nobody.csv', '--out', 'wrong'], /none matches it/],
    [['--write-map', 'begun.yaml', ...BOTH], /已存在，不覆盖/],
    [[...MAP, ...BOTH, '--out', 'one', '--stage', 'mid'], /另一次审核/],
  ]
  for (const [at, { status, stderr }] of (await said(...wrong.map(([words]) => words))).entries()) {
    const [words, says] = wrong[at]!
    assert.equal(status, 2, words.join(' '))
    assert.match(stderr, says)
  }
  assert.ok(!existsSync(join(folder, 'wrong', 'findings.csv')))
})

test('of the same records it finds what the platform finds', async () => {
  // Goal: one definition outside and inside. Method: bills over 3102, then the same visits and lines as files, at the same stage.
  const server = await startTestServer()
  try {
    const lines: unknown[][] = []
    const visits: unknown[][] = []
    const expected: string[] = []
    const orders = [
      ['XJ07BGR030B001010101119', 2],
      ['XG02ADD082D003010179504', 1],
      ['002202020010000', 1],
      ['001102000010000', 3],
      ['002503020030000', 1],
      ['XA11ABD203B001010179365', 1],
      ['XJ01DHM000B001010100000', 2],
    ] as const
    for (const [at, scheme] of (['employee', 'resident', 'employee'] as const).entries()) {
      const person = patient(scheme, at)
      const visit = `MZ${at}`
      const provider = at === 1 ? COUNTY_HOSPITAL : HOSPITAL
      const message = ordering(
        person,
        orders.map(([code, count]) => ({ code, count, yuan: 20 * (at + 1) })),
        { visit, provider },
      )
      await server.client.done('3102', message, { provider })
      const register = await server.platform.reader.query<{ sex: string; born_on: string }>(
        'select sex, born_on::text from person where person_no = $1',
        [person.personNo],
      )
      const { sex, born_on } = register.rows[0]!
      const sent = message.data.patient_dtos[0]!.fsi_encounter_dtos[0]!
      visits.push([visit, person.personNo, sex, born_on, provider, NOW, 'I10.x00', '99.2900'])
      for (const order of sent.fsi_order_dtos)
        lines.push([
          order.rx_id,
          visit,
          order.drord_begn_date,
          order.hilist_code,
          order.cnt / 10_000,
          order.pric / 1e6,
          order.sumamt,
          order.rxno,
          order.drord_dept_codg,
          order.drord_dr_codg,
        ])
      const kept = await server.platform.reader.query<{
        rule: string
        severity: string
        lines: { lineId: string }[]
        excess_quantity: string
        excess_fen: string
      }>('select rule, severity, lines, excess_quantity, excess_fen from audit_finding where person_no = $1', [
        person.personNo,
      ])
      for (const row of kept.rows)
        expected.push(
          [
            row.rule,
            row.severity,
            row.lines.map(({ lineId }) => `${visit}/${lineId}`).join(' '),
            row.excess_quantity,
            row.excess_fen,
          ].join(' ; '),
        )
    }
    const csv = (rows: readonly (readonly unknown[])[]): string => rows.map((row) => row.join(',')).join('\n')
    writeFileSync(join(folder, 'own-lines.csv'), csv([['id', 'v', 't', 'c', 'q', 'p', 'a', 'rx', 'd', 'w'], ...lines]))
    writeFileSync(join(folder, 'own-visits.csv'), csv([['v', 'n', 's', 'b', 'h', 't', 'dx', 'op'], ...visits]))
    const providers = [HOSPITAL, COUNTY_HOSPITAL].map((code) => {
      const known = server.city.desks.care.providers.find(code)!
      return [code, known.kind, known.levelNumber]
    })
    writeFileSync(join(folder, 'own-providers.csv'), csv([['h', 'k', 'l'], ...providers]))
    writeFileSync(
      join(folder, 'own.yaml'),
      `files:
  - { table: lines, match: own-lines.csv, columns: { line.id: id, visit.id: v, line.at: t, line.code: c, line.quantity: q, line.unitPrice: p,
      line.amount: { column: a, unit: fen }, line.prescription: rx, line.department: d, line.prescriber: w } }
  - { table: visits, match: own-visits.csv, columns: { visit.id: v, person.id: n, person.sex: s, person.bornOn: b, provider.id: h, visit.start: t,
      visit.end: t, visit.careMode: { value: outpatient }, visit.diagnoses: dx, visit.procedures: op, visit.insuranceType: { value: basic } } }
  - { table: providers, match: own-providers.csv, columns: { provider.id: h, provider.type: k, provider.level: l } }
`,
    )
    const own = ['own-lines.csv', 'own-visits.csv', 'own-providers.csv'].flatMap((name) => ['--in', name])
    await done(['--map', 'own.yaml', ...own, '--out', 'own', '--stage', 'mid'])
    const found = foundIn('own').map((row) =>
      [row.rule, row.severity, row.lines, row.excess_quantity, row.excess_fen].join(' ; '),
    )
    assert.ok(expected.length >= 9, `${expected.length}`)
    assert.deepEqual(found.sort(), expected.sort())
  } finally {
    await server.close()
  }
})
