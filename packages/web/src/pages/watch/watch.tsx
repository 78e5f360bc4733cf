// 基金运行与预警: a month's indicators with their levels, warnings on their way, the outlook of the coming years, the budget.
import type { WatchView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useWatch } from '../../api/watch-queries.ts'
import { useFilters } from '../../parts/address.ts'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer } from '../../parts/state.tsx'
import { Budget } from './budget.tsx'
import { Indicators } from './indicators.tsx'
import { OutlookCharts } from './outlook.tsx'
import { Warnings } from './warnings.tsx'

const FILTERS = ['period'] as const

export default function WatchPage() {
  const { t } = useTranslation()
  const { filters, change } = useFilters(FILTERS)
  const watch = useWatch(filters.period)
  const periods = watch.data?.periods ?? []
  return (
    <>
      <PageHead title={t('watch.title')} note={watch.data && t('watch.note', { period: watch.data.period })}>
        <SelectField
          label={t('watch.month')}
          all={periods[0] ?? t('list.all')}
          value={filters.period}
          options={periods.slice(1).map((period) => ({ value: period, label: period }))}
          onChange={(period) => change({ period })}
        />
      </PageHead>
      <Answer of={watch}>{(view) => <Board view={view} />}</Answer>
    </>
  )
}

function Board({ view }: { view: WatchView }) {
  return (
    <>
      <Indicators view={view} />
      <Warnings view={view} />
      <Budget period={view.period} />
      <OutlookCharts outlook={view.outlook} />
    </>
  )
}
