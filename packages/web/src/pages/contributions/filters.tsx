// Which list is shown, and its filters, kept in the address.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ContributionList } from '../../api/contribution-queries.ts'
import type { Filters } from '../../parts/address.ts'
import { SelectField } from '../../parts/select-field.tsx'
import { CommittedField } from '../clearings/filters.tsx'
import { ARRIVAL_STATES, BREAK_KINDS, BREAK_STATES, CHARGE_STATES, LISTS, PAYERS } from './words.ts'

export const NAMES = ['list', 'period', 'state', 'payer', 'kind'] as const
type Name = (typeof NAMES)[number]

interface FilterProps {
  readonly list: ContributionList
  readonly filters: Filters<Name>
  readonly change: (next: Filters<Name>) => void
  readonly clear: () => void
}

/** Another list has other filters. */
const NONE = { period: undefined, state: undefined, payer: undefined, kind: undefined } as unknown as Filters<Name>

export function ContributionFilters({ list, filters, change, clear }: FilterProps) {
  const { t } = useTranslation()
  const set = (name: Name) => (value: string | undefined) => change({ [name]: value } as Filters<Name>)
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <SelectField
        label={t('contribution.list')}
        value={list === 'charges' ? undefined : list}
        all={t('contribution.lists.charges')}
        options={LISTS.slice(1).map((value) => ({ value, label: t(`contribution.lists.${value}`) }))}
        onChange={(next) => change({ ...NONE, list: next } as Filters<Name>)}
      />
      {(list === 'charges' || list === 'receipts') && (
        <CommittedField
          label={t('contribution.period')}
          hint={t('contribution.periodHint')}
          value={filters.period}
          fits={/^\d{4}(-(0[1-9]|1[0-2]))?$/}
          onChange={set('period')}
        />
      )}
      <States list={list} value={filters.state} onChange={set('state')} />
      {list === 'charges' && (
        <SelectField
          label={t('contribution.payerKind')}
          value={filters.payer}
          options={PAYERS.map((value) => ({ value, label: t(`contribution.payers.${value}`) }))}
          onChange={set('payer')}
        />
      )}
      {list === 'breaks' && (
        <SelectField
          label={t('contribution.kind')}
          value={filters.kind}
          options={BREAK_KINDS.map((value) => ({ value, label: t(`contribution.kinds.${value}`) }))}
          onChange={set('kind')}
          width={180}
        />
      )}
      {Object.keys(filters).some((name) => name !== 'list') && (
        <Button onClick={clear}>{t('state.clearFilters')}</Button>
      )}
    </search>
  )
}

interface StateProps {
  readonly list: ContributionList
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

function States({ list, value, onChange }: StateProps) {
  const { t } = useTranslation()
  const options =
    list === 'charges'
      ? CHARGE_STATES.map((each) => ({ value: each, label: t(`contribution.chargeStates.${each}`) }))
      : list === 'arrivals'
        ? ARRIVAL_STATES.map((each) => ({ value: each, label: t(`contribution.arrivalStates.${each}`) }))
        : BREAK_STATES.map((each) => ({ value: each, label: t(`contribution.breakStates.${each}`) }))
  if (list === 'receipts') return null
  return <SelectField label={t('contribution.state')} value={value} options={options} onChange={onChange} />
}
