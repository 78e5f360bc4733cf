// Entries of the ledger under the filters of the address, with the sums of the whole result.
import type { EntryPage, EntryRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useEntries, useFunds } from '../../api/queries.ts'
import { thousands, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Amount } from '../../parts/amount.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { CauseWords } from './cause.tsx'

const FILTERS = ['fund', 'layer', 'account', 'period', 'provider', 'cause'] as const
const SIZE = 50

export default function EntriesPage() {
  const { t } = useTranslation()
  const { filters, page, change, clear } = useFilters(FILTERS)
  const entries = useEntries({ ...filters, page, size: SIZE })
  const columns = useEntryColumns()
  const empty = (
    <Empty
      title={t('entries.empty')}
      hint={t('entries.emptyHint')}
      action={<Button onClick={clear}>{t('state.clearFilters')}</Button>}
    />
  )
  return (
    <>
      <PageHead title={t('entries.title')} crumbs={[{ to: '/funds', text: t('app.funds') }]} />
      <section className="card">
        <EntryFilters filters={filters} change={change} clear={clear} />
        <Answer of={entries}>
          {(result: EntryPage) => (
            <>
              <EntrySums page={result} />
              <DataTable<EntryRow>
                label={t('entries.title')}
                columns={columns}
                rows={result.rows}
                keyOf={entryKey}
                loading={entries.isPlaceholderData}
                empty={empty}
                paging={{ page, size: SIZE, total: result.total, onPage: (next) => change({ page: next }) }}
              />
            </>
          )}
        </Answer>
      </section>
    </>
  )
}

const entryKey = (row: EntryRow): string =>
  `${row.journalId} ${row.fund} ${row.account} ${row.side} ${row.amountFen} ${row.provider}`

function EntrySums({ page }: { page: EntryPage }) {
  const { t } = useTranslation()
  return (
    <p className="sums">
      <span className="quiet">{t('list.sums')}</span>
      <span>{t('list.count', { n: thousands(page.total) })}</span>
      <span>
        {t('funds.debit')} <strong className="number">{yuan(page.sums.debitFen)}</strong>
      </span>
      <span>
        {t('funds.credit')} <strong className="number">{yuan(page.sums.creditFen)}</strong>
      </span>
    </p>
  )
}

type EntryFilter = { readonly [key in (typeof FILTERS)[number]]?: string }

interface EntryFiltersProps {
  readonly filters: EntryFilter
  readonly change: (next: EntryFilter) => void
  readonly clear: () => void
}

function EntryFilters({ filters, change, clear }: EntryFiltersProps) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { data } = useFunds(undefined)
  const funds = data?.funds ?? []
  const accounts = new Map(
    funds
      .filter(({ fund }) => !filters.fund || fund === filters.fund)
      .flatMap((fund) => fund.accounts)
      .map((row) => [row.account, `${row.account} ${either(row.title, row.titleEn)}`]),
  )
  const select = (key: EntryFilterKey, label: string, options: { value: string; label: string }[], width?: number) => (
    <SelectField
      label={label}
      value={filters[key]}
      options={options}
      onChange={(value) => change({ [key]: value })}
      {...(width && { width })}
    />
  )
  return (
    <search className="filters" aria-label={t('list.filters')}>
      {select(
        'fund',
        t('entries.fund'),
        funds.map((fund) => ({ value: fund.fund, label: either(fund.title, fund.titleEn) })),
        200,
      )}
      {select('layer', t('entries.layer'), [
        { value: 'cash', label: t('entries.cash') },
        { value: 'accrual', label: t('entries.accrual') },
      ])}
      {select(
        'account',
        t('entries.account'),
        [...accounts].map(([value, label]) => ({ value, label })),
        200,
      )}
      {select(
        'period',
        t('funds.period'),
        (data?.periods ?? []).map((period) => ({ value: period, label: period })),
      )}
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    </search>
  )
}

type EntryFilterKey = (typeof FILTERS)[number]

function useEntryColumns(): Column<EntryRow>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { data } = useFunds(undefined)
  const titles = new Map(data?.funds.map(({ fund, title, titleEn }) => [fund, either(title, titleEn)]))
  return [
    {
      key: 'on',
      title: t('entries.postedOn'),
      width: 104,
      render: (row) => (
        <Link data-row className="row-link number" to={`/journals/${encodeURIComponent(row.journalId)}`}>
          {row.postedOn}
        </Link>
      ),
    },
    { key: 'layer', title: t('entries.layer'), width: 76, render: ({ layer }) => <LayerWord layer={layer} /> },
    { key: 'fund', title: t('entries.fund'), width: 190, render: ({ fund }) => titles.get(fund) ?? fund },
    {
      key: 'account',
      title: t('entries.account'),
      width: 170,
      render: (row) => (
        <>
          <span className="mono quiet">{row.account}</span> {row.accountTitle}
        </>
      ),
    },
    {
      key: 'side',
      title: t('entries.side'),
      width: 52,
      render: ({ side }) => t(side === 'debit' ? 'entries.debit' : 'entries.credit'),
    },
    {
      key: 'amount',
      title: t('entries.amount'),
      width: 120,
      number: true,
      render: (row) => <Amount fen={row.amountFen} why={`/journals/${encodeURIComponent(row.journalId)}`} />,
    },
    {
      key: 'provider',
      title: t('entries.provider'),
      width: 140,
      render: ({ provider }) => <span className="mono">{provider || '–'}</span>,
    },
    { key: 'cause', title: t('entries.cause'), render: (row) => <CauseWords {...row} /> },
  ]
}

function LayerWord({ layer }: { layer: string }) {
  const { t } = useTranslation()
  return <>{layer === 'cash' ? t('entries.cash') : layer === 'accrual' ? t('entries.accrual') : layer}</>
}
