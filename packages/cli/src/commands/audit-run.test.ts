// `yibao audit run` as its user meets it: the same bytes after an interruption, another lake or rule refused, every rule accounted for.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yibao-audit-run-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const yibao = (...args: readonly string[]) =>
  spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8' })
const RESULTS = ['findings.csv', 'findings.jsonl', 'findings.parquet', 'summary.json', 'report.html']
const bytesOf = (out: string) => RESULTS.map((name) => readFileSync(join(folder, out, name)).toString('base64'))

const made = yibao('synth', '--people', '300', '--months', '2', '--seed', '7', '--from', '2022-01-01', '--out', 'lake')
assert.equal(made.status, 0, made.stderr)
const first = yibao('audit', 'run', '--lake', 'lake', '--out', 'one', '--json')
assert.equal(first.status, 0, first.stderr)

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

test('a stay without days of use is never definite about days', () => {
  const rows = readFileSync(join(folder, 'one', 'findings.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const findings = rows.map((row) => JSON.parse(row) as { severity: string; missing: string; deducted_fen: number })
  const undated = findings.filter(({ missing }) => missing.includes('line.usedOn'))
  assert.ok(undated.length > 0)
  assert.ok(undated.every((each) => each.severity === 'needs_evidence' && each.deducted_fen === 0))
})

test('what was finished is not done again, and the results are the same to the byte', () => {
  const before = bytesOf('one')
  const pieces = readdirSync(join(folder, 'one', 'pieces')).sort()
  rmSync(join(folder, 'one', 'pieces', pieces[1] ?? ''))
  const again = yibao('audit', 'run', '--lake', 'lake', '--out', 'one', '--json')
  assert.equal(again.status, 0, again.stderr)
  assert.equal((JSON.parse(again.stdout) as { resumed: number }).resumed, pieces.length - 1)
  assert.deepEqual(bytesOf('one'), before)
  assert.equal(yibao('audit', 'run', '--lake', 'lake', '--out', 'two').status, 0)
  assert.deepEqual(bytesOf('two'), before)
})

test('the results of other rules, a folder that is no lake and an unknown rule are refused', () => {
  const refused = (...args: readonly string[]) => {
    const { status, stderr } = yibao('audit', 'run', ...args)
    assert.equal(status, 2)
    return stderr
  }
  assert.match(refused('--lake', 'lake', '--out', 'one', '--rule', 'N08'), /另一次审核/)
  assert.match(refused('--lake', 'one', '--out', 'three'), /不是历史库/)
  assert.match(refused('--lake', 'lake', '--out', 'three', '--rule', 'N999'), /没有规则 N999/)
  assert.match(refused('--lake', 'lake'), /缺少 --out/)
})
