// The one text field of forms: a label that is tied to its input, and what is wrong with it in words.
import { Input } from 'antd'
import { useId } from 'react'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly width?: number
  readonly max?: number
  readonly hint?: string
  readonly numeric?: boolean
}

export function TextField({ label, value, onChange, width = 180, max = 100, hint, numeric = false }: TextFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        style={{ width, maxWidth: '100%' }}
        value={value}
        maxLength={max}
        {...(numeric && { inputMode: 'decimal' as const })}
        {...(hint && { placeholder: hint })}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
