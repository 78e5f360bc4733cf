// Warnings, budgets and the few counts that indicators need, at rest.
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { fact } from '../visit/index.ts'
import type { BudgetLine, BudgetYear, FundWarning } from './model.ts'

const WARNING = `json_build_object('warningId', w.warning_id, 'fund', w.fund, 'indicator', w.indicator, 'period', w.period,
  'level', w.level, 'value', w.value, 'state', w.state, 'steps', w.steps)`
const LINE = `json_build_object('line', b.line, 'parent', b.parent, 'fund', b.fund, 'title', b.title,
  'accounts', b.accounts, 'amountFen', b.amount_fen)`
const YEAR = `json_build_object('year', y.year, 'revision', y.revision, 'state', y.state, 'enteredBy', y.entered_by, 'approvedBy', y.approved_by)`

export const OPEN_FACTS = fact({
  open: `(select coalesce(json_agg(w.fund || ' ' || w.indicator), '[]') from fund_warning w where w.state <> 'closed')`,
  made: `(select coalesce(json_agg(r.kind), '[]') from fund_report r where r.period = q.args ->> 'period')`,
})
export const WARNING_FACTS = fact({
  warning: `(select ${WARNING} from fund_warning w where w.warning_id = (q.args ->> 'id')::uuid)`,
})
export const BUDGET_FACTS = fact({
  year: `(select ${YEAR} from fund_budget_year y where y.year = (q.args ->> 'year')::integer)`,
})

export const warningRow = (warning: FundWarning, at: string): Row => ({
  warning_id: warning.warningId,
  fund: warning.fund,
  indicator: warning.indicator,
  period: warning.period,
  level: warning.level,
  value: warning.value,
  state: warning.state,
  steps: warning.steps as unknown as Json,
  raised_at: at,
})

export const fundReportRow = (
  { kind, findings }: { readonly kind: string; readonly findings: number },
  period: string,
  { actor, now }: { readonly actor: { readonly id: string }; readonly now: string },
): Row => ({ kind, period, made_at: now, made_by: actor.id, findings })

export const warningStepped = ({ warningId, state, steps }: FundWarning): Update => ({
  key: { warning_id: warningId },
  set: { state, steps: steps as unknown as Json },
})

export const budgetLineRow = (year: number, revision: number, line: BudgetLine): Row => ({
  year,
  revision,
  line: line.line,
  parent: line.parent,
  fund: line.fund,
  title: line.title,
  accounts: line.accounts,
  amount_fen: line.amountFen,
})

export const budgetYearRow = (year: number, revision: number, by: string, at: string): Row => ({
  ...{ year, revision, state: 'draft', entered_by: by, entered_at: at, approved_by: null, approved_at: null },
})

/** Open ones first, then the newest. */
export async function warnings(reader: Reader): Promise<FundWarning[]> {
  const { rows } = await reader.query<{ warning: FundWarning }>(
    `select ${WARNING} as warning from fund_warning w order by w.state = 'closed', w.warning_id desc limit 500`,
  )
  return rows.map(({ warning }) => warning)
}

export async function budgetOf(
  reader: Reader,
  year: number,
): Promise<{ readonly year: BudgetYear | null; readonly lines: readonly BudgetLine[] }> {
  const { rows } = await reader.query<{ year: BudgetYear | null; lines: BudgetLine[] }>(
    `select (select ${YEAR} from fund_budget_year y where y.year = $1) as year,
       (select coalesce(json_agg(${LINE} order by b.line), '[]') from fund_budget b join fund_budget_year y using (year, revision) where b.year = $1) as lines`,
    [year],
  )
  return rows[0]!
}

export interface Heads {
  readonly active: number
  readonly retired: number
  readonly negativeAccounts: number
}

/** Employees insured today by whether they are retired, and accounts below zero. */
export async function heads(reader: Reader, today: string): Promise<Heads> {
  const { rows } = await reader.query<Heads>(
    `select count(*) filter (where s.status <> 'retired') as active, count(*) filter (where s.status = 'retired') as retired,
       (select count(*) from subject_state where state ? 'accountFen' and (state ->> 'accountFen')::bigint < 0)
         as "negativeAccounts"
     from (select distinct on (p.person_no) l ->> 'status' as status
       from person p cross join lateral json_array_elements(p.dossier -> 'spells') l
       where l ->> 'scheme' = 'employee' and l ->> 'state' = 'active' and l ->> 'from' <= $1
         and coalesce(l ->> 'until', $1) >= $1 and (p.died_on is null or p.died_on >= $1::date)
       order by p.person_no, l ->> 'from' desc) s`,
    [today],
  )
  return rows[0]!
}
