// What the cockpit and the wall board ask: figures of the lake, again as it grows.
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type {
  CockpitQuery,
  CockpitView,
  FigureDetail,
  FigureList,
  FigureListQuery,
  FigureQuery,
} from '@yibao/contract/rest'
import { call, type Query } from './call.ts'

export const useCockpit = (query: CockpitQuery, everySeconds: number): UseQueryResult<CockpitView, Error> =>
  useQuery({
    queryKey: ['/cockpit', query],
    queryFn: ({ signal }) => call<CockpitView>('/cockpit', { query: query as Query, signal }),
    refetchInterval: everySeconds * 1000,
    placeholderData: keepPreviousData,
  })

export const useFigures = (query: FigureListQuery): UseQueryResult<FigureList, Error> =>
  useQuery({
    queryKey: ['/cockpit/figures', query],
    queryFn: ({ signal }) => call<FigureList>('/cockpit/figures', { query: query as Query, signal }),
    placeholderData: keepPreviousData,
  })

export const useFigure = (id: string, query: FigureQuery): UseQueryResult<FigureDetail, Error> =>
  useQuery({
    queryKey: ['/cockpit/figures', id, query],
    queryFn: ({ signal }) =>
      call<FigureDetail>(`/cockpit/figures/${encodeURIComponent(id)}`, { query: query as Query, signal }),
    placeholderData: keepPreviousData,
  })
