// What the page of bookings asks and sends.
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BookingPage, BookingProposalBody, DoneView } from '@yibao/contract/rest'
import { call, type Query } from './call.ts'

export const useBookings = (query: Query): UseQueryResult<BookingPage, Error> =>
  useQuery({
    queryKey: ['/bookings', query],
    queryFn: ({ signal }) => call<BookingPage>('/bookings', { query, signal }),
    placeholderData: keepPreviousData,
  })

export function useProposeBooking(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: BookingProposalBody) => call<DoneView>('/bookings', { method: 'POST', body }),
    onSuccess: async () => {
      onDone()
      await client.invalidateQueries()
    },
  })
}

export type BookingWay = 'posting' | 'withdrawal' | 'reversal-request' | 'reversal' | 'reversal-withdrawal'

export function useDecideBooking(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ way, note = '' }: { way: BookingWay; note?: string }) =>
      call<DoneView>(`/bookings/${encodeURIComponent(id)}/${way}`, {
        method: 'POST',
        body: { key: crypto.randomUUID(), note },
      }),
    onSettled: () => client.invalidateQueries(),
  })
}
