// `yibao audit trial --lake` as its user meets it: the version in force beside a new one, labels, and what is typed wrong.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { RuleTrial } from '@yibao/kernel'
import { typedIn } from '../testing/typed.ts'

const rules = fileURLToPath(new URL('../../../../rules', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yibao-trial-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const yibao = typedIn(folder)

const made = await yibao(
  'synth',
  '--people',
  '120',
  '--months',
  '2',
  '--seed',
  '7',
  '--from',
  '2022-01-01',
  '--out',
  'lake',
)
assert.equal(made.status, 0, made.stderr)
const SOME = ['N08', 'N35', 'N71']
const ran = await yibao('audit', 'run', '--lake', 'lake', '--out', 'out', '--rule', SOME.join(','))
assert.equal(ran.status, 0, ran.stderr)
interface Found {
  readonly rule: string
  readonly on: string
  readonly severity: string
  readonly lines: string
  readonly encounters: string
}
const found = readFileSync(join(folder, 'out', 'findings.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((row) => JSON.parse(row) as Found)

test('the same version twice says what the run says, with the same severities', async () => {
  const { status, stdout, stderr } = await yibao('audit', 'trial', '--lake', 'lake', '--rule', SOME.join(','), '--json')
  assert.equal(status, 0, stderr)
  const { rules: trials } = JSON.parse(stdout) as { rules: readonly RuleTrial[] }
  for (const rule of SOME) {
    const own = found.filter((each) => each.rule === rule)
    const count = (severity: string) => own.filter((each) => each.severity === severity).length
    const said = trials.find((each) => each.rule === rule)
    assert.ok(said && own.length > 0, rule)
    assert.deepEqual(said.before, said.after)
    assert.deepEqual([said.added, said.gone, said.changed], [0, 0, 0])
    const { hits, definite, suspect, needsEvidence } = said.after
    const expected = [own.length, count('definite'), count('suspect'), count('needs_evidence')]
    assert.deepEqual([hits, definite, suspect, needsEvidence], expected, rule)
  }
})

test('a new version: only what differs is judged, what is gone is counted, labels give precision and what is missed', async () => {
  const own = found.filter(({ rule }) => rule === 'N71')
  const [first, ...rest] = own.toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const last = rest.at(-1)
  assert.ok(first && last && first.on < last.on)
  cpSync(rules, join(folder, 'new'), { recursive: true })
  const name = readdirSync(join(folder, 'new', 'medical')).find((each) => each.startsWith('N71-')) ?? ''
  const card = join(folder, 'new', 'medical', name)
  writeFileSync(card, readFileSync(card, 'utf8').replace(/^version: .*$/m, `version: '2'\nvalidTo: ${first.on}`))
  const rows = [`N71,${first.lines},,overturned`, `N71,${last.lines},${last.encounters},成立`]
  writeFileSync(join(folder, 'labels.csv'), ['rule,lines,encounters,decision', ...rows, ''].join('\n'))
  const { status, stdout, stderr } = await yibao(
    ...['audit', 'trial', '--lake', 'lake', '--rules', 'new', '--labels', 'labels.csv', '--json'],
  )
  assert.equal(status, 0, stderr)
  const { rules: trials } = JSON.parse(stdout) as { rules: readonly RuleTrial[] }
  assert.deepEqual(
    trials.map(({ rule }) => rule),
    ['N71'],
  )
  const [trial] = trials
  const kept = own.filter(({ on }) => on <= first.on).length
  assert.deepEqual([trial?.before.hits, trial?.after.hits], [own.length, kept])
  assert.deepEqual([trial?.added, trial?.gone], [0, own.length - kept])
  assert.deepEqual([trial?.precisionBefore, trial?.precisionAfter], [50, 0])
  assert.deepEqual([trial?.before.missed, trial?.after.missed], [0, 1])
})

test('two windows of one knowledge point: the day of an undated stay is not known and not asked for, the stay itself is', async () => {
  // One bed a day, and one bed a stay: the second is plainly broken by the sum of a stay, whatever the days were.
  const head = 'kpId,rule,version,validFrom,genericName,basisText,basisDoc,codes,window,max,maxFrom,perHour'
  const row = (version: string, window: string) =>
    `BED,N27,${version},2020-01-01,床位费,每日一次,示例,001109000010000,${window},1,,`
  mkdirSync(join(folder, 'twice'))
  writeFileSync(join(folder, 'twice', 'N27.csv'), [head, row('1', 'day'), row('2', 'stay'), ''].join('\n'))
  const { status, stdout, stderr } = await yibao(
    ...['audit', 'trial', '--lake', 'lake', '--rule', 'N27', '--points', 'twice', '--json'],
  )
  assert.equal(status, 0, stderr)
  const [trial] = (JSON.parse(stdout) as { rules: readonly RuleTrial[] }).rules
  const run = await yibao('audit', 'run', '--lake', 'lake', '--out', 'twice-out', '--rule', 'N27', '--points', 'twice')
  assert.equal(run.status, 0, run.stderr)
  const rows = readFileSync(join(folder, 'twice-out', 'findings.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const count = (severity: string) => rows.filter((each) => (JSON.parse(each) as Found).severity === severity).length
  assert.ok(count('definite') > 0, stdout)
  assert.deepEqual([trial?.after.definite, trial?.after.needsEvidence], [count('definite'), 0])
  assert.equal(count('needs_evidence'), 0)
  const summary = JSON.parse(readFileSync(join(folder, 'twice-out', 'summary.json'), 'utf8')) as { unasked: object[] }
  assert.equal(summary.unasked.length, 1)
})

test('what is typed wrong is told with its place', async () => {
  const refused = async (...args: readonly string[]) => {
    const { status, stderr } = await yibao('audit', 'trial', '--lake', 'lake', ...args)
    assert.equal(status, 2, stderr)
    return stderr
  }
  assert.match(await refused(), /两个版本的规则和知识点相同/)
  writeFileSync(join(folder, 'wrong.csv'), 'rule,lines,encounters,decision\nN08,L1,,maybe\nN08,,,upheld\n')
  const said = await refused('--rule', 'N08', '--labels', 'wrong.csv')
  assert.match(said, /wrong\.csv:2.*maybe/s)
  assert.match(said, /wrong\.csv:3/)
})
