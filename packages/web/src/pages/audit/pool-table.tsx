// The rows of the pool; where somebody may act, each can be chosen.
import type { AuditCasePage, AuditCaseRow } from '@yibao/contract/rest'
import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Amount } from '../../parts/amount.tsx'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PersonLink } from '../../parts/person-link.tsx'
import { Empty } from '../../parts/state.tsx'

const TONES: Readonly<Record<string, Tone>> = {
  ...{ first_review: 'wait', second_review: 'wait', appeal: 'wait', final_review: 'wait', decided: 'wait' },
  ...{ deducted: 'good', rejected: 'plain', overturned: 'plain', reversed: 'back', void: 'back' },
}
export const caseTone = (state: string): Tone => TONES[state] ?? 'plain'
const SEVERITY_TONES: Readonly<Record<string, Tone>> = { definite: 'bad', suspect: 'wait', needs_evidence: 'plain' }
export const severityTone = (severity: string): Tone => SEVERITY_TONES[severity] ?? 'plain'

interface PoolTableProps {
  readonly data: AuditCasePage
  readonly loading: boolean
  readonly chosen: readonly string[]
  /** Absent: nobody here may act. */
  readonly choose: ((ids: readonly string[]) => void) | undefined
  readonly onPage: (page: number) => void
  readonly clear: () => void
}

export function PoolTable({ data, loading, chosen, choose, onPage, clear }: PoolTableProps) {
  const { t } = useTranslation()
  const columns = useColumns()
  const all = data.rows.map(({ id }) => id)
  return (
    <>
      {choose && data.rows.length > 0 && (
        <p className="line-edit">
          <Button size="small" onClick={() => choose(all)}>
            {t('audit.chooseAll')}
          </Button>
          <Button size="small" disabled={chosen.length === 0} onClick={() => choose([])}>
            {t('audit.chooseNone')}
          </Button>
        </p>
      )}
      <DataTable<AuditCaseRow>
        label={t('audit.title')}
        columns={choose ? [chooser(chosen, choose), ...columns] : columns}
        rows={data.rows}
        keyOf={({ id }) => id}
        loading={loading}
        empty={
          <Empty
            title={t('audit.empty')}
            hint={t('audit.emptyHint')}
            action={<Button onClick={clear}>{t('state.clearFilters')}</Button>}
          />
        }
        paging={{ page: data.page, size: data.size, total: data.total, onPage }}
      />
    </>
  )
}

const chooser = (chosen: readonly string[], choose: (ids: readonly string[]) => void): Column<AuditCaseRow> => ({
  key: 'choose',
  title: '',
  width: 40,
  render: (row) => (
    <Choice
      row={row}
      checked={chosen.includes(row.id)}
      onChange={(on) => choose(on ? [...chosen, row.id] : chosen.filter((each) => each !== row.id))}
    />
  ),
})

interface ChoiceProps {
  readonly row: AuditCaseRow
  readonly checked: boolean
  readonly onChange: (on: boolean) => void
}

function Choice({ row: { rule, personName }, checked, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  return (
    <Checkbox
      aria-label={t('audit.choose', { rule, name: personName })}
      checked={checked}
      onChange={({ target }) => onChange(target.checked)}
    />
  )
}

const amount = (key: string, title: string, fenOf: (row: AuditCaseRow) => number): Column<AuditCaseRow> => ({
  ...{ key, title, width: 108, number: true },
  render: (row) => <Amount fen={fenOf(row)} />,
})

function useColumns(): Column<AuditCaseRow>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return [
    {
      key: 'rule',
      title: t('audit.rule'),
      width: 230,
      render: (row) => (
        <span className="item">
          <Link data-row className="row-link" to={`/audit/cases/${encodeURIComponent(row.id)}`}>
            {row.rule} {either(row.ruleTitle.zh, row.ruleTitle.en)}
          </Link>
          <Badge tone={severityTone(row.severity)}>{either(row.severityTitle.zh, row.severityTitle.en)}</Badge>
        </span>
      ),
    },
    { key: 'provider', title: t('audit.provider'), render: (row) => row.providerName },
    {
      key: 'person',
      title: t('audit.person'),
      width: 84,
      render: (row) => <PersonLink personNo={row.personNo} name={row.personName} />,
    },
    {
      key: 'settled',
      title: t('audit.settledOn'),
      width: 108,
      render: (row) => (
        <Link className="number" to={`/settlements/${encodeURIComponent(row.settlement)}`}>
          {row.settledOn}
        </Link>
      ),
    },
    amount('excess', t('audit.excess'), ({ excessFen }) => excessFen),
    amount('deducted', t('audit.deducted'), ({ deductedFen }) => deductedFen),
    {
      key: 'due',
      title: t('audit.due'),
      width: 116,
      render: (row) => (
        <span className={row.overdue ? 'audit-late' : 'number'}>
          {row.dueOn || '–'}
          {row.overdue && ` ${t('audit.late')}`}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('audit.state'),
      width: 140,
      render: (row) => (
        <span className="item">
          <Badge tone={caseTone(row.state)}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>
          {row.problem && <span className="audit-late">{row.problem}</span>}
        </span>
      ),
    },
  ]
}
