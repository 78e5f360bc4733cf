// Marks that the pages of clearings share: the state, the deadline, the steps done, the sums.
import type { ClearingView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Grid } from '../../parts/grid.tsx'
import { CLEARING_TONES, stateWord } from './words.ts'

export function ClearingState({ state }: { state: string }) {
  const { t } = useTranslation()
  const word = stateWord(state)
  return <Badge tone={CLEARING_TONES[word]}>{t(`clearing.states.${word}`)}</Badge>
}

/** The day, and how far it is in working days: late is a word, not a colour. */
export function Deadline({ clock, state }: Pick<ClearingView, 'clock' | 'state'>) {
  const { t } = useTranslation()
  const { dueOn, paidOn, workingDaysLeft, isLate, isProvisional } = clock
  if (state === 'withdrawn') return null
  const left = isLate ? t('clearing.daysLate', { n: -workingDaysLeft }) : t('clearing.daysLeft', { n: workingDaysLeft })
  return (
    <span title={isProvisional ? t('clearing.provisional') : undefined}>
      <span className="number">{dueOn}</span>{' '}
      {paidOn === null || isLate ? (
        <Badge tone={isLate ? 'bad' : 'wait'}>{left}</Badge>
      ) : (
        <Badge tone="good">{t('clearing.paidOn', { day: paidOn })}</Badge>
      )}
    </span>
  )
}

interface StepRow {
  readonly step: string
  readonly by: string
  readonly at: string
  readonly note: string
}

const STEP_WORDS = [
  'propose',
  'confirm',
  'review',
  'approve',
  'pay',
  'return',
  'withdraw',
  'calculate',
  'release',
] as const

export function StepsDone({ steps }: { steps: readonly StepRow[] }) {
  const { t } = useTranslation()
  const nameOf = (step: string): string => {
    const word = STEP_WORDS.find((each) => each === step)
    return word ? t(`clearing.stepNames.${word}`) : step
  }
  return (
    <Grid<StepRow>
      label={t('clearing.steps')}
      rows={steps}
      keyOf={(row, at) => `${row.step} ${at}`}
      columns={[
        { key: 'step', title: t('clearing.step'), width: 120, render: (row) => nameOf(row.step) },
        { key: 'by', title: t('clearing.by'), width: 160, render: (row) => row.by },
        { key: 'at', title: t('clearing.at'), width: 170, render: (row) => <span className="number">{row.at}</span> },
        { key: 'note', title: t('clearing.noteLabel'), render: (row) => row.note },
      ]}
    />
  )
}

export function Sum({ label, fen }: { label: string; fen: number }) {
  const { t } = useTranslation()
  return (
    <span>
      {label} <strong className="number">{yuan(fen)}</strong> {t('money.yuan')}
    </span>
  )
}
