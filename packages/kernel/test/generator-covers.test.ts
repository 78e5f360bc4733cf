// The generators speak the whole language: every construct, switch, period and kind of limit occurs, and often enough.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AMOUNTS, tierAmountNames } from '../src/policy/amounts.ts'
import { FUNDS, PAYERS, PERIODS } from '../src/policy/model.ts'
import { bill } from './generate/bill.ts'
import { layersOf } from './generate/library.ts'
import { anyPolicy } from './generate/policy.ts'

const SEED = 20230701

/** How often a word stands as a key or as a value in the generated texts. */
function wordsOf(texts: readonly string[]): (word: string) => number {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const [, word = ''] of text.matchAll(/"([^"]+)"/g)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return (word) => counts.get(word) ?? 0
}

test('generated policies hold every construct, amount, switch, period, payer and fund', () => {
  const policies = fc.sample(anyPolicy, { numRuns: 400, seed: SEED })
  const texts = policies.flatMap((policy) =>
    layersOf({ ...policy, writing: 'json' }).flatMap((layer) => layer.files.map((file) => file.text)),
  )
  const count = wordsOf(texts)
  const constructs =
    'by choose nth step_down steps share sum minus smallest largest times prorate parameter amount otherwise pick ' +
    'factor floor each at_most at_least below all any not round half_up up down'
  const slots =
    'when base covers deductible bands rate rate_changes add cut rate_max limits at_least switches given parts bucket ' +
    'excess deductible_bucket base_bucket exclusions ceilings price rounding pre_self_pay precedence from until published classifications parameters'
  const switches =
    'above_deductible zero binding_point limit_over_rate everything tier band line payment eligible none separate ' +
    'in_self_paid visit admission discharge settlement excess_to_provider excess_to_person person provider catch_up'
  const words = [constructs, slots, switches].flatMap((list) => list.split(' '))
  for (const word of [...words, ...Object.keys(AMOUNTS), ...tierAmountNames, ...PERIODS, ...PAYERS, ...FUNDS])
    assert.ok(count(word) >= 5, `"${word}" occurs ${count(word)} times in ${policies.length} policies`)
  assert.ok(policies.filter((policy) => policy.overlay !== undefined).length >= 40)
  assert.ok(policies.filter((policy) => policy.tiersApart).length >= 40)
})

test('generated bills hold returned items, ceilings, fractions of a unit, denials, accounts, given amounts and every fact', () => {
  const bills = fc.sample(bill, { numRuns: 800, seed: SEED })
  const lines = bills.flatMap((each) => each.lines)
  const atLeast = (n: number, list: readonly unknown[], what: string) =>
    assert.ok(list.length >= n, `${what}: ${list.length}`)
  atLeast(
    50,
    lines.filter((line) => line.amountFen < 0),
    'returned',
  )
  atLeast(
    50,
    lines.filter((line) => line.ceiling !== undefined),
    'ceilings',
  )
  atLeast(
    50,
    lines.filter((line) => line.split),
    'split',
  )
  atLeast(
    20,
    lines.filter((line) => line.deniedFor),
    'denied lines',
  )
  atLeast(
    50,
    lines.filter((line) => (line.quantity ?? 0) % 10_000 !== 0),
    'fractions of a unit',
  )
  atLeast(
    50,
    lines.filter((line) => line.amountFen > 100_000_000),
    'above a million yuan',
  )
  atLeast(
    10,
    bills.filter((each) => each.denials),
    'denials',
  )
  atLeast(
    50,
    bills.filter((each) => each.account?.use && each.account.mutual?.length),
    'family accounts',
  )
  atLeast(
    50,
    bills.filter((each) => Object.keys(each.given ?? {}).length > 0),
    'given amounts',
  )
  for (const key of 'sex age categories certifiedDiseases continuousYears monthsEnrolled zeroClaimYears averageWageFen'.split(
    ' ',
  )) {
    atLeast(
      100,
      bills.filter((each) => key in each.person),
      key,
    )
    atLeast(
      100,
      bills.filter((each) => !(key in each.person)),
      `no ${key}`,
    )
  }
  const ofVisit =
    'place referral channel admissionNumber disease sessions months delivery newborns tags referralChain diseaseChain pregnancy ' +
    'accident event stay'
  for (const key of ofVisit.split(' ')) {
    atLeast(
      100,
      bills.filter((each) => key in each.visit),
      key,
    )
    atLeast(
      100,
      bills.filter((each) => !(key in each.visit)),
      `no ${key}`,
    )
  }
})
