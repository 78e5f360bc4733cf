// What the pages of transfers ask and send.
import { useQuery } from '@tanstack/react-query'
import type { DoneView, TransferOpening, TransferPage, TransferStepBody, TransferView } from '@yibao/contract/rest'
import { call, type Query } from './call.ts'
import { useListed, useSend } from './enrolment-queries.ts'

const path = (id: string): string => `/enrolment/transfers/${encodeURIComponent(id)}`

export const useTransfers = (query: Query) => useListed<TransferPage>('/enrolment/transfers', query)
export const useTransfer = (id: string) =>
  useQuery({
    queryKey: ['/enrolment/transfers', id],
    queryFn: ({ signal }) => call<TransferView>(path(id), { signal }),
  })
export const useTransferOpening = (onTold: (told: DoneView) => void) =>
  useSend<TransferOpening, DoneView>('/enrolment/transfers', onTold)
export const useTransferStep = (id: string) => useSend<TransferStepBody, DoneView>(`${path(id)}/step`)
