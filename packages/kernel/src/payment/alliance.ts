// A county medical alliance paid by package (县域医共体打包): pool − reserve − central − inside − outside, split among its members.
import { allocate } from '../money/allocate.ts'
import type { Exact } from '../money/exact.ts'
import { EXACT_ONE, fenOf, minus, type RoundingMode, scaledTo, times, yuanOf } from '../money/exact.ts'
import { type Fen, fen, ZERO } from '../money/fen.ts'
import { type Day, daysBetween } from '../time/day.ts'
import { given, multiplied, type PaymentStep, roundedStep, subtracted, words } from './steps.ts'

export interface PackageInputs {
  readonly poolFen: Fen
  readonly reserve: Exact
  readonly centralFen: Fen
  readonly insideFen: Fen
  readonly outsideFen: Fen
}

/** pool × (1 − reserve) − central − inside − outside: above zero is kept, below is overspent. */
export function packageBalance(inputs: PackageInputs, mode: RoundingMode): PaymentStep {
  const yuan = (id: string, zh: string, en: string, amount: Fen) => given(id, words(zh, en), 'yuan', yuanOf(amount))
  const package_ = multiplied('package', words('打包额', 'package'), 'yuan', [
    yuan('pool', '打包总额', 'pool of the county', inputs.poolFen),
    given('kept', words('1 − 提留', '1 − reserve'), 'rate', minus(EXACT_ONE, inputs.reserve)),
  ])
  return subtracted('balance', words('结余（负为超支）', 'balance (negative: overspent)'), 'yuan', [
    roundedStep('package.posted', words('打包额，取整', 'package, rounded'), package_, 2, mode),
    yuan('central', '集中保留', 'kept centrally', inputs.centralFen),
    yuan('inside', '成员机构', 'inside the alliance', inputs.insideFen),
    yuan('outside', '县外与非成员', 'outside', inputs.outsideFen),
  ])
}

export interface Split {
  /** By member: positive to be paid, negative to be borne. */
  readonly members: ReadonlyMap<string, Fen>
  readonly byFundFen: Fen
}

/** A surplus goes to the members by their shares; of a deficit the fund bears its share of the reasonable part. */
export function splitBalance(
  balanceFen: Fen,
  shares: ReadonlyMap<string, Exact>,
  fundShare: Exact,
  mode: RoundingMode,
): Split {
  const names = [...shares.keys()].sort()
  const weights = names.map((name) => fen(Number(scaledTo(shares.get(name)!, 6))))
  const byFundFen = balanceFen < 0 ? fenOf(times(yuanOf(fen(-balanceFen)), fundShare), mode) : ZERO
  const parts = allocate(fen(balanceFen + byFundFen), weights)
  return { members: new Map(names.map((name, at) => [name, parts[at] ?? ZERO])), byFundFen }
}

export interface ReferralStay {
  readonly id: string
  readonly admittedOn: Day
  readonly dischargedOn: Day
  /** Deductible of the provider's level, were the stay alone. */
  readonly deductibleFen: Fen
}

/**
 * One deductible on two-way referral: within an alliance and one episode the highest is charged once.
 * Up from 200 to 500: 300 more; down: nothing. A stay more than so many days after the one before begins a new episode.
 */
export function referralDeductibles(stays: readonly ReferralStay[], withinDays: number): Map<string, Fen> {
  const sorted = [...stays].sort((a, b) =>
    a.admittedOn === b.admittedOn ? (a.id < b.id ? -1 : 1) : a.admittedOn < b.admittedOn ? -1 : 1,
  )
  const charged = new Map<string, Fen>()
  let highest = 0
  for (const [at, stay] of sorted.entries()) {
    const before = sorted[at - 1]
    if (before && daysBetween(before.dischargedOn, stay.admittedOn) > withinDays) highest = 0
    charged.set(stay.id, fen(Math.max(0, stay.deductibleFen - highest)))
    highest = Math.max(highest, stay.deductibleFen)
  }
  return charged
}
