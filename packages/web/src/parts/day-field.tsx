// The one day field. A day is typed as yyyy-MM-dd (20260131 and 2026/1/31 are understood); the button opens the browser's
// own calendar. Ant Design's picker is not used here: a typed day is quicker, and the browser's calendar speaks to screen readers.
import { CalendarOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDay, readDay } from '../format/days.ts'

interface DayFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (day: string | undefined) => void
}

export function DayField({ label, value, onChange }: DayFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  const typed = readDay(text)
  const wrong = typed !== '' && !isDay(typed)
  const commit = () => {
    if (wrong) return
    setText(typed)
    if (typed !== (value ?? '')) onChange(typed || undefined)
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        className="day-input"
        value={text}
        placeholder="yyyy-MM-dd"
        inputMode="numeric"
        maxLength={11}
        status={wrong ? 'error' : ''}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onPressEnter={commit}
        suffix={<Calendar label={`${label}:${t('settlements.pickDay')}`} value={value} onPick={onChange} />}
      />
      {wrong && (
        <span id={`${id}-wrong`} className="field-wrong" role="alert">
          {t('settlements.badDay')}
        </span>
      )}
    </div>
  )
}

function Calendar(props: { label: string; value: string | undefined; onPick: (day: string | undefined) => void }) {
  const { label, value, onPick } = props
  const input = useRef<HTMLInputElement>(null)
  return (
    <span className="calendar">
      <button type="button" className="plain" aria-label={label} onClick={() => input.current?.showPicker()}>
        <CalendarOutlined aria-hidden="true" />
      </button>
      <input
        ref={input}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={value ?? ''}
        onChange={(event) => onPick(event.target.value || undefined)}
      />
    </span>
  )
}
