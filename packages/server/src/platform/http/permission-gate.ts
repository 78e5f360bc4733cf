// Nobody passes without a permission: a route that names none stops the server from starting.
import { refused } from '@yibao/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { may, type Permission } from '../access/index.ts'
import type { Auth, Session } from '../auth/auth.ts'
import { sessionToken } from './cookie.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `public`: no sign-in (it authenticates otherwise, or shows nothing). `signed-in`: whoever has an account. */
    permission?: Permission | 'public' | 'signed-in'
    /** Also open to a session that must still choose its own password. */
    beforePasswordChange?: boolean
  }
  interface FastifyRequest {
    /** Who is signed in; absent on public routes without a session. */
    session: Session | undefined
  }
  interface FastifyInstance {
    /** Every route there is, in the order of registration: complete once the server is ready. */
    readonly declaredRoutes: readonly RouteOptions[]
  }
}

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export function registerPermissionGate(app: FastifyInstance, auth: Pick<Auth, 'sessionOf'>): void {
  const routes: RouteOptions[] = []
  app.decorate('declaredRoutes', routes)
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  app.addHook('onReady', async () => {
    const undeclared = routes.filter(({ config }) => config?.permission === undefined)
    if (undeclared.length === 0) return
    const names = undeclared.map(({ method, url }) => `${method} ${url}`)
    throw new Error(`Routes without a declared permission: ${names.join(', ')}`)
  })
  app.decorateRequest('session', undefined)
  app.addHook('onRequest', async (request, reply) => {
    const { permission, beforePasswordChange } = request.routeOptions.config
    if (permission === undefined || permission === 'public') return
    const token = sessionToken(request)
    if (token !== undefined && CHANGES.has(request.method) && isFromOtherSite(request)) return deny(reply, 'other_site')
    request.session = token === undefined ? undefined : await auth.sessionOf(token)
    const { session } = request
    if (!session) return deny(reply, 'not_signed_in')
    if (session.mustChangePassword && !beforePasswordChange) return deny(reply, 'password_must_change')
    if (permission !== 'signed-in' && !may(session.principal, permission))
      return deny(reply, 'not_permitted', { permission })
  })
}

const deny = (reply: FastifyReply, code: string, facts = {}): FastifyReply => reply.refuse(refused(code, facts))

/** A cookie that a browser sends along with another site's form is no proof of the user's will. */
function isFromOtherSite(request: FastifyRequest): boolean {
  const { origin } = request.headers
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host !== request.host : origin === 'null'
}
