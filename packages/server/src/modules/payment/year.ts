// The pure calculation of a year: final values, sharing and retention, assessment, deposits, and what is still to be booked
// beyond the months. The same stays, months and scores give the same bytes.
import { type Fen, type Fund, fractions, payment } from '@yibao/kernel'
import { caseResults, indexesOf, sheetLine, sumOfVolumes, valuesOf } from './calculate.ts'
import type { BudgetClosing, Calculated, PaidCase, RunInputs, RunResult, Sheet, YearRow } from './model.ts'
import { FUND_OF } from './model.ts'
import { paymentCaseOf } from './rules.ts'

export interface YearAround {
  readonly rules: payment.PaymentRules
  readonly rulesYear: number
  readonly levelOf: (provider: string) => string
  readonly areaOf: (provider: string) => string
  /** What the books owe already for the stays of the year, by `provider budget`. */
  readonly accrued: ReadonlyMap<string, number>
  /** Stays that no released month holds: the books have them as booked. */
  readonly isReleased: (settlementId: string) => boolean
  /** Deposits of the year's clearings, by provider and fund. */
  readonly deposits: readonly { readonly provider: string; readonly fund: Fund; readonly heldFen: number }[]
  /** Assessment of the year, hundredths of a point, by provider. */
  readonly scores: ReadonlyMap<string, number>
  readonly hash: (text: string) => string
}

export function calculateYear(inputs: RunInputs, year: string, around: YearAround): Calculated {
  const { rules, hash, scores } = around
  const byId = new Map(inputs.cases.map((each) => [each.settlementId, each]))
  const cases = inputs.cases.map((each) => paymentCaseOf(each, around.levelOf(each.provider)))
  const accrued = accruedOf(inputs, around, cases)
  const providers = new Map([...scores].map(([provider, score]) => [provider, assessed(provider, score)]))
  const closed = payment.clearYear({
    ...{ rules, tables: { groups: new Map(), providers }, cases },
    events: eventsOf(accrued, around, year),
  })
  const paid = closed.posted.postings.flatMap((posting) => caseResults(rules, posting, byId))
  paid.sort((a, b) => (a.settlementId < b.settlementId ? -1 : 1))
  const sheets = sheetsOf(closed, paid, inputs, around, accrued)
  const result: RunResult = {
    values: valuesOf(closed.posted.postings),
    budgets: closed.statements.map(budgetOf),
    indexes: indexesOf(closed.collected, paid, sumOfVolumes(inputs.volumes), () => true),
    issues: closed.issues,
    quotas: closed.collected.quotas,
    rulesYear: around.rulesYear,
    depositRateBp: 0,
  }
  return {
    ...{ result, sheets, cases: paid },
    inputHash: hash(JSON.stringify({ inputs, accrued: [...accrued], scores: [...scores], deposits: around.deposits })),
    resultHash: hash(JSON.stringify({ result, sheets, cases: paid })),
  }
}

const assessed = (provider: string, scoreE2: number): payment.PaymentProvider => ({
  ...{ provider, name: '', coefficient: undefined, score: fractions.exact(scoreE2, 100) },
  ...{ capFen: undefined, baseUnits: undefined, unreasonableFen: 0 as Fen },
})

