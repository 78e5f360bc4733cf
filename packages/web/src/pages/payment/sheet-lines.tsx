// What each method came to for one institution: cases, units, value, ratio, money booked and due.
import type { PaymentSheetView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { thousands, yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'

type Line = PaymentSheetView['lines'][number]
const SCHEMES: Readonly<Record<string, string>> = { employee: '职工', resident: '居民' }

export function SheetLines({ lines, label }: { lines: readonly Line[]; label: string }) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  const total = (of: (line: Line) => number) => lines.reduce((sum, line) => sum + of(line), 0)
  return (
    <Grid<Line>
      label={label}
      rows={lines}
      keyOf={(line) => `${line.budget} ${line.method} ${line.insurance}`}
      columns={[
        { key: 'method', title: t('payment.method'), render: (line) => line.methodTitle },
        {
          key: 'insurance',
          title: t('payment.insurance'),
          render: (line) => name('scheme', line.insurance, SCHEMES[line.insurance] ?? line.insurance),
        },
        { key: 'cases', title: t('payment.cases'), number: true, render: (line) => thousands(line.cases) },
        { key: 'units', title: t('payment.units'), number: true, render: (line) => line.units },
        { key: 'value', title: t('payment.value'), number: true, render: (line) => line.value || '—' },
        { key: 'ratio', title: t('payment.ratio'), number: true, render: (line) => line.ratio || '—' },
        { key: 'cost', title: t('payment.cost'), number: true, render: (line) => yuan(line.costFen) },
        { key: 'booked', title: t('payment.booked'), number: true, render: (line) => yuan(line.bookedFen) },
        { key: 'due', title: t('payment.due'), number: true, render: (line) => yuan(line.dueFen) },
        {
          key: 'difference',
          title: t('payment.difference'),
          number: true,
          render: (line) => yuan(line.dueFen - line.bookedFen),
        },
      ]}
      foot={
        <tr>
          <th scope="row">{t('funds.sum')}</th>
          <td />
          <td className="number">{thousands(total(({ cases }) => cases))}</td>
          <td colSpan={3} />
          <td className="number">{yuan(total(({ costFen }) => costFen))}</td>
          <td className="number">{yuan(total(({ bookedFen }) => bookedFen))}</td>
          <td className="number">{yuan(total(({ dueFen }) => dueFen))}</td>
          <td className="number">{yuan(total(({ dueFen, bookedFen }) => dueFen - bookedFen))}</td>
        </tr>
      }
    />
  )
}
