// The wall board: the cockpit's figures in large type, for a screen that nobody touches. It asks again by itself.
import './wall.css'
import type { CockpitChart, CockpitView } from '@yibao/contract/rest'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCockpit } from '../../api/cockpit-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { useTitle } from '../../app/title.ts'
import { Picture } from '../../parts/chart/picture.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Answer } from '../../parts/state.tsx'
import { useChartSpec } from '../cockpit/chart.tsx'
import { figureText } from '../cockpit/figure-text.ts'
import { StoppedList } from '../cockpit/stopped.tsx'

const REFRESH_SECONDS = 20
/** More would not be read from the back of the room. */
const FIGURES = 4
/** The latest; a wall is not scrolled. */
const STOPPED = 5

type Block = CockpitView['blocks'][number]

export default function WallPage() {
  const { t } = useTranslation()
  const { city } = useSignedIn()
  const { either } = useLanguage()
  const [isDark, setDark] = useState(true)
  const board = useCockpit({}, REFRESH_SECONDS)
  useTitle(t('cockpit.wall'))
  useEffect(() => {
    document.documentElement.classList.add('has-wall')
    return () => document.documentElement.classList.remove('has-wall')
  }, [])
  return (
    <main className={isDark ? 'wall wall-dark' : 'wall'}>
      <header className="wall-head">
        <h1>
          {either(city.title, city.titleEn)} · {t('cockpit.title')}
        </h1>
        <p>{board.data && t('cockpit.note', { from: board.data.from, to: board.data.to, at: board.data.asOf })}</p>
        <button type="button" onClick={() => setDark(!isDark)}>
          {t(isDark ? 'cockpit.light' : 'cockpit.dark')}
        </button>
      </header>
      <Answer of={board}>
        {(view) => (
          <div className="wall-blocks">
            {view.blocks.map((block) => (
              <WallBlock key={block.id} block={block} stopped={view.stopped} isDark={isDark} />
            ))}
          </div>
        )}
      </Answer>
    </main>
  )
}

interface WallBlockProps {
  readonly block: Block
  readonly stopped: CockpitView['stopped']
  readonly isDark: boolean
}

function WallBlock({ block, stopped, isDark }: WallBlockProps) {
  const { t } = useTranslation()
  const { language, either } = useLanguage()
  // What can be counted comes first; what waits fills up the rest, and says so.
  const counted = block.figures.filter(({ value }) => value !== null)
  const rest = block.figures.filter(({ value }) => value === null)
  const [chart] = block.charts
  return (
    <section className="wall-block" aria-label={t(`cockpit.blocks.${block.id as 'fund'}`)}>
      <h2>{t(`cockpit.blocks.${block.id as 'fund'}`)}</h2>
      <ul>
        {[...counted, ...rest].slice(0, FIGURES).map((figure) => {
          const text = figureText(figure, language)
          return (
            <li key={figure.id} className={text ? '' : 'wall-waiting'}>
              <span>{either(figure.title, figure.titleEn)}</span>
              {text ? (
                <strong>
                  {text.figure} <small>{text.unit}</small>
                </strong>
              ) : (
                <em>
                  {figure.waitsFor
                    ? t('cockpit.waits', { what: either(figure.waitsFor, figure.waitsForEn ?? figure.waitsFor) })
                    : t('cockpit.nothingToDivideBy')}
                </em>
              )}
            </li>
          )
        })}
      </ul>
      {chart && <WallChart chart={chart} isDark={isDark} />}
      {block.id === 'supervision' && stopped.length > 0 && (
        <div className="wall-stopped">
          <h3>{t('cockpit.stopped')}</h3>
          <StoppedList rows={stopped.slice(0, STOPPED).map((row) => ({ ...row, path: '' }))} />
        </div>
      )}
    </section>
  )
}

function WallChart({ chart, isDark }: { chart: CockpitChart; isDark: boolean }) {
  const { spec, finding } = useChartSpec(chart, isDark)
  return (
    <figure>
      <figcaption>{finding}</figcaption>
      <Picture spec={spec} onPick={undefined} />
    </figure>
  )
}
