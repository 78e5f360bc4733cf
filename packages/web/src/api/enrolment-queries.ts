// What the pages of enrolment files and of employers ask and send.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  BatchPage,
  BatchStep,
  BatchView,
  BillView,
  Declaration,
  DeclarationTold,
  DoneView,
  EmployerView,
  FaultPage,
  MemberPage,
} from '@yibao/contract/rest'
import { call, type Query } from './call.ts'

const UNDER_WAY = new Set(['checking', 'importing', 'reversing'])
const SOON_MS = 1000
const LATER_MS = 30_000

export function useListed<T>(path: string, query: Query) {
  return useQuery({
    queryKey: [path, query],
    queryFn: ({ signal }) => call<T>(path, { signal, query }),
    placeholderData: keepPreviousData,
  })
}

/** Asks again while something is under way. */
export const useBatches = (query: Query) =>
  useQuery({
    queryKey: ['/enrolment/batches', query],
    queryFn: ({ signal }) => call<BatchPage>('/enrolment/batches', { signal, query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.rows.some((row) => UNDER_WAY.has(row.state)) ? SOON_MS * 2 : LATER_MS),
  })

export const useBatch = (id: string) =>
  useQuery({
    queryKey: ['/enrolment/batches', id],
    queryFn: ({ signal }) => call<BatchView>(`/enrolment/batches/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && UNDER_WAY.has(state.data.state) ? SOON_MS : false),
  })

/** `state`: what was found at the check is not what was found at the import. */
export const useFaults = (id: string, state: string, query: Query) =>
  useQuery({
    queryKey: ['/enrolment/batches', id, 'faults', state, query],
    queryFn: ({ signal }) => call<FaultPage>(`/enrolment/batches/${encodeURIComponent(id)}/faults`, { signal, query }),
    placeholderData: keepPreviousData,
  })

export function useUpload(onSent: (id: string) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (file: File) =>
      call<DoneView>('/enrolment/batches', { method: 'POST', query: { name: file.name.slice(-120) }, file }),
    onSuccess: ({ id }) => onSent(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['/enrolment/batches'] }),
  })
}

export function useSend<Body, Told>(path: string, onTold?: (told: Told) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Body) => call<Told>(path, { method: 'POST', body }),
    ...(onTold && { onSuccess: onTold }),
    onSettled: () => client.invalidateQueries(),
  })
}

export const useBatchStep = (id: string) =>
  useSend<BatchStep, DoneView>(`/enrolment/batches/${encodeURIComponent(id)}/step`)

export const useEmployer = () =>
  useQuery({ queryKey: ['/employer'], queryFn: ({ signal }) => call<EmployerView>('/employer', { signal }) })
export const useMembers = (query: Query) => useListed<MemberPage>('/employer/members', query)
export const useBill = (query: Query) => useListed<BillView>('/employer/bill', query)
export const useDeclare = () => useSend<Declaration, DeclarationTold>('/employer/declarations')
