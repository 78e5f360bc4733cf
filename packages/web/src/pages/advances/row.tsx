// What belongs to one advance: why, its steps, what was set off of it, and the next step for whoever may take it.
import type { AdvanceView, OffsetView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsking } from '../../api/advance-queries.ts'
import { useStep } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { fenOf, yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { stateOf, TONES } from './words.ts'

const id = encodeURIComponent

export function Said({ row }: { row: AdvanceView }) {
  const { t } = useTranslation()
  return (
    <div className="stack">
      <span>
        {t('advance.reason')} {row.reason}
        {row.supplier !== '' && ` · ${t('advance.supplier')} ${row.supplier}`}
        {row.estimateFen !== null && ` · ${t('advance.estimate')} ${yuan(row.estimateFen)}`}
      </span>
      <span className="quiet">
        {row.steps.map(({ step, by, at, note }) => `${step} ${by} ${at} ${note}`).join(' · ')}
      </span>
      {row.offsets.map((offset) => (
        <Offset key={offset.id} offset={offset} />
      ))}
      <Next row={row} />
      {row.balanceFen > 0 && <SetOff row={row} />}
    </div>
  )
}

interface Way {
  readonly path: string
  readonly word: 'approve' | 'pay' | 'withdraw'
  readonly permission: string
  readonly from: readonly string[]
}
const WAYS: readonly Way[] = [
  { path: 'approval', word: 'approve', permission: 'clearing:approve', from: ['proposed'] },
  { path: 'payment', word: 'pay', permission: 'clearing:pay', from: ['approved'] },
  { path: 'withdrawal', word: 'withdraw', permission: 'clearing:propose', from: ['proposed', 'approved'] },
]

function Next({ row }: { row: AdvanceView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [note, setNote] = useState('')
  const step = useStep(`/advances/${id(row.id)}`)
  const ways = WAYS.filter(
    ({ from, permission }) => from.includes(row.state) && (permissions as readonly string[]).includes(permission),
  )
  if (ways.length === 0) return null
  return (
    <div className="filters">
      <TextField label={t('advance.noteLabel')} value={note} max={200} width={240} onChange={setNote} />
      {ways.map(({ path, word }) => (
        <Button
          key={path}
          type={word === 'withdraw' ? 'default' : 'primary'}
          disabled={word === 'pay' && note.trim().length < 2}
          loading={step.isPending && step.variables.step === path}
          onClick={() => step.mutate({ step: path, body: { note: note.trim() } })}
        >
          {t(`advance.${word}`)}
        </Button>
      ))}
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
    </div>
  )
}

function SetOff({ row }: { row: AdvanceView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [amount, setAmount] = useState('')
  const [note, setNote] = useState('')
  const asking = useAsking(`/advances/${id(row.id)}/offsets`, () => setAmount(''))
  if (!permissions.includes('clearing:propose')) return null
  const amountFen = fenOf(amount)
  const isReady = amountFen !== undefined && amountFen > 0 && note.trim().length > 1
  const kinds = row.kind === 'supplier' ? (['offset'] as const) : (['offset', 'return'] as const)
  return (
    <div className="filters">
      <TextField
        label={`${t('advance.offsetAmount')} (${t('money.yuan')})`}
        value={amount}
        max={16}
        width={170}
        numeric
        onChange={setAmount}
      />
      <TextField label={t('clearing.noteLabel')} value={note} max={200} width={220} onChange={setNote} />
      {kinds.map((kind) => (
        <Button
          key={kind}
          disabled={!isReady}
          loading={asking.isPending}
          onClick={() => asking.mutate({ kind, amountFen, note: note.trim() })}
        >
          {t(kind === 'offset' ? 'advance.setOff' : 'advance.giveBack')}
        </Button>
      ))}
      {asking.error && <Alert type="error" showIcon role="alert" title={asking.error.message} />}
    </div>
  )
}

function Offset({ offset }: { offset: OffsetView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const step = useStep(`/advance-offsets/${id(offset.id)}`)
  const may = permissions as readonly string[]
  const send = (path: string) => step.mutate({ step: path, body: { note: '' } })
  const state = stateOf(offset.state)
  return (
    <span>
      {t(offset.kind === 'return' ? 'advance.giveBack' : 'advance.setOff')} {yuan(offset.amountFen)} {offset.note}{' '}
      <Badge tone={TONES[state]}>{t(`advance.states.${state}`)}</Badge>{' '}
      {offset.state === 'proposed' && may.includes('clearing:approve') && (
        <Button size="small" onClick={() => send('approval')}>
          {t('advance.approve')}
        </Button>
      )}
      {offset.state === 'proposed' && may.includes('clearing:propose') && (
        <Button size="small" onClick={() => send('withdrawal')}>
          {t('advance.withdraw')}
        </Button>
      )}
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
    </span>
  )
}
