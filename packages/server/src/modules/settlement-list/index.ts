// The door of the settlement list module: lists received and looked up, and the groups of their cases.
import type { Fen, Outcome } from '@yibao/kernel'
import type { Receipt, WritePath } from '../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../common/index.ts'
import { type CountQuery, type GroupCount, groupCounts, type ProviderCount, providerCounts } from './counts/store.ts'
import { groupsOf } from './group-case.ts'
import type { CaseGroup, SettlementList } from './model.ts'
import { type ListSources, listReceived, type Received, type ReceivedList } from './receive.ts'
import {
  type CheckedList,
  checkedLists,
  effectiveList,
  type GroupedCase,
  groupedCases,
  type MonthQuery,
} from './store.ts'

export { type GroupingScheme, groupsOf, recordOf, schemesFor } from './group-case.ts'
export * from './history/store.ts'
export * from './model.ts'
export type { Received, ReceivedList } from './receive.ts'
export { type SettlementListRefusalCode, settlementListRefusals } from './refusals.ts'
export { productSchemesInUse, usualSettings } from './settings.ts'
export {
  type CheckedList,
  caseGroupRow,
  effectiveList,
  type GroupedCase,
  type MonthQuery,
  settlementOfList,
} from './store.ts'

export interface SettlementListDesk {
  /** A list with errors is kept as sent back; it is no refusal. */
  receive(message: Message<Received>, list: ReceivedList): Promise<Outcome<Receipt>>
  checked(query: MonthQuery): Promise<CheckedList[]>
  grouped(method: 'drg' | 'dip', query: MonthQuery): Promise<GroupedCase[]>
  /** The groups that the effective list of a settlement would have if it were corrected so; none where it has no list. */
  regroup(
    settlementId: string,
    personNo: string,
    correct: (list: SettlementList) => SettlementList,
  ): Promise<readonly CaseGroup[]>
  providerCounts(method: 'drg' | 'dip', query: CountQuery): Promise<ProviderCount[]>
  groupCounts(method: 'drg' | 'dip', query: CountQuery & { provider: string; code: string }): Promise<GroupCount[]>
}

export interface SettlementListParts extends ListSources {
  readonly writePath: WritePath
  readonly reader: Reader
}

export function openSettlementLists({ writePath, reader, ...sources }: SettlementListParts): SettlementListDesk {
  const kind = listReceived(sources)
  return {
    receive: (message, list) => writePath.submit(commandFor(kind, message, list)),
    checked: (query) => checkedLists(reader, query),
    grouped: (method, query) => groupedCases(reader, method, query),
    regroup: async (settlementId, personNo, correct) => {
      const found = await effectiveList(reader, settlementId, personNo)
      return found ? groupsOf(sources.schemes(), correct(found.list), found.totalFen as Fen) : []
    },
    providerCounts: (method, query) => providerCounts(reader, method, query),
    groupCounts: (method, query) => groupCounts(reader, method, query),
  }
}
