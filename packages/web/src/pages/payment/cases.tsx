// One hospital's month case by case: the group and the codes that decided it, the numbers, the money, and why in a sentence.
import { PrinterOutlined } from '@ant-design/icons'
import type { PaymentCasePage, PaymentCaseQuery, PaymentCaseRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { usePaymentCases, usePaymentRun } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { Sum } from '../clearings/parts.tsx'
import { CASE_FILTERS, CaseFilters } from './case-filters.tsx'

export default function PaymentCasesPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change, clear } = useFilters(CASE_FILTERS)
  const run = usePaymentRun(id)
  const cases = usePaymentCases(id, { ...filters, page } as PaymentCaseQuery)
  const month = run.data?.month ?? ''
  const sheets = run.data?.sheets ?? []
  const name = sheets.find(({ provider }) => provider === filters.provider)?.providerName
  return (
    <>
      <PageHead
        title={name ? t('payment.casesOf', { name, month }) : `${t('payment.casesTitle')} ${month}`}
        crumbs={[
          { to: '/clearings', text: t('clearing.title') },
          { to: `/payment-runs/${id}`, text: `${t('payment.title')} ${month}` },
        ]}
      >
        {permissions.includes('settlement:export') && (
          <ExportButton path={`/payment-runs/${id}/cases/export`} name={t('payment.casesTitle')} query={filters} />
        )}
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('clearing.print')}
        </Button>
      </PageHead>
      <section className="card">
        <CaseFilters filters={filters} change={change} clear={clear} sheets={sheets} />
        <Answer of={cases}>
          {(data) => (
            <>
              <Sums page={data} />
              <CaseTable id={id} page={data} onPage={(next) => change({ page: next })} />
            </>
          )}
        </Answer>
      </section>
    </>
  )
}

function Sums({ page: { total, sums } }: { page: PaymentCasePage }) {
  const { t } = useTranslation()
  return (
    <p className="sums">
      <span className="quiet">{t('list.sums')}</span>
      <span>{t('list.count', { n: thousands(total) })}</span>
      <Sum label={t('payment.cost')} fen={sums.costFen} />
      <Sum label={t('payment.booked')} fen={sums.bookedFen} />
      <Sum label={t('payment.due')} fen={sums.dueFen} />
      <Sum label={t('payment.difference')} fen={sums.dueFen - sums.bookedFen} />
    </p>
  )
}

interface TableProps {
  readonly id: string
  readonly page: PaymentCasePage
  readonly onPage: (page: number) => void
}

/** The sentence stands below each case: it is what the page is for. */
function CaseTable({ id, page, onPage }: TableProps) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const columns = useColumns(id)
  return (
    <DataTable<PaymentCaseRow>
      label={t('payment.casesTitle')}
      columns={columns}
      rows={page.rows}
      keyOf={({ settlement }) => settlement}
      empty={<Empty title={t('payment.casesEmpty')} />}
      paging={{ page: page.page, size: page.size, total: page.total, onPage }}
      detail={{
        open: page.rows.map(({ settlement }) => settlement),
        render: (row) => (
          <span className="quiet">
            {row.providerName} · {either(row.reason.zh, row.reason.en)}
          </span>
        ),
      }}
    />
  )
}

function useColumns(id: string): Column<PaymentCaseRow>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const money = (key: string, title: string, of: (row: PaymentCaseRow) => number): Column<PaymentCaseRow> => ({
    ...{ key, title, width: 104, number: true },
    render: (row) => yuan(of(row)),
  })
  const figure = (key: string, title: string, width: number, of: (row: PaymentCaseRow) => string) => ({
    ...{ key, title, width, number: true },
    render: (row: PaymentCaseRow) => of(row) || '—',
  })
  return [
    {
      key: 'settled',
      title: t('payment.settled'),
      width: 104,
      render: (row) => (
        <Link data-row className="row-link number" to={`/payment-runs/${id}/cases/${row.settlement}`}>
          {row.settledOn}
        </Link>
      ),
    },
    { key: 'person', title: t('payment.person'), width: 72, render: (row) => row.personName },
    {
      key: 'group',
      title: `${t('payment.group')} · ${t('payment.codes')}`,
      render: (row) => (
        <>
          <span className="mono">{row.code || '—'}</span> {row.name}
          <br />
          <span className="mono quiet">{[row.diagnosis, ...row.procedures].join(' ')}</span>
        </>
      ),
    },
    figure('weight', t('payment.weight'), 90, ({ weight }) => weight),
    figure('multiple', t('payment.multiple'), 82, ({ multiple }) => multiple),
    { key: 'rule', title: t('payment.rule'), width: 84, render: (row) => either(row.ruleTitle.zh, row.ruleTitle.en) },
    money('cost', t('payment.cost'), (row) => row.costFen),
    money('booked', t('payment.booked'), (row) => row.bookedFen),
    money('due', t('payment.due'), (row) => row.dueFen),
    money('difference', t('payment.difference'), (row) => row.differenceFen),
  ]
}
