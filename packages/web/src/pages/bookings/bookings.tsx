// 财务记账: what the finance office books by itself, proposed by one person and posted by another.
import { PrinterOutlined } from '@ant-design/icons'
import type { BookingPage } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useBookings, useDecideBooking } from '../../api/booking-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { Propose } from './propose.tsx'

type Row = BookingPage['rows'][number]

const STATES = ['proposed', 'posted', 'withdrawn'] as const
const TONES: Readonly<Record<string, Tone>> = { proposed: 'wait', posted: 'good', withdrawn: 'back' }

export default function BookingsPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change } = useFilters(['state'] as const)
  const bookings = useBookings({ ...filters, page })
  return (
    <>
      <PageHead title={t('booking.title')} note={t('booking.note')}>
        <Link className="action" to="/bank-statements">
          {t('bank.title')}
        </Link>
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('statements.print')}
        </Button>
      </PageHead>
      {permissions.includes('booking:propose') && bookings.data && <Propose page={bookings.data} />}
      <section className="card">
        <div className="filters">
          <SelectField
            label={t('booking.state')}
            value={filters.state}
            options={STATES.map((state) => ({ value: state, label: t(`booking.states.${state}`) }))}
            onChange={(state) => change({ state })}
          />
        </div>
        <Answer of={bookings}>{(found) => <List page={found} onPage={(next) => change({ page: next })} />}</Answer>
      </section>
    </>
  )
}

function List({ page, onPage }: { page: BookingPage; onPage: (page: number) => void }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const columns: Column<Row>[] = [
    { key: 'kind', title: t('booking.kind'), render: (row) => either(row.title, row.titleEn) },
    { key: 'fund', title: t('booking.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
    { key: 'area', title: t('booking.area'), width: 86, render: ({ area }) => area },
    { key: 'amount', title: t('booking.amount'), width: 140, number: true, render: (row) => yuan(row.amountFen) },
    { key: 'document', title: t('booking.document'), render: (row) => <span className="mono">{row.document}</span> },
    { key: 'words', title: t('booking.words'), render: ({ note }) => note },
    {
      key: 'hands',
      title: t('booking.hands'),
      render: ({ steps }) => steps.map(({ step, by }) => `${t(`booking.steps.${step as 'post'}`)} ${by}`).join('，'),
    },
    { key: 'on', title: t('booking.postedOn'), width: 104, render: ({ postedOn }) => postedOn ?? '' },
    {
      key: 'state',
      title: t('booking.state'),
      width: 110,
      render: ({ state }) => <Badge tone={TONES[state] ?? 'plain'}>{t(`booking.states.${state as 'posted'}`)}</Badge>,
    },
    { key: 'step', title: t('booking.step'), width: 180, render: (row) => <Steps row={row} /> },
  ]
  return (
    <DataTable<Row>
      label={t('booking.list')}
      columns={columns}
      rows={page.rows}
      keyOf={({ id }) => id}
      empty={<Empty title={t('booking.empty')} hint={t('booking.emptyHint')} />}
      paging={{ page: page.page, size: page.size, total: page.total, onPage }}
    />
  )
}

/** Who proposed is told by the platform that another must post; the button stands for whoever may. */
function Steps({ row }: { row: Row }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const run = useDecideBooking(row.id)
  if (row.state !== 'proposed') return null
  return (
    <>
      {permissions.includes('booking:approve') && (
        <Button size="small" type="primary" loading={run.isPending} onClick={() => run.mutate('posting')}>
          {t('booking.post')}
        </Button>
      )}{' '}
      {permissions.includes('booking:propose') && (
        <Button size="small" loading={run.isPending} onClick={() => run.mutate('withdrawal')}>
          {t('booking.withdraw')}
        </Button>
      )}
      {run.error && <Alert type="error" showIcon role="alert" title={run.error.message} />}
    </>
  )
}
