// Signing in, out, and choosing a password: REST /api/session.
import { loginRequest, passwordRequest, type SessionView, sessionView } from '@yibao/contract/rest'
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
      {
        schema: { summary: '登录', body: loginRequest, response: { 200: sessionView } },
        config: { permission: 'public' },
      },
      async (request, reply) => {
        const outcome = await auth.signIn(request.body.name, request.body.password, originOf(request))
        if (!outcome.ok) return reply.refuse(outcome)
        setSessionCookie(request, reply, outcome.value.token)
        return viewOf(outcome.value.session, about())
      },
    )
    const own = { config: { permission: 'signed-in', beforePasswordChange: true } } as const
    const shown = { schema: { summary: '当前登录的账号', response: { 200: sessionView } } }
    app.get('/session', { ...own, ...shown }, async (request) => viewOf(request.session!, about()))
    app.delete('/session', { ...own, schema: { summary: '退出登录' } }, async (request, reply) => {
      await auth.signOut(request.session!, originOf(request))
      clearSessionCookie(request, reply)
      return reply.code(204).send()
    })
    const changing = { schema: { summary: '修改口令', body: passwordRequest } }
    app.post('/session/password', { ...own, ...changing }, async (request, reply) => {
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
    employer: principal.employer,
    permissions: [...role.permissions],
    mustChangePassword,
    ...about,
  }
}
