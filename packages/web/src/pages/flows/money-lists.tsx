// Lists of money on its way: each row with one line to say that it was paid or has come, by which reference.
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ReferenceProps {
  /** What the field is for, with the row it belongs to. */
  readonly label: string
  readonly action: string
  readonly pending: boolean
  readonly error: Error | null
  readonly initial?: string
  readonly onSend: (text: string) => void
  readonly isReady?: (text: string) => boolean
}

export function SendLine(props: ReferenceProps) {
  const { label, action, pending, error, onSend, initial = '', isReady = (text) => text.trim().length >= 2 } = props
  const [text, setText] = useState(initial)
  return (
    <div className="stack">
      <div className="line-edit">
        <Input
          aria-label={label}
          placeholder={label}
          style={{ width: 130 }}
          value={text}
          maxLength={60}
          onChange={(event) => setText(event.target.value)}
        />
        <Button loading={pending} disabled={!isReady(text)} onClick={() => onSend(text.trim())}>
          {action}
        </Button>
      </div>
      {error && <Alert type="error" showIcon role="alert" title={error.message} />}
    </div>
  )
}

export function Owed({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation()
  return (
    <p className="sums">
      <span>
        {label} <strong className="number">{text}</strong> {t('money.yuan')}
      </span>
    </p>
  )
}
