// The one choice field: a label that is tied to Ant Design's select, and "all" as the empty choice.
import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

interface SelectFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | undefined) => void
  /** The word for no choice. */
  readonly all?: string
  readonly width?: number
}

export function SelectField({ label, value, options, onChange, all, width = 140 }: SelectFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        style={{ width }}
        value={value ?? ''}
        options={[{ value: '', label: all ?? t('list.all') }, ...options]}
        onChange={(next) => onChange(next === '' ? undefined : next)}
        popupMatchSelectWidth={false}
      />
    </div>
  )
}
