// A whole platform on a throw-away database, with the small city in it: for tests, here and elsewhere.
import { fileURLToPath } from 'node:url'
import type { CityLoad } from '@yibao/contract/load'
import { instant } from '@yibao/kernel'
import { type RunningServer, type ServerOptions, startServer } from '../index.ts'
import { createLog, type SettableClock, settableClock } from '../platform/index.ts'
import { scratchDatabase } from '../platform/testing/scratch.ts'
import { type TestClient, testClient } from './client.ts'
import { HOSPITAL, smallCity } from './small-city.ts'

/** The trial policy beside this file. */
export const TRIAL_POLICY = fileURLToPath(new URL('./policy.yaml', import.meta.url))
export const TODAY = '2026-06-15'

export interface TestServer extends RunningServer {
  readonly clock: SettableClock
  /** Of the city hospital; other providers by option. */
  readonly client: TestClient
  readonly databaseUrl: string
}

export interface TestServerOptions extends Partial<ServerOptions> {
  /** A city of one's own instead of the small one; `null`: none. */
  readonly cityLoad?: CityLoad | null
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { cityLoad = smallCity(), ...rest } = options
  const databaseUrl = options.databaseUrl ?? (await scratchDatabase())
  const clock = settableClock(instant(`${TODAY} 09:00:00`))
  const server = await startServer({
    policyPath: TRIAL_POLICY,
    log: createLog({ level: process.env.YIBAO_LOG ?? 'silent' }),
    background: false,
    clock,
    databaseUrl,
    ...rest,
  })
  if (cityLoad) await server.city.load(cityLoad)
  return { ...server, clock, databaseUrl, client: testClient(server.url, HOSPITAL, () => clock.now()) }
}
