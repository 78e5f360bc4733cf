// What the pages of bank reconciliation ask and send.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BankPage, BankQuery, BankStatementView, DoneView } from '@yibao/contract/rest'
import { call } from './call.ts'

export const useBankStatements = (query: BankQuery) =>
  useQuery({
    queryKey: ['/bank-statements', query],
    queryFn: ({ signal }) => call<BankPage>('/bank-statements', { signal, query }),
    placeholderData: keepPreviousData,
  })

export const useBankStatement = (id: string) =>
  useQuery({
    queryKey: ['/bank-statements', id],
    queryFn: ({ signal }) => call<BankStatementView>(`/bank-statements/${encodeURIComponent(id)}`, { signal }),
  })

export function useBankSend(path: string, onDone: () => void = () => {}) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: object) =>
      call<DoneView>(`/bank-statements${path}`, { method: 'POST', body: { key: crypto.randomUUID(), ...body } }),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries(),
  })
}
