// The two lives of a person: what each policy has counted so far, and how much each has taken from the account. As long as
// both have done the same, they share one record.
import type { Settlement } from '@yibao/kernel'

export type Accumulators = Record<string, number>

export class PersonPath {
  a: Accumulators = {}
  /** Absent while B has counted nothing but what A has counted. */
  b: Accumulators | undefined
  /** Σ of what the account paid as stored, less what it paid on this side. */
  savedA = 0
  savedB = 0

  get isShared(): boolean {
    return this.b === undefined && this.savedA === this.savedB
  }

  /** Keeps what a claim has counted. `changesB` is the same object as `changesA` where B was not settled apart. */
  keep(a: Settlement, b: Settlement | undefined, storedAccountFen: number): void {
    if (this.b !== undefined || b === undefined || !sameChanges(a, b)) {
      this.b ??= { ...this.a }
      if (b) count(this.b, b)
    }
    count(this.a, a)
    this.savedA += storedAccountFen - a.accountPaid
    this.savedB += storedAccountFen - (b ? b.accountPaid : 0)
  }
}

function count(accumulators: Accumulators, { changes }: Settlement): void {
  for (let at = 0; at < changes.length; at += 1) {
    const { key, change } = changes[at]!
    accumulators[key] = (accumulators[key] ?? 0) + change
  }
}

function sameChanges(a: Settlement, b: Settlement): boolean {
  if (a === b) return true
  if (a.changes.length !== b.changes.length) return false
  for (let at = 0; at < a.changes.length; at += 1) {
    const [one, other] = [a.changes[at]!, b.changes[at]!]
    if (one.key !== other.key || one.change !== other.change) return false
  }
  return true
}
