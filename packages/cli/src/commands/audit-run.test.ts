// `yibao audit run` as its user meets it: the same bytes after an interruption, another lake or rule refused, every rule accounted for.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Manifest } from '@yibao/lake'
import { openEngine } from '../../../lake/src/history/engine.ts'
import { typedIn } from '../testing/typed.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yibao-audit-run-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const yibao = typedIn(folder)
const RESULTS = ['findings.csv', 'findings.jsonl', 'findings.parquet', 'summary.json', 'report.html']
const bytesOf = (out: string) => RESULTS.map((name) => readFileSync(join(folder, out, name)).toString('base64'))

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
const first = await yibao('audit', 'run', '--lake', 'lake', '--out', 'all', '--json')
assert.equal(first.status, 0, first.stderr)
/** A few rules are enough for what does not depend on them. */
const SOME = ['--rule', 'N08,N27,N31,N35,N67']
assert.equal((await yibao('audit', 'run', '--lake', 'lake', '--out', 'one', ...SOME)).status, 0)

test('every rule after the event is judged or named with what is missing', () => {
  const answer = JSON.parse(first.stdout) as {
    findings: number
    lines: number
    setBased: string[]
    byKernel: string[]
    leftOut: { needs: string }[]
  }
  assert.ok(answer.lines > 0 && answer.findings > 0)
  assert.ok(answer.setBased.includes('frequency') && answer.setBased.includes('indication'))
  assert.deepEqual(answer.byKernel, [])
  assert.ok(answer.leftOut.length > 0 && answer.leftOut.every(({ needs }) => needs !== ''))
})

