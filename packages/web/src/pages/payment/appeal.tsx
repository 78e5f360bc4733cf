// Group appeals of a case, each with its steps, groups and difference, and the next step for whoever may; the institution brings a new one.
import type { GroupAppealView, PaymentCaseView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsking } from '../../api/advance-queries.ts'
import { useStep } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { yuan } from '../../format/money.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'

export const APPEAL_STATES = ['applied', 'opined', 'accepted', 'refused', 'withdrawn'] as const
export type AppealStateWord = (typeof APPEAL_STATES)[number]
export const appealState = (text: string): AppealStateWord => APPEAL_STATES.find((each) => each === text) ?? 'applied'
export const APPEAL_TONES: Readonly<Record<AppealStateWord, Tone>> = {
  ...{ applied: 'wait', opined: 'wait', accepted: 'good', refused: 'bad', withdrawn: 'back' },
}
const KINDS = ['wrong_group', 'missing_diagnosis'] as const
type Kind = (typeof KINDS)[number]
const STEPS = ['apply', 'opine', 'decide', 'withdraw'] as const
const OPEN: readonly string[] = ['applied', 'opined']

export function Appeals({ view }: { view: PaymentCaseView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const mayAppeal = permissions.includes('clearing:confirm') && !view.appeals.some(({ state }) => OPEN.includes(state))
  if (view.appeals.length === 0 && !mayAppeal) return null
  return (
    <Section title={t('groupAppeal.title')} note={t('groupAppeal.note')}>
      {view.appeals.map((appeal) => (
        <Appeal key={appeal.id} appeal={appeal} />
      ))}
      {mayAppeal && <Propose view={view} />}
    </Section>
  )
}

export function Appeal({ appeal }: { appeal: GroupAppealView }) {
  const { t } = useTranslation()
  const state = appealState(appeal.state)
  const given = ({ code, name, dueFen }: GroupAppealView['before']) =>
    `${code} ${name}${dueFen === null ? '' : ` ${yuan(dueFen)}`}`
  const difference =
    appeal.adjustedFen === null ? (state === 'accepted' ? t('groupAppeal.noAdjusted') : '—') : yuan(appeal.adjustedFen)
  return (
    <article className="stack">
      <Facts
        rows={[
          {
            label: t(`groupAppeal.kinds.${KINDS.find((each) => each === appeal.kind) ?? 'wrong_group'}`),
            value: <Badge tone={APPEAL_TONES[state]}>{t(`groupAppeal.states.${state}`)}</Badge>,
          },
          {
            label: t('groupAppeal.claimed'),
            value: <span className="mono">{[...appeal.diagnoses, ...appeal.procedures].join(' ')}</span>,
          },
          { label: t('groupAppeal.reason'), value: appeal.reason },
          { label: t('groupAppeal.evidence'), value: appeal.evidence },
          { label: t('groupAppeal.before'), value: given(appeal.before) },
          { label: t('groupAppeal.after'), value: appeal.after ? given(appeal.after) : '—' },
          { label: t('groupAppeal.adjusted'), value: difference },
        ]}
      />
      <ol className="plain-list">
        {appeal.steps.map(({ step, by, at, approves, note }) => (
          <li key={`${at} ${step}`}>
            <span className="number quiet">{at.slice(0, 16)}</span>{' '}
            {t(`groupAppeal.steps.${STEPS.find((each) => each === step) ?? 'apply'}`)} {by}{' '}
            {approves !== null && t(approves ? 'groupAppeal.agreed' : 'groupAppeal.disagreed')} {note}
          </li>
        ))}
      </ol>
      <Next appeal={appeal} />
    </article>
  )
}

function Next({ appeal }: { appeal: GroupAppealView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [note, setNote] = useState('')
  const step = useStep(`/group-appeals/${encodeURIComponent(appeal.id)}`)
  if (!OPEN.includes(appeal.state)) return null
  const path = appeal.state === 'applied' ? 'opinion' : 'decision'
  const said = note.trim()
  const send = (approves: boolean) => step.mutate({ step: path, body: { approves, note: said } })
  return (
    <div className="filters">
      <TextField label={t('groupAppeal.opinion')} value={note} max={200} width={260} onChange={setNote} />
      {permissions.includes('clearing:approve') && (
        <>
          <Button type="primary" disabled={said === ''} loading={step.isPending} onClick={() => send(true)}>
            {`${t(`groupAppeal.steps.${appeal.state === 'applied' ? 'opine' : 'decide'}`)}：${t('groupAppeal.accept')}`}
          </Button>
          <Button disabled={said === ''} loading={step.isPending} onClick={() => send(false)}>
            {t('groupAppeal.refuse')}
          </Button>
        </>
      )}
      {permissions.includes('clearing:confirm') && (
        <Button loading={step.isPending} onClick={() => step.mutate({ step: 'withdrawal', body: { note: said } })}>
          {t('groupAppeal.withdraw')}
        </Button>
      )}
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
    </div>
  )
}

const codesOf = (text: string): string[] => text.split(/[\s,，;；]+/).filter(Boolean)

function Propose({ view }: { view: PaymentCaseView }) {
  const { t } = useTranslation()
  const { row } = view
  const [kind, setKind] = useState<Kind>('wrong_group')
  const [diagnoses, setDiagnoses] = useState(row.diagnosis)
  const [procedures, setProcedures] = useState(row.procedures.join(' '))
  const [reason, setReason] = useState('')
  const [evidence, setEvidence] = useState('')
  const asking = useAsking(
    `/payment-runs/${encodeURIComponent(view.run)}/cases/${encodeURIComponent(row.settlement)}/appeals`,
  )
  const isReady = codesOf(diagnoses).length > 0 && reason.trim().length > 3 && evidence.trim().length > 3
  const send = () =>
    asking.mutate({
      ...{ kind, diagnoses: codesOf(diagnoses), procedures: codesOf(procedures) },
      ...{ reason: reason.trim(), evidence: evidence.trim() },
    })
  return (
    <div className="filters">
      <ChoiceField<Kind>
        label={t('groupAppeal.kind')}
        value={kind}
        width={130}
        options={KINDS.map((value) => ({ value, label: t(`groupAppeal.kinds.${value}`) }))}
        onChange={setKind}
      />
      <TextField
        label={t('groupAppeal.diagnoses')}
        hint={t('groupAppeal.codesHint')}
        value={diagnoses}
        max={600}
        width={300}
        onChange={setDiagnoses}
      />
      <TextField
        label={t('groupAppeal.procedures')}
        hint={t('groupAppeal.codesHint')}
        value={procedures}
        max={400}
        width={220}
        onChange={setProcedures}
      />
      <TextField label={t('groupAppeal.reason')} value={reason} max={500} width={260} onChange={setReason} />
      <TextField label={t('groupAppeal.evidence')} value={evidence} max={500} width={220} onChange={setEvidence} />
      <Button type="primary" disabled={!isReady} loading={asking.isPending} onClick={send}>
        {t('groupAppeal.send')}
      </Button>
      {asking.error && <Alert type="error" showIcon role="alert" title={asking.error.message} />}
    </div>
  )
}
