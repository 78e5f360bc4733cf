// Enrolment, categories, certificates and settlements on one time axis: gaps are seen at a glance, and written in the table.
import type { PersonView } from '@yibao/contract/rest'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettlements } from '../../api/queries.ts'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Empty } from '../../parts/state.tsx'
import { type Axis, axisOf, dayOf, place, type Span, todayText } from './spans.ts'
import { TimeTable } from './time-table.tsx'

export function TimeBar({ view }: { view: PersonView }) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  const { name } = useLanguage()
  const axis = axisOf(view, todayText(), name)
  const toggle = (
    <button type="button" className="plain" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
      {t(asTable ? 'person.asBars' : 'person.asTable')}
    </button>
  )
  return (
    <Section title={t('person.time')} note={t('person.timeHint')} actions={toggle}>
      {view.spells.length === 0 && <Empty title={t('person.noSpells')} />}
      {asTable ? <TimeTable view={view} /> : <Bars axis={axis} personNo={view.personNo} />}
    </Section>
  )
}

function Bars({ axis, personNo }: { axis: Axis; personNo: string }) {
  const { t } = useTranslation()
  return (
    <div className="time">
      {axis.tracks.map(({ key, spans }) => (
        <div key={key} className="time-track">
          <span className="time-name">{t(`person.${key}`)}</span>
          <div className="time-lanes">
            {lanesOf(spans).map((lane) => (
              <div key={lane[0]?.key} className="time-lane">
                {lane.map((span) => (
                  <Bar key={span.key} span={span} />
                ))}
              </div>
            ))}
          </div>
        </div>
      ))}
      <Visits axis={axis} personNo={personNo} />
      <div className="time-track time-axis" aria-hidden="true">
        <span className="time-name" />
        <div className="time-lanes">
          <div className="time-lane">
            {axis.marks.map(({ text, left }) => (
              <span key={text} className="time-mark" style={{ left: `${left}%` }}>
                {text}
              </span>
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

/** Percent of the axis under which a bar has no room for its name: the table and the pointer tell it. */
const WORD_WIDTH = 4

function Bar({ span }: { span: Span }) {
  const { t } = useTranslation()
  const title = span.kind === 'gap' ? t('person.gapDays', { n: span.days }) : span.title
  const words = t('person.axis', { name: title, from: span.from, until: span.until ?? t('person.now') })
  return (
    <span
      className={`time-bar time-${span.kind}`}
      role="img"
      aria-label={words}
      title={words}
      style={{ left: `${span.left}%`, width: `${span.width}%` }}
    >
      {span.width >= WORD_WIDTH && <span className="time-word">{span.kind === 'gap' ? t('person.gap') : title}</span>}
    </span>
  )
}

/** One tick for each settlement among the latest. */
function Visits({ axis, personNo }: { axis: Axis; personNo: string }) {
  const { t } = useTranslation()
  const { data } = useSettlements({ person: personNo, sort: 'newest', page: 1, size: 50 })
  const ticks = (data?.rows ?? []).filter(({ settledAt }) => dayOf(settledAt) >= axis.from)
  if (ticks.length === 0) return null
  return (
    <div className="time-track">
      <span className="time-name">{t('person.visits')}</span>
      <div className="time-lanes">
        <div
          className="time-lane"
          role="img"
          aria-label={`${t('person.visits')} ${ticks.map((row) => dayOf(row.settledAt)).join('、')}`}
        >
          {ticks.map(({ id, settledAt }) => (
            <span
              key={id}
              className="time-tick"
              style={{ left: `${place(dayOf(settledAt), axis.from, axis.until)}%` }}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

/** Stretches that overlap are drawn on lanes of their own. */
function lanesOf(spans: readonly Span[]): Span[][] {
  const lanes: Span[][] = []
  for (const span of [...spans].sort((a, b) => a.left - b.left)) {
    const lane = lanes.find((each) => (each.at(-1)?.left ?? 0) + (each.at(-1)?.width ?? 0) <= span.left + 0.01)
    if (lane) lane.push(span)
    else lanes.push([span])
  }
  return lanes
}
