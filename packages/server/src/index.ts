// The running platform of one pooling area: database, modules, gateway, HTTP.
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type City, type CityOptions, openCity } from './city.ts'
import { ACCOUNT_FUND, accountBridge } from './modules/account/index.ts'
import {
  AUDIT_READER,
  type ClueDesk,
  defineAuditCaseJobs,
  defineClueJobs,
  modelsInForce,
  openClues,
} from './modules/audit-case/index.ts'
import { clearingBridge } from './modules/clearing/index.ts'
import { consoleRefusals, consoleRoutes, domainRefusals } from './modules/console/index.ts'
import { collectionBridge, contributionSentence, defineCollectionJobs } from './modules/contribution/index.ts'
import { payoutBridge } from './modules/flow/index.ts'
import { registerGateway } from './modules/gateway/index.ts'
import { createLakeDesk, createLakeKeeper, type LakeKeeper, metricsText } from './modules/lake/index.ts'
import {
  countyBridge,
  createLedger,
  defineLedgerJobs,
  type Ledger,
  layerBridge,
  ledgerRefusals,
  postingRows,
} from './modules/ledger/index.ts'
import { paymentBridge } from './modules/payment/index.ts'
import { recoveryBridge, settlementBridge } from './modules/settlement/index.ts'
import { walletBridge, walletRefusals } from './modules/wallet/index.ts'
import { watchRefusals } from './modules/watch/index.ts'
import {
  type AboutPlatform,
  type App,
  authRefusals,
  type Clock,
  type Config,
  createApp,
  createLog,
  type Log,
  openPlatform,
  PAGES,
  type Platform,
  type RefusalCatalogue,
  registerSessionRoutes,
} from './platform/index.ts'

export { type City, type CityOptions, openCity } from './city.ts'
export { type FactState, look, RulesUnusable, sourceOf as factSource } from './modules/audit/index.ts'
export { clueSentence, listCases, type ModelDone, modelsInForce, openClues } from './modules/audit-case/index.ts'
export { BANK_ACCOUNTS, type BankAccount, bankSentence, openBank } from './modules/bank/index.ts'
export { clearingsOfMonth } from './modules/clearing/index.ts'
/** Both forms of an identifier: the one that providers see, and the one of the database. */
export { identifierIn } from './modules/console/index.ts'
export {
  type ContributionDesk,
  contributionSentence,
  exchangeNight,
  listArrivals,
  openContributionDesk,
  poolingAreaOf,
} from './modules/contribution/index.ts'
export {
  areaCodes,
  type EnrolmentDesk,
  enrolmentRefusals,
  type ImportSummary,
  openEnrolmentDesk,
} from './modules/enrolment/index.ts'
export { findRequest as findFlowRequest, listPayouts } from './modules/flow/index.ts'
export { type CheckedProof, checkProof, ledgerRefusals, type ProofFile } from './modules/ledger/index.ts'
export { type LoadProgress, LoadRefused, type LoadReport } from './modules/load/index.ts'
export { latestLibrary, PolicyUnusable } from './modules/policy/index.ts'
export { openProviderRegister } from './modules/provider/index.ts'
export {
  authRefusals,
  type Clock,
  type Config,
  ConfigRefused,
  createLog,
  demoAccounts,
  epochMsOf,
  instantAt,
  isRole,
  type Log,
  type NewAccount,
  openPlatform,
  type Platform,
  PostgresRefused,
  platformRefusals,
  ROLES,
  readConfig,
  systemClock,
} from './platform/index.ts'
export { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

export interface ServerOptions extends CityOptions {
  /** A PostgreSQL of one's own; absent: the embedded one in `dataFolder`. */
  readonly databaseUrl?: string
  readonly dataFolder?: string
  /** Where the history is written; absent: `lake` in the data folder, where one is given. */
  readonly lakeFolder?: string
  /** 0: a free one of the machine. */
  readonly port?: number
  readonly host?: string
  readonly clock?: Clock
  /** Where business time is played faster than life: the clock of the people who sign in. */
  readonly sessionClock?: Clock
  /** For a clock that is played: told the moment of the last record, to go on from there. */
  readonly catchUp?: (epochMs: number) => void
  readonly log?: Log
  /** Built pages; absent: those of the web package, where they were built. */
  readonly webFolder?: string
  readonly trustedProxies?: Config['trustedProxies']
  /** Marks a demonstration on every page. */
  readonly demo?: boolean
  /** How far the demonstration's month of care is. */
  readonly demoProgress?: () => DemoProgress
  /** Jobs and the outbox; tests that look at single messages do without. */
  readonly background?: boolean
  /** Routes beside the gateway and the session: registered before the server listens. */
  readonly routes?: (app: App, server: ServerParts) => void
  readonly refusals?: readonly RefusalCatalogue[]
}

export interface DemoProgress {
  /** Visits and purchases that have begun, of those planned. */
  readonly sent: number
  readonly planned: number
  readonly done: boolean
}

export interface ServerParts {
  readonly platform: Platform
  readonly city: City
  readonly ledger: Ledger
  /** Absent: a platform without a folder of its own keeps no lake. */
  readonly lake: LakeKeeper | undefined
  readonly clues: ClueDesk
  readonly about: () => AboutPlatform
}

export interface RunningServer extends ServerParts {
  readonly url: string
  /** Finishes what is under way and closes everything, in order. */
  close(): Promise<void>
}

const DATA_FOLDER = '.yibao'
const LISTEN = '127.0.0.1'

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { log = createLog({ level: 'info' }), clock, databaseUrl, dataFolder = DATA_FOLDER } = options
  const platform = await openPlatform({
    config: { databaseUrl, home: dataFolder },
    log,
    postingRows,
    role: 'serve',
    ...(clock && { clock }),
    ...(options.sessionClock && { sessionClock: options.sessionClock }),
    ...(options.catchUp && { catchUp: options.catchUp }),
  })
  try {
    return await startOn(platform, options)
  } catch (error) {
    await platform.stop()
    throw error
  }
}

