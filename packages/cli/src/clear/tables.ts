// The tables that a clearing writes, as CSV: cases, providers, methods, months, values, statements, groups, departments.
import { type Fen, fractions, payment, yuanText } from '@yibao/kernel'

export interface OutputTable {
  readonly name: string
  readonly text: string
}

type Cell = string | number
const yuan = (amount: number): string => yuanText(amount as Fen)

const quotedCell = (cell: Cell): string => {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function table(name: string, head: readonly string[], rows: Iterable<readonly Cell[]>): OutputTable {
  const lines = [head.join(',')]
  for (const row of rows) lines.push(row.map(quotedCell).join(','))
  return { name, text: `${lines.join('\n')}\n` }
}

const exactCell = (value: fractions.Exact | undefined, places: number): string =>
  value === undefined ? '' : fractions.exactText(value, places)

const CASE_HEAD = [
  'id',
  'provider',
  'scheme',
  'method',
  'budget',
  'rule',
  'group',
  'weight',
  'coefficient',
  'multiple',
  'units',
  'cost',
  'fund_booked',
  'fund_due',
  'difference',
  'department',
  'physician',
]

/** By case id. `fund_due` sums to what was posted for the provider. */
export function caseTable(rules: payment.PaymentRules, amounts: ReadonlyMap<payment.Kept, Fen>): OutputTable {
  const { units } = rules.rounding
  const sorted = [...amounts].sort(([a], [b]) => (a.case.id < b.case.id ? -1 : 1))
  return table(
    'cases.csv',
    CASE_HEAD,
    sorted.map(([kept, due]) => [
      ...[kept.case.id, kept.case.provider, kept.case.scheme, kept.method, kept.line, kept.rule, kept.case.group],
      ...[exactCell(kept.weight, 6), exactCell(kept.coefficient, 4), exactCell(kept.multiple, 4)],
      kept.by === 'points' ? exactCell(payment.unitsOf(kept.unitsScaled, rules), units) : '',
      ...[yuan(kept.case.costFen), yuan(kept.case.fundFen), yuan(due), yuan(due - kept.case.fundFen)],
      ...[kept.case.department, kept.case.physician],
    ]),
  )
}

/** What each method came to for each provider. */
export const methodTable = (rules: payment.PaymentRules, postings: readonly payment.Posting[]): OutputTable =>
  table(
    'methods.csv',
    [
      'provider',
      'budget',
      'method',
      'scheme',
      'cases',
      'units',
      'value',
      'ratio',
      'cost',
      'standard',
      'fund_booked',
      'fund_due',
    ],
    postings.map(({ sums, value, ratio, standardFen, bookedFen, fundFen }) => [
      ...[sums.provider, sums.line, sums.method, sums.scheme, sums.cases],
      exactCell(payment.unitsOf(sums.unitsScaled, rules), rules.rounding.units),
      ...[exactCell(value, 6), exactCell(ratio, 6)],
      ...[yuan(Number(sums.allCostFen)), yuan(standardFen), yuan(bookedFen), yuan(fundFen)],
    ]),
  )

const named = <T extends object>(
  rows: readonly T[],
  columns: Readonly<Record<string, (row: T) => Cell>>,
  name: string,
) =>
  table(
    name,
    Object.keys(columns),
    rows.map((row) => Object.values(columns).map((of) => of(row))),
  )

export const monthTable = (rows: readonly payment.MonthRow[]): OutputTable =>
  named(
    rows,
    {
      month: (row) => row.month,
      provider: (row) => row.provider,
      budget: (row) => row.line,
      cases: (row) => row.cases,
      fund_due: (row) => yuan(row.fundFen),
      deduction: (row) => yuan(row.deductionFen),
      allowed: (row) => yuan(row.allowedFen),
      deposit: (row) => yuan(row.depositFen),
      prepayment_offset: (row) => yuan(row.prepaymentOffsetFen),
      recovery: (row) => yuan(row.recoveryFen),
      supplier: (row) => yuan(row.supplierFen),
      carried_in: (row) => yuan(row.carriedInFen),
      paid: (row) => yuan(row.paidFen),
      carried_out: (row) => yuan(row.carryFen),
    },
    'months.csv',
  )

export const providerTable = (rows: readonly payment.ClearedRow[]): OutputTable =>
  named(
    rows,
    {
      provider: (row) => row.provider,
      budget: (row) => row.line,
      due_by_method: (row) => yuan(row.standardFen),
      booked: (row) => yuan(row.bookedFen),
      unreasonable: (row) => yuan(row.unreasonableFen),
      band: (row) => row.band,
      shared_asked: (row) => yuan(row.sharedAskedFen),
      shared: (row) => yuan(row.sharedFen),
      kept_by_fund: (row) => yuan(row.keptByFundFen),
      beside: (row) => yuan(row.besideFen),
      payable: (row) => yuan(row.payableFen),
      assessment: (row) => yuan(row.assessmentFen),
      deduction: (row) => yuan(row.deductionFen),
      due: (row) => yuan(row.dueFen),
      advanced: (row) => yuan(row.advancedFen),
      deposit_held: (row) => yuan(row.depositHeldFen),
      deposit_returned: (row) => yuan(row.depositReturnedFen),
      deposit_forfeited: (row) => yuan(row.forfeitedFen),
      prepayment: (row) => yuan(row.prepaymentFen),
      supplier: (row) => yuan(row.supplierFen),
      carried_in: (row) => yuan(row.carriedInFen),
      balance: (row) => yuan(row.balanceFen),
      paid: (row) => yuan(row.paidFen),
      carried_out: (row) => yuan(row.carryFen),
    },
    'providers.csv',
  )

export const valueTable = (values: readonly payment.MethodValue[]): OutputTable =>
  named(
    values,
    {
      budget: (row) => row.line,
      method: (row) => row.method,
      scheme: (row) => row.scheme,
      form: (row) => row.form,
      available: (row) => exactCell(row.available, 2),
      ratio: (row) => exactCell(row.ratio, 6),
      units: (row) => exactCell(row.units, 6),
      value: (row) => exactCell(row.value, 6),
    },
    'values.csv',
  )

export const statementTable = (statements: readonly payment.LineStatement[]): OutputTable =>
  table(
    'area.csv',
    ['budget', 'item', 'amount'],
    statements.flatMap(({ line, budgetFen, items, unexplainedFen }) => [
      [line, 'budget', yuan(budgetFen)],
      ...items.map(({ item, amountFen }): Cell[] => [line, item, yuan(amountFen)]),
      [line, 'unexplained', yuan(unexplainedFen)],
    ]),
  )

export const allianceTable = (alliances: readonly payment.AllianceResult[]): OutputTable =>
  table(
    'alliances.csv',
    ['alliance', 'item', 'amount'],
    alliances.flatMap(({ id, packageFen, insideFen, outsideFen, balanceFen, split }) => [
      [id, 'package', yuan(packageFen)],
      [id, 'inside', yuan(insideFen)],
      [id, 'outside', yuan(outsideFen)],
      [id, 'balance', yuan(balanceFen)],
      [id, 'borne_by_fund', yuan(split.byFundFen)],
      ...[...split.members].map(([member, amount]): Cell[] => [id, `member ${member}`, yuan(amount)]),
    ]),
  )

export const indexTable = (indexes: readonly payment.ProviderIndexes[]): OutputTable =>
  named(
    indexes,
    {
      provider: (row) => row.provider,
      method: (row) => row.method,
      cases: (row) => row.cases,
      grouped: (row) => row.grouped,
      grouping_rate: (row) => exactCell(payment.groupingRate(row.grouped, row.cases), 4),
      groups: (row) => row.groups,
      cmi: (row) => exactCell(row.cmi, 4),
      cost_index: (row) => exactCell(row.costIndex, 4),
      time_index: (row) => exactCell(row.timeIndex, 4),
      low: (row) => row.low,
      high: (row) => row.high,
      readmitted_14_days: (row) => row.readmitted,
    },
    'indexes.csv',
  )

interface Rolled {
  readonly key: readonly string[]
  cases: number
  cost: number
  booked: number
  due: number
}

/** Profit and loss against payment by item: by group, department or physician of each provider. */
export function rolledTable(
  name: string,
  head: string,
  of: (each: payment.PaymentCase) => string,
  amounts: ReadonlyMap<payment.Kept, Fen>,
): OutputTable | undefined {
  const rows = new Map<string, Rolled>()
  for (const [{ case: each }, due] of amounts) {
    const value = of(each)
    if (value === '') continue
    const key = `${each.provider}\n${value}`
    const row = rows.get(key) ?? { key: [each.provider, value], cases: 0, cost: 0, booked: 0, due: 0 }
    if (row.cases === 0) rows.set(key, row)
    row.cases += 1
    row.cost += each.costFen
    row.booked += each.fundFen
    row.due += due
  }
  if (rows.size === 0) return undefined
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  return table(
    name,
    ['provider', head, 'cases', 'cost', 'fund_booked', 'fund_due', 'difference'],
    sorted.map(({ key, cases, cost, booked, due }) => [
      ...key,
      cases,
      yuan(cost),
      yuan(booked),
      yuan(due),
      yuan(due - booked),
    ]),
  )
}
