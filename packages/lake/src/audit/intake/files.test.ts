// Files are only another form of facts: whatever histories are written as files and read by a map, the findings are the kernel's.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type AuditFacts, type AuditFinding, FaultList, intake, minuteText, runAudit, viewOf } from '@yibao/kernel'
import fc from 'fast-check'
import { worldAudit, worldFacts } from '../../../../kernel/src/audit/testing/small-world.ts'
import { openEngine, quoted } from '../../history/engine.ts'
import { inHistory, together, withReversals } from '../testing/histories.ts'
import { auditFiles, type FileAuditOptions } from './run.ts'

const seed = Number(process.env.FC_SEED ?? 20_261_122)
const folder = mkdtempSync(join(tmpdir(), 'yibao-intake-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** What a file can carry: no moment of a procedure, no pregnancy; an empty list of diagnoses is an empty cell, which is unknown. */
function asFilesTell(facts: AuditFacts): AuditFacts {
  return {
    ...facts,
    persons: facts.persons.map((each) => ({ ...each, pregnancies: [], removedOrgans: [] })),
    encounters: facts.encounters.map(({ diagnoses, procedures, ...each }) => ({
      ...each,
      ...(diagnoses && diagnoses.length > 0 && { diagnoses }),
      ...(procedures && { procedures: procedures.map(({ code }) => ({ code })) }),
    })),
    lines: facts.lines.map(({ traceCodes, ...each }) => ({
      ...each,
      ...(traceCodes && traceCodes.length > 0 && { traceCodes }),
    })),
  }
}

const histories = fc
  .sample(fc.tuple(worldFacts, fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 20, maxLength: 20 })), {
    seed,
    numRuns: 100,
  })
  .map(([facts, marks], number) => inHistory(asFilesTell(withReversals(facts, marks)), number))

