// What the pages of declarations ask and send.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  DeclarationBody,
  DeclarationPage,
  DeclarationQuery,
  DeclarationView,
  DoneView,
} from '@yibao/contract/rest'
import { useState } from 'react'
import { call } from './call.ts'

export const useDeclarations = (query: DeclarationQuery) =>
  useQuery({
    queryKey: ['/declarations', query],
    queryFn: ({ signal }) => call<DeclarationPage>('/declarations', { signal, query }),
    placeholderData: keepPreviousData,
  })

export const useDeclaration = (id: string) => {
  const path = `/declarations/${encodeURIComponent(id)}`
  return useQuery({ queryKey: [path], queryFn: ({ signal }) => call<DeclarationView>(path, { signal }) })
}

/** One key for one declaration: a click too many is the same one. */
export function useDeclare(onDone: (id: string) => void) {
  const [key, setKey] = useState(() => crypto.randomUUID())
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Omit<DeclarationBody, 'key'>) =>
      call<DoneView>('/declarations', { method: 'POST', body: { key, ...asked } }),
    onSuccess: async ({ id }) => {
      setKey(crypto.randomUUID())
      await client.invalidateQueries()
      onDone(id)
    },
    // What was wrong is corrected and sent anew.
    onError: () => setKey(crypto.randomUUID()),
  })
}
