// A list on its arrival: checked by all quality rules, kept with what they found, and grouped when it counts.
import { accepted, type Fen, settlementList } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import type { ShownId } from '../visit/index.ts'
import { type GroupingScheme, groupsOf } from './group-case.ts'
import type { ListSettings, SettlementList, StoredList } from './model.ts'
import { groupRow, LIST_FACTS, type ListFacts, listRow, replacedUpdate } from './store.ts'

const { checkList, isRefused, LIST_RULES_VERSION } = settlementList

export interface ReceivedList {
  readonly settlementId: string
  readonly visitId: string
  readonly personNo: string
  readonly provider: string
  readonly area: string
  readonly month: string
  /** Of the settlement, as it is kept; never as the list says. */
  readonly settled: { readonly personNo: string; readonly provider: string; readonly totalFen: Fen }
  readonly list: Omit<SettlementList, 'uploadedAt'>
  /** What no rule reads, as it was sent. */
  readonly notes: Readonly<Record<string, string>>
}

export interface Received {
  readonly listId: string
  readonly state: StoredList['state']
  readonly findings: StoredList['findings']
}

export interface ListSources {
  readonly settings: ListSettings
  readonly schemes: () => readonly GroupingScheme[]
  readonly isProvider: (code: string) => boolean
  readonly nationalities: ReadonlySet<string>
  readonly occupations: ReadonlySet<string>
  readonly shown: ShownId
}

export const listReceived = (sources: ListSources): Kind<Asked<ReceivedList, Received>, ListFacts> => ({
  name: 'settlement_list.received',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: LIST_FACTS, args: ({ input }) => ({ settlementId: input.settlementId }) },
  decide: ({ message, input }, { facts }, context) => {
    const listId = context.newId()
    const list: SettlementList = { ...input.list, uploadedAt: context.now }
    const effective = facts.lists.find(({ state }) => state === 'effective')
    const { settings, shown } = sources
    const findings = checkList(list, {
      now: context.now,
      settlement: {
        personNo: input.settled.personNo,
        providerCode: input.settled.provider,
        totalFen: input.settled.totalFen,
        isCancelled: facts.cancelled,
      },
      otherList: effective && shown(effective.listId),
      ...settings,
      isVentilation: (code) => code.startsWith('96.7'),
      isProvider: sources.isProvider,
      nationalities: sources.nationalities,
      occupations: sources.occupations,
    })
    const state = isRefused(findings) ? 'returned' : 'effective'
    const stored: StoredList = {
      ...{ listId, personNo: input.personNo, settlementId: input.settlementId, visitId: input.visitId },
      ...{ provider: input.provider, area: input.area, month: input.month, state, uploadedAt: context.now },
      ...{ rulesVersion: LIST_RULES_VERSION, list, notes: input.notes, findings },
    }
    const groups =
      state === 'effective' && !list.isChronicOutpatient
        ? groupsOf(sources.schemes(), list, input.settled.totalFen)
        : []
    const returned = facts.lists.filter((each) => each.state === 'returned')
    return accepted({
      answer: message.answer({ listId, state, findings }, context),
      rows: {
        insert: { settlement_list: [listRow(stored)], case_group: groups.map((group) => groupRow(stored, group, 1)) },
        update: { settlement_list: returned.map((each) => replacedUpdate(each.listId, input.personNo)) },
      },
      event: { listId, state },
      objects: [listId, input.settlementId],
    })
  },
})
