// The door of the payment module: what the payment methods give for a month, from the lists to the books.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Receipt, WritePath } from '../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../common/index.ts'
import type { BridgeCheck } from '../ledger/index.ts'
import type { SettlementListDesk } from '../settlement-list/index.ts'
import { type AppealDesk, appealSums, correctedList, openAppeals } from './appeal/index.ts'
import { calculateMonth, depositBp } from './calculate.ts'
import { groupGiven } from './given.ts'
import type { Calculated, Run } from './model.ts'
import { openReviews, type ReviewDesk } from './review/index.ts'
import { type FindRules, groupMethodOf, type RulesInUse, sha256 } from './settings.ts'
import { isPast, paymentCalculated, paymentStepped, type ToldRun } from './steps.ts'
import {
  accruedOf,
  depositsOf,
  inputsOf,
  methodSums,
  releasedBefore,
  releasedStays,
  runOfPeriod,
  scoresOf,
  sheetsOf,
} from './store.ts'
import { calculateYear } from './year.ts'

/** Where a year has no rules of its own yet. */
const LAST_YEAR = 9999

/** `2026`, beside `2026-05`. */
const YEAR_LENGTH = 4

export * from './appeal/index.ts'
export { explainPaid } from './explain.ts'
export * from './history/store.ts'
export * from './model.ts'
export { type PaymentRefusalCode, paymentRefusals } from './refusals.ts'
export * from './review/index.ts'
export { exactRead, RULE_TITLES, reasonOf, type Words } from './rules.ts'
export { type FindRules, paymentRulesOf, type RulesInUse, shippedPaymentRules } from './settings.ts'
export { clearingOf, type ToldRun } from './steps.ts'
export {
  type CaseQuery,
  type CaseSums,
  caseOf,
  casesOf,
  findRun,
  type NamedCase,
  type RunSums,
  runOfPeriod,
  runsOf,
  runsPage,
  sheetsOf,
} from './store.ts'

export interface PaymentDesk {
  readonly reviews: ReviewDesk
  readonly appeals: AppealDesk
  readonly rulesOf: FindRules
  /** 质量保证金比例 of the month's rules, basis points; 0 without rules. */
  depositBp(month: string): number
  /** Calculates a month or a year that is over; one that is calculated and not released is calculated anew. */
  calculate(message: Message<ToldRun>, period: string, scores?: ReadonlyMap<string, number>): Promise<Outcome<Receipt>>
  release(message: Message<ToldRun>, run: Pick<Run, 'runId' | 'period'>, note: string): Promise<Outcome<Receipt>>
  withdraw(message: Message<ToldRun>, run: Pick<Run, 'runId' | 'period'>, note: string): Promise<Outcome<Receipt>>
  /** What a calculation of the month would give now; nothing is kept. */
  preview(month: string): Promise<Outcome<Calculated>>
}

export interface PaymentParts {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly rulesOf: FindRules
  readonly provider: (code: string) => { readonly level: string; readonly area: string } | undefined
  readonly lists: Pick<SettlementListDesk, 'regroup'>
}

export function openPayments(parts: PaymentParts): PaymentDesk {
  const { writePath, reader, rulesOf } = parts
  const calculated = async (
    month: string,
    scores: ReadonlyMap<string, number> = new Map(),
  ): Promise<Outcome<{ inUse: RulesInUse; calculated: Calculated }>> => {
    const inUse = rulesOf(Number(month.slice(0, 4)))
    if (!inUse) return refused('payment_no_rules', { period: month })
    return accepted({ inUse, calculated: await calculateFor(parts, inUse, month, scores) })
  }
  return {
    rulesOf,
    reviews: openReviews(writePath, reader, rulesOf),
    appeals: openAppeals({
      ...{ writePath, reader },
      methodOf: (year) => {
        const inUse = rulesOf(year) ?? rulesOf(LAST_YEAR)
        return inUse ? groupMethodOf(inUse.rules) : 'drg'
      },
      regroup: async ({ settlementId, personNo, method }, claimed) => {
        const groups = await parts.lists.regroup(settlementId, personNo, (list) => correctedList(list, claimed))
        return groups.find((each) => each.method === method)
      },
      given: (period, settlementId, group) => groupGiven(parts, period, settlementId, group),
    }),
    depositBp: (month) => depositBp(rulesOf(Number(month.slice(0, 4)))?.rules),
    preview: async (month) => {
      const found = await calculated(month)
      return found.ok ? accepted(found.value.calculated) : found
    },
    calculate: async (message, period, scores = new Map()) => {
      if (!isPast(period, '9999-12-31')) return refused('payment_period', { period })
      const found = await calculated(period, scores)
      if (!found.ok) return found
      const { inUse, calculated: result } = found.value
      const rules = { rules: inUse.rules.payment, rulesHash: inUse.hash }
      const entered = [...scores].map(([provider, scoreE2]) => ({ provider, scoreE2 }))
      const input = { period, ...rules, calculated: result, scores: entered }
      return writePath.submit(commandFor(paymentCalculated, message, input))
    },
    release: async (message, { period, runId }, note) => {
      const now = await calculated(period, await scoresOf(reader, runId))
      const inputHash = now.ok ? now.value.calculated.inputHash : ''
      const sheets = await sheetsOf(reader, runId)
      const input = { period, runId, step: 'release' as const, note, sheets, inputHash }
      return writePath.submit(commandFor(paymentStepped, message, input))
    },
    withdraw: (message, { period, runId }, note) =>
      writePath.submit(
        commandFor(paymentStepped, message, { period, runId, step: 'withdraw', note, sheets: [], inputHash: '' }),
      ),
  }
}

async function calculateFor(
  { reader, provider }: PaymentParts,
  { rules, year: rulesYear }: RulesInUse,
  period: string,
  scores: ReadonlyMap<string, number>,
): Promise<Calculated> {
  const inputs = await inputsOf(reader, period, groupMethodOf(rules))
  const common = {
    ...{ rules, rulesYear, hash: sha256 },
    levelOf: (code: string) => provider(code)?.level ?? '',
    areaOf: (code: string) => provider(code)?.area ?? '',
  }
  if (period.length !== YEAR_LENGTH)
    return calculateMonth(inputs, period, { ...common, releasedBefore: await releasedBefore(reader, period) })
  const released = await releasedStays(reader, period)
  return calculateYear(inputs, period, {
    ...common,
    accrued: await accruedOf(reader, period),
    isReleased: (settlementId) => released.has(settlementId),
    deposits: await depositsOf(reader, period),
    scores,
  })
}

/** The release of a month's or (month 13) a year's calculation, by which its journals are found; none where nothing was released. */
export async function releaseOf(reader: Reader, month: string): Promise<string | undefined> {
  const run = await runOfPeriod(reader, month.endsWith('-13') ? month.slice(0, YEAR_LENGTH) : month)
  return run?.releaseId ?? undefined
}

/** What the books have of payment methods is what the released sheets come to beyond the settlements. */
export const paymentBridge = (): BridgeCheck => ({
  name: 'payment methods',
  run: async (pool: Reader) => {
    const { sheetsFen, bookedFen } = await methodSums(pool)
    if (sheetsFen !== bookedFen) return `released sheets come to ${sheetsFen}, the books have ${bookedFen}`
    const appeals = await appealSums(pool)
    return appeals.appealsFen === appeals.bookedFen
      ? undefined
      : `accepted appeals come to ${appeals.appealsFen}, the books have ${appeals.bookedFen}`
  },
})
