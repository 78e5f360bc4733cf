// The list of monthly clearings, and above it the months that were calculated by payment methods.
import { PrinterOutlined } from '@ant-design/icons'
import type { ClearingPage, ClearingQuery, ClearingView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useClearings } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { PageHead } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { CalculateYear } from './calculate-year.tsx'
import { ClearingFilters, NAMES } from './filters.tsx'
import { Months } from './months.tsx'
import { ClearingState, Deadline, Sum } from './parts.tsx'
import { PaymentFile } from './payment-file.tsx'
import { Propose } from './propose.tsx'

export default function ClearingsPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change, clear } = useFilters(NAMES)
  const clearings = useClearings({ ...filters, page } as ClearingQuery)
  const columns = useColumns()
  return (
    <>
      <PageHead title={t('clearing.title')} note={t('clearing.note')}>
        <Link className="action" to="/declarations">
          {t('declaration.title')}
        </Link>
        <Link className="action" to="/advances">
          {t('advance.title')}
        </Link>
        <Link className="action" to="/case-reviews">
          {t('review.title')}
        </Link>
        <Link className="action" to="/group-appeals">
          {t('groupAppeal.title')}
        </Link>
        {permissions.includes('settlement:export') && (
          <ExportButton path="/clearings/export" name={t('clearing.title')} query={filters} />
        )}
        {permissions.includes('clearing:pay') && <PaymentFile />}
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('clearing.print')}
        </Button>
      </PageHead>
      <Months />
      {permissions.includes('clearing:propose') && (
        <>
          <Propose />
          <CalculateYear />
        </>
      )}
      <section className="card">
        <ClearingFilters filters={filters} change={change} clear={clear} />
        <Answer of={clearings}>
          {(data) => (
            <>
              <Sums page={data} />
              <DataTable<ClearingView>
                label={t('clearing.title')}
                columns={columns}
                rows={data.rows}
                keyOf={({ id }) => id}
                empty={<Empty title={t('clearing.empty')} hint={t('clearing.emptyHint')} />}
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
function Sums({ page: { sums, total } }: { page: ClearingPage }) {
  const { t } = useTranslation()
  return (
    <p className="sums">
      <span className="quiet">{t('list.sums')}</span>
      <span>{t('list.count', { n: thousands(total) })}</span>
      <Sum label={t('clearing.allowed')} fen={sums.allowedFen} />
      <Sum label={t('clearing.deposit')} fen={sums.depositFen} />
      <Sum label={t('clearing.payable')} fen={sums.payableFen} />
    </p>
  )
}

function useColumns(): Column<ClearingView>[] {
  const { t } = useTranslation()
  const money = (key: string, title: string, of: (row: ClearingView) => number): Column<ClearingView> => ({
    key,
    title,
    width: 118,
    number: true,
    render: (row) => yuan(of(row)),
  })
  return [
    {
      key: 'month',
      title: t('clearing.month'),
      width: 84,
      render: (row) => (
        <Link data-row className="row-link number" to={`/clearings/${row.id}`}>
          {row.month}
        </Link>
      ),
    },
    { key: 'provider', title: t('clearing.providerName'), render: (row) => row.providerName },
    money('allowed', t('clearing.allowed'), (row) => row.allowedFen),
    money('deposit', t('clearing.deposit'), (row) => row.depositFen),
    money('payable', t('clearing.payable'), (row) => row.payableFen),
    { key: 'state', title: t('clearing.state'), width: 130, render: (row) => <ClearingState state={row.state} /> },
    { key: 'due', title: t('clearing.dueOn'), width: 250, render: (row) => <Deadline {...row} /> },
  ]
}
