// 待认领退费 of one piece of money: proposed with a reason by one, its payment entered with the bank's reference by another.
import type { ArrivalView } from '@yibao/contract/rest'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSuspenseRefund } from '../../api/refund-queries.ts'

export function SuspenseRefund({ row }: { row: ArrivalView }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const refund = useSuspenseRefund()
  if (row.state !== 'suspense') return null
  const said = note.trim()
  const send = (pays: boolean) => refund.mutate({ arrivalNo: row.arrivalNo, note: said, pays })
  return (
    <div className="filters">
      <Input
        size="small"
        style={{ width: 130 }}
        value={note}
        maxLength={60}
        aria-label={`${t('refund.noteLabel')} ${row.arrivalNo}`}
        placeholder={t('refund.noteLabel')}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button size="small" disabled={said === ''} loading={refund.isPending} onClick={() => send(false)}>
        {t('refund.propose')}
      </Button>
      <Button size="small" disabled={said === ''} loading={refund.isPending} onClick={() => send(true)}>
        {t('refund.pay')}
      </Button>
      {refund.error && <span role="alert">{refund.error.message}</span>}
    </div>
  )
}
