// What the pages of the enrolment window ask and send.
import { useQuery } from '@tanstack/react-query'
import type {
  AidBody,
  AidEndBody,
  CategoryBody,
  CategoryEndBody,
  DeclarationTold,
  DoneView,
  DuplicateBody,
  EnrolleeView,
  IdentityBody,
  LineBody,
  PopulationBody,
  RateView,
  VisitBody,
  WorkListPage,
} from '@yibao/contract/rest'
import { call, type Query } from './call.ts'
import { useListed, useSend } from './enrolment-queries.ts'

export const useWorkList = (query: Query) => useListed<WorkListPage>('/enrolment/lists', query)
export const useRates = () =>
  useQuery({ queryKey: ['/enrolment/rates'], queryFn: ({ signal }) => call<RateView>('/enrolment/rates', { signal }) })
export const useEnrollee = (personNo: string) =>
  useQuery({
    queryKey: ['/enrolment/persons', personNo],
    queryFn: ({ signal }) => call<EnrolleeView>(`/enrolment/persons/${encodeURIComponent(personNo)}`, { signal }),
  })

export const useVisit = () => useSend<VisitBody, DoneView>('/enrolment/lists/visits')
export const useDuplicate = () => useSend<DuplicateBody, DoneView>('/enrolment/lists/duplicates')
export const usePopulation = () => useSend<PopulationBody, DoneView>('/enrolment/population')
export const useLine = () => useSend<LineBody, DeclarationTold>('/enrolment/lines')

const own = (personNo: string, what: string): string => `/enrolment/persons/${encodeURIComponent(personNo)}/${what}`
export const useCategory = (personNo: string) => useSend<CategoryBody, DoneView>(own(personNo, 'categories'))
export const useCategoryEnd = (personNo: string) => useSend<CategoryEndBody, DoneView>(own(personNo, 'categories/end'))
export const useAid = (personNo: string) => useSend<AidBody, DoneView>(own(personNo, 'aid'))
export const useAidEnd = (personNo: string) => useSend<AidEndBody, DoneView>(own(personNo, 'aid/end'))
export const useIdentity = (personNo: string) => useSend<IdentityBody, DoneView>(own(personNo, 'identity'))
