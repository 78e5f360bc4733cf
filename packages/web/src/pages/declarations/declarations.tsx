// The months that institutions declared, how far each is, and how many are overdue; an institution declares its own here.
import { PrinterOutlined } from '@ant-design/icons'
import type { DeclarationPage, DeclarationQuery, DeclarationRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDeclarations } from '../../api/declaration-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { CommittedField } from '../clearings/filters.tsx'
import { ClearingState } from '../clearings/parts.tsx'
import { Declare } from './declare.tsx'
import { DECLARATION_STATES, DECLARATION_TONES, declarationState, stateWord } from './words.ts'

const NAMES = ['month', 'state', 'provider'] as const

export default function DeclarationsPage() {
  const { t } = useTranslation()
  const { permissions, provider } = useSignedIn()
  const { filters, page, change, clear } = useFilters(NAMES)
  const declarations = useDeclarations({ ...filters, page } as DeclarationQuery)
  const set = (next: object) => change(next as Parameters<typeof change>[0])
  const columns = useColumns()
  return (
    <>
      <PageHead
        title={t('declaration.title')}
        note={t('declaration.note')}
        crumbs={[{ to: '/clearings', text: t('clearing.title') }]}
      >
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('clearing.print')}
        </Button>
      </PageHead>
      {permissions.includes('clearing:declare') && <Declare />}
      <section className="card">
        <search className="filters" aria-label={t('list.filters')}>
          <CommittedField
            label={t('clearing.month')}
            hint="2026-05"
            value={filters.month}
            fits={/^\d{4}-(0[1-9]|1[0-2])$/}
            onChange={(month) => set({ month })}
          />
          <SelectField
            label={t('clearing.state')}
            value={filters.state}
            options={DECLARATION_STATES.map((value) => ({ value, label: declarationState(t, value) }))}
            onChange={(state) => set({ state })}
          />
          {provider === '' && (
            <CommittedField
              label={t('clearing.provider')}
              value={filters.provider}
              fits={/^.{1,50}$/}
              onChange={(code) => set({ provider: code })}
            />
          )}
          {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
        </search>
        <Answer of={declarations}>
          {(data) => (
            <>
              <Clock clock={data.clock} />
              <DataTable<DeclarationRow>
                label={t('declaration.title')}
                columns={columns}
                rows={data.rows}
                keyOf={({ id }) => id}
                empty={<Empty title={t('declaration.empty')} hint={t('declaration.emptyHint')} />}
                paging={{
                  page: data.page,
                  size: data.size,
                  total: data.total,
                  onPage: (next) => change({ page: next }),
                }}
              />
            </>
          )}
        </Answer>
      </section>
    </>
  )
}

/** Of the whole result, not of the page. */
function Clock({ clock }: { clock: DeclarationPage['clock'] }) {
  const { t } = useTranslation()
  const words = ['declared', 'reconciled', 'withDifferences', 'paidInTime', 'paidLate', 'open', 'overdue'] as const
  return (
    <p className="sums">
      {words.map((word) => (
        <span key={word}>
          {t(`declaration.${word}`)} <strong className="number">{thousands(clock[word])}</strong>
        </span>
      ))}
    </p>
  )
}

function useColumns(): Column<DeclarationRow>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'month',
      title: t('clearing.month'),
      width: 84,
      render: (row) => (
        <Link data-row className="row-link number" to={`/declarations/${row.id}`}>
          {row.month}
        </Link>
      ),
    },
    { key: 'provider', title: t('clearing.providerName'), render: (row) => row.providerName },
    { key: 'declaredOn', title: t('declaration.declaredOn'), width: 100, render: (row) => row.declaredOn },
    { key: 'count', title: t('declaration.count'), width: 60, number: true, render: (row) => thousands(row.count) },
    { key: 'fund', title: t('declaration.fund'), width: 104, number: true, render: (row) => yuan(row.fundFen) },
    {
      key: 'differences',
      title: t('declaration.differences'),
      width: 60,
      number: true,
      render: (row) => thousands(row.differences),
    },
    {
      key: 'state',
      title: t('clearing.state'),
      width: 112,
      render: (row) => <Badge tone={DECLARATION_TONES[stateWord(row.state)]}>{declarationState(t, row.state)}</Badge>,
    },
    {
      key: 'clearing',
      title: t('declaration.clearing'),
      width: 104,
      render: ({ clearing }) =>
        clearing ? (
          <Link to={`/clearings/${clearing.id}`}>
            <ClearingState state={clearing.state} />
          </Link>
        ) : (
          '—'
        ),
    },
    { key: 'due', title: t('declaration.dueOn'), width: 150, render: (row) => <Due {...row} /> },
  ]
}

function Due({ dueOn, paidOn, isLate, workingDaysLeft }: DeclarationRow) {
  const { t } = useTranslation()
  const left = isLate ? t('clearing.daysLate', { n: -workingDaysLeft }) : t('clearing.daysLeft', { n: workingDaysLeft })
  return (
    <>
      <span className="number">{dueOn}</span>{' '}
      {paidOn === null || isLate ? (
        <Badge tone={isLate ? 'bad' : 'wait'}>{left}</Badge>
      ) : (
        <Badge tone="good">{t('clearing.paidOn', { day: paidOn })}</Badge>
      )}
    </>
  )
}
