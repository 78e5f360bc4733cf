// The filters of the list of clearings, kept in the address.
import { Button, Input } from 'antd'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../api/session.ts'
import type { Filters } from '../../parts/address.ts'
import { SelectField } from '../../parts/select-field.tsx'
import { CLEARING_STATES } from './words.ts'

export const NAMES = ['month', 'state', 'provider', 'area'] as const
type Name = (typeof NAMES)[number]

interface FilterProps {
  readonly filters: Filters<Name>
  readonly change: (next: Filters<Name>) => void
  readonly clear: () => void
}

export function ClearingFilters({ filters, change, clear }: FilterProps) {
  const { t } = useTranslation()
  const { provider } = useSignedIn()
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <CommittedField
        label={t('clearing.month')}
        hint="2026-05"
        value={filters.month}
        fits={/^\d{4}-(0[1-9]|1[0-3])$/}
        onChange={(month) => change({ month } as Filters<Name>)}
      />
      <SelectField
        label={t('clearing.state')}
        value={filters.state}
        options={CLEARING_STATES.map((value) => ({ value, label: t(`clearing.states.${value}`) }))}
        onChange={(state) => change({ state } as Filters<Name>)}
      />
      {provider === '' && (
        <>
          <CommittedField
            label={t('clearing.provider')}
            value={filters.provider}
            fits={/^.{1,50}$/}
            onChange={(code) => change({ provider: code } as Filters<Name>)}
          />
          <CommittedField
            label={t('clearing.area')}
            hint={t('clearing.areaHint')}
            value={filters.area}
            fits={/^\d{2,6}$/}
            onChange={(area) => change({ area } as Filters<Name>)}
          />
        </>
      )}
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    </search>
  )
}

interface CommittedProps {
  readonly label: string
  readonly hint?: string
  readonly value: string | undefined
  readonly fits: RegExp
  readonly onChange: (value: string | undefined) => void
}

/** Takes effect when it is finished and fits; what does not fit stays to be corrected, marked as wrong. */
export function CommittedField({ label, hint, value, fits, onChange }: CommittedProps) {
  const id = useId()
  const [text, setText] = useState(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  const said = text.trim()
  const isWrong = said !== '' && !fits.test(said)
  const commit = () => {
    if (!isWrong && said !== (value ?? '')) onChange(said || undefined)
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        className="code-input"
        value={text}
        maxLength={50}
        {...(hint && { placeholder: hint })}
        aria-invalid={isWrong}
        {...(isWrong && { status: 'error' as const })}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onPressEnter={commit}
      />
    </div>
  )
}
