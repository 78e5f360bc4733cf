// Text that no database column can hold is refused before any route sees it: with the name of its place, never its content.
import { Readable } from 'node:stream'
import { refused } from '@yibao/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** No column holds a NUL, and no JSON column half of a surrogate pair. */
const isUnusable = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed()

/** For the interfaces of the console; the gateway reads the bytes of its messages itself. */
export function registerTextGuard(app: FastifyInstance, prefix: string): void {
  app.addHook('preValidation', async (request, reply) => {
    if (!request.url.startsWith(prefix)) return
    const field = placeOfUnusable(request)
    if (field !== undefined) return reply.refuse(refused('request_invalid', { field, problem: '含有不可用的字符' }))
  })
}

function placeOfUnusable({ params, query, body }: FastifyRequest): string | undefined {
  return within(params, '') ?? within(query, '') ?? (isRaw(body) ? undefined : within(body, ''))
}

/** Bytes, and files on their way in: whoever takes them reads them with care. */
const isRaw = (body: unknown): boolean => Buffer.isBuffer(body) || body instanceof Readable

/** The path of the first text or key that is unusable. */
function within(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return isUnusable(value) ? path || 'body' : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    if (isUnusable(key)) return path || 'body'
    const found = within(inner, path === '' ? key : `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}
