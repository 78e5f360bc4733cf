// Questions to the lake on behalf of the console: by the same indicator files and the same code as the command line. One question
// at a time, so that the engine stays small; an answer holds until the next commit.
import { fileURLToPath } from 'node:url'
import type { indicator } from '@yibao/kernel'
import {
  type CostSpread,
  computeGroups,
  computeIndicators,
  documentTitles,
  type GroupValue,
  groupSpreads,
  type HospitalPoint,
  type HourCount,
  hospitalPoints,
  type IndicatorValue,
  indicatorRows,
  type LakeTables,
  lastStopped,
  levelSpreads,
  type MoneyFlow,
  moneyFlows,
  openLiveLake,
  type RowPage,
  readIndicatorFiles,
  type Scope,
  type Stopped,
  settlingHours,
} from '@yibao/lake'
import type { LakeKeeper } from './keeper.ts'

export interface LakeDesk {
  readonly indicators: ReadonlyMap<string, indicator.Indicator>
  /** Titles of documents by their short names. */
  readonly documents: ReadonlyMap<string, string>
  readonly keeper: LakeKeeper | undefined
  values(ids: readonly string[], scope: Scope): Promise<readonly IndicatorValue[]>
  /** By `day`, `month`, or a column of the indicator's table. */
  groups(id: string, scope: Scope, by: string): Promise<readonly GroupValue[]>
  rows(
    id: string,
    scope: Scope,
    part: 'numerator' | 'denominator',
    page: RowPage,
  ): Promise<readonly Readonly<Record<string, unknown>>[]>
  flows(scope: Scope): Promise<readonly MoneyFlow[]>
  stopped(scope: Scope, limit: number): Promise<readonly Stopped[]>
  /** Costs of stays by case group; where nothing is grouped, by level of hospital. */
  spreads(
    scope: Scope,
    limit: number,
  ): Promise<{ readonly by: 'case_group' | 'level'; readonly spreads: readonly CostSpread[] }>
  hours(scope: Scope): Promise<readonly HourCount[]>
  hospitals(scope: Scope): Promise<readonly HospitalPoint[]>
}

const SHIPPED = fileURLToPath(new URL('../../../../../indicators', import.meta.url))
const MEMORY_MB = 256
const ANSWERS_KEPT = 200

export function createLakeDesk(keeper: LakeKeeper | undefined, folder = SHIPPED): LakeDesk {
  const { indicators, faults } = readIndicatorFiles(folder)
  const [fault] = faults
  if (fault) throw new Error(`The indicators cannot be used: ${JSON.stringify(fault)}`)
  const byId = new Map(indicators.map((each) => [each.id, each]))
  const ask = asking(keeper)
  const named = (id: string): indicator.Indicator => byId.get(id)!
  return {
    indicators: byId,
    documents: documentTitles(folder),
    keeper,
    values: (ids, scope) =>
      ask(['values', ids, scope], (lake) => computeIndicators(lake, { indicators, ids, ...scope })),
    groups: (id, scope, by) => ask(['groups', id, scope, by], (lake) => computeGroups(lake, named(id), scope, by)),
    rows: (id, scope, part, page) =>
      ask(['rows', id, scope, part, page], (lake) => indicatorRows(lake, named(id), scope, part, page)),
    flows: (scope) => ask(['flows', scope], (lake) => moneyFlows(lake, scope)),
    stopped: (scope, limit) => ask(['stopped', scope, limit], (lake) => lastStopped(lake, scope, limit)),
    spreads: (scope, limit) =>
      ask(['spreads', scope, limit], async (lake) => {
        const groups = await groupSpreads(lake, scope, limit)
        if (groups.length > 0) return { by: 'case_group' as const, spreads: groups }
        return { by: 'level' as const, spreads: await levelSpreads(lake, scope, limit) }
      }),
    hours: (scope) => ask(['hours', scope], (lake) => settlingHours(lake, scope)),
    hospitals: (scope) => ask(['hospitals', scope], (lake) => hospitalPoints(lake, scope)),
  }
}

/** Nothing was written yet: every table is missing, and every figure says so. */
const NOTHING = { engine: undefined as never, sourceOf: () => undefined } satisfies LakeTables

function asking(keeper: LakeKeeper | undefined) {
  const answers = new Map<string, Promise<unknown>>()
  let last: Promise<unknown> = Promise.resolve()
  return <T>(key: readonly unknown[], question: (lake: LakeTables) => Promise<T>): Promise<T> => {
    const manifest = keeper?.lake()?.manifest
    const name = JSON.stringify([manifest?.batch ?? 0, ...key])
    const known = answers.get(name)
    if (known) return known as Promise<T>
    const answer = last.then(async () => {
      if (!keeper || !manifest) return question(NOTHING)
      const lake = await openLiveLake(keeper.folder, { manifest, memoryMb: MEMORY_MB })
      try {
        return await question(lake)
      } finally {
        lake.engine.close()
      }
    })
    // The next in the queue does not care how this one ended; a failure is not kept.
    last = answer.catch(() => answers.delete(name))
    answers.set(name, answer)
    for (const old of [...answers.keys()].slice(0, Math.max(0, answers.size - ANSWERS_KEPT))) answers.delete(old)
    return answer
  }
}
