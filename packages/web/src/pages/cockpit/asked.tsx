// What the cockpit is asked for, in the address: a period and an area; and how far the history is that answers.
import type { CockpitView, LakeView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { thousands } from '../../format/money.ts'
import { type Filters, useFilters } from '../../parts/address.ts'
import { DayField } from '../../parts/day-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { SelectField } from '../../parts/select-field.tsx'

const NAMES = ['from', 'to', 'area'] as const
export type CockpitFilter = (typeof NAMES)[number]

export const useAsked = () => useFilters(NAMES)

interface AskedBarProps {
  readonly shown: Pick<CockpitView, 'from' | 'to'>
  readonly areas: CockpitView['areas']
  readonly filters: Filters<CockpitFilter>
  readonly change: (next: Filters<CockpitFilter>) => void
  readonly clear: () => void
}

export function AskedBar({ shown, areas, filters, change, clear }: AskedBarProps) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const year = shown.to.slice(0, 4)
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <DayField label={t('cockpit.from')} value={filters.from ?? shown.from} onChange={(from) => change({ from })} />
      <DayField label={t('cockpit.to')} value={filters.to ?? shown.to} onChange={(to) => change({ to })} />
      {areas.length > 1 && (
        <SelectField
          label={t('cockpit.area')}
          value={filters.area}
          all={t('cockpit.wholeArea')}
          options={areas.map(({ code, name, nameEn }) => ({ value: code, label: either(name, nameEn) }))}
          onChange={(area) => change({ area })}
        />
      )}
      <Button onClick={() => change({ from: `${shown.to.slice(0, 7)}-01`, to: shown.to })}>{t('cockpit.month')}</Button>
      <Button onClick={() => change({ from: `${year}-01-01`, to: shown.to })}>{t('cockpit.year')}</Button>
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    </search>
  )
}

/** Figures without their moment would be rumours. */
export function LakeNotice({ lake }: { lake: LakeView }) {
  const { t } = useTranslation()
  if (lake.broken) return <Alert className="notice" type="error" showIcon role="alert" title={t('cockpit.broken')} />
  if (lake.batch === 0) return <Alert className="notice" type="info" showIcon title={t('cockpit.nothingYet')} />
  const notes = [
    lake.waiting > 0 && t('cockpit.behind', { n: thousands(lake.waiting), seconds: thousands(lake.lagSeconds) }),
    lake.parked > 0 && t('cockpit.parked', { n: thousands(lake.parked) }),
  ].filter((note) => note !== false)
  return notes.length === 0 ? null : <p className="lake-note quiet">{notes.join(' ')}</p>
}
