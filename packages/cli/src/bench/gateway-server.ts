// The process of the platform that `bench gateway` measures: durable settings, background work as in service, a synthetic city.
// Started with an IPC channel: says `ready`, answers `cpu`, ends in order on `close`; between `begin` and `finish` it is profiled.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import type { Day } from '@yibao/kernel'
import { generateCity } from '@yibao/lab'
import { createLog, type RunningServer, startServer } from '@yibao/server'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'

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
}

export type FromServer =
  | { readonly kind: 'ready'; readonly url: string; readonly database: string }
  | { readonly kind: 'cpu'; readonly cpuMs: number }

export type ToServer =
  | { readonly kind: 'open'; readonly options: GatewayServerOptions }
  | { readonly kind: 'cpu' | 'begin' | 'close' }
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

async function open({ home, city }: GatewayServerOptions): Promise<RunningServer> {
  const server = await startServer({
    dataFolder: home,
    policyPath: cityPolicyPath(city.pack),
    log: createLog({ level: 'error' }),
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
  } else {
    if (asked.kind === 'begin') await beginProfile()
    if (asked.kind === 'finish') await finishProfile(asked.file)
    say({ kind: 'cpu', cpuMs: cpuMs() })
  }
})
