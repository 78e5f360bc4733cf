// What belongs to one refund: payee, way of payment, steps with their hands, and the next step for whoever may take it.
import type { CreditRefundView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStep } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { TextField } from '../../parts/text-field.tsx'
import { type StepWord, stepOf } from './words.ts'

export function Said({ row }: { row: CreditRefundView }) {
  const { t } = useTranslation()
  return (
    <div className="stack">
      <span>
        {t('refund.payee')} {row.payerName} ·{' '}
        {t(`refund.from.${row.paidFrom === 'treasury' ? 'treasury' : 'expenditure'}`)}
        {row.paidOn !== null && ` · ${t('refund.paidOn')} ${row.paidOn}`}
      </span>
      <span className="quiet">
        {row.steps
          .map(({ step, by, at, note }) =>
            `${t(`refund.steps.${stepOf(step)}`)} ${by} ${at.slice(0, 16)} ${note}`.trim(),
          )
          .join(' · ')}
      </span>
      <Next row={row} />
    </div>
  )
}

interface Way {
  readonly path: string
  readonly word: StepWord
  readonly permission: string
  readonly from: readonly string[]
}
const WAYS: readonly Way[] = [
  { path: 'review', word: 'review', permission: 'contribution:approve', from: ['applied'] },
  { path: 'approval', word: 'approve', permission: 'contribution:approve', from: ['reviewed'] },
  { path: 'payment', word: 'pay', permission: 'payout:pay', from: ['approved', 'returned'] },
  { path: 'return', word: 'return', permission: 'payout:pay', from: ['paid'] },
  { path: 'withdrawal', word: 'withdraw', permission: 'contribution:handle', from: ['applied', 'reviewed'] },
  { path: 'revocation', word: 'revoke', permission: 'contribution:approve', from: ['approved', 'returned'] },
]
const FORWARD: readonly StepWord[] = ['review', 'approve', 'pay']
const NEEDS_NOTE: readonly StepWord[] = ['pay', 'return', 'revoke']

function Next({ row }: { row: CreditRefundView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [note, setNote] = useState('')
  const step = useStep(`/contributions/credit-refunds/${encodeURIComponent(row.id)}`)
  const ways = WAYS.filter(
    ({ from, permission }) => from.includes(row.state) && (permissions as readonly string[]).includes(permission),
  )
  if (ways.length === 0) return null
  return (
    <div className="filters">
      <TextField label={t('refund.noteLabel')} value={note} max={200} width={240} onChange={setNote} />
      {ways.map(({ path, word }) => (
        <Button
          key={path}
          type={FORWARD.includes(word) ? 'primary' : 'default'}
          disabled={NEEDS_NOTE.includes(word) && note.trim().length < 2}
          loading={step.isPending && step.variables.step === path}
          onClick={() => step.mutate({ step: path, body: { note: note.trim() } }, { onSuccess: () => setNote('') })}
        >
          {t(`refund.steps.${word}`)}
        </Button>
      ))}
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
    </div>
  )
}
