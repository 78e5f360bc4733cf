// Performance of providers, departments or physicians by their groups: case mix, cost index and time index, as payment by DRG uses them.
import type { GroupResult } from './group.ts'
import type { MedicalRecord } from './record.ts'

export interface GroupIndexes {
  readonly name: string
  readonly cases: number
  readonly grouped: number
  /** Different groups among them (覆盖病组数). */
  readonly groups: number
  /** 病例组合指数: mean weight of the grouped cases that have one; `undefined` without weights. */
  readonly cmi?: number | undefined
  /** 费用消耗指数: each case's cost ÷ the mean cost of its group over all records, averaged. 1 is the mean of all. */
  readonly costIndex?: number | undefined
  /** 时间消耗指数: the same with days of stay. */
  readonly timeIndex?: number | undefined
}

interface Sums {
  cases: number
  costFen: number
  costCases: number
  losDays: number
  losCases: number
}

interface Named {
  cases: number
  grouped: number
  weighed: number
  weightE8: number
  readonly groups: Map<string, Sums>
}

export class IndexTally {
  readonly #names = new Map<string, Named>()
  readonly #all = new Map<string, Sums>()

  /** A case without cost or days counts everywhere but in that index. */
  add(name: string, result: GroupResult, { totalFen, losDays }: MedicalRecord): void {
    const named = this.#names.get(name) ?? { cases: 0, grouped: 0, weighed: 0, weightE8: 0, groups: new Map() }
    this.#names.set(name, named)
    named.cases += 1
    if (result.status !== 'grouped') return
    named.grouped += 1
    if (result.weightE8 !== undefined) {
      named.weighed += 1
      named.weightE8 += result.weightE8
    }
    for (const groups of [named.groups, this.#all]) addTo(sumsOf(groups, result.drg), totalFen, losDays)
  }

  /** By name. */
  result(): GroupIndexes[] {
    const rows = [...this.#names].map(([name, named]) => ({
      name,
      cases: named.cases,
      grouped: named.grouped,
      groups: named.groups.size,
      cmi: named.weighed === 0 ? undefined : named.weightE8 / named.weighed / 1e8,
      costIndex: this.#index(named, 'costFen', 'costCases'),
      timeIndex: this.#index(named, 'losDays', 'losCases'),
    }))
    return rows.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Σ own sum of a group ÷ mean of the group over all, ÷ own cases: the same as averaging case by case. */
  #index({ groups }: Named, sum: 'costFen' | 'losDays', cases: 'costCases' | 'losCases'): number | undefined {
    let ratios = 0
    let counted = 0
    for (const [drg, own] of groups) {
      const all = sumsOf(this.#all, drg)
      if (all[sum] === 0) continue
      ratios += own[sum] / (all[sum] / all[cases])
      counted += own[cases]
    }
    return counted === 0 ? undefined : ratios / counted
  }
}

function sumsOf(groups: Map<string, Sums>, drg: string): Sums {
  const sums = groups.get(drg) ?? { cases: 0, costFen: 0, costCases: 0, losDays: 0, losCases: 0 }
  groups.set(drg, sums)
  return sums
}

function addTo(sums: Sums, totalFen: number | undefined, losDays: number | undefined): void {
  sums.cases += 1
  if (totalFen !== undefined) {
    sums.costFen += totalFen
    sums.costCases += 1
  }
  if (losDays !== undefined) {
    sums.losDays += losDays
    sums.losCases += 1
  }
}
