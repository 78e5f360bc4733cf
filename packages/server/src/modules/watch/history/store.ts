// Warnings and budgets for the history.
import type { HistoryRow, Reader } from '../../common/index.ts'

export async function warningRows(reader: Reader, names: readonly string[]): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history warning rows',
    text: `select w.warning_id::text as key, json_build_object('warning_id', w.warning_id, 'raised_on', w.raised_at::date,
        'period', w.period, 'fund', w.fund, 'indicator', w.indicator, 'level', w.level, 'state', w.state,
        'closed_on', case when w.state = 'closed' then (select left(max(s ->> 'at'), 10) from json_array_elements(w.steps) s) end) as row
      from fund_warning w where w.warning_id = any($1::uuid[]) order by w.warning_id`,
    values: [names],
  })
  return rows
}

export interface BudgetHistory {
  readonly year: number
  readonly line: string
  readonly title: string
  readonly fund: string
  readonly accounts: string
  readonly amountFen: number
}

/** Lines that are executed, of budgets in force; a draft has none. */
export async function budgetHistory(reader: Reader, years: readonly number[]): Promise<BudgetHistory[]> {
  const { rows } = await reader.query<BudgetHistory>({
    name: 'history budget lines',
    text: `select b.year, b.line, b.title, b.fund, b.accounts, b.amount_fen as "amountFen" from fund_budget b
      join fund_budget_year y on y.year = b.year and y.revision = b.revision
      where b.year = any($1) and y.state = 'in_force' and b.accounts <> '' order by b.year, b.line`,
    values: [years],
  })
  return rows
}
