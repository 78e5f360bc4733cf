// Moments of care as whole minutes of the local calendar, so that hours and gaps are plain subtraction.
import { type Day, dayFromNumber, dayNumber, parseDay } from '../../time/day.ts'

declare const minuteBrand: unique symbol

/** Minutes since 1970-01-01 00:00 local time. */
export type Minute = number & { readonly [minuteBrand]: true }

export const MINUTES_A_DAY = 1440

/** Reads "2026-03-01T09:00", with or without seconds, with T or a space, or a day alone (its midnight). */
export function parseMinute(text: string): Minute | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2})?)?$/.exec(text)
  const on = match && parseDay(match[1] ?? '')
  if (!match || !on) return undefined
  const [hour, minute] = [Number(match[2] ?? 0), Number(match[3] ?? 0)]
  if (hour > 23 || minute > 59) return undefined
  return (dayNumber(on) * MINUTES_A_DAY + hour * 60 + minute) as Minute
}

export const dayNumberAt = (at: Minute): number => Math.floor(at / MINUTES_A_DAY)
export const dayAt = (at: Minute): Day => dayFromNumber(dayNumberAt(at))
export const midnightOf = (on: Day): Minute => (dayNumber(on) * MINUTES_A_DAY) as Minute

/** "2026-03-01 09:00", as people read it. */
export function minuteText(at: Minute): string {
  const rest = at - dayNumberAt(at) * MINUTES_A_DAY
  const two = (value: number) => String(value).padStart(2, '0')
  return `${dayAt(at)} ${two(Math.floor(rest / 60))}:${two(rest % 60)}`
}
