// The next step of a transfer: what the form says, what arrived, or the reason to send it back.
import type { PaidStretchBody, TransferStepBody, TransferView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTransferStep } from '../../api/transfer-queries.ts'
import { fenOf, yuan } from '../../format/money.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Section } from '../../parts/page.tsx'
import { Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

type Step = TransferStepBody['step']
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export function NextStep({ view }: { view: TransferView }) {
  const { t } = useTranslation()
  const [first = 'accept'] = view.may
  const [chosen, setChosen] = useState<Step>(first)
  const step = view.may.includes(chosen) ? chosen : first
  const sending = useTransferStep(view.id)
  return (
    <Section title={t('transfer.next')} note={t(`transfer.hints.${step}`)}>
      <div className="filters">
        <ChoiceField<Step>
          label={t('transfer.step')}
          value={step}
          options={view.may.map((value) => ({ value, label: t(`transfer.steps.${value}`) }))}
          onChange={setChosen}
          width={190}
        />
      </div>
      <StepForm key={step} step={step} view={view} isPending={sending.isPending} send={sending.mutate} />
      {sending.error && <Failed error={sending.error} />}
    </Section>
  )
}

interface FormProps {
  readonly step: Step
  readonly view: TransferView
  readonly isPending: boolean
  readonly send: (body: TransferStepBody) => void
}

function StepForm({ step, view, isPending, send }: FormProps) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [amount, setAmount] = useState(step === 'form' && view.balanceFen > 0 ? yuan(view.balanceFen) : '')
  const [lastMonth, setLastMonth] = useState('')
  const [rows, setRows] = useState<readonly PaidStretchBody[]>(
    view.stretches.length > 0 ? view.stretches : [{ scheme: view.scheme, from: '', until: '' }],
  )
  const said = note.trim()
  const asksMoney = step === 'form' || step === 'close'
  const amountFen = fenOf(amount === '' ? '0' : amount)
  const needsNote = step === 'reject' || step === 'reverse' || (step === 'close' && view.balanceFen > 0)
  const isWhole =
    (!needsNote || said !== '') &&
    (!asksMoney || amountFen !== undefined) &&
    (step !== 'certify' || MONTH.test(lastMonth)) &&
    (step !== 'form' || rows.every(({ from, until }) => MONTH.test(from) && MONTH.test(until)))
  const body = (): TransferStepBody => ({
    step,
    ...(said && { note: said }),
    ...(asksMoney && amountFen !== undefined && { amountFen }),
    ...(step === 'certify' && { lastMonth }),
    ...(step === 'form' && { stretches: rows.map(({ scheme, from, until }) => ({ scheme, from, until })) }),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole) send(body())
      }}
    >
      {step === 'form' && <Months rows={rows} change={setRows} />}
      <div className="filters">
        {step === 'certify' && (
          <TextField
            label={t('transfer.lastMonth')}
            hint="2026-05"
            value={lastMonth}
            max={7}
            width={130}
            onChange={setLastMonth}
          />
        )}
        {asksMoney && (
          <TextField
            label={t(step === 'form' ? 'transfer.balanceTold' : 'transfer.amount')}
            value={amount}
            max={14}
            width={150}
            numeric
            onChange={setAmount}
          />
        )}
        <TextField
          label={t(step === 'close' ? 'transfer.voucher' : needsNote ? 'transfer.why' : 'window.remark')}
          value={note}
          max={200}
          width={240}
          onChange={setNote}
        />
        <Button type="primary" htmlType="submit" disabled={!isWhole} loading={isPending}>
          {t(`transfer.steps.${step}`)}
        </Button>
      </div>
    </form>
  )
}

interface MonthsProps {
  readonly rows: readonly PaidStretchBody[]
  readonly change: (rows: readonly PaidStretchBody[]) => void
}

/** 缴费月份, stretch by stretch as the form has them. */
function Months({ rows, change }: MonthsProps) {
  const { t } = useTranslation()
  const set = (at: number, more: Partial<PaidStretchBody>) => change(rows.with(at, { ...rows[at]!, ...more }))
  return (
    <>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no other name than their place
        <div className="filters" key={at}>
          <ChoiceField<PaidStretchBody['scheme']>
            label={t('window.scheme')}
            value={row.scheme}
            options={(['employee', 'resident'] as const).map((value) => ({
              value,
              label: t(`window.schemes.${value}`),
            }))}
            onChange={(scheme) => set(at, { scheme })}
            width={100}
          />
          <TextField
            label={t('transfer.firstMonth')}
            hint="2022-01"
            value={row.from}
            max={7}
            width={120}
            onChange={(from) => set(at, { from })}
          />
          <TextField
            label={t('transfer.finalMonth')}
            hint="2026-03"
            value={row.until}
            max={7}
            width={120}
            onChange={(until) => set(at, { until })}
          />
          {rows.length > 1 && (
            <Button onClick={() => change(rows.filter((_, each) => each !== at))}>{t('transfer.dropMonths')}</Button>
          )}
        </div>
      ))}
      <Button onClick={() => change([...rows, { scheme: rows[0]?.scheme ?? 'employee', from: '', until: '' }])}>
        {t('transfer.moreMonths')}
      </Button>
    </>
  )
}
