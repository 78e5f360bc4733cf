// One message on its way: who sends it, in which channel, and how its answer is made. Transactions see nothing else of HTTP.
import {
  type Channel,
  type Envelope,
  fingerprint,
  firstDifference,
  type Infno,
  type InputValues,
  type OutputWritable,
  transactionOf,
} from '@yibao/contract'
import { type Day, type Instant, type Outcome, refused, type WorkCalendar } from '@yibao/kernel'
import type { AccessLog, Actor, Clock, Context, Json, Receipt, WritePath } from '../../platform/index.ts'
import type { AccountDesk } from '../account/index.ts'
import type { AuditDesk } from '../audit/index.ts'
import type { AuditCaseDesk } from '../audit-case/index.ts'
import type { BankDesk } from '../bank/index.ts'
import type { BookingDesk } from '../booking/index.ts'
import type { CatalogueRegister } from '../catalogue/index.ts'
import type { AdvanceDesk, ClearingDesk, DeclarationDesk } from '../clearing/index.ts'
import type { Message, Reader } from '../common/index.ts'
import type { ContributionDesk } from '../contribution/index.ts'
import type { BatchDesk, IdentityDesk, TransferDesk, WindowDesk } from '../enrolment/index.ts'
import type { FilingDesk } from '../filing/index.ts'
import type { FlowDesk } from '../flow/index.ts'
import type { PaymentDesk } from '../payment/index.ts'
import type { CityRegister } from '../person/index.ts'
import type { PolicyDesk } from '../policy/index.ts'
import type { Provider, ProviderRegister } from '../provider/index.ts'
import type { ReconciliationDesk } from '../reconciliation/index.ts'
import type { PayLaterDesk, RecoveryDesk, SettlementDesk } from '../settlement/index.ts'
import type { SettlementListDesk } from '../settlement-list/index.ts'
import type { CareSources, VisitDesk } from '../visit/index.ts'
import type { WalletDesk } from '../wallet/index.ts'
import type { WatchDesk } from '../watch/index.ts'
import { uuidOf } from './identifiers.ts'
import { packAnswer } from './packed-answer.ts'

/** Everything a transaction may use. */
export interface Desks {
  readonly reader: Reader
  readonly writePath: WritePath
  readonly clock: Clock
  readonly accessLog: AccessLog
  readonly city: CityRegister
  readonly policy: PolicyDesk
  readonly providers: ProviderRegister
  readonly catalogue: CatalogueRegister
  readonly care: CareSources
  readonly visits: VisitDesk
  readonly settlements: SettlementDesk
  readonly filings: FilingDesk
  readonly accounts: AccountDesk
  readonly wallets: WalletDesk
  readonly bookings: BookingDesk
  readonly bank: BankDesk
  readonly watch: WatchDesk
  readonly reconciliation: ReconciliationDesk
  readonly settlementLists: SettlementListDesk
  readonly flows: FlowDesk
  readonly payLater: PayLaterDesk
  readonly recoveries: RecoveryDesk
  readonly clearings: ClearingDesk
  readonly declarations: DeclarationDesk
  readonly advances: AdvanceDesk
  readonly contributions: ContributionDesk
  readonly batches: BatchDesk
  readonly window: WindowDesk
  readonly transfers: TransferDesk
  readonly identities: IdentityDesk
  readonly payments: PaymentDesk
  /** 工作日: for every limit that is counted in working days. */
  readonly calendar: WorkCalendar
  readonly audit: AuditDesk
  readonly auditCases: AuditCaseDesk
  readonly poolingArea: string
}

/** What a transaction leads to: an answer kept with the message's number, an answer of the moment, or a file. */
export type Reply<I extends Infno> =
  | { readonly kept: Json; readonly replayed: boolean }
  | { readonly output: OutputWritable<I>; readonly warning?: string }
  | { readonly file: { readonly name: string; readonly bytes: Uint8Array } }

