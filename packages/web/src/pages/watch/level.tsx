// A level in a word with its own sign, and a value in its unit.
import { useTranslation } from 'react-i18next'
import { yuan } from '../../format/money.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'

const TONES: Readonly<Record<string, Tone>> = { green: 'good', yellow: 'wait', red: 'bad', blue: 'back' }
const LEVELS = ['green', 'yellow', 'red', 'blue'] as const

export function Level({ level }: { level: string | null }) {
  const { t } = useTranslation()
  const known = LEVELS.find((each) => each === level)
  return known ? <Badge tone={TONES[known] ?? 'plain'}>{t(`watch.levels.${known}`)}</Badge> : <>–</>
}

/** Shares as percent, months and ratios with one decimal, money in yuan. */
export function useValueText(): (value: number | null, unit: string) => string {
  const { t } = useTranslation()
  return (value, unit) => {
    if (value === null) return t('watch.none')
    if (unit === 'share') return `${(value * 100).toFixed(2)}%`
    if (unit === 'months') return t('watch.monthsUnit', { n: value.toFixed(1) })
    if (unit === 'ratio') return value.toFixed(2)
    return unit === 'fen' ? yuan(value) : t('watch.countUnit', { n: value })
  }
}
