// What the page of refunds asks and sends; refunds from suspense with it.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  CollectionDone,
  CreditedLineQuery,
  CreditedLineView,
  CreditRefundPage,
  CreditRefundQuery,
  PaymentFileView,
} from '@yibao/contract/rest'
import { call } from './call.ts'

const BASE = '/contributions/credit-refunds'

export const useCreditRefunds = (query: CreditRefundQuery) =>
  useQuery({
    queryKey: [BASE, query],
    queryFn: ({ signal }) => call<CreditRefundPage>(BASE, { signal, query }),
    placeholderData: keepPreviousData,
  })

export const useCreditedLine = () =>
  useMutation({ mutationFn: (query: CreditedLineQuery) => call<CreditedLineView>(`${BASE}/line`, { query }) })

export const fetchRefundFile = () => call<PaymentFileView>(`${BASE}/payment-file`)

/** 待认领退费: proposed, then paid by another. */
export function useSuspenseRefund() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ arrivalNo, note, pays }: { arrivalNo: string; note: string; pays: boolean }) =>
      call<CollectionDone>(pays ? '/contributions/refunds/payment' : '/contributions/refunds', {
        method: 'POST',
        body: pays ? { arrivalNo, reference: note } : { arrivalNo, reason: note },
      }),
    onSettled: () => client.invalidateQueries(),
  })
}
