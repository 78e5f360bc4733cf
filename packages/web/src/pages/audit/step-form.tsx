// The form of a step, for one case or many: what is decided, why, with which files; and what became of each.
import type { AuditStepResult } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAuditSteps, useUndoDeduction } from '../../api/audit-queries.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { SelectField } from '../../parts/select-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { asksOf, isStep, REASONS, STEPS, type Step } from './steps.ts'

interface StepFormProps {
  readonly ids: readonly string[]
  /** What may be done; never empty. */
  readonly may: readonly Step[]
  /** Lines of one case as somebody put them right. */
  readonly lines?: readonly { readonly no: number; readonly amountFen: number }[] | undefined
  /** A model's clue: no line was found, so that whoever decides may say "all of it". */
  readonly ofModel?: boolean
  readonly onDone?: () => void
  readonly onStep?: (step: Step) => void
}

export function StepForm({ ids, may, lines, ofModel = false, onDone, onStep }: StepFormProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Step>()
  const step = asked && may.includes(asked) ? asked : may[0]!
  const [note, setNote] = useState('')
  const [reason, setReason] = useState<string>()
  const [way, setWay] = useState<'deduction' | 'repayment'>('deduction')
  const [what, setWhat] = useState<Scope>('lines')
  const [files, setFiles] = useState<readonly File[]>([])
  const send = useAuditSteps()
  const undo = useUndoDeduction(ids[0] ?? '')
  const asks = asksOf(step)
  const submit = () => {
    const said = { note, ...(asks === 'reason' && { reason: reason ?? '' }) }
    const after = { onSuccess: () => onDone?.() }
    if (step === 'reverse') return undo.mutate({ note, reason: reason ?? '' }, after)
    const isWhole = ofModel && what === 'whole'
    const decision = step === 'uphold' && {
      by: way,
      ...(isWhole ? { whole: true } : ids.length === 1 && lines && { lines }),
    }
    const sent = asks === 'evidence' ? files : []
    send.mutate({ hands: STEPS[step].hands, ids, files: sent, body: { step, ...said, ...decision } }, after)
  }
  const error = send.error ?? undo.error
  return (
    <div className="stack">
      {error && <Alert className="notice" type="error" showIcon role="alert" title={error.message} />}
      <div className="filters">
        <ChoiceField
          label={t('audit.step')}
          value={step}
          width={210}
          options={may.map((value) => ({ value, label: t(`audit.steps.${value}`) }))}
          onChange={(next) => {
            setAsked(next)
            onStep?.(next)
          }}
        />
        {asks === 'reason' && (
          <SelectField
            label={t('audit.reason')}
            value={reason}
            all={t('audit.pickReason')}
            width={190}
            options={REASONS.map((value) => ({ value, label: t(`audit.reasons.${value}`) }))}
            onChange={setReason}
          />
        )}
        {step === 'uphold' && <Way value={way} onChange={setWay} />}
        {step === 'uphold' && ofModel && <What value={what} onChange={setWhat} />}
        <TextField label={t('audit.noteLabel')} value={note} onChange={setNote} width={320} max={500} />
        {asks === 'evidence' && <Files onChange={setFiles} />}
        <Button type="primary" loading={send.isPending || undo.isPending} disabled={ids.length === 0} onClick={submit}>
          {t('audit.send')}
        </Button>
      </div>
      {send.data && <Results of={send.data} />}
    </div>
  )
}

type Paid = 'deduction' | 'repayment'

function Way({ value, onChange }: { value: Paid; onChange: (value: Paid) => void }) {
  const { t } = useTranslation()
  return (
    <ChoiceField<Paid>
      label={t('flow.by')}
      value={value}
      width={190}
      options={[
        { value: 'deduction', label: t('flow.byDeduction') },
        { value: 'repayment', label: t('flow.byRepayment') },
      ]}
      onChange={onChange}
    />
  )
}

type Scope = 'whole' | 'lines'

function What({ value, onChange }: { value: Scope; onChange: (value: Scope) => void }) {
  const { t } = useTranslation()
  return (
    <ChoiceField<Scope>
      label={t('audit.clue.what')}
      value={value}
      width={210}
      options={[
        { value: 'lines', label: t('audit.clue.byLines') },
        { value: 'whole', label: t('audit.clue.whole') },
      ]}
      onChange={onChange}
    />
  )
}

const FILES_MAX = 5

function Files({ onChange }: { onChange: (files: readonly File[]) => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('audit.evidence')}</label>
      <input
        id={id}
        type="file"
        multiple
        accept="application/pdf,image/jpeg,image/png,text/plain"
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange([...(event.target.files ?? [])].slice(0, FILES_MAX))}
      />
      <span id={`${id}-hint`} className="quiet">
        {t('audit.evidenceHint')}
      </span>
    </div>
  )
}

/** Announced when it comes: of many rows most are done, and those that are not say why. */
function Results({ of: { done, refused, results } }: { of: AuditStepResult }): ReactNode {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const told = results.filter(({ ok, message }) => !ok || message !== '')
  return (
    <div role="status" className="audit-results">
      <strong>{t('audit.results', { done, refused })}</strong>
      {told.length > 0 && (
        <ul>
          {told.map(({ id, ok, message, stateTitle }) => (
            <li key={id}>
              <span className="mono">{id}</span> {ok ? either(stateTitle.zh, stateTitle.en) : t('audit.notDone')}：
              {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export const stepsAmong = (words: readonly string[]): Step[] => words.filter(isStep)
