// Files of enrolments on a real platform: checked before anything changes, brought in once, whatever comes in between.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type enrolment, identityCheckCharacter } from '@yibao/kernel'
import { contributionRulesAt, contributionRulesFor, productContributions } from '@yibao/policy'
import { COUNTY, personNo, startTestServer } from '../../testing/index.ts'
import { SYSTEM } from '../common/index.ts'
import { findPerson } from '../person/index.ts'
import { brokenIn, importRuns, listIssues, missingOn, openEnrolmentDesk } from './index.ts'

const server = await startTestServer()
after(server.close)
const folder = mkdtempSync(join(tmpdir(), 'yibao-enrol-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const { reader, writePath, clock } = server.platform
const rules = contributionRulesFor(contributionRulesAt(productContributions), new Set(), 2026)
assert.ok(rules)
const desk = openEnrolmentDesk({ reader, writePath, clock, rules, library: server.city.desks.policy.library })

const HEAD = '证件号码,姓名,参保区划,险种,参保身份,参保日期,截止日期,办理事项'
const cardOf = (at: number): string => {
  const first17 = `99010119700101${String(at).padStart(3, '0')}`
  return first17 + identityCheckCharacter(first17)
}
const lineOf = (at: number, name = `张${'甲乙丙丁'[at % 4]}`): string =>
  `${cardOf(at)},${name},${COUNTY},居民,成年居民,2026-01-01,,`
let made = 0
const fileOf = (lines: readonly string[], encode: (text: string) => string | Buffer = (text) => text): string => {
  made += 1
  const path = join(folder, `${made}.csv`)
  writeFileSync(path, encode([HEAD, ...lines, ''].join('\r\n')))
  return path
}
const count = async (sql: string): Promise<number> => Number((await reader.query<{ n: number }>(sql)).rows[0]?.n)
const people = () => count('select count(*) as n from person')
const operations = () => count("select count(*) as n from operation where kind = 'enrolment.imported'")

test('a check changes nobody; the import brings the good lines in and names the wrong ones with line and column', async () => {
  const lines = Array.from({ length: 600 }, (_, at) => lineOf(at))
  lines[10] = lineOf(10).replace(`,${COUNTY},`, ',110000,')
  lines[20] = lineOf(20).replace('2026-01-01', '2026-02-30')
  lines[30] = lines[29] ?? ''
  const path = fileOf(lines)
  const before = await people()
  const checked = await desk.check(path, SYSTEM)
  assert.ok(checked.ok)
  assert.deepEqual(
    [checked.value.lines, checked.value.faulty, checked.value.kinds],
    [600, 2, { repeated: 1, new_person: 597 }],
  )
  assert.equal(await people(), before)
  const faults: enrolment.LineFault[] = []
  const imported = await desk.bringIn(path, SYSTEM, { onFaults: (some) => void faults.push(...some) })
  assert.ok(imported.ok)
  assert.deepEqual(imported.value.kinds, checked.value.kinds)
  assert.deepEqual(
    faults.map(({ line, column, code, found }) => [line, column, code, found]),
    [
      [12, '参保区划', 'unknown_area', '110000'],
      [22, '参保日期', 'wrong_day', '2026-02-30'],
    ],
  )
  assert.equal(await people(), before + 597)
  const [run] = await importRuns(reader, 1)
  assert.deepEqual([run?.step, run?.lines, run?.faulty], ['imported', 600, 2])
})

test('the same file again, under another name, or with its lines in another order doubles nothing', async () => {
  const lines = Array.from({ length: 300 }, (_, at) => lineOf(at + 100, '李四'))
  const path = fileOf(lines.map((line) => line.replace('19700101', '19710101')).map(mended))
  assert.ok((await desk.bringIn(path, SYSTEM)).ok)
  const [before, done] = [await people(), await operations()]
  const again = await desk.bringIn(path, SYSTEM)
  assert.ok(again.ok)
  assert.deepEqual(again.value.kinds, { new_person: 300 }, 'told as it was told then')
  assert.deepEqual([await people(), await operations()], [before, done])
  const turned = fileOf(
    lines
      .map((line) => line.replace('19700101', '19710101'))
      .map(mended)
      .reverse(),
  )
  const other = await desk.bringIn(turned, SYSTEM)
  assert.ok(other.ok)
  assert.deepEqual(other.value.kinds, { unchanged: 300 })
  assert.equal(await people(), before)
})

/** The check character of a number that was changed. */
const mended = (line: string): string => line.slice(0, 17) + identityCheckCharacter(line.slice(0, 17)) + line.slice(18)

test('an import that is cut off goes on where it stopped', async () => {
  const path = fileOf(
    Array.from({ length: 800 }, (_, at) => mended(lineOf(at % 1000, '王五').replace('19700101', '19720101'))),
  )
  const before = await people()
  let seen = 0
  const cut = desk.bringIn(path, SYSTEM, {
    onProgress: () => {
      seen += 1
      if (seen === 1) throw new Error('cut off')
    },
  })
  await assert.rejects(cut, /cut off/)
  const half = await people()
  assert.ok(half < before + 800)
  assert.ok((await desk.bringIn(path, SYSTEM)).ok)
  assert.equal(await people(), before + 800)
})

test('two files with the same new people at once make each person once', async () => {
  const own = (at: number) => mended(lineOf(at, '赵六').replace('19700101', '19730101'))
  const lines = Array.from({ length: 250 }, (_, at) => own(at))
  const [a, b] = [fileOf(lines), fileOf([...lines].reverse())]
  const before = await people()
  const outcomes = await Promise.all([desk.bringIn(a, SYSTEM), desk.bringIn(b, SYSTEM)])
  assert.deepEqual(
    outcomes.map(({ ok }) => ok),
    [true, true],
  )
  assert.equal(await people(), before + 250)
})

test('what office programs write is read: GB 18030, quotes, a mark at the beginning; what is none of it is refused as a whole', async () => {
  const gbk = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]) // 张三
  const line = mended(lineOf(1, 'NAME').replace('19700101', '19740101'))
  const text = Buffer.from(
    `certificate_no,name,area,scheme,status,from\n${line.split(',').slice(0, 3).join(',')},resident,adult,2026-01-01\n`,
  )
  const at = text.indexOf('NAME')
  const path = join(folder, 'gbk.csv')
  writeFileSync(path, Buffer.concat([text.subarray(0, at), gbk, text.subarray(at + 4)]))
  const outcome = await desk.check(path, SYSTEM)
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.value.kinds, { new_person: 1 })
  const refusal = async (bytes: string | Buffer) => {
    writeFileSync(join(folder, 'bad.csv'), bytes)
    const refused = await desk.check(join(folder, 'bad.csv'), SYSTEM)
    return refused.ok ? 'read' : refused.code
  }
  assert.equal(await refusal(''), 'enrol_file_empty')
  assert.equal(await refusal('姓名,年龄\n'), 'enrol_file_head')
  assert.equal(await refusal(`${HEAD}\r\n"${line}`), 'enrol_file_row')
  assert.equal(
    await refusal(Buffer.concat([Buffer.from(`${HEAD}\n`), Buffer.from([0x80, 0xff, 0x0a])])),
    'enrol_file_encoding',
  )
  assert.equal(await refusal(`${HEAD}\n${'x'.repeat(3_000_000)}`), 'enrol_file_row')
  assert.equal(await refusal('PK\u0003\u0004\u0000\u0000'), 'enrol_file_head')
})

