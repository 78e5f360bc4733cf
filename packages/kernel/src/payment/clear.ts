// Closing a month or a year for all providers of an area. Same input in any order, same result; a gap without a name refuses to close.
import { exact, fenOf, times, yuanOf } from '../money/exact.ts'
import { type Fen, fen, sumFen, ZERO } from '../money/fen.ts'
import { packageBalance, type Split, splitBalance } from './alliance.ts'
import { unknownClasses } from './capitation.ts'
import { caseAmounts } from './case-amounts.ts'
import type { AllianceRules, PaymentRules } from './config/file.ts'
import { methodNamed, reserveOf } from './final-value.ts'
import { indexesOf, type ProviderIndexes } from './indexes.ts'
import type { Heads, MoneyEvent, MoneyKind, PaymentCase, PaymentTables } from './model.ts'
import { type Collected, collect, type Kept, yearPeriod } from './period.ts'
import { type Posted, type Posting, post, type ValueMode } from './post.ts'
import { mergePreAdmission } from './pre-admission.ts'
import { type ClearedRow, type ClearingInputs, clearProvider, sharingFor } from './year/clearing.ts'
import { type MonthRow, type Moved, monthPostings, monthRows, movedBy } from './year/month.ts'
import { withinReserve } from './year/sharing.ts'
import { type LineStatement, statementOf } from './year/statement.ts'

export interface PaymentInput {
  readonly rules: PaymentRules
  readonly tables: PaymentTables
  readonly cases: readonly PaymentCase[]
  readonly heads?: readonly Heads[]
  readonly events?: readonly MoneyEvent[]
  /** start: a hospital's forecast on its own cases, at the value the year began with; then no budget is closed. */
  readonly at?: ValueMode
}

export type PaymentIssueCode =
  | 'case_without_budget'
  | 'heads_without_price'
  | 'money_without_budget'
  | 'prepayment_offset_above_balance'
  | 'unexplained_gap'
  | 'overrun_above_reserve'
  | 'case_without_weight'
  | 'quota_used_up'

export interface PaymentIssue {
  readonly code: PaymentIssueCode
  /** The year is not closed with it. */
  readonly refuses: boolean
  readonly subject: string
  readonly count: number
}

export interface AllianceResult {
  readonly id: string
  readonly title: string
  readonly packageFen: Fen
  readonly insideFen: Fen
  readonly outsideFen: Fen
  readonly balanceFen: Fen
  readonly split: Split
}

export interface MonthClosed {
  readonly month: string
  readonly collected: Collected
  readonly posted: Posted
  readonly rows: readonly MonthRow[]
  readonly issues: readonly PaymentIssue[]
}

export interface YearClosed {
  readonly year: number
  readonly collected: Collected
  readonly posted: Posted
  readonly months: readonly MonthRow[]
  readonly rows: readonly ClearedRow[]
  readonly statements: readonly LineStatement[]
  readonly alliances: readonly AllianceResult[]
  readonly indexes: readonly ProviderIndexes[]
  readonly issues: readonly PaymentIssue[]
  /** Fund money of every case. */
  readonly amounts: ReadonlyMap<Kept, Fen>
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))

/** Pre-admission visits merged, and everything in one order: what follows does not depend on that of the file. */
export function prepared({ rules, cases }: PaymentInput): PaymentCase[] {
  const days = rules.pre_admission_days
  const merged = days ? mergePreAdmission(cases, Number(days.value.n / days.value.d)) : [...cases]
  return merged.sort((a, b) => byText(a.id, b.id))
}

/** One month alone: nothing is carried into it but what the events say. */
export function clearMonth(input: PaymentInput, month: string): MonthClosed {
  const cases = prepared(input)
  const { rules, heads = [] } = input
  const { posted, collected, rows } = runMonth(input, cases, month, new Map(), undefined)
  return { month, collected, posted, rows, issues: issuesOf(rules, collected, heads, []) }
}

function runMonth(
  input: PaymentInput,
  cases: readonly PaymentCase[],
  month: string,
  carry: ReadonlyMap<string, Fen>,
  pairs: readonly string[] | undefined,
) {
  const { rules, tables, heads = [], events = [] } = input
  const { collected, posted, capitation } = monthPostings(rules, tables, cases, heads, month)
  const found = pairs ?? pairsOf(rules, posted, capitation.keys(), events)
  const moved = movedBy(events, lineFinder(rules, found))
  const { postings, exemptFen: beside } = posted
  const rows = monthRows({ rules, month, postings, beside, capitation, moved, pairs: found, carry })
  return { collected, posted, rows, capitation }
}

/** Every provider and line that has money of any kind, in order. */
function pairsOf(
  rules: PaymentRules,
  { postings, exemptFen }: Posted,
  capitation: Iterable<string>,
  events: readonly MoneyEvent[],
): string[] {
  const pairs = new Set<string>(capitation)
  for (const { sums } of postings) pairs.add(`${sums.provider} ${sums.line}`)
  if (rules.exempt) for (const provider of exemptFen.keys()) pairs.add(`${provider} ${rules.exempt.line}`)
  for (const { provider, line } of events) if (line !== '') pairs.add(`${provider} ${line}`)
  return [...pairs].sort(byText)
}

