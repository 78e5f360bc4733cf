// The filters of the list of settlements. Each change is at once in the address.
import { Button, Input } from 'antd'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../api/session.ts'
import type { Filters } from '../../parts/address.ts'
import { DayField } from '../../parts/day-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { SelectField } from '../../parts/select-field.tsx'
import type { SettlementFilter } from './filters.ts'
import { levelNames, schemeNames, settingNames, stateNames } from './words.ts'

interface FilterBarProps {
  readonly filters: Filters<SettlementFilter>
  readonly change: (next: Filters<SettlementFilter>) => void
  readonly clear: () => void
}

export function FilterBar({ filters, change, clear }: FilterBarProps) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  // Who works for one institution sees no other.
  const { provider } = useSignedIn()
  const optionsOf = (group: string, names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, title]) => ({ value, label: name(group, value, title) }))
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <DayField label={t('settlements.from')} value={filters.from} onChange={(from) => change({ from })} />
      <DayField label={t('settlements.to')} value={filters.to} onChange={(to) => change({ to })} />
      <SelectField
        label={t('settlements.scheme')}
        value={filters.scheme}
        options={optionsOf('scheme', schemeNames)}
        onChange={(scheme) => change({ scheme })}
      />
      <SelectField
        label={t('settlements.setting')}
        value={filters.setting}
        options={optionsOf('setting', settingNames)}
        onChange={(setting) => change({ setting })}
      />
      <SelectField
        label={t('settlements.stateLabel')}
        value={filters.state}
        options={optionsOf('settlementState', stateNames)}
        onChange={(state) => change({ state })}
      />
      {provider === '' && (
        <SelectField
          label={t('settlement.level')}
          value={filters.level}
          options={optionsOf('level', levelNames)}
          onChange={(level) => change({ level })}
        />
      )}
      <TextField label={t('settlements.person')} value={filters.person} onChange={(person) => change({ person })} />
      {provider === '' && (
        <TextField
          label={t('settlements.provider')}
          value={filters.provider}
          onChange={(provider) => change({ provider })}
        />
      )}
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    </search>
  )
}

interface TextFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

function TextField({ label, value, onChange }: TextFieldProps) {
  const id = useId()
  const [text, setText] = useState(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  const commit = () => {
    if (text.trim() !== (value ?? '')) onChange(text.trim() || undefined)
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        className="code-input"
        value={text}
        maxLength={30}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onPressEnter={commit}
        allowClear={false}
      />
    </div>
  )
}
