// 付费核算清单: every calculation by payment methods, with filters in the address, pages, export and print.
import { PrinterOutlined } from '@ant-design/icons'
import type { PaymentRunQuery, PaymentRunRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePaymentRuns } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { type Filters, useFilters } from '../../parts/address.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { CommittedField } from '../clearings/filters.tsx'

const NAMES = ['year', 'state'] as const
const STATES = ['calculated', 'released', 'withdrawn'] as const
const TONES: Readonly<Record<string, Tone>> = { calculated: 'wait', released: 'good', withdrawn: 'back' }

export default function PaymentRunsPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change, clear } = useFilters(NAMES)
  const runs = usePaymentRuns({ ...filters, page } as PaymentRunQuery)
  const columns = useColumns()
  return (
    <>
      <PageHead
        title={t('payment.list')}
        note={t('payment.listNote')}
        crumbs={[{ to: '/clearings', text: t('clearing.title') }]}
      >
        {permissions.includes('settlement:export') && (
          <ExportButton path="/payment-runs/export" name={t('payment.list')} query={filters} />
        )}
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('clearing.print')}
        </Button>
      </PageHead>
      <section className="card">
        <RunFilters filters={filters} set={(next) => change(next as Parameters<typeof change>[0])} clear={clear} />
        <Answer of={runs}>
          {(data) => (
            <DataTable<PaymentRunRow>
              label={t('payment.list')}
              columns={columns}
              rows={data.rows}
              keyOf={({ id }) => id}
              empty={<Empty title={t('payment.none')} hint={t('payment.noneHint')} />}
              paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
            />
          )}
        </Answer>
      </section>
    </>
  )
}

interface FilterProps {
  readonly filters: Filters<(typeof NAMES)[number]>
  readonly set: (next: object) => void
  readonly clear: () => void
}

function RunFilters({ filters, set, clear }: FilterProps) {
  const { t } = useTranslation()
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <CommittedField
        label={t('payment.ofYear')}
        hint="2026"
        value={filters.year}
        fits={/^\d{4}$/}
        onChange={(year) => set({ year })}
      />
      <SelectField
        label={t('clearing.state')}
        value={filters.state}
        options={STATES.map((value) => ({ value, label: t(`payment.states.${value}`) }))}
        onChange={(state) => set({ state })}
      />
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    </search>
  )
}

function useColumns(): Column<PaymentRunRow>[] {
  const { t } = useTranslation()
  const amount = (key: string, title: string, of: (row: PaymentRunRow) => number): Column<PaymentRunRow> => ({
    ...{ key, title, number: true },
    render: (row) => yuan(of(row)),
  })
  return [
    {
      key: 'month',
      title: t('payment.month'),
      width: 110,
      render: (row) => (
        <Link className="number" to={`/payment-runs/${row.id}`}>
          {row.month}
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('clearing.state'),
      width: 130,
      render: (row) => <Badge tone={TONES[row.state] ?? 'plain'}>{t(`payment.states.${row.state}`)}</Badge>,
    },
    {
      key: 'cases',
      title: t('payment.cases'),
      number: true,
      width: 100,
      render: (row) => <Link to={`/payment-runs/${row.id}/cases`}>{thousands(row.cases)}</Link>,
    },
    amount('booked', t('payment.booked'), (row) => row.bookedFen),
    amount('due', t('payment.due'), (row) => row.dueFen),
    amount('difference', t('payment.difference'), (row) => row.dueFen - row.bookedFen),
  ]
}
