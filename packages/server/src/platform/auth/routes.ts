// Signing in, out, and choosing a password: REST /api/session.
import { loginRequest, passwordRequest, type SessionView } from '@yibao/contract/rest'
import type { FastifyRequest } from 'fastify'
import { roleOf } from '../access/index.ts'
import type { Routes } from '../http/app.ts'
import { clearSessionCookie, setSessionCookie } from '../http/cookie.ts'
import type { Auth, Origin, Session } from './auth.ts'

/** What the console shows about the platform it is signed in to. */
export type AboutPlatform = Pick<SessionView, 'city' | 'demo'>

/** Register under `/api`. */
export function registerSessionRoutes(auth: Auth, about: () => AboutPlatform): Routes {
  return async (app) => {
    app.post(
      '/session',
      { schema: { body: loginRequest }, config: { permission: 'public' } },
      async (request, reply) => {
        const outcome = await auth.signIn(request.body.name, request.body.password, originOf(request))
        if (!outcome.ok) return reply.refuse(outcome)
        setSessionCookie(request, reply, outcome.value.token)
        return viewOf(outcome.value.session, about())
      },
    )
    const own = { config: { permission: 'signed-in', beforePasswordChange: true } } as const
    app.get('/session', own, async (request) => viewOf(request.session!, about()))
    app.delete('/session', own, async (request, reply) => {
      await auth.signOut(request.session!, originOf(request))
      clearSessionCookie(request, reply)
      return reply.code(204).send()
    })
    app.post('/session/password', { ...own, schema: { body: passwordRequest } }, async (request, reply) => {
      const { current, next } = request.body
      const outcome = await auth.changePassword(request.session!, current, next, originOf(request))
      return outcome.ok ? reply.code(204).send() : reply.refuse(outcome)
    })
  }
}

const originOf = ({ ip, id }: FastifyRequest): Origin => ({ channel: `console ${ip}`, requestId: id })

function viewOf({ principal, mustChangePassword }: Session, about: AboutPlatform): SessionView {
  const role = roleOf(principal.role)
  return {
    name: principal.account,
    displayName: principal.displayName,
    role: principal.role,
    roleTitle: role.title,
    area: principal.area,
    provider: principal.provider,
    permissions: [...role.permissions],
    mustChangePassword,
    ...about,
  }
}
