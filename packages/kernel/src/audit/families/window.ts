// Windows over which lines are counted, and how what exceeds a limit is spread over them. Every family and every SQL form agree here.
import { type Fen, fen } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import { mulDiv } from '../../money/share.ts'
import { type Day, dayFromNumber, dayNumber, monthOf, yearOf } from '../../time/day.ts'
import type { AuditEncounter, AuditLine, NetLine } from '../facts/model.ts'
import type { LineExcess } from './family.ts'

export const WINDOWS = ['day', 'stay', 'episode', 'week', 'month', 'quarter', 'year', 'lifetime'] as const
export type Window = (typeof WINDOWS)[number]

/** `hours` of one visit that still count as one sitting. */
export const SITTING_MINUTES = 360

/** The ISO week, named by its Monday. */
export const weekOf = (on: Day): Day => {
  const number = dayNumber(on)
  return dayFromNumber(number - ((((number + 3) % 7) + 7) % 7))
}

/**
 * The window a line falls into, as a key. A stay is the visit itself; an episode is the person's visits with the same
 * episode, or the visit itself; all others are of the person at any provider and follow the service day.
 */
export function windowKey(window: Window, line: AuditLine, encounter: AuditEncounter): string {
  if (window === 'stay') return `v:${encounter.id}`
  if (window === 'episode')
    return encounter.episode ? `e:${encounter.personId}:${encounter.episode}` : `v:${encounter.id}`
  return `p:${encounter.personId}:${periodOf(window, line.on)}`
}

function periodOf(window: Exclude<Window, 'stay' | 'episode'>, on: Day): string {
  switch (window) {
    case 'day':
      return on
    case 'week':
      return weekOf(on)
    case 'month':
      return monthOf(on)
    case 'quarter':
      return `${yearOf(on)}Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`
    case 'year':
      return String(yearOf(on))
    case 'lifetime':
      return ''
  }
}

export const totalOf = (lines: readonly NetLine[]): Quantity =>
  lines.reduce((sum, line) => sum + line.netQuantity, 0) as Quantity

/**
 * Takes an excess quantity from lines in time order, latest first, each up to its own quantity; its amount is the line's
 * amount in proportion, rounded once. 27 hours of 3 yuan with a limit of 24: 3 hours, 9 yuan.
 */
export function latestFirst(lines: readonly NetLine[], excess: number): LineExcess[] {
  const result: LineExcess[] = []
  let left = excess
  for (const line of lines.toReversed()) {
    if (left <= 0) break
    const quantity = Math.min(left, line.netQuantity) as Quantity
    left -= quantity
    result.push({ lineId: line.id, quantity, amountFen: amountOfPart(line, quantity) })
  }
  return result.reverse()
}

export const amountOfPart = (line: NetLine, quantity: number): Fen =>
  quantity === line.netQuantity ? line.netAmountFen : fen(mulDiv(line.netAmountFen, quantity, line.netQuantity))

/** Lines that were part of the window without carrying excess. */
export const nothingOf = (line: NetLine): LineExcess => ({
  lineId: line.id,
  quantity: 0 as Quantity,
  amountFen: 0 as Fen,
})

/** Millionths of a yuan as people write a price: 12500000 → "12.50". */
export function priceText(price: number): string {
  const fraction = String(price % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${Math.floor(price / 1_000_000)}.${fraction.padEnd(2, '0')}`
}
