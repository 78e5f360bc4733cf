// HTTP to the gateway: one pool of kept-alive connections for all providers; faults of transport are values.
import { Pool } from 'undici'
import type { WireRequest } from './wire.ts'

export type Delivery =
  | { readonly kind: 'answered'; readonly text: string; readonly bytes?: Uint8Array }
  | { readonly kind: 'fault'; readonly reason: string; readonly status?: number }

export interface Transport {
  deliver(request: WireRequest): Promise<Delivery>
  close(): Promise<void>
}

export interface TransportOptions {
  readonly baseUrl: string
  readonly connections: number
  readonly timeoutMs: number
}

const OK = 200

export function httpTransport({ baseUrl, connections, timeoutMs }: TransportOptions): Transport {
  const { origin, pathname } = new URL(baseUrl)
  const prefix = pathname.replace(/\/+$/, '')
  const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: timeoutMs, bodyTimeout: timeoutMs })
  return {
    deliver: (request) => deliver(pool, prefix, request),
    close: () => pool.close(),
  }
}

/** Any status but 200 is a fault of transport: the interface answers refusals with 200. */
async function deliver(pool: Pool, prefix: string, request: WireRequest): Promise<Delivery> {
  try {
    const { statusCode, headers, body } = await pool.request({
      method: 'POST',
      path: prefix + request.path,
      headers: { 'content-type': request.contentType },
      body: request.body,
    })
    const isFile = String(headers['content-type'] ?? '').includes('octet-stream')
    if (isFile && statusCode === OK) {
      return { kind: 'answered', text: '', bytes: new Uint8Array(await body.arrayBuffer()) }
    }
    const text = await body.text()
    if (statusCode !== OK) return { kind: 'fault', reason: `HTTP ${statusCode}`, status: statusCode }
    return { kind: 'answered', text }
  } catch (error) {
    return { kind: 'fault', reason: reasonOf(error) }
  }
}

/** Time-outs, resets and refused connections all mean the same to the sender: the outcome is not known. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