/** Released months as they were advanced; a stay of no released month as it was booked. */
function accruedOf(
  inputs: RunInputs,
  { accrued, isReleased, rules }: YearAround,
  cases: readonly payment.PaymentCase[],
): Map<string, number> {
  const total = new Map(accrued)
  for (const [at, { settlementId, provider, fundFen }] of inputs.cases.entries()) {
    const each = cases[at]
    if (!each || isReleased(settlementId)) continue
    const line = payment.lineOf(rules, payment.methodOf(rules, each), each.scheme, each.county)
    const key = `${provider} ${line?.id ?? ''}`
    total.set(key, (total.get(key) ?? 0) + fundFen)
  }
  return new Map([...total].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const fundOf = (line: payment.BudgetLine | undefined): Fund | undefined => {
  const [scheme, ...more] = line?.scheme ?? []
  return more.length === 0 && (scheme === 'employee' || scheme === 'resident') ? FUND_OF[scheme] : undefined
}

/** The kernel is told what the months paid and kept back: their deposit is the fund's of that budget. */
function eventsOf(accrued: ReadonlyMap<string, number>, around: YearAround, year: string): payment.MoneyEvent[] {
  return [...accrued].flatMap(([key, allowedFen]) => {
    const [provider = '', line = ''] = key.split(' ')
    const heldFen = heldOf(around, provider, line)
    const event = (kind: payment.MoneyKind, amountFen: number): payment.MoneyEvent => ({
      ...{ provider, line, month: `${year}-12`, kind, amountFen: amountFen as Fen },
    })
    return [event('advanced', allowedFen - heldFen), event('deposit', heldFen)]
  })
}

const heldOf = ({ rules, deposits }: YearAround, provider: string, line: string): number => {
  const fund = fundOf(rules.budgets.find(({ id }) => id === line))
  return deposits.find((each) => each.provider === provider && each.fund === fund)?.heldFen ?? 0
}

const budgetOf = ({ line, title, budgetFen, items, unexplainedFen }: payment.LineStatement): BudgetClosing => ({
  ...{ budget: line, title, budgetFen, unexplainedFen },
  items: items.map(({ item, amountFen }) => ({ item, amountFen })),
})

function sheetsOf(
  closed: payment.YearClosed,
  paid: readonly PaidCase[],
  inputs: RunInputs,
  around: YearAround,
  accrued: ReadonlyMap<string, number>,
): Calculated['sheets'] {
  const { rules } = around
  const providers = new Set([...closed.rows, ...around.deposits].map(({ provider }) => provider))
  return [...providers].sort().map((provider) => {
    const postings = closed.posted.postings.filter(({ sums }) => sums.provider === provider)
    const lines = postings.map((posting) => sheetLine(rules, posting))
    const own = closed.rows.filter((row) => row.provider === provider)
    const volume = sumOfVolumes(inputs.volumes.filter((each) => each.provider === provider))
    const total = (of: (line: Sheet['lines'][number]) => number) => lines.reduce((sum, line) => sum + of(line), 0)
    return {
      ...{ provider, area: around.areaOf(provider), cases: total(({ cases }) => cases), lines },
      costFen: total(({ costFen }) => costFen),
      bookedFen: total(({ bookedFen }) => bookedFen),
      dueFen: own.reduce((sum, { dueFen }) => sum + dueFen, 0),
      indexes: indexesOf(closed.collected, paid, volume, (each) => each === provider),
      cleared: own.map(yearRow),
      postings: postingsOf(own, provider, around, accrued),
    }
  })
}

const yearRow = (row: payment.ClearedRow): YearRow => ({
  ...{ budget: row.line, standardFen: row.standardFen, bookedFen: row.bookedFen, band: row.band },
  ...{ sharedFen: row.sharedFen, keptByFundFen: row.keptByFundFen, assessmentFen: row.assessmentFen },
  ...{ dueFen: row.dueFen, advancedFen: row.advancedFen, depositHeldFen: row.depositHeldFen },
  ...{ depositReturnedFen: row.depositReturnedFen, forfeitedFen: row.forfeitedFen, balanceFen: row.balanceFen },
})

/** What the books still lack, fund by fund: the year's due less what they owe already, and less deposits that are not given back. */
function postingsOf(
  rows: readonly payment.ClearedRow[],
  provider: string,
  around: YearAround,
  accrued: ReadonlyMap<string, number>,
): { fund: Fund; amountFen: number }[] {
  const { rules, deposits, scores } = around
  const sums = new Map<Fund, number>()
  const add = (fund: Fund, fen: number) => sums.set(fund, (sums.get(fund) ?? 0) + fen)
  const inKernel = new Set<Fund>()
  for (const row of rows) {
    const fund = fundOf(rules.budgets.find(({ id }) => id === row.line))
    if (!fund) continue
    add(fund, row.dueFen - row.forfeitedFen - (accrued.get(`${provider} ${row.line}`) ?? 0))
    inKernel.add(fund)
  }
  const { form, rows: bands } = rules.clearing.assessment
  const score = scores.get(provider)
  const share = payment.keptShare(bands, score === undefined ? undefined : fractions.exact(score, 100))
  for (const { fund, heldFen } of deposits.filter((each) => each.provider === provider && !inKernel.has(each.fund))) {
    const kept = payment.keptAmount(heldFen as Fen, share, rules.rounding.mode).value
    if (form.value === 'deposit') add(fund, fractions.fenOf(kept) - heldFen)
  }
  return [...sums].flatMap(([fund, amountFen]) => (amountFen === 0 ? [] : [{ fund, amountFen }])).sort(byFund)
}

const byFund = (a: { readonly fund: string }, b: { readonly fund: string }): number => (a.fund < b.fund ? -1 : 1)
