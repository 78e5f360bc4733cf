// One pooling area put together: its policy, registers and desks on a platform, and the gateway in front of them.

import { NATIONALITIES, nationalLists } from '@yibao/contract'
import type { CityLoad } from '@yibao/contract/load'
import type { CompiledAudit, payment } from '@yibao/kernel'
import { contributionRulesAt, productContributions, readWorkCalendar } from '@yibao/policy'
import { openAccountDesk } from './modules/account/index.ts'
import { type Look, type lookBack, openAuditDesk, rulesInForce } from './modules/audit/index.ts'
import { openAuditCases } from './modules/audit-case/index.ts'
import { openBank } from './modules/bank/index.ts'
import { openBookings } from './modules/booking/index.ts'
import { openCatalogue } from './modules/catalogue/index.ts'
import { openAdvances, openClearings, openDeclarations } from './modules/clearing/index.ts'
import { domainRefusals } from './modules/console/index.ts'
import { openContributionDesk } from './modules/contribution/index.ts'
import { openBatches, openEnrolmentWindow, openIdentities, openTransfers } from './modules/enrolment/index.ts'
import { openFilingDesk } from './modules/filing/index.ts'
import { openCitySettings, openFlowDesk } from './modules/flow/index.ts'
import { createReceiver, type Desks, openChannels, type Receiver, shownId, uuidOf } from './modules/gateway/index.ts'
import { createLedger } from './modules/ledger/index.ts'
import { type LoadProgress, type LoadReport, loadCity } from './modules/load/index.ts'
import { openPayments, paymentRulesOf, releaseOf, shippedPaymentRules } from './modules/payment/index.ts'
import { openCityRegister } from './modules/person/index.ts'
import { openPolicy } from './modules/policy/index.ts'
import { openProviderRegister } from './modules/provider/index.ts'
import { openReconciliation } from './modules/reconciliation/index.ts'
import {
  type AuditReport,
  auditSettlements,
  openPayLaterDesk,
  openRecoveryDesk,
  openSettlementDesk,
} from './modules/settlement/index.ts'
import {
  type GroupingScheme,
  openSettlementLists,
  productSchemesInUse,
  usualSettings,
} from './modules/settlement-list/index.ts'
import { type CareSources, categoryTable, openVisitDesk, type VisitCategory } from './modules/visit/index.ts'
import { openWallets } from './modules/wallet/index.ts'
import { openWatch } from './modules/watch/index.ts'
import { createMessageLog, type MessageLog, type Platform } from './platform/index.ts'

export interface CityOptions {
  /** A policy pack: a folder or file. */
  readonly policyPath: string
  /** 医保区划 of the pooling area; absent: the pack's own. */
  readonly poolingArea?: string
  /** Local categories of visits instead of those delivered with the product. */
  readonly localCategories?: readonly VisitCategory[]
  /** What stays are grouped by, the particular before the general; absent: the teaching schemes. */
  readonly groupingSchemes?: readonly GroupingScheme[]
  /** What providers are paid by, one configuration a year; absent: the files of the product that name the area. */
  readonly paymentRules?: readonly payment.PaymentRules[]
  /** Knowledge points that the pooling area imported, instead of those shipped with the same rules. */
  readonly knowledgeFolder?: string
  /** Rules compiled elsewhere, instead of those that ship. */
  readonly auditRules?: CompiledAudit
  /** How long an order waits for the audit before it goes on unscreened. */
  readonly auditTimeLimitMs?: number
  /** Another way of looking, for tests of what happens when looking breaks. */
  readonly auditLook?: Look
  /** The same, for the look back after settlement. */
  readonly auditLookBack?: typeof lookBack
}

export interface City {
  readonly desks: Desks
  readonly receiver: Receiver
  readonly messages: MessageLog
  readonly care: CareSources
  /** Brings a city in; the same one again changes nothing. */
  load(city: CityLoad, onProgress?: (progress: LoadProgress) => void): Promise<LoadReport>
  /** 核对: settles everything again from what is stored, and adds up every person's account. For a platform at rest. */
  audit(): Promise<AuditReport>
  /** Reads what is kept in memory anew. */
  reload(): Promise<void>
  close(): Promise<void>
}

/** A policy for trials names no area: then every area of that province of nowhere is local. */
const NO_AREA = '990000'

const listDesk = ({ reader, writePath }: Platform, { groupingSchemes }: CityOptions, { providers }: CareSources) =>
  openSettlementLists({
    writePath,
    reader,
    shown: shownId,
    settings: usualSettings,
    schemes: groupingSchemes ? () => groupingSchemes : productSchemesInUse(),
    isProvider: (code) => providers.find(code) !== undefined,
    nationalities: NATIONALITIES,
    occupations: new Set(nationalLists.prfs?.values.keys()),
  })

/** Reads the rules, or takes those that are given. */
const rulesFor = (options: CityOptions): CompiledAudit => options.auditRules ?? rulesInForce(options.knowledgeFolder)

const auditDesk = ({ lookups: reader, writePath, clock, log }: Platform, options: CityOptions, care: CareSources) =>
  openAuditDesk({
    ...{ reader, writePath, clock, log, providers: care.providers, categories: care.categories, shown: shownId },
    audit: rulesFor(options),
    ...(options.auditTimeLimitMs !== undefined && { timeLimitMs: options.auditTimeLimitMs }),
    ...(options.auditLook && { look: options.auditLook }),
  })

type CitySettings = Awaited<ReturnType<typeof openCitySettings>>

