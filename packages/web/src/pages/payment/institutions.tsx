// The institutions of a month with their indexes, and the whole area below them; each opens its cases and its clearing.
import type { IndexesView, PaymentRunView, PaymentSheetView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { thousands, yuan } from '../../format/money.ts'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { Section } from '../../parts/page.tsx'
import { ClearingState } from '../clearings/parts.tsx'
import { e2, e4, part, share } from './format.ts'

const index = (key: string, title: string, of: (indexes: IndexesView) => string) => ({ key, title, of })

function useIndexes() {
  const { t } = useTranslation()
  return [
    index('stays', t('payment.stays'), ({ stays }) => thousands(stays)),
    index('grouping', t('payment.groupingRate'), ({ grouped, cases }) => part(grouped, cases)),
    index('groups', t('payment.groups'), ({ groups }) => thousands(groups)),
    index('cmi', t('payment.cmi'), ({ cmiE4 }) => e4(cmiE4)),
    index('costIndex', t('payment.costIndex'), ({ costIndexE4 }) => e4(costIndexE4)),
    index('timeIndex', t('payment.timeIndex'), ({ timeIndexE4 }) => e4(timeIndexE4)),
    index('low', t('payment.lowRate'), ({ low, cases }) => part(low, cases)),
    index('high', t('payment.highRate'), ({ high, cases }) => part(high, cases)),
    index('readmitted', t('payment.readmitted'), ({ readmitted, cases }) => part(readmitted, cases)),
    index('disease', t('payment.diseaseCoverage'), ({ diseaseCoverageBp }) => share(diseaseCoverageBp)),
    index('fund', t('payment.fundCoverage'), ({ fundCoverageBp }) => share(fundCoverageBp)),
    index('cost', t('payment.averageCost'), ({ averageCostFen }) =>
      averageCostFen === null ? '—' : yuan(averageCostFen),
    ),
    index('days', t('payment.averageDays'), ({ averageDaysE2 }) => e2(averageDaysE2)),
  ]
}

export function Institutions({ view }: { view: PaymentRunView }) {
  const { t } = useTranslation()
  const indexes = useIndexes()
  const columns: GridColumn<PaymentSheetView>[] = [
    {
      key: 'name',
      title: t('clearing.providerName'),
      render: (row) => (
        <Link className="nowrap" to={`/payment-runs/${view.id}/cases?provider=${encodeURIComponent(row.provider)}`}>
          {row.providerName}
        </Link>
      ),
    },
    { key: 'cases', title: t('payment.cases'), number: true, render: (row) => thousands(row.cases) },
    { key: 'booked', title: t('payment.booked'), number: true, render: (row) => yuan(row.bookedFen) },
    { key: 'due', title: t('payment.due'), number: true, render: (row) => yuan(row.dueFen) },
    {
      key: 'difference',
      title: t('payment.difference'),
      number: true,
      render: (row) => yuan(row.dueFen - row.bookedFen),
    },
    ...indexes.map(({ key, title, of }) => ({
      ...{ key, title, number: true },
      render: (row: PaymentSheetView) => of(row.indexes),
    })),
    {
      key: 'clearing',
      title: t('clearing.one'),
      render: ({ clearing }) =>
        clearing && (
          <Link className="nowrap" to={`/clearings/${clearing.id}`}>
            <ClearingState state={clearing.state} />
          </Link>
        ),
    },
  ]
  return (
    <Section title={t('payment.institutions')}>
      <Grid<PaymentSheetView>
        label={t('payment.institutions')}
        rows={view.sheets}
        keyOf={({ provider }) => provider}
        columns={columns}
        foot={
          <tr>
            <th scope="row" className="nowrap">
              {t('payment.whole')}
            </th>
            <td className="number">{thousands(view.cases)}</td>
            <td className="number">{yuan(view.bookedFen)}</td>
            <td className="number">{yuan(view.dueFen)}</td>
            <td className="number">{yuan(view.dueFen - view.bookedFen)}</td>
            {indexes.map(({ key, of }) => (
              <td key={key} className="number">
                {of(view.indexes)}
              </td>
            ))}
            <td />
          </tr>
        }
      />
    </Section>
  )
}
