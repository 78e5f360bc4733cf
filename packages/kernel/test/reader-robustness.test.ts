// Any text may be given to the policy reader: it never throws, ends within its limits, and names file and line of each
// fault; and what it accepts never breaks the engine.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { NotInForce } from '../src/benefits/compile/plan.ts'
import { PlanBook } from '../src/benefits/compile/plan-book.ts'
import { settle } from '../src/benefits/settle.ts'
import { readCases } from '../src/cases/read.ts'
import { runCase } from '../src/cases/run.ts'
import { type Built, buildLibrary } from '../src/policy/build.ts'
import { FaultList, faultText } from '../src/policy/text/faults.ts'
import { LIMITS, locate } from '../src/policy/text/located.ts'
import { day } from '../src/time/day.ts'
import { billBy, inScope } from './generate/by-hand.ts'
import { hash, layersOf } from './generate/library.ts'
import { damage, damaged } from './generate/mutation.ts'
import { anyPolicy } from './generate/policy.ts'
import { runs } from './generate/runs.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const PATH = 'city/some file.yaml'

/** The whole example of the manual, and every file of the shipped policies. */
const manual = readFileSync(join(root, 'docs/policy-language.md'), 'utf8')
const example = manual.slice(manual.indexOf('```yaml') + 8, manual.indexOf('```', manual.indexOf('```yaml') + 8))
const shipped = globSync('policies/**/*.yaml', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))
const texts = [example, ...shipped.filter((text) => text.length < 12_000)]

/** Reads a text as a whole policy, looks at every fault, and settles under what was accepted. */
function readSafely(text: string): Built {
  const built = buildLibrary([{ id: 'fuzz', files: [{ path: PATH, text }] }], hash)
  const lines = text.split(/\r\n|[\n\r\u2028\u2029\u0085]/).length
  for (const fault of built.faults) {
    const said = faultText(fault)
    assert.equal(fault.file, PATH, said)
    assert.ok(Number.isInteger(fault.line) && fault.line >= 1 && fault.line <= lines, `${said}, of ${lines} lines`)
    assert.match(fault.code, /^[a-z]+(_[a-z]+)+$/)
    assert.ok(fault.expected !== '' && said.length <= 800, said)
  }
  assert.equal(
    built.library === undefined,
    built.faults.some((fault) => !fault.warning),
  )
  if (built.library) settleSafely(built)
  for (const { cases } of built.files) if (cases) readCases(cases, new FaultList())
  return built
}

const DAYS = ['2019-06-01', '2023-05-01', '2025-12-31'].map(day)

function settleSafely({ library }: Built): void {
  if (!library) return
  const book = new PlanBook(library)
  for (const { id, scheme } of library.content.plans.values()) {
    for (const on of DAYS) {
      const line = inScope(1_234_567, { itemClass: 'b', catalogueRateBp: 1_000 as never })
      const person = { scheme: (scheme ?? 'resident') as never, age: 66, continuousYears: 7 }
      const visit = { level: 'level_3', admittedOn: on, dischargedOn: on, settledOn: on }
      try {
        const outcome = settle(book.planOn(id, on, on), billBy({ person, visit, lines: [line] }))
        if (outcome.ok) assert.ok(outcome.value.personPaid >= 0 && outcome.value.personPaid <= outcome.value.total)
      } catch (error) {
        if (!(error instanceof NotInForce)) throw error
      }
    }
  }
}

test('the example of the manual and every shipped file are read, each fault with its line', () => {
  const { library, faults, files } = readSafely(example)
  assert.ok(library, faults.map(faultText).join('\n'))
  const cases = readCases(files[0]?.cases as never, new FaultList())
  assert.deepEqual(
    cases.map((each) => runCase(new PlanBook(library), each).differences),
    [[]],
  )
  for (const text of shipped) readSafely(text)
})

test('damaged files of real policies never make the reader throw, loop or lose its place', () => {
  const any = fc.tuple(fc.nat(), fc.array(damage, { minLength: 1, maxLength: 3 }))
  let [accepted, refused] = [0, 0]
  fc.assert(
    fc.property(any, ([pick, damages]) => {
      // The example stands alone and can be accepted; of the shipped files most lean on others.
      const text = pick % 3 > 0 ? example : (texts[pick % texts.length] as string)
      if (readSafely(damages.reduce(damaged, text)).library) accepted += 1
      else refused += 1
    }),
    runs(1, 2_000),
  )
  assert.ok(accepted > 50 && refused > 500, `${accepted} accepted, ${refused} refused`)
})

