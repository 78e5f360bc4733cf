// Group appeals: brought by institutions, decided by two, grouped anew, the difference in the next clearing.
import { type Outcome, refused } from '@yibao/kernel'
import type { Receipt, WritePath } from '../../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../../common/index.ts'
import type { CaseGroup } from '../../settlement-list/index.ts'
import type { Adjustment, AppealStep, ClaimedCodes, GroupAppeal } from './model.ts'
import { type Appealing, appealApplied, appealStepped, type SteppingAppeal, type ToldAppeal } from './steps.ts'
import { findAppeal } from './store.ts'

export * from './model.ts'
export { type AppealRefusalCode, appealRefusals } from './refusals.ts'
export { correctedList } from './rules.ts'
export type { ToldAppeal } from './steps.ts'
export { type AppealFilter, type AppealListed, appealSums, appealsOf, appealsOfCase, findAppeal } from './store.ts'

export interface AppealDesk {
  apply(message: Message<ToldAppeal>, asked: Omit<Appealing, 'method'>): Promise<Outcome<Receipt>>
  step(
    message: Message<ToldAppeal>,
    appealId: string,
    asked: { readonly step: Exclude<AppealStep, 'apply'>; readonly approves: boolean; readonly note: string },
  ): Promise<Outcome<Receipt>>
}

export interface AppealParts {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly methodOf: (year: number) => 'drg' | 'dip'
  /** The group that corrected codes give the case; undefined where its list is gone. */
  readonly regroup: (
    appeal: Pick<GroupAppeal, 'settlementId' | 'personNo' | 'method'>,
    claimed: ClaimedCodes,
  ) => Promise<CaseGroup | undefined>
  /** What the month's rules give the case in that group, and what a released month owes for the difference. */
  readonly given: (
    period: string,
    settlementId: string,
    group: CaseGroup,
  ) => Promise<{
    beforeFen: number | null
    dueFen: number | null
    adjustment: Adjustment | null
    releaseId: string | null
  }>
}

export function openAppeals({ writePath, reader, methodOf, regroup, given }: AppealParts): AppealDesk {
  const regrouped = async (appeal: GroupAppeal): Promise<SteppingAppeal['regrouped']> => {
    const group = await regroup(appeal, appeal.claimed)
    return group ? { group, ...(await given(appeal.period, appeal.settlementId, group)) } : null
  }
  return {
    apply: (message, asked) => {
      const method = methodOf(Number(asked.period.slice(0, 4)))
      return writePath.submit(commandFor(appealApplied, message, { ...asked, method }))
    },
    step: async (message, appealId, asked) => {
      const appeal = await findAppeal(reader, appealId)
      if (!appeal) return refused('group_appeal_unknown', {})
      const { personNo, settlementId, provider, period, method } = appeal
      const accepts = asked.step === 'decide' && asked.approves
      const input = { appealId, personNo, settlementId, provider, period, method, ...asked }
      const worked = accepts ? await regrouped(appeal) : null
      return writePath.submit(commandFor(appealStepped, message, { ...input, regrouped: worked }))
    },
  }
}
