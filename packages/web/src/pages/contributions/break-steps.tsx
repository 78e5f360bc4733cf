// The next steps of one break, each with a note.
import type { BreakView } from '@yibao/contract/rest'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBreakStep } from '../../api/contribution-queries.ts'

const NEXT: Readonly<
  Record<string, readonly { to: 'explained' | 'corrected' | 'closed'; word: 'explain' | 'correct' | 'close' }[]>
> = {
  open: [{ to: 'explained', word: 'explain' }],
  explained: [
    { to: 'corrected', word: 'correct' },
    { to: 'closed', word: 'close' },
  ],
  corrected: [{ to: 'closed', word: 'close' }],
}

export function BreakSteps({ row }: { row: BreakView }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const step = useBreakStep()
  const ways = NEXT[row.state] ?? []
  if (ways.length === 0) return null
  const said = note.trim()
  return (
    <div className="filters">
      <Input
        size="small"
        style={{ width: 110 }}
        value={note}
        maxLength={200}
        aria-label={t('contribution.opinion')}
        placeholder={t('contribution.opinion')}
        onChange={(event) => setNote(event.target.value)}
      />
      {ways.map(({ to, word }) => (
        <Button
          key={to}
          size="small"
          disabled={said === ''}
          loading={step.isPending && step.variables.to === to}
          onClick={() => step.mutate({ breakNo: row.breakNo, to, note: said })}
        >
          {t(`contribution.${word}`)}
        </Button>
      ))}
      {step.error && <span role="alert">{step.error.message}</span>}
    </div>
  )
}
