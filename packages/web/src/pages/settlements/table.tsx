// The rows of the list and the sums of the whole result. Also the list on a person's page.
import type { SettlementPage, SettlementRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { thousands, yuan } from '../../format/money.ts'
import { Amount } from '../../parts/amount.tsx'
import { Badge, settlementTone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PersonLink } from '../../parts/person-link.tsx'
import { Empty } from '../../parts/state.tsx'

/** Of the whole result, not of the page. */
export function Sums({ page }: { page: SettlementPage }) {
  const { t } = useTranslation()
  const { sums, total } = page
  return (
    <p className="sums">
      <span className="quiet">{t('list.sums')}</span>
      <span>{t('list.count', { n: thousands(total) })}</span>
      <Sum label={t('money.total')} fen={sums.totalFen} />
      <Sum label={t('money.fund')} fen={sums.fundFen} />
      <Sum label={t('money.person')} fen={sums.personFen} />
      <span className="quiet sums-keys">{t('list.keys')}</span>
    </p>
  )
}

function Sum({ label, fen }: { label: string; fen: number }) {
  const { t } = useTranslation()
  return (
    <span>
      {label} <strong className="number">{yuan(fen)}</strong> {t('money.yuan')}
    </span>
  )
}

interface SettlementTableProps {
  readonly page: SettlementPage
  readonly loading: boolean
  readonly sort?: { readonly by: string; readonly onSort: (by: string) => void }
  readonly onPage?: (page: number) => void
  readonly clear?: () => void
  /** On a person's own page the person is not repeated. */
  readonly withoutPerson?: boolean
}

export function SettlementTable({ page, loading, sort, onPage, clear, withoutPerson = false }: SettlementTableProps) {
  const { t } = useTranslation()
  const columns = useColumns().filter(({ key }) => !(withoutPerson && key === 'name'))
  const empty = (
    <Empty
      title={t('settlements.empty')}
      hint={t('settlements.emptyHint')}
      action={clear && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    />
  )
  return (
    <DataTable<SettlementRow>
      label={t('settlements.title')}
      columns={columns}
      rows={page.rows}
      keyOf={({ id }) => id}
      loading={loading}
      empty={empty}
      {...(sort && { sort })}
      {...(onPage && { paging: { page: page.page, size: page.size, total: page.total, onPage } })}
    />
  )
}

function useColumns(): Column<SettlementRow>[] {
  const { t } = useTranslation()
  const { name } = useLanguage()
  return [
    {
      key: 'at',
      title: t('settlements.settledAt'),
      width: 158,
      sort: 'newest',
      render: (row) => (
        <Link data-row to={`/settlements/${encodeURIComponent(row.id)}`} className="row-link number">
          {row.settledAt}
        </Link>
      ),
    },
    {
      key: 'name',
      title: t('settlements.name'),
      width: 84,
      render: (row) => <PersonLink personNo={row.personNo} name={row.personName} />,
    },
    {
      key: 'provider',
      title: t('settlements.providerName'),
      render: (row) => <Link to={`/settlements?provider=${encodeURIComponent(row.provider)}`}>{row.providerName}</Link>,
    },
    {
      key: 'scheme',
      title: t('settlements.scheme'),
      width: 96,
      render: (row) => name('scheme', row.scheme, row.schemeTitle),
    },
    {
      key: 'setting',
      title: t('settlements.setting'),
      width: 100,
      render: (row) => name('setting', row.setting, row.settingTitle),
    },
    ...useMoneyColumns(),
    {
      key: 'state',
      title: t('settlements.stateLabel'),
      width: 96,
      render: (row) => (
        <Badge tone={settlementTone(row.state)}>{name('settlementState', row.state, row.stateTitle)}</Badge>
      ),
    },
  ]
}

/** Each amount leads to the step of the calculation that made it. */
function useMoneyColumns(): Column<SettlementRow>[] {
  const { t } = useTranslation()
  const money = (step: string, title: string, fenOf: (row: SettlementRow) => number): Column<SettlementRow> => ({
    key: step,
    title,
    width: 108,
    number: true,
    render: (row) => (
      <Amount fen={fenOf(row)} why={`/settlements/${encodeURIComponent(row.id)}/explanation?step=${step}`} />
    ),
  })
  return [
    { ...money('total', t('money.total'), ({ totalFen }) => totalFen), sort: 'total' },
    { ...money('fund_paid', t('money.fund'), ({ fundFen }) => fundFen), sort: 'fund' },
    money('person_paid', t('money.person'), ({ personFen }) => personFen),
  ]
}
