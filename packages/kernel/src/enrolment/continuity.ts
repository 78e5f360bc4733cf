// 连续参保年数 and 转移接续: months of enrolment as sets, so that what overlaps counts once and a short gap may be bridged.

/** A month as "2026-11". */
export type Month = string

const numberOf = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
const monthFrom = (number: number): Month =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`

/** Months from first to last, both included. */
export const monthsFrom = (first: Month, last: Month): Month[] => {
  const from = numberOf(first)
  return Array.from({ length: Math.max(0, numberOf(last) - from + 1) }, (_, at) => monthFrom(from + at))
}

/**
 * Consecutive benefit years paid, up to and with `year`. A year under another scheme counts when it is in `paidYears`; a missed
 * year ends the count.
 */
export function continuousYears(paidYears: Iterable<number>, year: number): number {
  const paid = new Set(paidYears)
  let count = 0
  while (paid.has(year - count)) count += 1
  return count
}

/** Years missed in a row before `year`, counted from the year in which the rule begins. */
export function missedYears(paidYears: Iterable<number>, year: number, ruleFrom: number): number {
  const paid = new Set(paidYears)
  let missed = 0
  for (let before = year - 1; before >= ruleFrom && !paid.has(before); before -= 1) missed += 1
  return missed
}

export interface MergedMonths {
  readonly months: readonly Month[]
  /** Counted by both places; they count once. */
  readonly overlap: readonly Month[]
}

/** A transfer: months here and months brought along. `months = here + brought − overlap`. */
export function mergeMonths(here: Iterable<Month>, brought: Iterable<Month>): MergedMonths {
  const [own, other] = [new Set(here), new Set(brought)]
  return {
    months: [...own.union(other)].sort(),
    overlap: [...own.intersection(other)].sort(),
  }
}

/** Gaps between paid months that are longer than `bridge` months: 中断. Each as first and last missing month. */
export function gaps(paid: Iterable<Month>, bridge: number): { readonly first: Month; readonly last: Month }[] {
  const numbers = [...new Set(paid)].map(numberOf).sort((a, b) => a - b)
  return numbers.flatMap((number, at) => {
    const before = numbers[at - 1]
    if (before === undefined || number - before - 1 <= bridge) return []
    return [{ first: monthFrom(before + 1), last: monthFrom(number - 1) }]
  })
}
