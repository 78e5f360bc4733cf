// The filters of the pool. Each change is at once in the address.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../api/session.ts'
import type { Filters } from '../../parts/address.ts'
import { SelectField } from '../../parts/select-field.tsx'
import { TextField } from '../../parts/text-field.tsx'

export const CASE_FILTERS = [
  'kind',
  'clue',
  'rule',
  'provider',
  'severity',
  'month',
  'state',
  'min',
  'max',
  'overdue',
  'settlement',
  'person',
  'sort',
] as const
export type CaseFilter = (typeof CASE_FILTERS)[number]

const STATES = [
  'first_review',
  'second_review',
  'appeal',
  'final_review',
  'decided',
  'deducted',
  'rejected',
  'overturned',
  'reversed',
  'void',
] as const
const OF_PROVIDERS: readonly string[] = ['appeal', 'final_review', 'decided', 'deducted', 'overturned', 'reversed']
const SEVERITIES = ['definite', 'suspect', 'needs_evidence'] as const

interface PoolFiltersProps {
  readonly filters: Filters<CaseFilter>
  readonly change: (next: Filters<CaseFilter>) => void
  readonly clear: () => void
}

export function PoolFilters({ filters, change, clear }: PoolFiltersProps) {
  const { t } = useTranslation()
  const { provider } = useSignedIn()
  const states = STATES.filter((state) => provider === '' || OF_PROVIDERS.includes(state))
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <SelectField
        label={t('audit.state')}
        value={filters.state}
        width={150}
        options={states.map((value) => ({ value, label: t(`audit.states.${value}`) }))}
        onChange={(state) => change({ state } as Filters<CaseFilter>)}
      />
      <SelectField
        label={t('audit.severity')}
        value={filters.severity}
        width={130}
        options={SEVERITIES.map((value) => ({ value, label: t(`audit.severities.${value}`) }))}
        onChange={(severity) => change({ severity } as Filters<CaseFilter>)}
      />
      <Typed label={t('audit.ruleCode')} name="rule" filters={filters} change={change} width={110} />
      {provider === '' && <Typed label={t('audit.providerCode')} name="provider" filters={filters} change={change} />}
      <Typed
        label={t('audit.month')}
        name="month"
        filters={filters}
        change={change}
        width={110}
        hint={t('audit.monthHint')}
        pattern={/^\d{4}-(0[1-9]|1[0-2])$/}
      />
      <Typed label={t('audit.min')} name="min" filters={filters} change={change} width={110} pattern={AMOUNT} />
      <Typed label={t('audit.max')} name="max" filters={filters} change={change} width={110} pattern={AMOUNT} />
      <SelectField
        label={t('audit.overdue')}
        value={filters.overdue}
        width={110}
        options={[{ value: 'yes', label: t('audit.overdueOnly') }]}
        onChange={(overdue) => change({ overdue } as Filters<CaseFilter>)}
      />
      {Object.keys(filters).length > 0 && <Button onClick={clear}>{t('state.clearFilters')}</Button>}
    </search>
  )
}

const AMOUNT = /^\d{1,9}(\.\d{1,2})?$/

interface TypedProps {
  readonly label: string
  readonly name: CaseFilter
  readonly filters: Filters<CaseFilter>
  readonly change: (next: Filters<CaseFilter>) => void
  readonly width?: number
  readonly hint?: string
  /** Sent when it fits, or is empty again. */
  readonly pattern?: RegExp
}

const PAUSE_MS = 400

function Typed({ label, name, filters, change, width = 150, hint, pattern }: TypedProps) {
  const value = filters[name] ?? ''
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    const typed = text.trim()
    if (typed === value || (typed !== '' && pattern && !pattern.test(typed))) return
    const timer = setTimeout(() => change({ [name]: typed || undefined } as Filters<CaseFilter>), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, value, pattern, name, change])
  return <TextField label={label} value={text} onChange={setText} width={width} {...(hint && { hint })} />
}