export interface Answered<I extends Infno> {
  readonly output: OutputWritable<I>
  readonly warning?: string
}

export interface Exchange<I extends Infno = Infno> {
  readonly infno: I
  readonly envelope: Envelope
  readonly provider: Provider
  readonly channel: Channel
  readonly actor: Actor
  readonly receivedMs: number
  readonly sequence: number
  readonly requestId: string
}

export type Handler<I extends Infno> = (
  input: InputValues<I>,
  exchange: Exchange<I>,
  desks: Desks,
) => Promise<Outcome<Reply<I>>>

/** A message to a module: its number, its sender, what makes it the same message, and how its result is answered. */
export function messageOf<I extends Infno, Result>(
  exchange: Exchange<I>,
  desks: Desks,
  answer: (result: Result, context: Context) => Answered<I>,
): Message<Result> {
  const { envelope, provider, channel, infno, actor, receivedMs, sequence } = exchange
  return {
    key: { sender: provider.code, msgid: envelope.msgid },
    actor,
    request: null,
    fingerprint: {
      bytes: fingerprint(envelope.input),
      difference: (stored) => fieldIn(infno, stored, envelope.input),
    },
    answer: (result, context) => {
      const { output, warning } = answer(result, context)
      const stamp = { receivedMs, sequence, answeredMs: Math.max(receivedMs, desks.clock.epochMs()) }
      return packAnswer(infno, channel.writing, output, stamp, warning)
    },
  }
}

/** `医疗费总额(data.medfee_sumamt)`, rows counted from 1. */
function fieldIn(infno: Infno, stored: Uint8Array, input: Envelope['input']): string {
  const difference = firstDifference(stored, transactionOf(infno), input)
  if (!difference) return '其中一项'
  const path = difference.path.replace(/\[(\d+)\]/g, (_, at: string) => `[${Number(at) + 1}]`)
  return `${difference.title}(${path.slice(0, 60)})`
}

/** What the write path answers, as a reply. */
export async function kept<I extends Infno>(outcome: Promise<Outcome<Receipt>>): Promise<Outcome<Reply<I>>> {
  const done = await outcome
  return done.ok ? { ok: true, value: { kept: done.value.answer, replayed: done.value.replayed } } : done
}

export const answered = <I extends Infno>(output: OutputWritable<I>, warning?: string): Outcome<Reply<I>> => ({
  ok: true,
  value: { output, ...(warning ? { warning } : {}) },
})

/** An identifier as it was shown, or why it can be none of ours. */
export function idFrom(
  shown: string,
  refusal: 'visit_unknown' | 'settlement_unknown' | 'filing_unknown',
): Outcome<string> {
  const uuid = uuidOf(shown)
  if (uuid !== undefined) return { ok: true, value: uuid }
  const name = { visit_unknown: 'visit', settlement_unknown: 'settlement', filing_unknown: 'filing' }[refusal]
  return refused(refusal, { [name]: shown.slice(0, 30) })
}

/** Reads of personal data are recorded before they are shown. */
export async function looked(
  { actor, requestId }: Exchange,
  { accessLog }: Desks,
  access: { readonly personNo: string; readonly purpose: string; readonly fields: string; readonly shown: number },
): Promise<void> {
  await accessLog.record({
    ...access,
    actor: actor.id,
    channel: actor.channel,
    requestId,
    result: 'shown',
    ...(actor.area === undefined ? {} : { area: actor.area }),
    ...(actor.provider === undefined ? {} : { provider: actor.provider }),
  })
}

/** Texts that are not empty, under our own names. */
export function notes(texts: Readonly<Record<string, string | number | undefined>>): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {}
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined && text !== '') kept[name] = String(text)
  }
  return kept
}

export const orAbsent = (text: string): string | undefined => (text === '' ? undefined : text)
export const dayIn = (at: Instant | undefined): Day | undefined => at?.slice(0, 10) as Day | undefined
