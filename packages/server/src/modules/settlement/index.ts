// The door of the settlement module: quote, settle, buy, cancel, undo; and what is kept of each settlement, for ever.
import { type CompiledPlan, type Outcome, refused } from '@yibao/kernel'
import type { Clock, Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message, type Reader } from '../common/index.ts'
import { findPerson } from '../person/index.ts'
import type { CareSources } from '../visit/index.ts'
import { type Cancelled, type Cancelling, recordOf, settlementCancelled } from './cancel.ts'
import { giversOf } from './computing.ts'
import type { Settled } from './conclude.ts'
import type { SettlementRecord } from './model.ts'
import { type Purchase, purchaseSettled } from './purchase.ts'
import { type Reversal, reverse } from './reverse.ts'
import { outpatientSettled, type Settling, staySettled } from './settle.ts'
import { findSettlementOf, isVoided, operationOf, type StoredSettlement } from './store.ts'

export * from './again/index.ts'
export { type AuditReport, auditSettlements } from './audit.ts'
export { settlementBridge } from './bridge.ts'
export type { Cancelled } from './cancel.ts'
export * from './claw-back/index.ts'
export { type Computed, compute } from './compute.ts'
export type { Settled } from './conclude.ts'
export { accountChanged, accumulatorsMoved, changedState, journalsOf } from './conclude.ts'
export { unpackFrozen } from './document.ts'
export { claimOf, exportHistory, type HistoryExport } from './history.ts'
export { inForceOf, traceRows, visitsNamed } from './in-force/store.ts'
export * from './model.ts'
export * from './pay-later/index.ts'
export type { Purchase, TracedPack } from './purchase.ts'
export { type SettlementRefusalCode, settlementRefusals } from './refusals.ts'
export { type ReplayOutcome, type ReplaySources, replaySettlement, replayStored, settledLines } from './replay.ts'
export type { Reversal } from './reverse.ts'
export type { Settling } from './settle.ts'
export * from './store.ts'

/** Givers are looked up by the desk. */
export type ToSettle = Omit<Settling, 'givers'>
export type ToBuy = Omit<Purchase, 'givers'>
export type ToCancel = Omit<Cancelling, 'givers' | 'plan' | 'voids'>

export interface SettlementDesk {
  settle(message: Message<Settled>, input: ToSettle): Promise<Outcome<Receipt>>
  /** 预结算: the same decision, and nothing is kept. */
  quote(message: Message<Settled>, input: ToSettle): Promise<Outcome<Receipt>>
  buy(message: Message<Settled>, input: ToBuy): Promise<Outcome<Receipt>>
  quoteBuy(message: Message<Settled>, input: ToBuy): Promise<Outcome<Receipt>>
  cancel(message: Message<Cancelled | null>, input: ToCancel): Promise<Outcome<Receipt>>
  reverse(message: Message<null>, reversal: Reversal): Promise<Outcome<Receipt>>
  /** A stored settlement with the titles and payers of its day. */
  read(stored: StoredSettlement): Promise<SettlementRecord>
  /** Whether a message was undone after it was answered. */
  isVoided(sender: string, msgid: string): Promise<boolean>
}

export interface SettlementParts {
  readonly sources: CareSources
  readonly reader: Reader
  readonly clock: Clock
}

export function openSettlementDesk({ sources, reader, clock }: SettlementParts): SettlementDesk {
  const kinds = {
    outpatient: outpatientSettled(sources),
    stay: staySettled(sources),
    purchase: purchaseSettled(sources),
    cancel: settlementCancelled(sources),
  }
  const giversNow = async (personNo: string): Promise<string[]> => {
    const person = await findPerson(reader, personNo)
    return person ? giversOf(person, clock.today()) : []
  }
  const planOf = async ({ document }: StoredSettlement): Promise<CompiledPlan> =>
    (await sources.policy.rulingAs(document.policy, document.plan, document.on, document.known)).plan
  const cancelling = async (settlementId: string, personNo: string): Promise<PaidBy | undefined> => {
    const stored = await findSettlementOf(reader, settlementId, personNo)
    if (!stored) return undefined
    return { givers: (stored.document.mutual ?? []).map(([giver]) => giver), plan: await planOf(stored) }
  }
  const withGivers = withGiversOf(sources.writePath, giversNow)
  const settle = (message: Message<Settled>, input: ToSettle, dryRun: boolean) =>
    withGivers(input.stay ? kinds.stay : kinds.outpatient, message, input, dryRun)
  return {
    settle: (message, input) => settle(message, input, false),
    quote: (message, input) => settle(message, input, true),
    buy: (message, input) => withGivers(kinds.purchase, message, input, false),
    quoteBuy: (message, input) => withGivers(kinds.purchase, message, input, true),
    cancel: async (message, input) => {
      const found = await cancelling(input.settlementId, input.personNo)
      if (!found) return refused('settlement_unknown', { settlement: sources.shown(input.settlementId) })
      return sources.writePath.submit(commandFor(kinds.cancel, message, { ...input, ...found }))
    },
    reverse: (message, reversal) => {
      const steps = { operationOf: (sender: string, msgid: string) => operationOf(reader, sender, msgid), cancelling }
      return reverse(sources, steps, message, reversal)
    },
    read: async (stored) => recordOf(stored, await planOf(stored)),
    isVoided: (sender, msgid) => isVoided(reader, sender, msgid),
  }
}

interface PaidBy {
  readonly givers: string[]
  readonly plan: CompiledPlan
}

/** Runs with the givers of now; where these change under way, with those of then. */
function withGiversOf(writePath: WritePath, giversNow: (personNo: string) => Promise<string[]>) {
  return async <Input extends { readonly personNo: string; readonly choice: string }, Facts>(
    kind: Kind<Asked<Input & { readonly givers: readonly string[] }, Settled>, Facts>,
    message: Message<Settled>,
    input: Input,
    dryRun: boolean,
  ): Promise<Outcome<Receipt>> => {
    const givers = input.choice === 'family' ? await giversNow(input.personNo) : []
    const run = (own: readonly string[]) =>
      writePath.submit(commandFor(kind, message, { ...input, givers: own }, dryRun))
    const outcome = await run(givers)
    if (outcome.ok || outcome.code !== 'account_state_changed') return outcome
    return run(await giversNow(input.personNo))
  }
}
