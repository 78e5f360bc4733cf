// S14: what nobody paid is the person's: own account, family accounts in the giver's order, then cash.
import type { Bill, MutualAid } from '../../src/benefits/bill.ts'
import type { Coverable } from '../../src/policy/amounts.ts'
import type { PlanSwitches } from '../../src/policy/model.ts'
import { atLeastZero, minus, type Rational, rational, smaller, sumOf } from './rational.ts'

export interface PersonShare {
  readonly account: Rational
  readonly mutual: readonly { readonly giver: string; readonly paid: Rational }[]
  readonly cash: Rational
}

export function personShare(
  left: Iterable<Record<Coverable, Rational>>,
  allowedKinds: PlanSwitches['account_pays'],
  account: Bill['account'],
  /** What tiers have taken of the account before. */
  taken: Rational,
): PersonShare {
  const parts = [...left]
  const ofKind = (kind: Coverable) => sumOf(parts.map((part) => part[kind]))
  const all = sumOf((['in_scope', 'pre', 'over', 'full'] as const).map(ofKind))
  const kinds = new Set(allowedKinds.filter((kind) => kind !== 'none'))
  const allowed = sumOf([...kinds].map(ofKind))
  if (!account?.use) return { account: rational(0), mutual: [], cash: all }
  const own = smaller(allowed, atLeastZero(minus(rational(account.balanceFen), taken)))
  let open = minus(allowed, own)
  const mutual = (account.mutual ?? []).map((aid: MutualAid) => {
    const paid = smaller(open, atLeastZero(rational(aid.availableFen)))
    open = minus(open, paid)
    return { giver: aid.giver, paid }
  })
  const family = sumOf(mutual.map((aid) => aid.paid))
  return { account: own, mutual: mutual.filter((aid) => aid.paid.numerator > 0n), cash: minus(minus(all, own), family) }
}