/** Money without a line stands with the first line of the configuration in which the provider has any. */
function lineFinder(rules: PaymentRules, pairs: readonly string[]): (provider: string) => string {
  const known = new Set(pairs)
  return (provider) => rules.budgets.find(({ id }) => known.has(`${provider} ${id}`))?.id ?? ''
}

export function clearYear(input: PaymentInput): YearClosed {
  const { rules, tables, heads = [], events = [], at = 'final' } = input
  const cases = prepared(input)
  const collected = collect(rules, tables, cases, yearPeriod(rules.year))
  const posted = post(rules, tables, collected, heads, at)
  const pairs = pairsOf(rules, posted, [], events)
  const months = allMonths(input, cases, pairs)
  const moved = movedBy(events, lineFinder(rules, pairs))
  const inputs = pairs.map((pair) => inputsOf(rules, tables, posted, months, moved, pair))
  const rows = clearLines(rules, tables, inputs)
  const budgets = at === 'final' ? rules.budgets : []
  const statements = budgets.map((line) => {
    const own = posted.postings.filter(({ sums }) => sums.line === line.id)
    return statementOf(
      rules,
      line,
      rows.filter((row) => row.line === line.id),
      own,
      posted.values,
    )
  })
  const amounts = new Map(posted.postings.flatMap((posting) => [...caseAmounts(rules, posting)]))
  const issues = [...issuesOf(rules, collected, heads, statements), ...moneyIssues(rules, events, pairs, rows)]
  return {
    ...{ year: rules.year, collected, posted, months, rows, statements, amounts, issues },
    alliances: (rules.alliances ?? []).map((each) => allianceResult(rules, each, amounts, posted)),
    indexes: indexesOf(collected.sums.values()),
  }
}

/** January to December, each with the carry of the one before. */
function allMonths(input: PaymentInput, cases: readonly PaymentCase[], pairs: readonly string[]): MonthRow[] {
  const byMonth = new Map<string, PaymentCase[]>()
  for (const each of cases) {
    const month = each.settledOn.slice(0, 7)
    const own = byMonth.get(month)
    if (own) own.push(each)
    else byMonth.set(month, [each])
  }
  let carry = new Map<string, Fen>()
  return MONTHS.flatMap((number) => {
    const month = `${input.rules.year}-${number}`
    const { rows } = runMonth(input, byMonth.get(month) ?? [], month, carry, pairs)
    carry = new Map(rows.map((row) => [`${row.provider} ${row.line}`, row.carryFen]))
    return rows
  })
}

const CLEARING_MONTH = 'clearing'

function inputsOf(
  rules: PaymentRules,
  tables: PaymentTables,
  { postings, exemptFen }: Posted,
  months: readonly MonthRow[],
  moved: Moved,
  pair: string,
): ClearingInputs {
  const [provider = '', line = ''] = pair.split(' ')
  const all = postings.filter(({ sums }) => sums.provider === provider && sums.line === line)
  // Capitation is no price of what was done: it is not compared with what was booked by item.
  const isHeads = ({ sums }: Posting): boolean => methodNamed(rules, sums.method).kind === 'capitation'
  const own = all.filter((each) => !isHeads(each))
  const headsFen = sumFen(all.filter(isHeads).map(({ fundFen }) => fundFen))
  const mine = months.filter((row) => row.provider === provider && row.line === line)
  const everyMonth = [...MONTHS.map((number) => `${rules.year}-${number}`), CLEARING_MONTH]
  const total = (kind: MoneyKind): Fen => sumFen(everyMonth.map((month) => moved(provider, line, month, kind)))
  const [stated, statedDeposit] = [total('advanced'), total('deposit')]
  const hasStated = stated !== 0 || statedDeposit !== 0
  const unreasonableFen = tables.providers.get(provider)?.unreasonableFen ?? ZERO
  return {
    ...{ provider, line },
    standardFen: sumFen(own.map(({ fundFen }) => fundFen)),
    bookedFen: sumFen(own.map(({ bookedFen }) => bookedFen)),
    unreasonableFen,
    besideFen: fen(headsFen + (rules.exempt?.line === line ? (exemptFen.get(provider) ?? ZERO) : ZERO)),
    deductionFen: total('deduction'),
    // Months as they were really paid, where that is told; else as the same rules give them.
    advancedFen: hasStated ? stated : sumFen(mine.map((row) => fen(row.allowedFen - row.depositFen))),
    depositHeldFen: hasStated ? statedDeposit : sumFen(mine.map(({ depositFen }) => depositFen)),
    prepaymentFen: fen(total('prepayment') - total('prepayment_offset')),
    supplierFen: moved(provider, line, CLEARING_MONTH, 'supplier'),
    carriedInFen: hasStated ? ZERO : (mine.at(-1)?.carryFen ?? ZERO),
  }
}

