// A choice that has always one of its values: a label that is tied to Ant Design's select.
import { Select } from 'antd'
import { useId } from 'react'

interface ChoiceFieldProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
  readonly width?: number
}

export function ChoiceField<V extends string>({ label, value, options, onChange, width = 160 }: ChoiceFieldProps<V>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Select<V>
        id={id}
        style={{ width }}
        value={value}
        options={[...options]}
        onChange={onChange}
        popupMatchSelectWidth={false}
      />
    </div>
  )
}