test('damaged generated policies, of the whole language, never break reader or engine', () => {
  let accepted = 0
  fc.assert(
    fc.property(anyPolicy, fc.array(damage, { minLength: 4, maxLength: 8 }), (policy, damages) => {
      const { file, overlay, writing } = policy
      const text = layersOf({ file, overlay, writing, tiersApart: false })[0]?.files[0]?.text ?? ''
      for (const one of damages) if (readSafely(damaged(text, one)).library) accepted += 1
    }),
    runs(5, 300),
  )
  assert.ok(accepted > 20, `only ${accepted} were accepted`)
})

test('any characters, any JSON and any tree of words are read without throwing', () => {
  const keys = fc.constantFrom(
    'tiers',
    'plans',
    'title',
    'base',
    'by',
    'value',
    'switches',
    '__proto__',
    'when',
    'choose',
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.constantFrom<unknown>('1元', '5%', 3, null, true, 'left', 'none', ''),
      fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }))
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.json(),
    tree.map((value) => JSON.stringify(value) ?? ''),
  )
  fc.assert(
    fc.property(text, (value) => {
      readSafely(value)
      const tree = locate(PATH, value, new FaultList())
      if (tree) readCases(tree, new FaultList())
    }),
    runs(1),
  )
})

test('a row amount beyond any sum of money is a fault of the case', () => {
  const faults = new FaultList()
  const text = 'on: 2023-05-01\ngiven:\n  lines:\n    - { quantity: 900000000, price: 900000000 }\n'
  readCases(locate(PATH, text, faults) as never, faults)
  assert.deepEqual(faults.faults.map(faultText), [
    `${PATH}:4 wrong_value: found quantity × price; expected an amount below 9 billion yuan`,
  ])
})

const repeated = (count: number, of: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => of(at)).join('\n')

const sumOf = (a: number, b: number): string => `{ sum: [{ parameter: p${a} }, { parameter: p${b} }] }`

/** A plan whose tier takes the first of some parameters. */
const usingParameters = (parameters: string): string =>
  example
    .replace('sources:', `parameters:\n${parameters}\nsources:`)
    .replace('level_1: 300元', 'level_1: { parameter: p0 }')

