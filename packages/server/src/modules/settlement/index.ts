// The door of the settlement module: quote, settle, buy, cancel, undo; and what is kept of each settlement, for ever.
import { type CompiledPlan, type Outcome, refused } from '@yibao/kernel'
import type { Clock } from '../../platform/clock.ts'
import type { Kind, Receipt } from '../../platform/write/index.ts'
import { type Asked, commandFor, type Message, type Reader } from '../common/index.ts'
import { findPerson } from '../person/index.ts'
import type { CareSources } from '../visit/index.ts'
import { type Cancelled, type Cancelling, recordOf, settlementCancelled } from './cancel.ts'
import type { Settled } from './conclude.ts'
import type { SettlementRecord } from './model.ts'
import { type Purchase, purchaseSettled } from './purchase.ts'
import { type Reversal, reverse } from './reverse.ts'
import { giversOf, outpatientSettled, type Settling, staySettled } from './settle.ts'
import { findSettlementOf, isVoided, operationOf, type StoredSettlement } from './store.ts'

export type { Cancelled } from './cancel.ts'
export type { Settled } from './conclude.ts'
export * from './model.ts'
export type { Purchase, TracedPack } from './purchase.ts'
export { type SettlementRefusalCode, settlementRefusals } from './refusals.ts'
export { type ReplayOutcome, replaySettlement } from './replay.ts'
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

  /** Runs with the givers of now; where these change under way, with those of then. */
  async function withGivers<Input extends { readonly personNo: string; readonly choice: string }, Result>(
    kind: Kind<Asked<Input & { readonly givers: readonly string[] }, Result>, never>,
    message: Message<Result>,
    input: Input,
    dryRun: boolean,
  ): Promise<Outcome<Receipt>> {
    const givers = input.choice === 'family' ? await giversNow(input.personNo) : []
    const run = (own: readonly string[]) =>
      sources.writePath.submit(commandFor(kind, message, { ...input, givers: own }, dryRun))
    const outcome = await run(givers)
    if (outcome.ok || outcome.code !== 'account_state_changed') return outcome
    return run(await giversNow(input.personNo))
  }

  async function giversNow(personNo: string): Promise<string[]> {
    const person = await findPerson(reader, personNo)
    return person ? giversOf(person, clock.today()) : []
  }

  async function cancelling(
    settlementId: string,
    personNo: string,
  ): Promise<{ givers: string[]; plan: CompiledPlan } | undefined> {
    const stored = await findSettlementOf(reader, settlementId, personNo)
    if (!stored) return undefined
    return { givers: (stored.document.mutual ?? []).map(([giver]) => giver), plan: await planOf(stored) }
  }

  async function planOf({ document }: StoredSettlement): Promise<CompiledPlan> {
    return (await sources.policy.rulingAs(document.policy, document.plan, document.on, document.known)).plan
  }

  const settleAs = (dryRun: boolean) => (message: Message<Settled>, input: ToSettle) =>
    withGivers(
      (input.stay ? kinds.stay : kinds.outpatient) as Kind<Asked<Settling, Settled>, never>,
      message,
      input,
      dryRun,
    )
  const buyAs = (dryRun: boolean) => (message: Message<Settled>, input: ToBuy) =>
    withGivers(kinds.purchase as Kind<Asked<Purchase, Settled>, never>, message, input, dryRun)

  return {
    settle: settleAs(false),
    quote: settleAs(true),
    buy: buyAs(false),
    quoteBuy: buyAs(true),
    cancel: async (message, input) => {
      const found = await cancelling(input.settlementId, input.personNo)
      if (!found) return refused('settlement_unknown', { settlement: sources.shown(input.settlementId) })
      return sources.writePath.submit(commandFor(kinds.cancel, message, { ...input, ...found }))
    },
    reverse: (message, reversal) =>
      reverse(
        sources,
        { operationOf: (sender, msgid) => operationOf(reader, sender, msgid), cancelling },
        message,
        reversal,
      ),
    read: async (stored) => recordOf(stored, await planOf(stored)),
    isVoided: (sender, msgid) => isVoided(reader, sender, msgid),
  }
}