/** Files whose time has passed go; batches of enrolments that a stop left lying go on; wallet money that nobody accepted goes back at six; the first of a month looks at the funds of the month before. */
function defineFundJobs(platform: Platform, city: City): void {
  platform.jobs.define({
    name: 'files.expired',
    cron: '30 3 * * *',
    run: async () => void (await city.desks.reconciliation.removeExpired()),
  })
  platform.jobs.define({
    name: 'watch.monthly',
    cron: '0 7 1 * *',
    run: async () => city.desks.watch.raiseLastMonth(),
  })
  platform.jobs.define({
    name: 'enrolment.batches',
    cron: '* * * * *',
    run: async () => void (await city.desks.batches.resumeStalled()),
  })
  platform.jobs.define({
    name: 'wallet.return',
    cron: '0 6 * * *',
    run: async () => void (await city.desks.wallets.returnUnclaimed()),
  })
}

async function startOn(platform: Platform, options: ServerOptions): Promise<RunningServer> {
  const city = await openCity(platform, options)
  const ledger = createLedger(platform)
  ledger.registerBridge(settlementBridge(city.desks.policy))
  ledger.registerBridge(accountBridge(ledger, ACCOUNT_FUND))
  ledger.registerBridge(payoutBridge(ledger))
  ledger.registerBridge(recoveryBridge(ledger))
  ledger.registerBridge(clearingBridge())
  ledger.registerBridge(collectionBridge())
  ledger.registerBridge(paymentBridge())
  ledger.registerBridge(walletBridge(ledger))
  ledger.registerBridge(layerBridge(ledger))
  ledger.registerBridge(countyBridge())
  defineLedgerJobs(platform.jobs, ledger)
  platform.outbox.subscribe(AUDIT_READER, city.desks.auditCases.listener)
  defineAuditCaseJobs(platform.jobs, { ...platform, desk: city.desks.auditCases })
  defineFundJobs(platform, city)
  const { reader, clock, log } = platform
  const folder = join(options.dataFolder ?? DATA_FOLDER, 'exchange')
  const { contributions: desk } = city.desks
  defineCollectionJobs(platform.jobs, { desk, reader, clock, log, folder, sentence: contributionSentence })
  const about = aboutOf(city, options.demo ?? false)
  const lake = lakeOf(platform, city, options)
  const clues = cluesOf(platform, city, lake)
  const parts: ServerParts = { platform, city, ledger, lake, clues, about }
  const app = createApp({
    ...platform,
    refusals: [
      authRefusals,
      consoleRefusals,
      ledgerRefusals,
      walletRefusals,
      watchRefusals,
      domainRefusals(),
      ...(options.refusals ?? []),
    ],
    pages: options.webFolder ?? PAGES,
    trustedProxies: options.trustedProxies ?? [],
  })
  app.register(registerSessionRoutes(platform.auth, about), { prefix: '/api' })
  const { desks } = city
  const demoProgress = options.demoProgress ?? (() => null)
  app.register(consoleRoutes({ platform, desks, ledger, lake: createLakeDesk(lake), clues, about, demoProgress }), {
    prefix: '/api',
  })
  registerGateway(app as unknown as Parameters<typeof registerGateway>[0], city.receiver)
  if (lake) registerMetrics(app, lake)
  options.routes?.(app, parts)
  const background = options.background ?? true
  if (background) await platform.start()
  if (background) lake?.start()
  const refreshing = background ? setInterval(() => void refresh(city, platform.log), REFRESH_MS).unref() : undefined
  await app.listen({ port: options.port ?? 0, host: options.host ?? LISTEN })
  const { address, port, family } = app.server.address() as AddressInfo
  return {
    ...parts,
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: async () => {
      clearInterval(refreshing)
      await app.close()
      await clues.close()
      await lake?.stop()
      await city.close()
      await platform.stop()
    },
  }
}

