// What may be done with a batch now; giving up and reversing ask for the reason.
import type { BatchStep, BatchView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBatchStep } from '../../api/enrolment-queries.ts'
import { thousands } from '../../format/money.ts'
import { Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

export function BatchActions({ view }: { view: BatchView }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const step = useBatchStep(view.id)
  const said = note.trim()
  const asksWhy = view.may.includes('withdraw') || view.may.includes('reverse')
  const button = (name: BatchStep['step'], needsWhy: boolean, danger = false) =>
    view.may.includes(name) && (
      <Button
        type={name === 'confirm' ? 'primary' : 'default'}
        danger={danger}
        disabled={needsWhy && said === ''}
        loading={step.isPending && step.variables.step === name}
        onClick={() => step.mutate({ step: name, ...(said && { note: said }) }, { onSuccess: () => setNote('') })}
      >
        {t(`batch.${name}`)}
      </Button>
    )
  if (view.may.length === 0) return null
  return (
    <section className="card">
      {view.state === 'checked' && (
        <p>
          {view.may.includes('confirm')
            ? t('batch.notYet', { n: thousands(view.lines - view.faulty) })
            : t('batch.allFaulty')}
        </p>
      )}
      {view.may.includes('reverse') && <p className="quiet">{t('batch.reverseNote')}</p>}
      <div className="filters">
        {button('confirm', false)}
        {button('resume', false)}
        {asksWhy && <TextField label={t('batch.why')} value={note} max={200} width={260} onChange={setNote} />}
        {button('withdraw', true)}
        {button('reverse', true, true)}
      </div>
      {step.error && <Failed error={step.error} />}
    </section>
  )
}