test('a duplicate that the notices leave open waits for the written choice, which is made once', async () => {
  const person = await findPerson(reader, personNo('resident', 1))
  assert.ok(person)
  const employer = (await reader.query<{ employer_no: string }>('select employer_no from employer limit 1')).rows[0]
    ?.employer_no
  const path = join(folder, 'duplicate.csv')
  writeFileSync(
    path,
    `证件号码,姓名,参保区划,险种,参保身份,参保日期,单位编号,月缴费工资\n${person.certificateNo},${person.name},${COUNTY},职工,在职,2026-06-01,${employer},6000\n`,
  )
  const imported = await desk.bringIn(path, SYSTEM)
  assert.ok(imported.ok)
  assert.deepEqual(imported.value.kinds, { duplicate_choice: 1 })
  const { rows } = await listIssues(reader, { state: 'open', offset: 0, limit: 10 })
  const issue = rows.find((each) => each.personNo === person.personNo)
  assert.equal(issue?.found.ruling.reason, 'written_choice')
  const decision = {
    issueId: issue?.issueId ?? '',
    personNo: person.personNo,
    keep: 'asked',
    note: '本人书面选择职工',
  } as const
  assert.ok((await desk.decide(decision, SYSTEM, 'choice 1')).ok)
  const after = await findPerson(reader, person.personNo)
  assert.deepEqual(after?.dossier.spells.map(({ scheme, state }) => `${scheme} ${state}`).sort(), [
    'employee active',
    'resident suspended',
    'resident terminated',
  ])
  const twice = await desk.decide(decision, SYSTEM, 'choice 2')
  assert.equal(twice.ok ? '' : twice.code, 'issue_closed')
})

test('who was enrolled last year and is not, and who never was, stand on work lists', async () => {
  const broken = await brokenIn(reader, 2027, 1000)
  assert.ok(broken.total >= 597, `${broken.total}`)
  const missing = await missingOn(reader, '2026-06-15', 1000)
  assert.ok(missing.rows.some((row) => row.personNo === personNo('uninsured')))
  assert.ok(!missing.rows.some((row) => row.personNo === personNo('employee')))
})
