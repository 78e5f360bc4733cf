// The log: one JSON line per event, without personal data. Requests are logged by number, method, path and outcome only.
import fastify, { type FastifyBaseLogger } from 'fastify'

export type Log = FastifyBaseLogger

export interface LogOptions {
  readonly level: string
  /** Standard error unless a test listens. */
  readonly stream?: NodeJS.WritableStream
}

/** Query strings and bodies may hold names and numbers of people, so neither is ever logged. */
export function createLog({ level, stream = process.stderr }: LogOptions): Log {
  const serializers = {
    req: (request: { method?: string; url?: string }) => ({
      method: request.method ?? '',
      path: request.url?.split('?', 1)[0] ?? '',
    }),
    res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode ?? 0 }),
    err: (error: Error & { code?: string }) => ({
      type: error.name,
      code: error.code ?? '',
      message: error.message,
      stack: error.stack ?? '',
    }),
  }
  return fastify({ logger: { level, stream, serializers } }).log
}
