// What the page of advances asks and sends.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AdvancePage, AdvanceQuery, DoneView, EstimateQuery, EstimateView } from '@yibao/contract/rest'
import { useState } from 'react'
import { call } from './call.ts'

export const useAdvances = (query: AdvanceQuery) =>
  useQuery({
    queryKey: ['/advances', query],
    queryFn: ({ signal }) => call<AdvancePage>('/advances', { signal, query }),
    placeholderData: keepPreviousData,
  })

export const useEstimate = (query: EstimateQuery, enabled: boolean) =>
  useQuery({
    queryKey: ['/advances/estimate', query],
    queryFn: ({ signal }) => call<EstimateView>('/advances/estimate', { signal, query }),
    enabled,
    retry: false,
  })

/** One key for one thing asked: a click too many is the same one; what was refused is asked anew. */
export function useAsking(path: string, onDone: () => void = () => {}) {
  const [key, setKey] = useState(() => crypto.randomUUID())
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: object) => call<DoneView>(path, { method: 'POST', body: { key, ...asked } }),
    onSuccess: onDone,
    onSettled: () => {
      setKey(crypto.randomUUID())
      return client.invalidateQueries()
    },
  })
}
