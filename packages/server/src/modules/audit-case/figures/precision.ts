// How often a rule was right, as far as people have decided.

/** Confirmed of all that was decided, in basis points; `null`: nothing was decided. 3 of 4 is 7500. */
export const precisionBp = (confirmed: number, rejected: number): number | null =>
  confirmed + rejected === 0 ? null : Math.round((confirmed * 10_000) / (confirmed + rejected))

/** After so many decisions, a rule of which more than this share came to nothing is one to look at again. */
export const WATCH = { decisions: 100, overturnedBp: 3000 } as const

export const isToWatch = (confirmed: number, rejected: number): boolean =>
  confirmed + rejected >= WATCH.decisions && 10_000 - (precisionBp(confirmed, rejected) ?? 10_000) > WATCH.overturnedBp