/** Texts meant to exhaust: by depth, by size, by doubling, by names that mean something to JavaScript. */
const HOSTILE: Readonly<Record<string, string>> = {
  'brackets without end': '['.repeat(20_000),
  'brackets that end': `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'braces without end': '{a: '.repeat(10_000),
  'dashes on one line': '- '.repeat(30_000),
  'keys ever deeper': repeated(600, (at) => `${' '.repeat(at)}a:`),
  'JSON ever deeper': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  'a billion laughs': 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n',
  'merge keys': 'a: &a {title: x}\nb:\n  <<: *a\n',
  'tags of other languages': 'title: !!js/function "x"\nplans: !!python/object {}\n',
  'names of prototypes':
    '__proto__: {a: 1}\nconstructor: 2\ntiers: {__proto__: {title: x}, toString: {base: {by: __proto__, x: 1元}}}\n',
  'a key of 300,000 characters': `tiers: {a: {${'y'.repeat(300_000)}: 1}}`,
  'a fact of 300,000 characters': `plans: {a: {when: {${'y'.repeat(300_000)}: 1}}}`,
  'eight thousand keys': repeated(8_000, (at) => `k${at}: 1`),
  'eight thousand times one key': repeated(8_000, () => 'k: 1'),
  'more values than allowed': `cases: [${'1,'.repeat(45_000)}]`,
  'more characters than allowed': `title: ${'x'.repeat(LIMITS.bytes)}`,
  'the same mistake on each line': 'a: [}\n'.repeat(5_000),
  'nothing but tabs': '\t:\n'.repeat(5_000),
  'two documents': 'title: x\n---\ntitle: y\n',
  'numbers that are none':
    'tiers: {a: {base: .nan, rate: .inf, deductible: 1e309, at_least: 0x10, limits: [{amount: 1}]}}',
  'parameters that double at each step': usingParameters(
    repeated(60, (at) => `  p${at}: { value: ${at === 59 ? '1元' : sumOf(at + 1, at + 1)} }`),
  ),
  'parameters in a ring': usingParameters(
    repeated(300, (at) => `  p${at}: { value: ${sumOf((at + 1) % 300, (at + 7) % 300)} }`),
  ),
  'a chain of six thousand parameters': usingParameters(
    repeated(6_000, (at) => `  p${at}: { value: ${at === 5_999 ? '1元' : `{ parameter: p${at + 1} }`} }`),
  ),
  'a parameter that is itself': usingParameters(`  p0: { value: ${sumOf(0, 0)} }`),
  'a value for every day': [
    'defaults: { from: 2020-01-01, assumed: true, note: x }\nparameters:\n  p:\n    value:',
    repeated(
      4_000,
      (at) =>
        `      - { from: ${2000 + Math.floor(at / 336)}-${String((Math.floor(at / 28) % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}, value: 1元 }`,
    ),
  ].join('\n'),
  'no limit where a sum is meant':
    'defaults: { from: 2020-01-01, assumed: true, note: x }\ntiers: { a: { base: { largest: [none, in_scope] } } }',
  'no limit that is calculated with':
    'defaults: { from: 2020-01-01, assumed: true, note: x }\ntiers: { a: { limits: [{ title: x, on: payment, per: year, amount: { steps: { of: age, every: 1, each: none } } }] } }',
  'bytes of another encoding': 'title: ͳ\ufffd\ufffd\ntiers: {}\n',
  'a letter that ends texts elsewhere': "title: 'x\0y'\n",
  'a hundred thousand brackets': `tiers: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'newer sections of the wrong shape':
    'defaults: { from: 2020-01-01, assumed: true, note: x }\ntiers: { a: { rounding: { of: nobody, to: -1元, mode: [up] }, limits: [{ title: l, on: payment, amount: 1元, per: event, bucket: ../x }] } }\nclassifications: { c: { ceilings: { title: x } } }\nallowances: { x: [] }\nwaiting: { w: 7 }\n',
  'prototypes in newer sections':
    'defaults: { from: 2020-01-01, assumed: true, note: x }\nallowances: { __proto__: { title: z } }\nwaiting: { constructor: { title: z } }\nclassifications: { toString: { ceilings: [{ __proto__: 1 }] } }\n',
  'rounding in a ring': usingParameters(
    '  p0: { value: { round: { parameter: p1 }, to: 1元, mode: up } }\n  p1: { value: { parameter: p0 } }',
  ),
  'a parameter that reads the bill':
    'defaults: { from: 2020-01-01, assumed: true, note: x }\nparameters: { p: { value: { paid_by: later } } }',
}

for (const [name, text] of Object.entries(HOSTILE)) {
  test(`refused with a line: ${name}`, () => {
    const { faults } = readSafely(text)
    assert.ok(faults.some((fault) => !fault.warning))
    assert.ok(faults.filter((fault) => !fault.warning).length <= 500)
    assert.ok(
      faults.every((fault) => !/call stack|undefined|\[object/.test(faultText(fault))),
      faults.map(faultText).join('\n'),
    )
  })
}

test('units that do not fit are named where they stand', () => {
  const wrong = example
    .replace('level_1: 300元', 'level_1: 300%')
    .replace('rate: 65%', 'rate: 65')
    .replace('20万元', '20')
  const faults = readSafely(wrong).faults.filter((fault) => !fault.warning)
  const lineOf = (part: string) => wrong.slice(0, wrong.indexOf(part)).split('\n').length
  assert.deepEqual(
    new Set(faults.map((fault) => `${fault.line} ${fault.code}`)),
    new Set([
      `${lineOf('300%')} unit_mismatch`,
      `${lineOf('rate: 65 }')} unit_mismatch`,
      `${lineOf('amount: 20,')} unit_mismatch`,
      ...missing(faults),
    ]),
  )
})

/** What is missing in consequence is said as well, at the tier. */
const missing = (faults: Built['faults']): string[] =>
  faults.filter((fault) => fault.code === 'missing_key').map((fault) => `${fault.line} ${fault.code}`)

test('every shipped policy file is found by this test', { skip: !existsSync(join(root, 'policies')) }, () => {
  assert.ok(shipped.length > 10, `${shipped.length} files`)
})
