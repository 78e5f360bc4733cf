// 转移接续 (医保办发〔2021〕43号): months brought along are recognised once, money goes as it came, and what was continuous stays so.
import type { Scheme } from '../benefits/bill.ts'
import { accepted, type Outcome, refused } from '../outcome.ts'
import { addDays, type Day, day, daysInMonth } from '../time/day.ts'
import { type Month, mergeMonths, monthsFrom } from './continuity.ts'
import type { EnrolSpell } from './import/rule.ts'

/** 全程办结: working days from the application on. */
export const TRANSFER_WORKING_DAYS = 15

export const TRANSFER_STATES = [
  'applied',
  'accepted',
  'letter_out',
  'form_in',
  'certified',
  'closed',
  'rejected',
  'reversed',
] as const
export type TransferState = (typeof TRANSFER_STATES)[number]
export type TransferDirection = 'in' | 'out'
export const TRANSFER_STEPS = ['accept', 'letter', 'form', 'certify', 'close', 'reject', 'reverse'] as const
export type TransferStep = (typeof TRANSFER_STEPS)[number]

type Moves = Readonly<Partial<Record<TransferState, Readonly<Partial<Record<TransferStep, TransferState>>>>>>

/** In: letter to the old place, its form, its money. Out: certificate, then the money. Closed is undone by reversal alone. */
const MOVES: Readonly<Record<TransferDirection, Moves>> = {
  in: {
    applied: { accept: 'accepted', reject: 'rejected' },
    accepted: { letter: 'letter_out', reject: 'rejected' },
    letter_out: { form: 'form_in', reject: 'rejected' },
    form_in: { form: 'form_in', close: 'closed', reject: 'rejected' },
    closed: { reverse: 'reversed' },
  },
  out: {
    applied: { accept: 'accepted', reject: 'rejected' },
    accepted: { certify: 'certified', reject: 'rejected' },
    certified: { close: 'closed', reject: 'rejected' },
    closed: { reverse: 'reversed' },
  },
}

export const transferMove = (
  direction: TransferDirection,
  state: TransferState,
  step: TransferStep,
): TransferState | undefined => MOVES[direction][state]?.[step]

export const transferSteps = (direction: TransferDirection, state: TransferState): TransferStep[] =>
  TRANSFER_STEPS.filter((step) => transferMove(direction, state, step) !== undefined)

/** Under way: neither closed nor given up. */
export const isTransferOpen = (state: TransferState): boolean =>
  state !== 'closed' && state !== 'rejected' && state !== 'reversed'

/** Months paid without a gap under one scheme, both included. */
export interface PaidStretch {
  readonly scheme: Scheme
  readonly from: Month
  readonly until: Month
}

const SCHEMES = ['employee', 'resident'] as const

/** What the old place tells must be months that there were: in order, once, after birth and not to come. */
export function checkStretches(
  stretches: readonly PaidStretch[],
  { bornOn, today }: { readonly bornOn: Day; readonly today: Day },
): Outcome<true> {
  if (stretches.length === 0) return refused('transfer_months_none', {})
  for (const { from, until } of stretches) {
    if (until < from) return refused('transfer_months_order', { from, until })
    if (until > today.slice(0, 7)) return refused('transfer_months_future', { until })
    if (from < bornOn.slice(0, 7)) return refused('transfer_months_birth', { from, born: bornOn.slice(0, 7) })
  }
  for (const scheme of SCHEMES) {
    const months = monthsOf(stretches, scheme)
    const twice = months.find((month, at) => months.indexOf(month) !== at)
    if (twice !== undefined) return refused('transfer_months_twice', { month: twice })
  }
  return accepted(true)
}

export const monthsOf = (stretches: readonly PaidStretch[], scheme: Scheme): Month[] =>
  stretches.filter((each) => each.scheme === scheme).flatMap(({ from, until }) => monthsFrom(from, until))

/** The first month that an earlier transfer has brought already: it must not come a second time. */
export function alreadyBrought(
  stretches: readonly PaidStretch[],
  earlier: readonly PaidStretch[],
): { readonly month: Month; readonly scheme: Scheme } | undefined {
  for (const scheme of SCHEMES) {
    const [month] = mergeMonths(monthsOf(stretches, scheme), monthsOf(earlier, scheme)).overlap
    if (month !== undefined) return { month, scheme }
  }
  return undefined
}

