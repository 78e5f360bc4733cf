// What the console's routes have in common: an answer to whoever asks or its refusal, one thing by its number, a table as a file.
import type { Readable } from 'node:stream'
import type { Outcome } from '@yibao/kernel'
import { Type } from 'typebox'
import { type Asker, type AskingRequest, askerOf } from './asker.ts'
import type { ConsoleParts } from './parts.ts'

export const shownIdText = Type.String({ minLength: 1, maxLength: 40 })
export const idParams = Type.Object({ id: shownIdText })

/** Of an answer that is a table for office programs and not JSON. */
export const csvResponse: Record<string, unknown> = { 200: Type.String({ contentMediaType: 'text/csv' }) }

interface Refusing {
  refuse(refusal: Extract<Outcome<unknown>, { ok: false }>): unknown
}

/** A route calls one use case as whoever asks; what it refuses is mapped to status and words where replies are. */
export const answering =
  (parts: ConsoleParts) =>
  async <T>(request: AskingRequest, reply: Refusing, work: (asker: Asker) => Promise<Outcome<T>>): Promise<T> => {
    const outcome = await work(askerOf(parts, request))
    return (outcome.ok ? outcome.value : reply.refuse(outcome)) as T
  }

interface Sending {
  header(name: string, value: string): unknown
  send(content: string | Readable): unknown
}

/** The table as a file of that name. */
export function sendCsv<R extends Sending>(reply: R, name: string, content: string | Readable): ReturnType<R['send']> {
  reply.header('content-type', 'text/csv; charset=utf-8')
  reply.header('content-disposition', `attachment; filename="${name}.csv"`)
  return reply.send(content) as ReturnType<R['send']>
}
