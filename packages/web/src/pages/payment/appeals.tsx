// 分组申诉清单: every appeal with what it asks for, the way to its case, and the next step below it.
import type { GroupAppealQuery, GroupAppealView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useGroupAppeals } from '../../api/clearing-queries.ts'
import { thousands } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { APPEAL_STATES, APPEAL_TONES, Appeal, appealState } from './appeal.tsx'

export default function GroupAppealsPage() {
  const { t } = useTranslation()
  const { filters, page, change } = useFilters(['state'] as const)
  const appeals = useGroupAppeals({ ...filters, page } as GroupAppealQuery)
  const columns = useColumns()
  return (
    <>
      <PageHead
        title={t('groupAppeal.title')}
        note={t('groupAppeal.note')}
        crumbs={[{ to: '/clearings', text: t('clearing.title') }]}
      />
      <section className="card">
        <search className="filters" aria-label={t('list.filters')}>
          <SelectField
            label={t('clearing.state')}
            value={filters.state}
            options={APPEAL_STATES.map((value) => ({ value, label: t(`groupAppeal.states.${value}`) }))}
            onChange={(state) => change({ state })}
          />
        </search>
        <Answer of={appeals}>
          {(data) => (
            <>
              <p className="sums">{t('list.count', { n: thousands(data.total) })}</p>
              <DataTable<GroupAppealView>
                label={t('groupAppeal.title')}
                columns={columns}
                rows={data.rows}
                keyOf={({ id }) => id}
                empty={<Empty title={t('groupAppeal.empty')} hint={t('groupAppeal.emptyHint')} />}
                paging={{
                  page: data.page,
                  size: data.size,
                  total: data.total,
                  onPage: (next) => change({ page: next }),
                }}
                detail={{ open: data.rows.map(({ id }) => id), render: (row) => <Appeal appeal={row} /> }}
              />
            </>
          )}
        </Answer>
      </section>
    </>
  )
}

function useColumns(): Column<GroupAppealView>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'month',
      title: t('payment.month'),
      width: 100,
      render: (row) => <span className="number">{row.month}</span>,
    },
    { key: 'provider', title: t('clearing.providerName'), render: (row) => row.providerName },
    {
      key: 'case',
      title: t('groupAppeal.toCase'),
      render: (row) =>
        row.run === null ? (
          <span className="mono">{row.settlement}</span>
        ) : (
          <Link className="mono" to={`/payment-runs/${row.run}/cases/${row.settlement}`}>
            {row.settlement}
          </Link>
        ),
    },
    { key: 'before', title: t('groupAppeal.before'), render: ({ before }) => `${before.code} ${before.name}` },
    {
      key: 'state',
      title: t('clearing.state'),
      width: 110,
      render: ({ state }) => (
        <Badge tone={APPEAL_TONES[appealState(state)]}>{t(`groupAppeal.states.${appealState(state)}`)}</Badge>
      ),
    },
  ]
}
