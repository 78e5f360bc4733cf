// What was stopped before care or found after it, the latest first. Rule, institution and money; never whose it was.
import type { StoppedView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { yuan } from '../../format/money.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'

const WORDS = ['definite', 'suspect', 'changed', 'kept'] as const
const TONES: Readonly<Record<string, Tone>> = { definite: 'bad', suspect: 'wait', changed: 'good', kept: 'plain' }

export function Stopped({ rows }: { rows: readonly StoppedView[] }) {
  const { t } = useTranslation()
  return (
    <Section title={t('cockpit.stopped')} note={t('cockpit.stoppedNote')} className="stopped">
      {rows.length === 0 ? <p className="quiet">{t('cockpit.nothingStopped')}</p> : <StoppedList rows={rows} />}
    </Section>
  )
}

/** For the desk and for the wall. */
export function StoppedList({ rows }: { rows: readonly StoppedView[] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <ul className="stopped-list">
      {rows.map((row) => {
        const title = either(row.title, row.titleEn)
        const word = WORDS.find((each) => each === row.word)
        return (
          <li key={row.id}>
            <span className="number quiet">{row.on}</span>
            <Badge tone={TONES[row.word] ?? 'plain'}>{t(`cockpit.words.${word ?? 'told'}`)}</Badge>
            <span className="stopped-rule">{row.path === '' ? title : <Link to={row.path}>{title}</Link>}</span>
            <span className="stopped-provider quiet">{row.provider}</span>
            <span className="number">{t('cockpit.yuanOf', { figure: yuan(row.fen) })}</span>
          </li>
        )
      })}
    </ul>
  )
}
