// Days as text (yyyy-MM-dd): positions on a time axis, and the few ranges that filters offer.

/** Days since 1970-01-01; the difference of two is the number of days between them. */
export function dayNumber(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return Math.round(Date.UTC(year, month - 1, date) / 86_400_000)
}

export function dayText(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10)
}

/** Whether the text is a day of the calendar: 2023-02-29 is not. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayText(dayNumber(text)) === text
}

/** 20260131, 2026/1/31 and 2026.1.31 are read as 2026-01-31; other text comes back as it is. */
export function readDay(text: string): string {
  const trimmed = text.trim()
  const [, year, month, date] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(trimmed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed) ?? []
  return year && month && date ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : trimmed
}

export const previousDay = (day: string): string => dayText(dayNumber(day) - 1)
export const nextDay = (day: string): string => dayText(dayNumber(day) + 1)

/** First and last day of the month of a day. */
export function monthOf(day: string): { from: string; to: string } {
  const [year = 1970, month = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { from: `${day.slice(0, 7)}-01`, to: `${day.slice(0, 7)}-${String(last).padStart(2, '0')}` }
}
