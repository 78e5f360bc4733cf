// The door of the contribution module: from charge to credit, each step one command of the write path, nothing twice.
import { contribution, type Outcome, type Refused } from '@yibao/kernel'
import type { Actor, Json, Kind, Receipt } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { areaCodes, enrolmentRefusals } from '../enrolment/index.ts'
import { assess, foreseen, type HandedOver, handOver } from './assess.ts'
import { type CreditRefundDesk, creditRefundRefusals, openCreditRefunds } from './credit-refund/index.ts'
import { giveInterest, type InterestGiven } from './interest.ts'
import { credit, type TakenCount, takeArrivals, takeReceipts } from './money.ts'
import { type Reconciled, reconcile } from './reconcile.ts'
import { type BreakStep, breakStepped } from './reconciliation.ts'
import { type RefundStep, refundProposed, refundStepped } from './refund.ts'
import { contributionRefusals } from './refusals.ts'
import { findArrival } from './store.ts'
import { answering, type ContributionOptions, rulesFor, submitter, type Working } from './working.ts'

export type { HandedOver } from './assess.ts'
export { collectionBridge } from './bridge.ts'
export { handOverFile } from './charge.ts'
export * from './credit-refund/index.ts'
export { defineCollectionJobs, type Exchange, type ExchangeNight, exchangeNight } from './exchange.ts'
export { ARRIVAL_HEAD, RECEIPT_HEAD } from './files.ts'
export * from './history/store.ts'
export type { InterestGiven } from './interest.ts'
export * from './lists/store.ts'
export * from './model.ts'
export type { TakenCount } from './money.ts'
export type { Reconciled } from './reconcile.ts'
export { BREAK_WORDS } from './reconciliation.ts'
export { type ContributionRefusalCode, contributionRefusals } from './refusals.ts'
export { suspenseByAge, totalsOf } from './store.ts'
export type { ContributionOptions } from './working.ts'

export interface ContributionDesk {
  /** Of a body that pays for others; empty for one that no rules name. */
  payerTitle(payer: string): string
  /** 核定 of a month of employees (2026-11) or a year of residents (2027). Again: only who is not charged yet. */
  assess(period: string, actor: Actor): Promise<Outcome<{ charges: number; people: number; amountFen: number }>>
  /** What an employer would be charged for a month now; within the reader's scope. */
  foresee(reader: Reader, employerNo: string, period: string): Promise<Outcome<contribution.Assessed | undefined>>
  /** The rules of a month or year. */
  rules(period: string): Promise<Outcome<contribution.ContributionRules>>
  /** 移交税务: what is assessed and not sent, as files of at most 5,000 charges. */
  handOver(actor: Actor): Promise<Outcome<readonly HandedOver[]>>
  takeReceipts(path: string, actor: Actor): Promise<Outcome<TakenCount>>
  takeArrivals(path: string, actor: Actor): Promise<Outcome<TakenCount>>
  /** 记账 of what was confirmed before today. */
  credit(actor: Actor): Promise<Outcome<{ charges: number; lines: number }>>
  /** 对账 of a day (2026-11-20) or a month (2026-11). */
  reconcile(span: string, actor: Actor): Promise<Outcome<Reconciled>>
  /** 个人账户计息 of a year that is over, at the rate published for it. Again: only accounts that have none yet. */
  interest(year: string, actor: Actor): Promise<Outcome<InterestGiven>>
  /** 已记账退费. */
  readonly creditRefunds: CreditRefundDesk
  stepBreak(step: BreakStep, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  proposeRefund(
    input: { readonly arrivalNo: string; readonly reason: string },
    actor: Actor,
    msgid: string,
  ): Promise<Outcome<Receipt>>
  stepRefund(step: Omit<RefundStep, 'poolingArea' | 'fund'>, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
}

export function openContributionDesk(options: ContributionOptions): ContributionDesk {
  const { writePath } = options
  const at =
    <A extends unknown[], T>(work: (working: Working, ...rest: A) => Promise<T>) =>
    (actor: Actor, ...rest: A): Promise<Outcome<T>> =>
      answering(() => work({ ...options, actor, submit: submitter(writePath, actor) }, ...rest))
  const single = (kind: unknown, input: unknown, actor: Actor, msgid: string): Promise<Outcome<Receipt>> =>
    writePath.submit({
      kind: kind as Kind,
      key: { sender: 'contribution', msgid },
      actor,
      input,
      request: input as Json,
    })
  const titles = new Map(options.rules.flatMap(({ payers }) => [...payers]))
  return {
    payerTitle: (payer) => titles.get(payer) ?? (payer === contribution.UNEMPLOYMENT_PAYER ? '失业保险基金' : ''),
    assess: (period, actor) => at(assess)(actor, period),
    foresee: (reader, employerNo, period) =>
      answering(() => foreseen({ rules: options.rules, reader }, employerNo, period)),
    rules: (period) => answering(() => rulesFor(options, period)),
    handOver: (actor) => at(handOver)(actor),
    takeReceipts: (path, actor) => at(takeReceipts)(actor, path),
    takeArrivals: (path, actor) => at(takeArrivals)(actor, path),
    credit: (actor) => at(credit)(actor),
    reconcile: (span, actor) => at(reconcile)(actor, span),
    interest: (year, actor) => at(giveInterest)(actor, year),
    creditRefunds: openCreditRefunds(options),
    stepBreak: (step, actor, msgid) => single(breakStepped, step, actor, msgid),
    proposeRefund: (input, actor, msgid) => single(refundProposed, input, actor, msgid),
    stepRefund: async (step, actor, msgid) => {
      const fund = (await findArrival(options.reader, step.arrivalNo))?.fund ?? ''
      return single(refundStepped, { ...step, poolingArea: options.poolingArea, fund }, actor, msgid)
    },
  }
}

/** The code under which the whole pooling area knows itself: the one that its counties begin with. */
export async function poolingAreaOf(reader: Reader): Promise<string> {
  const codes = [...(await areaCodes(reader))].sort()
  return codes.find((code) => code.endsWith('00')) ?? codes[0] ?? ''
}

/** What a refusal of this module says, for a caller without the console's catalogue. */
export function contributionSentence({ code, facts }: Refused): string {
  const own = { ...contributionRefusals.definitions, ...creditRefundRefusals.definitions }
  const all = { ...enrolmentRefusals.definitions, ...own } as Record<string, { say(facts: never): string }>
  return all[code]?.say(facts as never) ?? `${code} ${JSON.stringify(facts)}`
}
