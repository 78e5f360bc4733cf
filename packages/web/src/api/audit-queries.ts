// What the pages of the audit workbench ask and send.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  AuditAgainTold,
  AuditCasePage,
  AuditCaseQuery,
  AuditCaseView,
  AuditFigures,
  AuditFiguresQuery,
  AuditModelRuns,
  AuditStepResult,
  DoneView,
  EvidenceTold,
  EvidenceView,
  SetAsidePage,
} from '@yibao/contract/rest'
import { call, type Query } from './call.ts'

const id = encodeURIComponent

function useAsked<T>(path: string, query?: Query) {
  return useQuery({
    queryKey: query ? [path, query] : [path],
    queryFn: ({ signal }) => call<T>(path, { signal, ...(query && { query }) }),
    placeholderData: keepPreviousData,
  })
}

export const useAuditCases = (query: AuditCaseQuery) => useAsked<AuditCasePage>('/audit/cases', query)
export const useAuditCase = (caseId: string) => useAsked<AuditCaseView>(`/audit/cases/${id(caseId)}`)
export const useAuditFigures = (query: AuditFiguresQuery) => useAsked<AuditFigures>('/audit/figures', query)
export const useSetAside = () => useAsked<SetAsidePage>('/audit/set-aside')

/** Which address a step is sent to: each has its own permission. */
const PATHS = {
  review: '/audit/reviews',
  decide: '/audit/decisions',
  appeal: '/audit/appeals',
} as const

export interface StepsSent {
  readonly hands: keyof typeof PATHS
  readonly ids: readonly string[]
  readonly body: Readonly<Record<string, unknown>>
  readonly files: readonly File[]
}

/** Files first, each with its hash; then the step that names them. */
export function useAuditSteps() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ hands, ids, body, files }: StepsSent) => {
      const evidence: string[] = []
      for (const file of files) evidence.push((await bring(file)).id)
      return call<AuditStepResult>(PATHS[hands], {
        method: 'POST',
        body: { key: crypto.randomUUID(), ids, ...body, ...(evidence.length > 0 && { evidence }) },
      })
    },
    onSuccess: () => client.invalidateQueries(),
  })
}

async function bring(file: File): Promise<EvidenceTold> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  const body = {
    key: crypto.randomUUID(),
    name: file.name,
    mediaType: file.type || 'text/plain',
    content: btoa(binary),
  }
  return call<EvidenceTold>('/audit/evidence', { method: 'POST', body })
}

export function useUndoDeduction(caseId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { readonly reason: string; readonly note: string }) =>
      call<DoneView>(`/audit/cases/${id(caseId)}/reversal`, { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries(),
  })
}

export function useLookAgain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (settlement: string) =>
      call<AuditAgainTold>(`/audit/settlements/${id(settlement)}/look`, {
        method: 'POST',
        body: { key: crypto.randomUUID() },
      }),
    onSuccess: () => client.invalidateQueries(),
  })
}

const SOON_MS = 2000

/** While a run is under way it is asked for again and again. */
export const useModelRuns = (enabled: boolean) =>
  useQuery({
    queryKey: ['/audit/model-runs'],
    queryFn: ({ signal }) => call<AuditModelRuns>('/audit/model-runs', { signal }),
    enabled,
    refetchInterval: ({ state }) => (state.data?.runs[0]?.state === 'running' ? SOON_MS : false),
  })

export function useRunModels() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call<DoneView>('/audit/model-runs', { method: 'POST', body: { key: crypto.randomUUID() } }),
    onSuccess: () => client.invalidateQueries(),
  })
}

/** The file as it was brought. */
export async function evidenceFile(evidenceId: string): Promise<{ name: string; type: string; blob: Blob }> {
  const { name, mediaType, content } = await call<EvidenceView>(`/audit/evidence/${id(evidenceId)}`)
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
  return { name, type: mediaType, blob: new Blob([bytes], { type: mediaType }) }
}
