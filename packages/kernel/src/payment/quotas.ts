// Exceptions that only so many cases may have: special review of the area, high cases and path exits of a provider.
// Those with the largest claim keep theirs, ties by case id, so that the order of the input does not matter.
import { compare, type Exact, exact, minus, yuanOf } from '../money/exact.ts'
import type { PaymentRules } from './config/file.ts'
import type { Priced } from './priced.ts'

interface Candidate {
  readonly id: string
  readonly claim: Exact
}

/** How many of so many cases a share allows: whole cases, rounded down. */
export const allowedBy = (share: Exact, cases: number): number => Number((BigInt(cases) * share.n) / share.d)

/** Those beyond the allowed number, the smallest claims first to go. */
export function beyond(candidates: readonly Candidate[], allowed: number): string[] {
  if (candidates.length <= allowed) return []
  const sorted = [...candidates].sort((a, b) => compare(b.claim, a.claim) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return sorted.slice(allowed).map(({ id }) => id)
}

export interface QuotaUse {
  readonly method: string
  readonly kind: 'review' | 'high' | 'exit'
  /** '' for the whole area. */
  readonly provider: string
  readonly cases: number
  readonly claimed: number
  readonly allowed: number
}

class Tally {
  readonly candidates = new Map<string, Candidate[]>()
  readonly cases = new Map<string, number>()

  count(key: string): void {
    this.cases.set(key, (this.cases.get(key) ?? 0) + 1)
  }

  claim(key: string, candidate: Candidate): void {
    const own = this.candidates.get(key)
    if (own) own.push(candidate)
    else this.candidates.set(key, [candidate])
  }
}

/** Looks at all cases of a year (not of a month: a quota is yearly) and names those whose exception does not hold. */
export class Quotas {
  readonly #rules: PaymentRules
  readonly #review = new Tally()
  readonly #high = new Tally()
  readonly #exit = new Tally()

  constructor(rules: PaymentRules) {
    this.#rules = rules
  }

  see({ case: each, method: id, rule, multiple, reference }: Priced): void {
    const method = this.#rules.methods.get(id)
    const own = `${id} ${each.provider}`
    if (method?.kind === 'points') {
      this.#review.count(id)
      this.#high.count(own)
      const excess = minus(yuanOf(each.costFen), reference ?? exact(0))
      if (rule === 'review') this.#review.claim(id, { id: each.id, claim: excess })
      if (rule === 'high' && method.high?.quota) this.#high.claim(own, { id: each.id, claim: multiple ?? exact(0) })
    }
    if (method?.kind === 'price') {
      this.#exit.count(own)
      if (rule === 'path_left' && method.exit_quota) this.#exit.claim(own, { id: each.id, claim: yuanOf(each.costFen) })
    }
  }

  /** Uses of every quota, and the cases that are over it. */
  settled(): { uses: QuotaUse[]; high: Set<string>; review: Set<string>; exit: Set<string> } {
    const uses: QuotaUse[] = []
    const over = (kind: QuotaUse['kind'], tally: Tally): Set<string> => {
      const result = new Set<string>()
      for (const [key, candidates] of [...tally.candidates].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const [method = '', provider = ''] = key.split(' ')
        const cases = tally.cases.get(key) ?? 0
        const allowed = allowedBy(this.#shareOf(kind, method), cases)
        uses.push({ method, kind, provider, cases, claimed: candidates.length, allowed })
        for (const id of beyond(candidates, allowed)) result.add(id)
      }
      return result
    }
    return {
      review: over('review', this.#review),
      high: over('high', this.#high),
      exit: over('exit', this.#exit),
      uses,
    }
  }

  #shareOf(kind: QuotaUse['kind'], id: string): Exact {
    const method = this.#rules.methods.get(id)
    if (method?.kind === 'points')
      return (kind === 'review' ? method.review?.cap.value : method.high?.quota?.value) ?? exact(1)
    return (method?.kind === 'price' ? method.exit_quota?.value : undefined) ?? exact(1)
  }
}
