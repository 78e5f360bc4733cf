// The HTTP frame that every module hangs its routes into: Fastify with validated bodies, permissions, errors, headers.
import {
  type FastifyPluginAsyncTypebox,
  type TypeBoxTypeProvider,
  TypeBoxValidatorCompiler,
} from '@fastify/type-provider-typebox'
import fastify, { type FastifyReply } from 'fastify'
import type { Auth } from '../auth/auth.ts'
import type { Ids } from '../ids.ts'
import type { Log } from '../log.ts'
import { registerErrors } from './errors.ts'
import { registerPermissionGate } from './permission-gate.ts'
import { joinRefusals, platformRefusals, type RefusalCatalogue } from './refusals.ts'
import { registerSecurityHeaders } from './security-headers.ts'
import { registerStaticFiles } from './static-files.ts'
import { registerTextGuard } from './text-guard.ts'

declare module 'fastify' {
  interface FastifySchema {
    /** What the route is for, in one line of the interface's description. */
    summary?: string
  }
}

const BODY_BYTES_MAX = 5 * 1024 * 1024
const REQUEST_LIMIT_MS = 60_000

export interface AppOptions {
  readonly log: Log
  readonly ids: Ids
  readonly auth: Pick<Auth, 'sessionOf'>
  readonly refusals: readonly RefusalCatalogue[]
  /** Proxies whose X-Forwarded-* headers are believed. */
  readonly trustedProxies?: readonly string[]
  /** Built files of the web package; unset or missing: no pages. */
  readonly pages?: string
  /** Throws when the platform cannot work; its words go to the log, not to the asker. */
  readonly checkHealth: () => Promise<void>
}

export type App = ReturnType<typeof createApp>

/** A module's routes: a plugin that is registered under a prefix. */
export type Routes = FastifyPluginAsyncTypebox

export function createApp(options: AppOptions) {
  const app = fastify({
    loggerInstance: options.log,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_LIMIT_MS,
    genReqId: () => options.ids.next(),
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    frameworkErrors: (_, request, reply) => addressUnreadable(request, reply as unknown as FastifyReply),
    // A prototype key is an attack or a mistake, never a field.
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  registerErrors(app, joinRefusals(platformRefusals, ...options.refusals), BODY_BYTES_MAX)
  registerSecurityHeaders(app)
  registerPermissionGate(app, options.auth)
  registerTextGuard(app, '/api/')
  app.get(
    '/api/health',
    { config: { permission: 'public' }, schema: { summary: '平台是否可用' } },
    async (request, reply) => {
      try {
        await options.checkHealth()
        return { status: 'ok' }
      } catch (error) {
        request.log.error({ err: error }, 'not healthy')
        return reply.code(503).send({ status: 'unavailable' })
      }
    },
  )
  if (options.pages) registerStaticFiles(app, options.pages)
  return app
}

/** An address that no route can be asked with: the frame answers before any hook. */
function addressUnreadable({ id }: { readonly id: string }, reply: FastifyReply): void {
  reply.code(400).send({ code: 'request_invalid', message: '请求的地址不能识别，请核对', requestId: id })
}
