// The process of the platform that `bench gateway` measures: durable settings, background work as in service, a synthetic city.
// Started with an IPC channel: says `ready`, answers `cpu`, ends in order on `close`; between `begin` and `finish` it is profiled.

import { subscribe } from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import type { Day } from '@yibao/kernel'
import { generateCity } from '@yibao/lab'
import { createLog, look, type RunningServer, startServer } from '@yibao/server'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'
import { auditLibrary } from './audit-library.ts'

/** The same city is made in the process that sends the messages. */
export interface BenchCity {
  readonly pack: string
  readonly people: number
  readonly seed: number
  readonly openedOn: Day
  readonly months: number
}

export interface GatewayServerOptions {
  readonly home: string
  readonly city: BenchCity
  /** Made-up knowledge points besides those that ship: the rules of `bench audit-pre`. */
  readonly points?: number
}

export type FromServer =
  | { readonly kind: 'ready'; readonly url: string; readonly database: string }
  | { readonly kind: 'cpu'; readonly cpuMs: number }
  /** Milliseconds from the first byte of a message to the last of its answer, of all since it was asked last. */
  | { readonly kind: 'inside'; readonly tookMs: readonly number[] }

export type ToServer =
  | { readonly kind: 'open'; readonly options: GatewayServerOptions }
  | { readonly kind: 'cpu' | 'begin' | 'close' | 'inside' }
  /** Whether rules are looked at, or orders pass as if there were none. */
  | { readonly kind: 'rules'; readonly on: boolean }
  | { readonly kind: 'finish'; readonly file: string }

const SAMPLE_US = 250

function say(message: FromServer): void {
  process.send?.(message)
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const profiler = new Session()

async function beginProfile(): Promise<void> {
  profiler.connect()
  await profiler.post('Profiler.enable')
  await profiler.post('Profiler.setSamplingInterval', { interval: SAMPLE_US })
  await profiler.post('Profiler.start')
}

async function finishProfile(file: string): Promise<void> {
  const { profile } = await profiler.post('Profiler.stop')
  writeFileSync(file, JSON.stringify(profile))
  profiler.disconnect()
}

let hasRules = true
let tookMs: number[] = []

/** Taken from the web server itself, so that nothing of the platform is left out and nothing of the sender is in. */
function watchMessages(): void {
  const begunAt = new WeakMap<object, number>()
  subscribe('http.server.request.start', (message) => {
    begunAt.set((message as { request: object }).request, performance.now())
  })
  subscribe('http.server.response.finish', (message) => {
    const at = begunAt.get((message as { request: object }).request)
    if (at !== undefined) tookMs.push(performance.now() - at)
  })
}

async function open({ home, city, points }: GatewayServerOptions): Promise<RunningServer> {
  if (points !== undefined) watchMessages()
  const server = await startServer({
    dataFolder: home,
    policyPath: cityPolicyPath(city.pack),
    log: createLog({ level: 'error' }),
    ...(points !== undefined && {
      auditRules: auditLibrary(points),
      auditTimeLimitMs: 60_000,
      auditLook: (...given: Parameters<typeof look>) => (hasRules ? look(...given) : []),
    }),
  })
  await server.city.load(generateCity({ ...city, catalogue: await shippedCatalogue() }))
  return server
}

let server: RunningServer | undefined

process.on('message', async (asked: ToServer) => {
  if (asked.kind === 'open') {
    server = await open(asked.options)
    say({ kind: 'ready', url: server.url, database: server.platform.url })
  } else if (asked.kind === 'close') {
    await server?.close()
    process.disconnect?.()
  } else if (asked.kind === 'inside') {
    say({ kind: 'inside', tookMs })
    tookMs = []
  } else {
    if (asked.kind === 'rules') hasRules = asked.on
    if (asked.kind === 'begin') await beginProfile()
    if (asked.kind === 'finish') await finishProfile(asked.file)
    say({ kind: 'cpu', cpuMs: cpuMs() })
  }
})
