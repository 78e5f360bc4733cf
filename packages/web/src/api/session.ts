// Who is signed in. Nobody is an answer (null), not a failure; any 401 later on leads back to the login.
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LoginRequest, PasswordRequest, SessionView } from '@yibao/contract/rest'
import { createContext, useContext } from 'react'
import { call, Refusal } from './call.ts'

export const SESSION_KEY = ['/session'] as const

export const useSession = () =>
  useQuery({
    queryKey: SESSION_KEY,
    queryFn: async ({ signal }): Promise<SessionView | null> => {
      try {
        return await call<SessionView>('/session', { signal })
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) return null
        throw error
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })

/** Given by the frame to the pages inside it: it outlasts the session's end by as long as they take to disappear. */
export const SignedIn = createContext<SessionView | undefined>(undefined)

/** The session of a page that only signed-in people reach. */
export function useSignedIn(): SessionView {
  const session = useContext(SignedIn)
  if (!session) throw new Error('This page is shown only to people who are signed in')
  return session
}

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: LoginRequest) => call<SessionView>('/session', { method: 'POST', body }),
    onSuccess: (session) => {
      forgetWork(client)
      client.setQueryData(SESSION_KEY, session)
    },
  })
}

/** Everything but the session itself, which the pages are watching. */
const forgetWork = (client: QueryClient): void =>
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] })

/** Nothing of one person's work stays in the browser for the next. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call<void>('/session', { method: 'DELETE' }),
    onSuccess: () => {
      forgetWork(client)
      client.setQueryData(SESSION_KEY, null)
    },
  })
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: PasswordRequest) => call<void>('/session/password', { method: 'POST', body }),
    onSuccess: () => {
      client.setQueryData(SESSION_KEY, (before: SessionView | null | undefined) =>
        before ? { ...before, mustChangePassword: false } : before,
      )
    },
  })
}

/** Called for every failed request: an ended session is forgotten, and the frame shows the login. */
export function noticeFailure(client: QueryClient, error: unknown): void {
  if (error instanceof Refusal && error.status === 401) client.setQueryData(SESSION_KEY, null)
}