const said = (value: unknown): string => (value === undefined ? '' : String(value))
const csv = (titles: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [titles, ...rows].map((row) => row.map((cell) => `"${said(cell).replaceAll('"', '""')}"`).join(',')).join('\n')

const MAP = `
money: fen
files:
  - table: lines
    match: lines.csv
    columns: { line.id: 号, visit.id: 就诊, line.at: 时, line.catalogue: 类, line.code: 码, line.quantity: 量, line.unitPrice: { column: 价, unit: yuan },
      line.listPrice: { column: 价, unit: yuan }, line.amount: 额, line.toFund: 报, line.supplyDays: 天, line.prescription: 方, line.incision: 切,
      line.executor: 执, line.traceCodes: 追, line.packs: 包, line.reverses: 冲 }
  - table: visits
    match: visits.csv
    columns: { visit.id: 就诊, person.id: 人, provider.id: 院, visit.careMode: 方式, visit.start: 起, visit.end: 止, visit.diagnoses: 诊, visit.procedures: 术,
      visit.invoice: 票, visit.episode: 程, visit.purchaser: 买, visit.insuranceType: { value: basic }, visit.benefitType: 待, visit.disease: 病, visit.isRescue: 救 }
  - { table: persons, match: persons.csv, columns: { person.id: 人, person.sex: 性, person.bornOn: 生, person.diedOn: 亡 } }
  - { table: providers, match: providers.csv, columns: { provider.id: 院, provider.type: { value: hospital }, provider.level: 级 } }
  - { table: labs, match: labs.csv, columns: { record.visit: 就诊, record.name: 项, record.value: 值 } }
`

function written(facts: AuditFacts): Readonly<Record<string, string>> {
  const line = facts.lines.map((each) => [
    ...[each.id, each.encounterId, minuteText(each.at), each.catalogue, each.code, each.quantity / 10_000],
    ...[
      (each.unitPrice ?? 0) / 1_000_000,
      each.amountFen,
      each.toFund ? '是' : '否',
      each.supplyDays,
      each.prescription,
    ],
    ...[each.incision, each.executorId, each.traceCodes?.join('|'), each.packs, each.reversalOf],
  ])
  const visit = facts.encounters.map((each) => [
    ...[each.id, each.personId, each.providerId, each.careMode, minuteText(each.start), minuteText(each.end)],
    ...[each.diagnoses?.map(({ code }) => code).join('|'), each.procedures?.map(({ code }) => code).join('|')],
    ...[each.invoice, each.episode, each.purchaserId, each.benefitType, each.diseaseCode, each.isRescue ? 1 : 0],
  ])
  return {
    'lines.csv': csv(
      [...'号'].concat('就诊', '时', '类', '码', '量', '价', '额', '报', '天', '方', '切', '执', '追', '包', '冲'),
      line,
    ),
    'visits.csv': csv(['就诊', '人', '院', '方式', '起', '止', '诊', '术', '票', '程', '买', '待', '病', '救'], visit),
    'persons.csv': csv(
      ['人', '性', '生', '亡'],
      facts.persons.map(({ id, sex, bornOn, diedOn }) => [
        id,
        sex === undefined ? '' : sex === 'male' ? '男' : '女',
        bornOn,
        diedOn,
      ]),
    ),
    'providers.csv': csv(
      ['院', '级'],
      facts.providers.map(({ id, level }) => [id, level]),
    ),
    'labs.csv': csv(
      ['就诊', '项', '值'],
      facts.records.flatMap((each) => (each.kind === 'lab' ? [[each.encounterId, each.name, each.value]] : [])),
    ),
  }
}

const map = (text: string): intake.ColumnMap => {
  const faults = new FaultList()
  const read = intake.readColumnMap('map.yaml', text, faults)
  assert.ok(read, JSON.stringify(faults.faults))
  return read
}

const audit = worldAudit()
const facts = together(histories)
const textOf = (finding: AuditFinding, ids: (id: string) => string): string =>
  [
    ...[
      finding.rule,
      finding.knowledge[0]?.id,
      finding.severity,
      finding.lines.map(({ lineId }) => ids(lineId)).join(' '),
    ],
    ...[finding.excessQuantity, finding.excessAmountFen, finding.encounters.join(' '), finding.purchasers.join(' ')],
  ].join(' ; ')

async function audited(
  out: string,
  mapText: string,
  files: Readonly<Record<string, string>>,
  more: Partial<FileAuditOptions> = {},
) {
  const columns = map(mapText)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const given = columns.files.map((mapped) => ({ path: join(folder, mapped.match ?? ''), mapped }))
  const row = (finding: AuditFinding): object => ({ text: textOf(finding, (id) => id), ...finding })
  const result = await auditFiles({
    ...{
      out: join(folder, out),
      files: given,
      fields: intake.fieldsTold(columns),
      fingerprint: mapText,
      stage: 'post',
      audit,
    },
    ...{ rowOf: row, looseRowOf: row, ...more },
  })
  const rows = result.pieces.flatMap(
    (path) => (JSON.parse(readFileSync(path, 'utf8')) as { rows: { text: string }[] }).rows,
  )
  return { result, texts: rows.map(({ text }) => text).sort() }
}

const told = intake.fieldsTold(map(MAP))
const asks = ({ missing }: AuditFinding): boolean =>
  missing.length === 0 || missing.some((fact) => told.has(intake.ANSWERED_BY[fact] ?? 'person.id'))

test(`every family finds in files what the kernel finds in facts (${histories.length} histories, seed ${seed})`, async () => {
  const visitOf = new Map(facts.lines.map(({ id, encounterId }) => [id, `${encounterId}/${id}`]))
  const kernel = runAudit(audit, viewOf(facts), { stage: 'post' })
    .filter(asks)
    .map((finding) => textOf(finding, (id) => visitOf.get(id) ?? id))
    .sort()
  const { result, texts } = await audited('all', MAP, written(facts))
  assert.deepEqual([result.setAside, result.lines, result.visits], [0, facts.lines.length, facts.encounters.length])
  assert.ok(kernel.length > 1000, `${kernel.length}`)
  const [ours, theirs] = [new Set(texts), new Set(kernel)]
  const different = [
    ...texts.filter((each) => !theirs.has(each)).map((each) => `only files: ${each}`),
    ...kernel.filter((each) => !ours.has(each)).map((each) => `only kernel: ${each}`),
  ]
  assert.deepEqual(different.slice(0, 6), [])
  assert.equal(texts.length, kernel.length)
})

const ONE = (
  columns: string,
): string => `files: [{ table: lines, match: one.csv, columns: { visit.id: v, person.id: p, provider.id: h, visit.careMode: { value: outpatient },
  line.at: t, line.code: c, line.quantity: q, line.amount: a${columns} } }]`
const aside = (out: string): string[] =>
  readFileSync(join(folder, out, 'set-aside.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)

test('every row that cannot be read is set aside with its row, column, what was found and what is allowed', async () => {
  const rows = [
    'v,p,h,t,c,q,a',
    'V1,P1,H1,2026-03-01 09:00,A,1,10',
    'V1,P1,H1,2026-13-01,A,1,10',
    'V1,P1,H1,2026-03-01,A,many,10',
    'V1,P1',
    'V1,P1,H1,2026-03-01,A,1,"1,234.50"',
    'V1,P2,H1,2026-03-01,A,1,10',
    'V1,P1,H1,2026-03-01,,1,10',
    'V2,,H1,2026-03-01,A,1,10',
    'V1,P1,H1,2026-03-01,B,-1,-10',
  ]
  const { result } = await audited('aside', ONE(''), { 'one.csv': rows.join('\n') })
  assert.deepEqual([result.lines, result.setAside, result.files[0]?.rows], [2, 7, 9])
  const said = aside('aside').map((row) => row.split(',').slice(0, 4).join(','))
  assert.deepEqual(said, [
    'one.csv,3,t,line.at',
    'one.csv,4,q,line.quantity',
    'one.csv,5,,',
    'one.csv,7,p,person.id',
    'one.csv,8,c,line.code',
    'one.csv,9,p,person.id',
    'one.csv,10,q,line.quantity',
  ])
})

test('a negative line takes back the line of the same visit, item and amount, or a part of a larger one', async () => {
  const rows = [
    'v,p,h,t,c,q,a',
    'V1,P1,H1,2026-03-01,E,30,30',
    'V1,P1,H1,2026-03-01,E,-30,-30',
    'V1,P1,H1,2026-03-02,E,30,30',
    'V1,P1,H1,2026-03-02,E,-10,-10',
  ]
  const { result, texts } = await audited(
    'back',
    ONE(''),
    { 'one.csv': rows.join('\n') },
    { audit: worldAudit(['frequency']) },
  )
  assert.deepEqual([result.lines, result.setAside, texts], [4, 0, []])
})

test('another encoding, another delimiter and Parquet are the same file', async () => {
  const rows = ['v,p,h,t,c,q,a,名', 'V1,P1,H1,2026-03-01 09:00,A,3,9,甲药', 'V1,P1,H1,2026-03-01 10:00,A,3,9,甲药']
  const [text, name] = [rows.join('\n'), ', line.name: 名']
  const plain = await audited('plain', ONE(name), { 'one.csv': text })
  assert.ok(plain.texts.length > 0)
  const tabs = await audited('tabs', ONE(name), { 'one.csv': text.replaceAll(',', '\t') })
  assert.deepEqual(tabs.texts, plain.texts)
  const engine = await openEngine()
  await engine.connection.run(`COPY (SELECT v, p, h, CAST(t AS TIMESTAMP) AS t, c, CAST(q AS DECIMAL(10,2)) AS q, CAST(a AS DOUBLE) AS a, 名
    FROM read_csv(${quoted(join(folder, 'one.csv'))}, delim = '\t', header = true, all_varchar = true)) TO ${quoted(join(folder, 'one.parquet'))} (FORMAT parquet)`)
  engine.close()
  const parquet = await audited('parquet', ONE(name).replace('one.csv', 'one.parquet'), {})
  assert.deepEqual(
    parquet.texts,
    plain.texts.map((each) => each.replaceAll('V1/1:', 'V1/1:')),
  )
})
