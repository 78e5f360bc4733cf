// S14: what the person bears, split into own account, family mutual aid in the giver's order, and cash.
import { type Fen, ZERO } from '../money/fen.ts'
import type { Coverable } from '../policy/amounts.ts'
import type { AccountUse } from './bill.ts'
import type { Context } from './compile/context.ts'
import type { MutualPayment } from './settlement.ts'

export interface PersonShare {
  readonly account: Fen
  readonly mutual: readonly MutualPayment[]
  readonly mutualPaid: Fen
  readonly cash: Fen
  /** The part of the person's burden that the account may pay at all. */
  readonly allowed: Fen
}

const NO_MUTUAL: readonly MutualPayment[] = []

export function splitPerson(
  personPaid: Fen,
  c: Context,
  allowedParts: readonly (Coverable | 'none')[],
  account: AccountUse | undefined,
  /** What tiers have taken of the account before. */
  taken: number,
): PersonShare {
  const allowed = Math.min(personPaid, allowedOf(c, allowedParts)) as Fen
  if (!account?.use || allowed <= 0)
    return { account: ZERO, mutual: NO_MUTUAL, mutualPaid: ZERO, cash: personPaid, allowed }
  const own = Math.min(allowed, Math.max(0, account.balanceFen - taken)) as Fen
  let open = allowed - own
  const mutual: MutualPayment[] = []
  for (const aid of account.mutual ?? []) {
    if (open <= 0) break
    const paid = Math.min(open, Math.max(0, aid.availableFen)) as Fen
    if (paid > 0) mutual.push({ giver: aid.giver, paid })
    open -= paid
  }
  const mutualPaid = (allowed - own - open) as Fen
  return { account: own, mutual, mutualPaid, cash: (personPaid - own - mutualPaid) as Fen, allowed }
}

/** What no tier has paid, over the parts that the policy lets the account pay. */
function allowedOf(c: Context, allowedParts: readonly (Coverable | 'none')[]): number {
  let sum = 0
  for (const part of allowedParts) {
    if (part === 'in_scope') sum += total(c.leftInScope)
    else if (part === 'pre') sum += total(c.leftPre)
    else if (part === 'over') sum += total(c.leftOver)
    else if (part === 'full') sum += total(c.leftFull)
  }
  return sum
}

function total(amounts: readonly number[]): number {
  let sum = 0
  for (const amount of amounts) sum += amount
  return sum
}
