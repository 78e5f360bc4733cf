// Moments with a time of day in Asia/Shanghai, as the national interface writes them.
import { type Day, parseDay } from './day.ts'

declare const instantBrand: unique symbol

/** A local moment as "2026-11-21 08:30:00". Moments of this form compare correctly as text. */
export type Instant = string & { readonly [instantBrand]: true }

/** Reads "yyyy-MM-dd HH:mm:ss"; `undefined` for another form, an impossible day or time. */
export function parseInstant(text: string): Instant | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text)
  if (!match || !parseDay(match[1] ?? '')) return undefined
  if (Number(match[2]) > 23 || Number(match[3]) > 59 || Number(match[4]) > 59) return undefined
  return text as Instant
}

export function instant(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed) throw new RangeError(`Not a moment: ${text}`)
  return parsed
}

export const dayOf = (at: Instant): Day => at.slice(0, 10) as Day