/** Sharing asks of each provider, limited by the reserve of its line. */
function clearLines(rules: PaymentRules, tables: PaymentTables, inputs: readonly ClearingInputs[]): ClearedRow[] {
  const rows = rules.budgets.flatMap((line) => {
    const own = inputs.filter((each) => each.line === line.id)
    const shared = own.map((each) => sharingFor(rules, each))
    const allowed = withinReserve(
      shared.map(({ sharedFen }) => sharedFen),
      reserveOf(line),
    )
    return own.map((each, at) =>
      clearProvider(rules, tables.providers.get(each.provider), each, shared[at]!, allowed[at] ?? ZERO),
    )
  })
  return rows.sort((a, b) => byText(`${a.provider} ${a.line}`, `${b.provider} ${b.line}`))
}

function allianceResult(
  rules: PaymentRules,
  alliance: AllianceRules,
  amounts: ReadonlyMap<Kept, Fen>,
  { postings }: Posted,
): AllianceResult {
  let [inside, outside] = [0, 0]
  for (const [{ case: each }, amount] of amounts) {
    if (!alliance.county.includes(each.county)) continue
    if (alliance.scheme && !alliance.scheme.includes(each.scheme)) continue
    if (alliance.members.has(each.provider)) inside += amount
    else outside += amount
  }
  for (const { sums, fundFen } of postings) {
    const isHeads = methodNamed(rules, sums.method).kind === 'capitation'
    const counts = !alliance.scheme || alliance.scheme.includes(sums.scheme)
    if (isHeads && counts && alliance.members.has(sums.provider)) inside += fundFen
  }
  const { mode } = rules.rounding
  const poolFen = fenOf(alliance.pool.value)
  const inputs = {
    poolFen,
    reserve: alliance.reserve.value,
    centralFen: alliance.central ? fenOf(alliance.central.value) : ZERO,
  }
  const balance = packageBalance({ ...inputs, insideFen: fen(inside), outsideFen: fen(outside) }, mode)
  const balanceFen = fenOf(balance.value, mode)
  const shares = new Map([...alliance.members].map(([name, share]) => [name, share.value]))
  return {
    ...{ id: alliance.id, title: alliance.title, balanceFen, insideFen: fen(inside), outsideFen: fen(outside) },
    packageFen: fenOf(
      times(yuanOf(poolFen), exact(alliance.reserve.value.d - alliance.reserve.value.n, alliance.reserve.value.d)),
      mode,
    ),
    split: splitBalance(balanceFen, shares, alliance.deficit_fund_share.value, mode),
  }
}

function issuesOf(
  rules: PaymentRules,
  collected: Collected,
  heads: readonly Heads[],
  statements: readonly LineStatement[],
): PaymentIssue[] {
  const issues: PaymentIssue[] = []
  const add = (code: PaymentIssueCode, refuses: boolean, subject: string, count: number) =>
    issues.push({ code, refuses, subject, count })
  for (const [key, count] of [...collected.unbudgeted].sort(([a], [b]) => byText(a, b)))
    add('case_without_budget', true, key, count)
  for (const [id, method] of rules.methods) {
    if (method.kind !== 'capitation') continue
    for (const name of unknownClasses(method, heads)) add('heads_without_price', true, `${id} ${name}`, 1)
  }
  const missing = new Map<string, number>()
  for (const { kept } of collected.sums.values()) {
    for (const { rule, case: each } of kept)
      if (rule === 'no_weight') missing.set(each.group, (missing.get(each.group) ?? 0) + 1)
  }
  for (const [group, count] of [...missing].sort(([a], [b]) => byText(a, b)))
    add('case_without_weight', false, group, count)
  for (const { method, kind, provider, claimed, allowed } of collected.quotas) {
    if (claimed > allowed) add('quota_used_up', false, `${method} ${kind} ${provider}`.trim(), claimed - allowed)
  }
  for (const { line, unexplainedFen, uncoveredFen } of statements) {
    if (unexplainedFen !== 0) add('unexplained_gap', true, line, unexplainedFen)
    if (uncoveredFen > 0) add('overrun_above_reserve', false, line, uncoveredFen)
  }
  return issues
}

function moneyIssues(
  rules: PaymentRules,
  events: readonly MoneyEvent[],
  pairs: readonly string[],
  rows: readonly ClearedRow[],
): PaymentIssue[] {
  const lines = new Set(rules.budgets.map(({ id }) => id))
  const find = lineFinder(rules, pairs)
  const strays = new Set(
    events
      .filter(({ provider, line }) => !lines.has(line === '' ? find(provider) : line))
      .map(({ provider }) => provider),
  )
  const over = rows.filter(({ prepaymentFen }) => prepaymentFen < 0)
  return [
    ...[...strays]
      .sort(byText)
      .map((subject) => ({ code: 'money_without_budget' as const, refuses: true, subject, count: 1 })),
    ...over.map(({ provider, line, prepaymentFen }) => ({
      ...{ code: 'prepayment_offset_above_balance' as const, refuses: true },
      ...{ subject: `${provider} ${line}`, count: -prepaymentFen },
    })),
  ]
}
