// The year of each institution in each budget: by method against booked, sharing, assessment, deposit, and the balance.
import type { PaymentRunView, PaymentSheetView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { Section } from '../../parts/page.tsx'

type Cleared = PaymentSheetView['cleared'][number] & { readonly providerName: string; readonly budgetTitle: string }

export function YearRows({ view }: { view: PaymentRunView }) {
  const { t } = useTranslation()
  const titles = new Map(view.budgets.map(({ budget, title }) => [budget, title]))
  const rows: Cleared[] = view.sheets.flatMap(({ providerName, cleared }) =>
    cleared.map((row) => ({ ...row, providerName, budgetTitle: titles.get(row.budget) ?? row.budget })),
  )
  if (rows.length === 0) return null
  const money = (key: string, title: string, of: (row: Cleared) => number) => ({
    ...{ key, title, number: true },
    render: (row: Cleared) => yuan(of(row)),
  })
  return (
    <Section title={t('payment.year')} note={t('payment.yearNote')}>
      <Grid<Cleared>
        label={t('payment.year')}
        rows={rows}
        keyOf={(row) => `${row.providerName} ${row.budget}`}
        columns={[
          {
            key: 'name',
            title: t('clearing.providerName'),
            render: (row) => <span className="nowrap">{row.providerName}</span>,
          },
          { key: 'budget', title: t('payment.budget'), render: (row) => row.budgetTitle },
          money('standard', t('payment.due'), (row) => row.standardFen),
          money('booked', t('payment.booked'), (row) => row.bookedFen),
          money('shared', t('payment.shared'), (row) => row.sharedFen),
          money('kept', t('payment.items.kept_by_fund'), (row) => row.keptByFundFen),
          money('assessment', t('payment.items.assessment'), (row) => row.assessmentFen),
          money('due', t('payment.yearDue'), (row) => row.dueFen),
          money('advanced', t('payment.yearAdvanced'), (row) => row.advancedFen),
          money('held', t('clearing.deposit'), (row) => row.depositHeldFen),
          money('returned', t('payment.depositReturned'), (row) => row.depositReturnedFen),
          money('balance', t('payment.balance'), (row) => row.balanceFen),
        ]}
      />
    </Section>
  )
}
