// What the page of the statements asks.
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { StatementSheet, StatementView } from '@yibao/contract/rest'
import { call, type Query } from './call.ts'

export type { StatementSheet }

/** In the order in which they are offered; the first is shown when none is asked for. */
export const STATEMENT_SHEETS = [
  'trial',
  'accrual',
  'balance',
  'income',
  'bridge',
  'counties',
] as const satisfies readonly StatementSheet[]

export const useStatements = (query: Query): UseQueryResult<StatementView, Error> =>
  useQuery({
    queryKey: ['/statements', query],
    queryFn: ({ signal }) => call<StatementView>('/statements', { query, signal }),
    placeholderData: keepPreviousData,
  })