/** Settlements, special flows, and over both the workbench after the event, by the same rules. */
function settlingDesks(platform: Platform, options: CityOptions, care: CareSources, settings: CitySettings) {
  const { reader, writePath, clock, log } = platform
  const settlements = openSettlementDesk({ sources: care, reader, clock })
  const flows = openFlowDesk({ writePath, care, reader, settings })
  const words = domainRefusals()
  const auditCases = openAuditCases({
    ...{ reader, writePath, log, providers: care.providers, categories: care.categories, audit: rulesFor(options) },
    ...{
      flows,
      settlements,
      calendar: readWorkCalendar(),
      sentence: ({ code, facts }) => words[code]?.message(facts) ?? code,
    },
    ...(options.auditLookBack && { lookBack: options.auditLookBack }),
  })
  return { settlements, flows, auditCases }
}

const fundDesks = (platform: Platform, city: string): Pick<Desks, 'wallets' | 'watch' | 'bookings' | 'bank'> => {
  const { writePath, reader, clock } = platform
  return {
    bank: openBank({ writePath, reader, clock, ledger: createLedger(platform) }),
    wallets: openWallets(writePath, reader, clock),
    bookings: openBookings(writePath, reader),
    watch: openWatch({ writePath, reader, clock, ledger: createLedger(platform), city }),
  }
}

const batchDesks = (
  { reader, writePath, clock, ids, log }: Platform,
  policy: CareSources['policy'],
  poolingArea: string,
): Pick<Desks, 'batches' | 'window' | 'identities' | 'transfers'> => ({
  window: openEnrolmentWindow(writePath),
  identities: openIdentities(writePath),
  transfers: openTransfers({
    ...{ reader, writePath, clock, poolingArea },
    rules: contributionRulesAt(productContributions),
    calendar: readWorkCalendar(),
  }),
  batches: openBatches({
    ...{ reader, writePath, clock, ids, log },
    rules: contributionRulesAt(productContributions),
    library: () => policy.library,
  }),
})

const contributionDesk = ({ reader, writePath, clock, ids }: Platform, poolingArea: string) =>
  openContributionDesk({
    ...{ reader, writePath, clock, ids, poolingArea },
    rules: contributionRulesAt(productContributions),
  })

/** What providers are paid: calculated by method, declared by themselves, cleared. */
const payingDesks = (
  { reader, writePath, clock }: Platform,
  { paymentRules }: CityOptions,
  providers: CareSources['providers'],
  lists: Desks['settlementLists'],
  poolingArea: string,
): Pick<Desks, 'clearings' | 'declarations' | 'advances' | 'payments'> => ({
  advances: openAdvances(writePath, reader, clock),
  clearings: openClearings(writePath, reader, (month) => releaseOf(reader, month), readWorkCalendar()),
  declarations: openDeclarations({
    ...{ writePath, reader, shown: shownId, idOf: uuidOf },
    isCategory: (code) => nationalLists.clr_type?.values.has(code) === true,
  }),
  payments: openPayments({
    ...{ writePath, reader, lists, provider: (code) => providers.find(code) },
    rulesOf: paymentRulesOf(() => paymentRules ?? shippedPaymentRules(poolingArea)()),
  }),
})

export async function openCity(platform: Platform, options: CityOptions): Promise<City> {
  const { reader, writePath, clock, ids, log, accessLog } = platform
  const policy = await openPolicy({ path: options.policyPath, reader, writePath })
  const city = await openCityRegister(reader)
  const providers = await openProviderRegister(reader)
  const catalogue = await openCatalogue(reader)
  const categories = categoryTable(options.localCategories)
  const settings = await openCitySettings(reader)
  const poolingArea = options.poolingArea ?? policy.pack.area ?? NO_AREA
  const care: CareSources = {
    writePath,
    city,
    categories,
    poolingArea,
    providers,
    catalogue,
    policy,
    shown: shownId,
    crossYear: () => settings.value('cross_year') as ReturnType<CareSources['crossYear']>,
  }
  const lists = listDesk(platform, options, care)
  const desks: Desks = {
    reader,
    writePath,
    clock,
    accessLog,
    city,
    policy,
    providers,
    catalogue,
    care,
    poolingArea,
    visits: openVisitDesk(care),
    ...settlingDesks(platform, options, care, settings),
    filings: openFilingDesk(writePath, shownId),
    accounts: openAccountDesk(writePath),
    ...fundDesks(platform, policy.pack.id),
    reconciliation: openReconciliation({ writePath, reader, clock, shown: shownId }),
    settlementLists: lists,
    ...{ payLater: openPayLaterDesk(writePath), recoveries: openRecoveryDesk(writePath) },
    ...{ contributions: contributionDesk(platform, poolingArea), ...batchDesks(platform, policy, poolingArea) },
    ...payingDesks(platform, options, providers, lists, poolingArea),
    calendar: readWorkCalendar(),
    audit: auditDesk(platform, options, care),
  }
  const messages = createMessageLog(platform.maintenance, log)
  const reload = async (): Promise<void> => {
    await Promise.all([city.reload(), providers.reload(), catalogue.reload(), settings.reload()])
  }
  return {
    desks,
    receiver: createReceiver({ desks, channels: openChannels(categories), messages, ids, log }),
    messages,
    care,
    load: async (records, onProgress) => {
      const report = await loadCity(writePath, records, onProgress)
      await reload()
      return report
    },
    audit: () => auditSettlements({ reader, policy }),
    reload,
    close: async () => {
      await Promise.all([desks.batches.close(), desks.audit.close()])
      await messages.close()
    },
  }
}