function lakeOf(platform: Platform, { desks }: City, options: ServerOptions): LakeKeeper | undefined {
  const { dataFolder, lakeFolder = dataFolder && join(dataFolder, 'lake') } = options
  if (!lakeFolder) return undefined
  const { reader, clock, log } = platform
  const { policy, calendar, poolingArea } = desks
  return createLakeKeeper({
    ...{ calendar, poolingArea, violationOf: (rule: string) => desks.auditCases.ruleOf(rule)?.category },
    folder: lakeFolder,
    area: policy.pack.id,
    feed: platform.feed('lake'),
    reader,
    policy,
    clock,
    log,
  })
}

/** The behaviour models over what the keeper has written. */
function cluesOf(
  { reader, writePath, log, jobs, clock }: Platform,
  { desks }: City,
  lake: LakeKeeper | undefined,
): ClueDesk {
  const cards = modelsInForce()
  const desk = openClues({
    ...{ reader, writePath, log, calendar: desks.calendar, cards: () => cards },
    areaOf: (provider) => desks.providers.find(provider)?.area ?? '',
    lake: () => {
      const manifest = lake?.lake()?.manifest
      return lake && manifest && { folder: lake.folder, batch: manifest.batch, manifest }
    },
  })
  defineClueJobs(jobs, desk, () => clock.today())
  return desk
}

function registerMetrics(app: App, lake: LakeKeeper): void {
  app.get(
    '/metrics',
    { config: { permission: 'public' }, schema: { summary: '运行指标，供监控系统读取' } },
    async (_, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(metricsText(await lake.status())),
  )
}

/** Another process of this platform may have registered a department, or changed how a provider speaks. */
const REFRESH_MS = 30_000

async function refresh({ desks }: City, log: Log): Promise<void> {
  try {
    await desks.providers.reload()
    await desks.flows.settings.reload()
  } catch (error) {
    log.warn({ err: error }, 'the register of providers could not be read again; the one in memory holds')
  }
}

function aboutOf(city: City, demo: boolean): () => AboutPlatform {
  const { pack } = city.desks.policy
  return () => ({
    demo,
    city: { id: pack.id, title: pack.title, titleEn: pack.titleEn ?? pack.title, area: city.desks.poolingArea },
  })
}
