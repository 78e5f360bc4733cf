// One request to the platform: JSON in, JSON out; a refusal is thrown with the platform's own sentence.
import type { RefusalView } from '@yibao/contract/rest'
import i18next from 'i18next'
import { currentLanguage } from '../words/index.ts'

/** What the platform, or the way to it, refused. `status` 0: it was not reached. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string

  constructor(status: number, code: string, message: string, requestId = '') {
    super(message)
    this.status = status
    this.code = code
    this.requestId = requestId
  }
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Request {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly query?: Query
  readonly body?: unknown
  /** Sent as it is, instead of a body in JSON. */
  readonly file?: Blob
  readonly signal?: AbortSignal
}

/** The address with those parts of the query that say something. */
export function addressOf(path: string, query: Query = {}): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString()
  return text ? `${path}?${text}` : path
}

export async function call<T>(path: string, request: Request = {}): Promise<T> {
  const response = await send(path, request)
  if (response.status === 204) return undefined as T
  return (await readJson(response)) as T
}

/** The answer as a file: an export is exactly what the list shows. */
export async function callFile(path: string, query: Query): Promise<Blob> {
  return (await send(path, { query })).blob()
}

async function send(path: string, { method = 'GET', query, body, file, signal }: Request): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': currentLanguage() === 'en' ? 'en' : 'zh-CN' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = JSON.stringify(body)
  if (file !== undefined) {
    headers['content-type'] = 'text/csv'
    init.body = file
  }
  if (signal) init.signal = signal
  const response = await fetch(addressOf(`/api${path}`, query), init).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new Refusal(0, 'not_reached', i18next.t('state.noConnection'))
  })
  if (response.ok) return response
  throw await refusalOf(response)
}

async function refusalOf(response: Response): Promise<Refusal> {
  const view = (await readJson(response)) as Partial<RefusalView>
  const message = view.message || i18next.t('state.unreadable', { status: response.status })
  return new Refusal(response.status, view.code ?? 'unknown', message, view.requestId)
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    throw new Refusal(response.status, 'unreadable', i18next.t('state.unreadable', { status: response.status }))
  }
}
