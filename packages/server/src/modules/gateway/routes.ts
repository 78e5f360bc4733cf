// The addresses under which providers find the gateway: one for all numbers, or the number as the last part.
import { defaultLimits, messageRefusals } from '@yibao/contract'
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { multipartBody } from './multipart.ts'
import type { Receiver } from './receive.ts'

/** Base addresses that clients of other platforms have built in. */
export const BASES = [
  '/fsi/api/rsfComIfsService/callService',
  '/hss-call-service-interface',
  '/ebus/gdyb_api/prd/hsa/hgs',
  '/ebus/gdyb_inf/poc/hsa/hgs',
  '/ebus/mbs_fsi_auth/fsi/api/rsfComIfsService/callService',
  '/CSB',
  '/gateway',
] as const

const MULTIPART = 'multipart/form-data'

export function registerGateway(app: FastifyInstance, receiver: Receiver): void {
  app.register(async (scope) => {
    // Every body arrives as bytes, whatever its content type says: the content decides.
    scope.addHook('onRequest', async ({ headers }) => {
      if (!headers['content-type']?.startsWith(MULTIPART)) headers['content-type'] = 'application/octet-stream'
    })
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    // What the frame itself could not read is answered in the form of the interface, too.
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      if (error.statusCode === undefined || error.statusCode >= 500) throw error
      const { contentType, body } = receiver.refuse(refusalOf(error, request))
      return reply.code(200).type(contentType).send(body)
    })
    for (const base of BASES) {
      for (const url of [base, `${base}/:infno`]) {
        scope.post(url, { config: { permission: 'public' } }, async (request, reply) => {
          const { infno = '' } = request.params as { infno?: string }
          const type = request.headers['content-type'] ?? ''
          const raw = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
          const body = type.startsWith(MULTIPART) ? await multipartBody(raw, type) : raw
          const outgoing = await receiver.receive({ body, tail: infno, headers: request.headers, ip: request.ip })
          if (outgoing.fileName !== undefined) {
            reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(outgoing.fileName)}`)
          }
          return reply.type(outgoing.contentType).send(outgoing.body)
        })
      }
    }
  })
}

function refusalOf({ code }: FastifyError, { headers }: FastifyRequest) {
  if (code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return messageRefusals.refuse('body_not_json', { position: 0 })
  const allowed = defaultLimits.bytesMax
  return messageRefusals.refuse('body_too_large', {
    found: Math.max(Number(headers['content-length'] ?? 0), allowed + 1),
    allowed,
  })
}