/** Enrolled months here up to a month, as stretches; a suspended enrolment has none. */
export function stretchesOf(spells: readonly EnrolSpell[], upTo: Month): PaidStretch[] {
  return SCHEMES.flatMap((scheme) => {
    const months = spells
      .filter((spell) => spell.scheme === scheme && spell.state !== 'suspended' && spell.from.slice(0, 7) <= upTo)
      .flatMap(({ from, until }) => {
        const last = until?.slice(0, 7) ?? upTo
        return monthsFrom(from.slice(0, 7), last < upTo ? last : upTo)
      })
    return joined([...new Set(months)].sort()).map((each) => ({ scheme, ...each }))
  })
}

function joined(months: readonly Month[]): { from: Month; until: Month }[] {
  const stretches: { from: Month; until: Month }[] = []
  for (const month of months) {
    const last = stretches.at(-1)
    if (last && monthsFrom(last.until, month).length === 2) last.until = month
    else stretches.push({ from: month, until: month })
  }
  return stretches
}

export interface RecognisedScheme {
  readonly scheme: Scheme
  readonly here: number
  readonly brought: number
  /** Paid in both places: counted once. */
  readonly overlap: number
  /** here + brought − overlap. */
  readonly total: number
}

/** 累计年限: months of each scheme, those of both places once. */
export const recognised = (here: readonly PaidStretch[], brought: readonly PaidStretch[]): RecognisedScheme[] =>
  SCHEMES.map((scheme) => {
    const [own, other] = [monthsOf(here, scheme), monthsOf(brought, scheme)]
    const { months, overlap } = mergeMonths(own, other)
    return { scheme, here: own.length, brought: other.length, overlap: overlap.length, total: months.length }
  })

export interface Continuity {
  /** Paid months, of whatever scheme, that lead up to the enrolment without a gap longer than may be bridged. */
  readonly months: number
  /** Missing months right before the enrolment. */
  readonly gap: number
}

const YEAR_MONTHS = 12
/** 连续参保满2年, 中断不超过3个月: benefits with the payment, nothing is waited. */
const WITHOUT_WAITING_MONTHS = 24

export function continuityBefore(paid: readonly PaidStretch[], from: Month, bridgeMonths: number): Continuity {
  const months = new Set(paid.flatMap((each) => monthsFrom(each.from, each.until)).filter((month) => month < from))
  const run = [...months].sort().reverse()
  let [count, next] = [0, from]
  let gap = 0
  for (const month of run) {
    const missing = monthsFrom(month, next).length - 2
    if (count === 0) gap = missing
    if (missing > bridgeMonths) break
    count += 1
    next = month
  }
  return { months: count, gap: run.length === 0 ? 0 : gap }
}

/** The enrolment here as it stands with what was brought: never worse than before. */
export function continuedSpell(
  spell: EnrolSpell,
  paid: readonly PaidStretch[],
  bridgeMonths: number,
): { readonly spell: EnrolSpell; readonly continuity: Continuity; readonly waitingLifted: boolean } {
  const continuity = continuityBefore(paid, spell.from.slice(0, 7), bridgeMonths)
  const years = Math.floor(continuity.months / YEAR_MONTHS)
  const waitingLifted = spell.benefitFrom !== undefined && continuity.months >= WITHOUT_WAITING_MONTHS
  const { benefitFrom, ...rest } = spell
  return {
    spell: {
      ...rest,
      ...(benefitFrom !== undefined && !waitingLifted && { benefitFrom }),
      continuousYearsBefore: Math.max(spell.continuousYearsBefore, years),
    },
    continuity,
    waitingLifted,
  }
}

export const lastDayOf = (month: Month): Day =>
  addDays(day(`${month}-01`), daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7))) - 1)

/** 转出: enrolments of the scheme end with their last paid month; what would begin later is refused. */
export function endedWith(spells: readonly EnrolSpell[], scheme: Scheme, month: Month): Outcome<readonly EnrolSpell[]> {
  const last = lastDayOf(month)
  const isOpen = (spell: EnrolSpell) =>
    spell.scheme === scheme && spell.state !== 'terminated' && (spell.until === undefined || spell.until > last)
  const later = spells.find((spell) => isOpen(spell) && spell.from > last)
  if (later) return refused('transfer_enrolled_after', { month, from: later.from })
  const known = stretchesOf(spells, month).some((each) => each.scheme === scheme && each.until === month)
  if (!known) return refused('transfer_month_unpaid', { month })
  return accepted(spells.map((spell) => (isOpen(spell) ? { ...spell, until: last, state: 'terminated' } : spell)))
}
