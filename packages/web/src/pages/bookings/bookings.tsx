// 财务记账: what the finance office books by itself, proposed by one person and posted by another.
import { PrinterOutlined } from '@ant-design/icons'
import type { BookingPage } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useBookings } from '../../api/booking-queries.ts'
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
import { BookingSteps } from './steps.tsx'

type Row = BookingPage['rows'][number]

const STATES = ['proposed', 'posted', 'withdrawn', 'reversing', 'reversed'] as const
const TONES: Readonly<Record<string, Tone>> = {
  ...{ proposed: 'wait', posted: 'good', withdrawn: 'back', reversing: 'wait', reversed: 'back' },
}

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
    { key: 'step', title: t('booking.step'), width: 230, render: (row) => <BookingSteps row={row} /> },
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
