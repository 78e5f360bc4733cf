// 叠加资助: who pays a resident's personal standard, in order; the last one pays what is left, never less than nothing.
import { atLeastZero, type Fen, fen, minFen } from '../money/fen.ts'
import { type BasisPoints, share } from '../money/share.ts'
import { accepted, type Outcome, refused } from '../outcome.ts'

/** 医疗救助基金, 市财政, 县财政, 残保金, 乡村振兴, 失业基金, 学校, 村集体, 个人 … by the words of the city's configuration. */
export type StackPart =
  | { readonly payer: string; readonly kind: 'amount'; readonly amountFen: Fen }
  | { readonly payer: string; readonly kind: 'share'; readonly rateBp: BasisPoints }
  | { readonly payer: string; readonly kind: 'remainder' }

export interface PayerStack {
  readonly id: string
  readonly parts: readonly StackPart[]
}

export interface PayerShare {
  readonly payer: string
  readonly amountFen: Fen
}

export type StackRefusal = 'stack_without_remainder' | 'remainder_not_last' | 'payer_twice'

/** What is wrong with a stack before anybody is charged by it. */
export function checkStack({ id, parts }: PayerStack): Outcome<PayerStack, StackRefusal> {
  const rest = parts.findIndex((part) => part.kind === 'remainder')
  if (rest < 0) return refused('stack_without_remainder', { stack: id })
  if (rest !== parts.length - 1) return refused('remainder_not_last', { stack: id, position: rest + 1 })
  const payers = parts.map(({ payer }) => payer)
  const twice = payers.find((payer, at) => payers.indexOf(payer) !== at)
  return twice === undefined ? accepted({ id, parts }) : refused('payer_twice', { stack: id, payer: twice })
}

/**
 * Who pays how much of the standard. A sum or share never takes more than what those before it left, so the parts add up to
 * the standard exactly; a share is of the standard itself.
 */
export function payersOf(standardFen: Fen, { parts }: PayerStack): PayerShare[] {
  let left = standardFen
  return parts.map((part) => {
    const amountFen = part.kind === 'remainder' ? left : minFen(left, wantedOf(part, standardFen))
    left = fen(left - amountFen)
    return { payer: part.payer, amountFen }
  })
}

const wantedOf = (part: Exclude<StackPart, { kind: 'remainder' }>, standardFen: Fen): Fen =>
  atLeastZero(part.kind === 'amount' ? part.amountFen : share(standardFen, part.rateBp))

/** One person has at most one stack a year: the one that leaves the person the least; equal ones by their id. */
export function bestStack(
  standardFen: Fen,
  stacks: readonly PayerStack[],
  person: string,
): { readonly stack: PayerStack; readonly shares: readonly PayerShare[] } | undefined {
  const tried = stacks.map((stack) => ({ stack, shares: payersOf(standardFen, stack) }))
  const own = (shares: readonly PayerShare[]): number =>
    shares.reduce((sum, each) => sum + (each.payer === person ? each.amountFen : 0), 0)
  return tried.sort((a, b) => own(a.shares) - own(b.shares) || (a.stack.id < b.stack.id ? -1 : 1))[0]
}

/** Who gained a category after paying: what the person paid above what the stack leaves to the person. */
export function refundAfter(paidFen: Fen, shares: readonly PayerShare[], person: string): Fen {
  const due = shares.reduce((sum, each) => sum + (each.payer === person ? each.amountFen : 0), 0)
  return atLeastZero(paidFen - due)
}
