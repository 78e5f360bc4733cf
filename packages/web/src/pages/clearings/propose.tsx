// 提出清算: one institution's month from the books, with the deposit that the rules of the month say.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ClearingProposalBody, DoneView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call } from '../../api/call.ts'
import { Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'

/** Month 13 is the year's clearing. */
const MONTH = /^\d{4}-(0[1-9]|1[0-3])$/
/** 保证金不超过20%; the rules of most areas say 5 % at most. */
const RATE = /^(1?\d|20)(\.\d{1,2})?$/

export function Propose() {
  const { t } = useTranslation()
  const go = useNavigate()
  const client = useQueryClient()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [provider, setProvider] = useState('')
  const [month, setMonth] = useState('')
  const [rate, setRate] = useState('5')
  const [exOfficio, setExOfficio] = useState('')
  const run = useMutation({
    mutationFn: (body: ClearingProposalBody) => call<DoneView>('/clearings', { method: 'POST', body }),
    onSuccess: async ({ id }) => {
      setKey(crypto.randomUUID())
      await client.invalidateQueries()
      await go(`/clearings/${id}`)
    },
  })
  const isReady = provider.trim() !== '' && MONTH.test(month.trim()) && RATE.test(rate.trim())
  const send = () => {
    const depositRateBp = Math.round(Number(rate.trim()) * 100)
    run.mutate({ key, provider: provider.trim(), month: month.trim(), depositRateBp, exOfficio: exOfficio.trim() })
  }
  return (
    <Section title={t('clearing.propose')} note={t('clearing.proposeNote')}>
      <div className="filters">
        <TextField label={t('clearing.provider')} value={provider} max={50} onChange={setProvider} />
        <TextField label={t('clearing.month')} value={month} max={7} width={110} hint="2026-05" onChange={setMonth} />
        <TextField
          label={`${t('clearing.depositRate')} (%)`}
          value={rate}
          max={5}
          width={110}
          numeric
          onChange={setRate}
        />
        <TextField
          label={t('clearing.exOfficio')}
          value={exOfficio}
          max={160}
          width={240}
          hint={t('clearing.exOfficioHint')}
          onChange={setExOfficio}
        />
        <Button type="primary" disabled={!isReady} loading={run.isPending} onClick={send}>
          {t('clearing.stepNames.propose')}
        </Button>
      </div>
      {run.error && <Alert type="error" showIcon role="alert" title={run.error.message} />}
    </Section>
  )
}