test('what only asks for a fact that a lake holds of nothing is counted by rule and not told one by one', () => {
  const rows = readFileSync(join(folder, 'all', 'findings.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const findings = rows.map((row) => JSON.parse(row) as { rule: string; missing: string })
  assert.deepEqual(
    findings.filter(({ missing }) => /line\.usedOn|^provider\.capabilities$|antibioticRight/.test(missing)),
    [],
  )
  const { unasked } = JSON.parse(first.stdout) as { unasked: { rule: string; findings: number }[] }
  const rules = unasked.map(({ rule }) => rule)
  // A stay without days of use; the equipment of a provider; the rights of a prescriber.
  for (const rule of ['N27', 'E18', 'N45']) assert.ok(rules.includes(rule), `${rule} in ${rules}`)
  assert.ok(unasked.every((each) => each.findings > 0))
})

test('what was finished is not done again, and the results are the same to the byte', async () => {
  const before = bytesOf('one')
  const pieces = readdirSync(join(folder, 'one', 'pieces')).sort()
  rmSync(join(folder, 'one', 'pieces', pieces[1] ?? ''))
  const again = await yibao('audit', 'run', '--lake', 'lake', '--out', 'one', ...SOME, '--json')
  assert.equal(again.status, 0, again.stderr)
  assert.equal((JSON.parse(again.stdout) as { resumed: number }).resumed, pieces.length - 1)
  assert.deepEqual(bytesOf('one'), before)
})

test('killed in the middle, the same command goes on and gives the same bytes', async () => {
  const done = () =>
    existsSync(join(folder, 'killed', 'pieces'))
      ? readdirSync(join(folder, 'killed', 'pieces')).filter((name) => name.endsWith('.json')).length
      : 0
  const child = spawn(process.execPath, [main, 'audit', 'run', '--lake', 'lake', '--out', 'killed', ...SOME], {
    cwd: folder,
  })
  const ended = new Promise((resolve) => child.on('close', resolve))
  while (done() === 0 && child.exitCode === null) await setTimeout(20)
  child.kill('SIGKILL')
  await ended
  assert.ok(done() > 0)
  const again = await yibao('audit', 'run', '--lake', 'lake', '--out', 'killed', ...SOME, '--json')
  assert.equal(again.status, 0, again.stderr)
  assert.ok((JSON.parse(again.stdout) as { resumed: number }).resumed > 0)
  assert.deepEqual(bytesOf('killed'), bytesOf('one'))
})

test('a month is judged with what went before, and its findings lie beside those of other runs', async () => {
  const months = (out: string) => readdirSync(join(folder, out)).sort()
  assert.deepEqual(months('one/findings'), ['month=2022-01', 'month=2022-02'])
  for (const month of ['2022-01', '2022-02']) {
    const args = [
      ...(month === '2022-01' ? ['--to', month] : ['--from', month]),
      '--findings',
      'all-findings',
      '--threads',
      '1',
      ...SOME,
    ]
    const run = await yibao('audit', 'run', '--lake', 'lake', '--out', `of-${month}`, ...args)
    assert.equal(run.status, 0, run.stderr)
    const lines = (out: string) =>
      (JSON.parse(readFileSync(join(folder, out, 'summary.json'), 'utf8')) as { lines: number }).lines
    assert.ok(lines(`of-${month}`) > 0 && lines(`of-${month}`) < lines('one'))
  }
  const found = (out: string) =>
    readFileSync(join(folder, out, 'findings.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as { rule: string; lines: string; encounters: string })
  const key = ({ rule, lines, encounters }: { rule: string; lines: string; encounters: string }) =>
    `${rule} ${lines} ${encounters}`
  // Whatever the whole run says, some month says too; a window that was not yet full is the only thing a month may say more.
  const said = new Set([...found('of-2022-01'), ...found('of-2022-02')].map(key))
  assert.deepEqual(
    found('one')
      .map(key)
      .filter((each) => !said.has(each)),
    [],
  )
  const files = months('all-findings').flatMap((month) => months(`all-findings/${month}`))
  assert.ok(files.length >= 2 && files.every((name) => /^run-[0-9a-f]{16}\.parquet$/.test(name)))
})

test('records that cannot be judged are set aside with their reason and counted', async () => {
  const engine = await openEngine()
  const poisoned = join(folder, 'poisoned')
  cpSync(join(folder, 'lake'), poisoned, { recursive: true })
  const manifest = JSON.parse(readFileSync(join(poisoned, 'lake.json'), 'utf8')) as Manifest
  const slice = manifest.slices.find(({ claim_lines }) => claim_lines.rows > 3)
  assert.ok(slice)
  const path = join(poisoned, slice.claim_lines.path)
  const change = `CASE line WHEN (SELECT MIN(line) FROM read_parquet('${path}')) THEN NULL ELSE amount_fen END AS amount_fen`
  await engine.connection.run(
    `COPY (SELECT * REPLACE (${change}) FROM read_parquet('${path}')) TO '${path}.new' (FORMAT parquet)`,
  )
  engine.close()
  renameSync(`${path}.new`, path)
  Object.assign(slice.claim_lines, { sha256: createHash('sha256').update(readFileSync(path)).digest('hex') })
  writeFileSync(join(poisoned, 'lake.json'), JSON.stringify(manifest))
  const run = await yibao('audit', 'run', '--lake', 'poisoned', '--out', 'aside', ...SOME, '--json')
  assert.equal(run.status, 0, run.stderr)
  const answer = JSON.parse(run.stdout) as { setAside: number; setAsideFor: Record<string, number> }
  assert.ok(answer.setAside > 0)
  assert.equal(answer.setAsideFor['没有金额 no amount'], answer.setAside)
  assert.equal(
    readFileSync(join(folder, 'aside', 'set-aside.csv'), 'utf8')
      .trim()
      .split('\n').length,
    answer.setAside + 1,
  )
})

test('without a folder named the results stand beside the lake', async () => {
  const run = await yibao('audit', 'run', '--lake', 'lake', ...SOME)
  assert.equal(run.status, 0, run.stderr)
  assert.deepEqual(bytesOf('lake.audit'), bytesOf('one'))
})

test('the results of other rules, a folder that is no lake and an unknown rule are refused', async () => {
  const refused = async (...args: readonly string[]) => {
    const { status, stderr } = await yibao('audit', 'run', ...args)
    assert.equal(status, 2)
    return stderr
  }
  assert.match(await refused('--lake', 'lake', '--out', 'one', '--rule', 'N10'), /另一次审核/)
  assert.match(await refused('--lake', 'one', '--out', 'three'), /不是历史库/)
  assert.match(await refused('--lake', 'lake', '--out', 'three', '--rule', 'N999'), /没有规则 N999/)
  assert.match(await refused('--lake', 'lake', '--out', 'three', '--from', '2022-13'), /--from 应为月份/)
  assert.match(await refused('--lake', 'lake', '--out', 'three', '--from', '2022-02', '--to', '2022-01'), /晚于/)
})
