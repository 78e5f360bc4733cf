// The next step of one booking: posted by another, withdrawn before; what is posted is reversed by two, with the reason.
import type { BookingPage } from '@yibao/contract/rest'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BookingWay, useDecideBooking } from '../../api/booking-queries.ts'
import { useSignedIn } from '../../api/session.ts'

type Row = BookingPage['rows'][number]

interface Way {
  readonly way: BookingWay
  readonly word: 'post' | 'withdraw' | 'ask' | 'reverse' | 'keep'
  readonly permission: 'booking:approve' | 'booking:propose'
  readonly from: string
}
const WAYS: readonly Way[] = [
  { way: 'posting', word: 'post', permission: 'booking:approve', from: 'proposed' },
  { way: 'withdrawal', word: 'withdraw', permission: 'booking:propose', from: 'proposed' },
  { way: 'reversal-request', word: 'ask', permission: 'booking:propose', from: 'posted' },
  { way: 'reversal', word: 'reverse', permission: 'booking:approve', from: 'reversing' },
  { way: 'reversal-withdrawal', word: 'keep', permission: 'booking:propose', from: 'reversing' },
]

/** Who proposed is told by the platform that another must post; the button stands for whoever may. */
export function BookingSteps({ row }: { row: Row }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [note, setNote] = useState('')
  const run = useDecideBooking(row.id)
  const ways = WAYS.filter(({ from, permission }) => from === row.state && permissions.includes(permission))
  if (ways.length === 0) return null
  const isAsking = row.state === 'posted'
  return (
    <div className="filters">
      {isAsking && (
        <Input
          size="small"
          style={{ width: 120 }}
          value={note}
          maxLength={200}
          aria-label={`${t('booking.reason')} ${row.document}`}
          placeholder={t('booking.reason')}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {ways.map(({ way, word }) => (
        <Button
          key={way}
          size="small"
          type={word === 'post' || word === 'reverse' ? 'primary' : 'default'}
          disabled={isAsking && note.trim().length < 4}
          loading={run.isPending && run.variables.way === way}
          onClick={() => run.mutate({ way, note: note.trim() }, { onSuccess: () => setNote('') })}
        >
          {t(`booking.${word}`)}
        </Button>
      ))}
      {run.error && <Alert type="error" showIcon role="alert" title={run.error.message} />}
    </div>
  )
}
