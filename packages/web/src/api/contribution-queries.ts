// What the page of contributions asks and sends.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ArrivalView,
  BreakStepBody,
  BreakView,
  ChargeView,
  CollectionDone,
  ContributionSummary,
  ListPage,
  ReceiptView,
} from '@yibao/contract/rest'
import { call, type Query } from './call.ts'

export type ContributionList = 'charges' | 'receipts' | 'arrivals' | 'breaks'
interface Rows {
  readonly charges: ChargeView
  readonly receipts: ReceiptView
  readonly arrivals: ArrivalView
  readonly breaks: BreakView
}

export const useContributionSummary = () =>
  useQuery({
    queryKey: ['/contributions/summary'],
    queryFn: ({ signal }) => call<ContributionSummary>('/contributions/summary', { signal }),
  })

export const useContributions = <L extends ContributionList>(list: L, query: Query) =>
  useQuery({
    queryKey: ['/contributions', list, query],
    queryFn: ({ signal }) => call<ListPage<Rows[L]>>(`/contributions/${list}`, { signal, query }),
    placeholderData: keepPreviousData,
  })

function useSent<T extends object>(path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: T) => call<CollectionDone>(path, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries(),
  })
}

export const useBreakStep = () => useSent<BreakStepBody>('/contributions/breaks/step')
export const useReconcile = () => useSent<{ span: string }>('/contributions/reconciliations')
