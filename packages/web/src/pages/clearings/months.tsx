// The months that were calculated by payment methods, and the next one to calculate for who may.
import type { PaymentRunRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCalculate, usePaymentRuns } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Grid } from '../../parts/grid.tsx'
import { Section } from '../../parts/page.tsx'
import { Answer, Empty, Failed } from '../../parts/state.tsx'

/** The last two years; all of them stand on their own page. */
const LAST = 24

export function Months() {
  const { t } = useTranslation()
  const { permissions, provider } = useSignedIn()
  const runs = usePaymentRuns({ size: LAST })
  const mayCalculate = permissions.includes('clearing:propose') && provider === ''
  return (
    <Section
      title={t('payment.months')}
      note={t('payment.monthsNote')}
      actions={<Actions mayCalculate={mayCalculate} />}
    >
      <Answer of={runs}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('payment.none')} hint={t('payment.noneHint')} />
          ) : (
            <MonthGrid rows={rows} />
          )
        }
      </Answer>
    </Section>
  )
}

function Actions({ mayCalculate }: { mayCalculate: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <Link to="/payment-runs">{t('payment.all')}</Link>
      {mayCalculate && <Calculate />}
    </>
  )
}

export function MonthGrid({ rows }: { rows: readonly PaymentRunRow[] }) {
  const { t } = useTranslation()
  return (
    <Grid<PaymentRunRow>
      label={t('payment.months')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'month',
          title: t('payment.month'),
          width: 100,
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
          render: (row) => (
            <Badge tone={row.state === 'released' ? 'good' : 'wait'}>{t(`payment.states.${row.state}`)}</Badge>
          ),
        },
        {
          key: 'cases',
          title: t('payment.cases'),
          number: true,
          width: 90,
          render: (row) => <Link to={`/payment-runs/${row.id}/cases`}>{thousands(row.cases)}</Link>,
        },
        { key: 'booked', title: t('payment.booked'), number: true, render: (row) => yuan(row.bookedFen) },
        { key: 'due', title: t('payment.due'), number: true, render: (row) => yuan(row.dueFen) },
        {
          key: 'difference',
          title: t('payment.difference'),
          number: true,
          render: (row) => yuan(row.dueFen - row.bookedFen),
        },
      ]}
    />
  )
}

/** The month before this one: the last that can be over. */
function Calculate() {
  const { t } = useTranslation()
  const run = useCalculate()
  const now = new Date()
  const last = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1)).toISOString().slice(0, 7)
  return (
    <>
      {run.error && <Failed error={run.error} />}
      <Button loading={run.isPending} onClick={() => run.mutate({ month: last })}>
        {t('payment.calculate', { month: last })}
      </Button>
    </>
  )
}
