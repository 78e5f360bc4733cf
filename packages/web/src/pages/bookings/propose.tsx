// 提出记账: event, fund, area, amount and document; nothing is sent before all of it is there.
import type { BookingPage } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProposeBooking } from '../../api/booking-queries.ts'
import { fenOf } from '../../format/money.ts'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { TextField } from '../../parts/text-field.tsx'

const EMPTY = { kind: '', fund: '', receiver: '', area: '', amount: '', document: '', note: '' }

type Name = keyof typeof EMPTY

export function Propose({ page }: { page: BookingPage }) {
  const { t } = useTranslation()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [form, setForm] = useState(EMPTY)
  const run = useProposeBooking(() => {
    setKey(crypto.randomUUID())
    setForm(EMPTY)
  })
  const set = (name: Name) => (value: string | undefined) => setForm({ ...form, [name]: value ?? '' })
  const needsReceiver = page.kinds.find(({ kind }) => kind === form.kind)?.needsReceiver ?? false
  const amountFen = fenOf(form.amount) ?? 0
  const isWhole = [form.kind, form.fund, form.area, form.document.trim()].every((each) => each !== '')
  const isReady = isWhole && amountFen > 0 && (!needsReceiver || form.receiver !== '')
  const send = () => {
    const { kind, fund, area, document, note, receiver } = form
    const receiving = needsReceiver ? { receiver } : {}
    run.mutate({ key, kind, fund, area, document: document.trim(), note, amountFen, ...receiving })
  }
  return (
    <Section title={t('booking.propose')}>
      <div className="filters">
        <Choices page={page} form={form} set={set} needsReceiver={needsReceiver} />
        <TextField
          label={t('booking.amount')}
          value={form.amount}
          max={16}
          width={140}
          numeric
          onChange={set('amount')}
        />
        <TextField label={t('booking.document')} value={form.document} max={60} onChange={set('document')} />
        <TextField label={t('booking.words')} value={form.note} max={200} width={240} onChange={set('note')} />
        <Button type="primary" disabled={!isReady} loading={run.isPending} onClick={send}>
          {t('booking.send')}
        </Button>
      </div>
      {run.error && <Alert type="error" showIcon role="alert" title={run.error.message} />}
    </Section>
  )
}

interface ChoicesProps {
  readonly page: BookingPage
  readonly form: typeof EMPTY
  readonly set: (name: Name) => (value: string | undefined) => void
  readonly needsReceiver: boolean
}

function Choices({ page: { kinds, funds, areas }, form, set, needsReceiver }: ChoicesProps) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const fundOptions = funds.map((each) => ({ value: each.fund, label: either(each.title, each.titleEn) }))
  const wide = { all: t('booking.choose'), width: 220 }
  return (
    <>
      <SelectField
        label={t('booking.kind')}
        value={form.kind}
        options={kinds.map(({ kind, title, titleEn }) => ({ value: kind, label: either(title, titleEn) }))}
        onChange={set('kind')}
        {...wide}
      />
      <SelectField label={t('booking.fund')} value={form.fund} options={fundOptions} onChange={set('fund')} {...wide} />
      {needsReceiver && (
        <SelectField
          label={t('booking.receiver')}
          value={form.receiver}
          options={fundOptions.filter(({ value }) => value !== form.fund)}
          onChange={set('receiver')}
          {...wide}
        />
      )}
      <SelectField
        label={t('booking.area')}
        value={form.area}
        options={areas.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
        onChange={set('area')}
        all={t('booking.choose')}
      />
    </>
  )
}
