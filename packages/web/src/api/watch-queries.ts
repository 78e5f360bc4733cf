// What the pages of the funds' running and of a person's account ask and send.
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountView, BudgetView, DoneView, WarningStepBody, WatchRunView, WatchView } from '@yibao/contract/rest'
import { call } from './call.ts'

export const useWatch = (period: string | undefined): UseQueryResult<WatchView, Error> =>
  useQuery({
    queryKey: ['/fund-watch', period],
    queryFn: ({ signal }) => call<WatchView>('/fund-watch', { query: { period }, signal }),
    placeholderData: keepPreviousData,
  })

export const useBudget = (period: string): UseQueryResult<BudgetView, Error> =>
  useQuery({
    queryKey: ['/budgets', period],
    queryFn: ({ signal }) =>
      call<BudgetView>('/budgets', { query: { year: Number(period.slice(0, 4)), to: period }, signal }),
    placeholderData: keepPreviousData,
  })

export function useWatchRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (period: string) =>
      call<WatchRunView>('/fund-watch/runs', { method: 'POST', body: { key: crypto.randomUUID(), period } }),
    onSuccess: () => client.invalidateQueries(),
  })
}

export function useWarningStep(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Omit<WarningStepBody, 'key'>) =>
      call<DoneView>(`/fund-watch/warnings/${encodeURIComponent(id)}/step`, {
        method: 'POST',
        body: { key: crypto.randomUUID(), ...body },
      }),
    onSettled: () => client.invalidateQueries(),
  })
}

export const useAccount = (personNo: string): UseQueryResult<AccountView, Error> =>
  useQuery({
    queryKey: ['/persons', personNo, 'account'],
    queryFn: ({ signal }) => call<AccountView>(`/persons/${encodeURIComponent(personNo)}/account`, { signal }),
  })
