// One figure of a block: the number that opens its records, what it means on hover and focus, and honestly what it waits for.
import type { FigureView } from '@yibao/contract/rest'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLanguage } from '../../parts/language.ts'
import { figureText } from './figure-text.ts'

export function FigureTile({ figure, to }: { figure: FigureView; to: string }) {
  const { t } = useTranslation()
  const { language, either } = useLanguage()
  const title = either(figure.title, figure.titleEn)
  const text = figureText(figure, language)
  return (
    <li className={text ? 'tile' : 'tile tile-waiting'}>
      <span className="tile-label">
        {title}
        <Meaning figure={figure} title={title} />
      </span>
      {text ? (
        <Link className="figure-value" to={to}>
          <span className="hidden-words">{title} </span>
          <span className="figure-number">{text.figure}</span>
          <span className="figure-unit">{text.unit}</span>
        </Link>
      ) : (
        <span className="tile-none">
          {figure.waitsFor
            ? t('cockpit.waits', { what: either(figure.waitsFor, figure.waitsForEn ?? figure.waitsFor) })
            : t('cockpit.nothingToDivideBy')}
        </span>
      )}
    </li>
  )
}

/** Shown by the pointer and by the keyboard alike; read out with the button. */
function Meaning({ figure, title }: { figure: FigureView; title: string }) {
  const { t } = useTranslation()
  const id = useId()
  const { id: number, definition, version, sources } = figure
  return (
    <span className="meaning">
      <button type="button" className="meaning-mark" aria-label={t('cockpit.meaning', { title })} aria-describedby={id}>
        i
      </button>
      <span id={id} role="tooltip" className="meaning-box">
        <strong>
          {number} · {t('cockpit.version', { n: version })}
        </strong>
        <span>{definition}</span>
        {sources.length > 0 && <span>{t('cockpit.demandedBy', { documents: sources.join('；') })}</span>}
      </span>
    </span>
  )
}
