// Every example of the manual is read as it stands: whole policies are clean and pass their cases, fragments have the shape
// that the reader knows.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { buildLibrary, FaultList, faultText, locate, PlanBook, readCases, runCase } from '../src/index.ts'
import { readPolicyFile, TOP_KEYS } from '../src/policy/language/file.ts'

const manual = join(dirname(fileURLToPath(import.meta.url)), '../../../docs/policy-language.md')

interface Example {
  readonly line: number
  readonly text: string
  readonly keys: readonly string[]
}

function examples(): Example[] {
  const found: Example[] = []
  const text = readFileSync(manual, 'utf8')
  for (const match of text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)) {
    const body = match[1] ?? ''
    const keys = [...body.matchAll(/^([a-z_]+):/gm)].map(([, key = '']) => key)
    found.push({ line: text.slice(0, match.index).split('\n').length + 1, text: body, keys })
  }
  return found
}

const SAID_ONCE = `defaults: { from: 2020-01-01, assumed: true, note: 手册的例子 }
sources: { notice-2020: { title: 旧通知 }, notice-2023: { title: 新通知 } }
`
const isTop = (key: string): boolean => TOP_KEYS.some((each) => each === key)
const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by))

/** A fragment put where it belongs: sections of a file as they are, a tier under tiers, slots of a tier inside one. */
function wrapped({ text, keys }: Example): string {
  const defaults = keys.includes('defaults') ? '' : SAID_ONCE
  if (keys.every(isTop)) return defaults + text
  const isTier = keys.length === 1 && /^ {2}deductible/m.test(text)
  return isTier ? `${defaults}tiers:\n${indented(text, 2)}` : `${defaults}tiers:\n  one:\n${indented(text, 4)}`
}

const all = examples()

for (const example of all) {
  test(`the example at line ${example.line} is read without a fault`, () => {
    const faults = new FaultList()
    readPolicyFile('manual.yaml', wrapped(example), 0, faults)
    assert.deepEqual(faults.faults.map(faultText), [])
    const node = locate('manual.yaml', wrapped(example), faults)
    if (node && example.keys.includes('cases')) readCases(node, faults)
    assert.deepEqual(faults.faults.map(faultText), [])
  })
}

const whole = all.filter(
  ({ keys }) => keys.includes('cases') && keys.some((key) => /^(plans|allowances|waiting)$/.test(key)),
)

for (const example of whole) {
  test(`the policy at line ${example.line} is used as it stands and passes its cases`, () => {
    const text = wrapped(example)
    const { library, faults } = buildLibrary([{ id: 'manual', files: [{ path: 'manual.yaml', text }] }], () => 'x')
    const serious = faults.filter((fault) => fault.code !== 'assumed_value')
    assert.deepEqual(serious.map(faultText), [])
    const cases = readCases(locate('manual.yaml', text, new FaultList()) ?? assert.fail(), new FaultList())
    assert.ok(library && cases.length > 0)
    for (const each of cases) assert.deepEqual(runCase(new PlanBook(library), each).differences, [], each.name)
  })
}

test('the manual has examples of both kinds', () => {
  assert.ok(whole.length >= 3 && all.length >= 8, `${whole.length} whole policies of ${all.length} examples`)
})
