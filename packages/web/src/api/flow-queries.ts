// What the pages of special flows ask and send.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  DoneView,
  FlowAsked,
  FlowPreview,
  OpenItemPage,
  OpenItemQuery,
  PayoutPage,
  RecoveryPage,
  RequestDecision,
  RequestPage,
  RequestQuery,
  RequestView,
  SettingsView,
  StateQuery,
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

export const useRequests = (query: RequestQuery) => useAsked<RequestPage>('/requests', query)
export const useRequest = (requestId: string) => useAsked<RequestView>(`/requests/${id(requestId)}`)
export const usePayouts = (query: StateQuery) => useAsked<PayoutPage>('/payouts', query)
export const useRecoveries = (query: StateQuery) => useAsked<RecoveryPage>('/recoveries', query)
export const useOpenItems = (query: OpenItemQuery) => useAsked<OpenItemPage>('/open-items', query)
export const useFlowSettings = () => useAsked<SettingsView>('/flow-settings')

export const usePreview = () =>
  useMutation({
    mutationFn: (asked: FlowAsked) => call<FlowPreview>('/requests/preview', { method: 'POST', body: asked }),
  })

/** One key for one form: a click too many is the same request. */
export function usePropose() {
  const [key] = useState(() => crypto.randomUUID())
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: FlowAsked) => call<DoneView>('/requests', { method: 'POST', body: { key, asked } }),
    onSuccess: () => client.invalidateQueries(),
  })
}

export function useDecide(requestId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: RequestDecision) =>
      call<DoneView>(`/requests/${id(requestId)}/decision`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries(),
  })
}

/** Money that came or went: a reference for it, once. */
export function useSent<Body>(pathOf: (rowId: string) => string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ rowId, body }: { rowId: string; body: Body }) =>
      call<DoneView>(pathOf(id(rowId)), { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries(),
  })
}
