// Cases of a history under the groups of a catalogue: placed by the same assignment that will place next year's cases.
import { assignDip } from '../assign.ts'
import type { CompiledDip } from '../compile.ts'
import type { Weighed } from './candidates.ts'
import type { DipHistory } from './history.ts'

/** Rows of the history in runs, one run a pattern. */
export class RowsByPattern {
  readonly #starts: Int32Array
  readonly #rows: Int32Array

  constructor(history: DipHistory) {
    const starts = new Int32Array(history.patterns.length + 1)
    for (const row of history.rows()) {
      const at = history.pattern.at(row) + 1
      starts[at] = (starts[at] as number) + 1
    }
    for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] as number) + (starts[at - 1] as number)
    const next = starts.slice()
    const rows = new Int32Array(starts.at(-1) ?? 0)
    for (const row of history.rows()) {
      const at = history.pattern.at(row)
      rows[next[at] as number] = row
      next[at] = (next[at] as number) + 1
    }
    this.#starts = starts
    this.#rows = rows
  }

  get total(): number {
    return this.#rows.length
  }

  of(pattern: number): Int32Array {
    return this.#rows.subarray(this.#starts[pattern], this.#starts[pattern + 1])
  }
}

/** Patterns with their cases and costs; one whose cases were all contradicted has none. */
export function weighedPatterns(history: DipHistory, rows: RowsByPattern): Weighed[] {
  return history.patterns.map(({ framed, pdx, main, related }, at) => {
    const own = rows.of(at)
    let costFen = 0
    for (const row of own) costFen += history.cost.at(row)
    return { framed, pdx, main, related, cases: own.length, costFen }
  })
}

/** The number of the group that takes each pattern; '' for none. */
export function placedBy(compiled: CompiledDip, patterns: readonly Weighed[]): string[] {
  return patterns.map(({ framed, pdx, main, related }) => {
    if (framed) return framed.seq
    const procedures = main === undefined ? related : [main, ...related]
    return assignDip(compiled, { recordId: '', diagnoses: [pdx], procedures }).group?.seq ?? ''
  })
}
