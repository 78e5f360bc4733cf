// The filters of the cases of a month, kept in the address.
import type { PaymentSheetView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../api/session.ts'
import type { Filters } from '../../parts/address.ts'
import { useLanguage } from '../../parts/language.ts'
import { SelectField } from '../../parts/select-field.tsx'
import { CommittedField } from '../clearings/filters.tsx'

export const CASE_FILTERS = ['provider', 'rule', 'insurance', 'code', 'sort'] as const
type Name = (typeof CASE_FILTERS)[number]

const RULES = ['normal', 'low', 'high', 'ungrouped', 'itemised', 'bed_day', 'review'] as const
const SORTS = ['newest', 'cost', 'due', 'gain', 'loss'] as const

interface FilterProps {
  readonly filters: Filters<Name>
  readonly change: (next: Filters<Name>) => void
  readonly clear: () => void
  readonly sheets: readonly PaymentSheetView[]
}

export function CaseFilters({ filters, change, clear, sheets }: FilterProps) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  const { provider } = useSignedIn()
  const set = (key: Name) => (value: string | undefined) => change({ [key]: value } as Filters<Name>)
  return (
    <search className="filters" aria-label={t('list.filters')}>
      {provider === '' && (
        <SelectField
          label={t('clearing.providerName')}
          value={filters.provider}
          width={220}
          options={sheets.map((sheet) => ({ value: sheet.provider, label: sheet.providerName }))}
          onChange={set('provider')}
        />
      )}
      <SelectField
        label={t('payment.rule')}
        value={filters.rule}
        options={RULES.map((value) => ({ value, label: t(`payment.ruleNames.${value}`) }))}
        onChange={set('rule')}
      />
      <SelectField
        label={t('payment.insurance')}
        value={filters.insurance}
        options={[
          { value: 'employee', label: name('scheme', 'employee', '职工') },
          { value: 'resident', label: name('scheme', 'resident', '居民') },
        ]}
        onChange={set('insurance')}
      />
      <CommittedField label={t('payment.group')} value={filters.code} fits={/^.{1,50}$/} onChange={set('code')} />
      <SelectField
        label={t('payment.sort')}
        value={filters.sort}
        all={t('payment.sorts.newest')}
        options={SORTS.slice(1).map((value) => ({ value, label: t(`payment.sorts.${value}`) }))}
        onChange={set('sort')}
      />
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    </search>
  )
}
