// Small marks: a state in a word with its own sign (never colour alone), and the mark of an assumed value.
import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, RollbackOutlined } from '@ant-design/icons'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export type Tone = 'good' | 'bad' | 'wait' | 'back' | 'plain'

const ICONS: Readonly<Record<Tone, ReactNode>> = {
  good: <CheckCircleOutlined aria-hidden="true" />,
  bad: <CloseCircleOutlined aria-hidden="true" />,
  wait: <ClockCircleOutlined aria-hidden="true" />,
  back: <RollbackOutlined aria-hidden="true" />,
  plain: null,
}

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`badge badge-${tone}`}>
      {ICONS[tone]}
      {children}
    </span>
  )
}

const SETTLEMENT_TONES: Readonly<Record<string, Tone>> = { settled: 'good', cancelled: 'bad', mirror: 'back' }
export const settlementTone = (state: string): Tone => SETTLEMENT_TONES[state] ?? 'plain'

const SPELL_TONES: Readonly<Record<string, Tone>> = { active: 'good', suspended: 'bad', waiting: 'wait' }
export const spellTone = (state: string): Tone => SPELL_TONES[state] ?? 'plain'

/** Wherever an assumed value took part, it says so. */
export function Assumed() {
  const { t } = useTranslation()
  return (
    <Tag className="assumed" title={t('settlement.assumedHint')}>
      {t('settlement.assumed')}
    </Tag>
  )
}
