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

/** A report is due ten days after its month; from the first month that was looked at, one that was not made is there as well. */
const DUE_DAYS = 10

export async function fundReportRows(reader: Reader): Promise<HistoryRow[]> {
  const { rows } = await reader.query<HistoryRow>({
    name: 'history fund reports',
    text: `select d.kind || '-' || d.period as key, json_build_object('report_id', d.kind || '-' || d.period, 'kind', d.kind,
        'period', d.period, 'due_on', (d.month + interval '1 month')::date - 1 + ${DUE_DAYS}, 'made_on', r.made_at::date,
        'findings', r.findings) as row
      from (select k.kind, to_char(m, 'YYYY-MM') as period, m::date as month
        from (select min(period) as first, max(period) as last from fund_report) span
        cross join generate_series((span.first || '-01')::timestamp, (span.last || '-01')::timestamp, interval '1 month') m
        cross join (values ('monitoring', 1), ('analysis', 3), ('assessment', 6)) k (kind, months)
        where extract(month from m)::int % k.months = 0) d
      left join fund_report r on r.kind = d.kind and r.period = d.period order by 1`,
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
