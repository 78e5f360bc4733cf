// Every example of the cookbook is a policy that is used as it stands, within the frame of the page, and its bills come out
// as they are worked out there; and every word of the language has an example.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { buildLibrary, FaultList, faultText, locate, PlanBook, readCases, runCase, unknownWords } from '../src/index.ts'
import { AMOUNTS, tierAmountNames } from '../src/policy/amounts.ts'
import { constructNames } from '../src/policy/language/constructs.ts'
import { BAND_SCOPES, PAYERS, PERIODS } from '../src/policy/model.ts'
import { ROUND_MODES } from '../src/policy/units.ts'

type Tree = { readonly [key: string]: unknown }

const docs = join(dirname(fileURLToPath(import.meta.url)), '../../../docs')
const page = readFileSync(join(docs, 'policy-cookbook.md'), 'utf8')
const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => ({
  line: page.slice(0, match.index).split('\n').length + 1,
  text: match[1] ?? '',
}))
const frame = parse(blocks[0]?.text ?? '') as Tree
const examples = blocks.slice(1)

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Maps are joined, everything else of the upper one holds. */
function over(lower: unknown, upper: unknown): unknown {
  if (!isTree(lower) || !isTree(upper) || constructNames.some((name) => name in upper)) return upper
  const joined = Object.entries(upper).map(([key, value]) => [key, key in lower ? over(lower[key], value) : value])
  return { ...lower, ...Object.fromEntries(joined) }
}

/** What the page says of its frame, done. */
function whole(text: string): Tree {
  const own = parse(text) as Tree
  const basic = (frame.tiers as Tree).basic as Tree
  const tierOf = (tier: unknown): unknown => {
    const { rate, ...rest } = over(basic, tier) as Tree
    return isTree(tier) && 'bands' in tier ? rest : { ...rest, rate }
  }
  const tiers = Object.entries((own.tiers as Tree | undefined) ?? { basic: {} })
  const joined = over(
    { ...frame, tiers: {} },
    { ...own, tiers: Object.fromEntries(tiers.map(([id, tier]) => [id, tierOf(tier)])) },
  ) as Tree
  const plans = joined.plans as Record<string, Tree>
  const said = ((own.plans as Tree | undefined)?.inpatient as Tree | undefined)?.tiers
  const cases = (own.cases as Tree[]).map((each) => ({ on: '2023-05-01', ...each }))
  return {
    ...joined,
    plans: { ...plans, inpatient: { ...plans.inpatient, tiers: said ?? tiers.map(([id]) => id) } },
    cases,
  }
}

for (const { line, text } of examples) {
  test(`the rule at line ${line} is used as it stands and its bills come out as worked out by hand`, () => {
    const json = JSON.stringify(whole(text), null, 1)
    const { library, faults } = buildLibrary(
      [{ id: 'cookbook', files: [{ path: 'cookbook.json', text: json }] }],
      () => 'x',
    )
    const usual = new Set(['assumed_value', 'payment_cliff'])
    assert.deepEqual(faults.filter((fault) => !usual.has(fault.code)).map(faultText), [])
    const list = new FaultList()
    const cases = readCases(locate('cookbook.json', json, list) ?? assert.fail(), list)
    assert.ok(library && cases.length > 0 && cases.every((each) => each.expect.size > 0))
    assert.deepEqual([...list.faults, ...cases.flatMap((each) => unknownWords(each, library))].map(faultText), [])
    for (const each of cases) assert.deepEqual(runCase(new PlanBook(library), each).differences, [])
  })
}

test('every construct, amount, period, payer, slot and choice of the language has an example', () => {
  const texts =
    blocks.map(({ text }) => text).join('\n') +
    readFileSync(join(docs, 'policy-language.md'), 'utf8')
      .match(/```yaml[\s\S]*?```/g)
      ?.join('\n')
  const slots =
    'when base covers deductible bands rate_changes rate_max limits at_least rounding switches parts given deductible_bucket base_bucket ' +
    'exclusions ceilings pre_self_pay bucket excess until published'
  const choices =
    'above_deductible zero binding_point limit_over_rate everything tier band line payment eligible person provider in_self_paid separate ' +
    'none admission discharge excess_to_provider excess_to_person from_now catch_up highest lowest'
  const words = [
    ...slots.split(' '),
    ...choices.split(' '),
    ...constructNames,
    ...tierAmountNames,
    ...PERIODS,
    ...BAND_SCOPES,
    ...ROUND_MODES,
  ]
  const amounts = Object.keys(AMOUNTS)
  const missing = [...words, ...PAYERS, ...amounts].filter((word) => !new RegExp(`\\b${word}\\b`).test(texts))
  assert.deepEqual(missing, [])
})
