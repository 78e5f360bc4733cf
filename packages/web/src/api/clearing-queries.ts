// What the pages of clearings and payment methods ask and send.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ClearingPage,
  ClearingQuery,
  ClearingView,
  DoneView,
  GroupAppealPage,
  GroupAppealQuery,
  PaymentCasePage,
  PaymentCaseQuery,
  PaymentCaseView,
  PaymentFileView,
  PaymentProposalBody,
  PaymentRunList,
  PaymentRunQuery,
  PaymentRunView,
  ReviewPageView,
  ReviewQueryBody,
} from '@yibao/contract/rest'
import { useState } from 'react'
import { call, type Query } from './call.ts'

const id = encodeURIComponent

function useAsked<T>(path: string, query?: Query) {
  return useQuery({
    queryKey: query ? [path, query] : [path],
    queryFn: ({ signal }) => call<T>(path, { signal, ...(query && { query }) }),
    placeholderData: keepPreviousData,
  })
}

export const useClearings = (query: ClearingQuery) => useAsked<ClearingPage>('/clearings', query)
export const useClearing = (clearingId: string) => useAsked<ClearingView>(`/clearings/${id(clearingId)}`)
export const usePaymentRuns = (query: PaymentRunQuery) => useAsked<PaymentRunList>('/payment-runs', query)
export const usePaymentRun = (runId: string) => useAsked<PaymentRunView>(`/payment-runs/${id(runId)}`)
export const usePaymentCases = (runId: string, query: PaymentCaseQuery) =>
  useAsked<PaymentCasePage>(`/payment-runs/${id(runId)}/cases`, query)
export const usePaymentCase = (runId: string, settlement: string) =>
  useAsked<PaymentCaseView>(`/payment-runs/${id(runId)}/cases/${id(settlement)}`)

export const useGroupAppeals = (query: GroupAppealQuery) => useAsked<GroupAppealPage>('/group-appeals', query)
export const useReviews = (query: ReviewQueryBody) => useAsked<ReviewPageView>('/case-reviews', query)

export const fetchPaymentFile = () => call<PaymentFileView>('/clearings/payment-file')

/** One step of a clearing or of a calculation, at its own address. */
export function useStep(path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ step, body }: { step: string; body: object }) =>
      call<DoneView>(`${path}/${step}`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries(),
  })
}

/** One key for one calculation: a click too many is the same one. */
export function useCalculate() {
  const [key, setKey] = useState(() => crypto.randomUUID())
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Omit<PaymentProposalBody, 'key'>) =>
      call<DoneView>('/payment-runs', { method: 'POST', body: { key, ...asked } }),
    onSuccess: () => {
      setKey(crypto.randomUUID())
      return client.invalidateQueries()
    },
  })
}
