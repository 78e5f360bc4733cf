// What the month's rules give a case in another group, everything else of the month as it is, and what a released month owes for it.
import type { Reader } from '../common/index.ts'
import type { CaseGroup } from '../settlement-list/index.ts'
import type { Adjustment } from './appeal/index.ts'
import { advancedOf, calculateMonth } from './calculate.ts'
import { FUND_OF, type RunInputs } from './model.ts'
import { type FindRules, sha256 } from './settings.ts'
import { caseOf, inputsOf, releasedBefore, runOfPeriod } from './store.ts'

export interface GroupGivenNow {
  readonly beforeFen: number | null
  readonly dueFen: number | null
  readonly adjustment: Adjustment | null
  readonly releaseId: string | null
}

interface GivenParts {
  readonly reader: Reader
  readonly rulesOf: FindRules
  readonly provider: (code: string) => { readonly level: string; readonly area: string } | undefined
}

const NOTHING: GroupGivenNow = { beforeFen: null, dueFen: null, adjustment: null, releaseId: null }

/** A case that came after its month was released is in no calculation yet: the year takes it in, and nothing is adjusted. */
export async function groupGiven(
  { reader, rulesOf, provider }: GivenParts,
  period: string,
  settlementId: string,
  group: CaseGroup,
): Promise<GroupGivenNow> {
  const run = await runOfPeriod(reader, period)
  const releaseId = run?.state === 'released' ? run.releaseId : null
  const inUse = rulesOf(Number(period.slice(0, 4)))
  if (!inUse) return { ...NOTHING, releaseId }
  const inputs = await inputsOf(reader, period, group.method)
  const around = {
    ...{ rules: inUse.rules, rulesYear: inUse.year, hash: sha256 },
    levelOf: (code: string) => provider(code)?.level ?? '',
    areaOf: (code: string) => provider(code)?.area ?? '',
    releasedBefore: await releasedBefore(reader, period),
  }
  const paidIn = (month: RunInputs) =>
    calculateMonth(month, period, around).cases.find((each) => each.settlementId === settlementId)
  const [before, after] = [paidIn(inputs), paidIn(regrouped(inputs, settlementId, group))]
  if (!before || !after) return { ...NOTHING, releaseId }
  const isReleased = run && releaseId !== null && (await caseOf(reader, run.runId, settlementId)) !== undefined
  const owed = advancedOf(inUse.rules, after.dueFen) - advancedOf(inUse.rules, before.dueFen)
  return {
    ...{ beforeFen: before.dueFen, dueFen: after.dueFen, releaseId },
    adjustment: isReleased ? { fund: FUND_OF[after.insurance], budget: after.budget, amountFen: owed } : null,
  }
}

function regrouped({ cases, volumes }: RunInputs, settlementId: string, group: CaseGroup): RunInputs {
  const { method, isGrouped, code, name, result } = group
  const { weightE8, scoreE4, procedures } = result
  const now = { method, isGrouped, code, name, weightE8, scoreE4, procedures }
  return { volumes, cases: cases.map((each) => (each.settlementId === settlementId ? { ...each, group: now } : each)) }
}
