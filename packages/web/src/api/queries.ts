// What each page asks the platform, typed by the contract. Lists keep the page before on the screen until the next comes.
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  EntryPage,
  EntryQuery,
  ExplanationView,
  FundsView,
  JournalView,
  LinePage,
  MessagePage,
  MessageQuery,
  OverviewView,
  PersonView,
  PolicyView,
  SearchView,
  SettlementPage,
  SettlementQuery,
  SettlementView,
  TrafficView,
  UnmaskRequest,
  VerifyProgress,
  VerifyView,
} from '@yibao/contract/rest'
import { useState } from 'react'
import { call, type Query } from './call.ts'

type Asked<T> = UseQueryResult<T, Error>

const id = encodeURIComponent

function useAsked<T>(path: string, query?: Query, options: { every?: number; keep?: boolean } = {}): Asked<T> {
  return useQuery({
    queryKey: query ? [path, query] : [path],
    queryFn: ({ signal }) => call<T>(path, { signal, ...(query && { query }) }),
    ...(options.every && { refetchInterval: options.every }),
    ...(options.keep && { placeholderData: keepPreviousData }),
  })
}

/** Asks again every few seconds while the demonstration is still being sent. */
export function useOverview(): Asked<OverviewView> {
  return useQuery({
    queryKey: ['/overview'],
    queryFn: ({ signal }) => call<OverviewView>('/overview', { signal }),
    refetchInterval: ({ state }) => (state.data?.demo && !state.data.demo.done ? 3000 : 60_000),
  })
}

export const useSearch = (q: string): Asked<SearchView> =>
  useQuery({
    queryKey: ['/search', q],
    queryFn: ({ signal }) => call<SearchView>('/search', { query: { q }, signal }),
    enabled: q !== '',
  })

export const usePerson = (personNo: string): Asked<PersonView> => useAsked(`/persons/${id(personNo)}`)

/** The full identity, for a stated purpose; the answer replaces the masked one on the screen. */
export function useUnmask(personNo: string) {
  const client = useQueryClient()
  const path = `/persons/${id(personNo)}`
  return useMutation({
    mutationFn: (body: UnmaskRequest) => call<PersonView>(`${path}/unmask`, { method: 'POST', body }),
    onSuccess: (person) => client.setQueryData([path], person),
  })
}

export const useSettlements = (query: SettlementQuery): Asked<SettlementPage> =>
  useAsked('/settlements', query, { keep: true })

export const useSettlement = (settlementId: string): Asked<SettlementView> =>
  useAsked(`/settlements/${id(settlementId)}`)

export const useLines = (settlementId: string, page: number, size: number): Asked<LinePage> =>
  useAsked(`/settlements/${id(settlementId)}/lines`, { page, size }, { keep: true })

export const useExplanation = (settlementId: string): Asked<ExplanationView> =>
  useAsked(`/settlements/${id(settlementId)}/explanation`)

export const useLineExplanation = (settlementId: string, no: string): Asked<ExplanationView> =>
  useAsked(`/settlements/${id(settlementId)}/lines/${id(no)}/explanation`)

export const useFunds = (period: string | undefined): Asked<FundsView> => useAsked('/funds', { period }, { keep: true })

export const useEntries = (query: EntryQuery): Asked<EntryPage> => useAsked('/entries', query, { keep: true })

export const useJournal = (journalId: string): Asked<JournalView> => useAsked(`/journals/${id(journalId)}`)

/** Each question waits a while at the platform; the one after joins the same verification, until there is a result. */
async function verified(tell: (progress: VerifyProgress | undefined) => void): Promise<VerifyView> {
  try {
    for (;;) {
      const answer = await call<VerifyView | VerifyProgress>('/ledger/verify', { method: 'POST', body: {} })
      if (!('running' in answer)) return answer
      tell(answer)
    }
  } finally {
    tell(undefined)
  }
}

export function useVerify() {
  const [progress, tell] = useState<VerifyProgress>()
  return { ...useMutation({ mutationFn: () => verified(tell) }), progress }
}

export const useTraffic = (day: string | undefined): Asked<TrafficView> =>
  useAsked('/traffic', { day }, { every: 10_000, keep: true })

export const useMessages = (query: MessageQuery): Asked<MessagePage> =>
  useAsked('/traffic/messages', query, { every: 10_000, keep: true })

export const usePolicy = (): Asked<PolicyView> => useAsked('/policy')
