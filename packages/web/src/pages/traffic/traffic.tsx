// What the hospitals' systems sent today: how much, how fast, what was refused and in which words.
import type { TrafficView } from '@yibao/contract/rest'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useTraffic } from '../../api/queries.ts'
import { nextDay, previousDay } from '../../format/days.ts'
import { shortMoney, thousands } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { BarChart } from '../../parts/chart/bar-chart.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Figure, PageHead } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { ByRefusal, ByTransaction } from './breakdown.tsx'
import { TRAFFIC_FILTERS } from './filters.ts'
import { Messages } from './messages.tsx'

export default function TrafficPage() {
  const { t } = useTranslation()
  const { filters, page, change } = useFilters(TRAFFIC_FILTERS)
  const traffic = useTraffic(filters.day)
  const shown = filters.day ?? traffic.data?.day
  const isLastDay = filters.day === undefined && traffic.data !== undefined && shown !== traffic.data.today
  return (
    <>
      <PageHead title={titleOf(t, shown, traffic.data?.today)} note={isLastDay ? t('traffic.lastDay') : shown}>
        <DayChoice day={shown} chosen={filters.day} choose={(day) => change({ day })} />
      </PageHead>
      <Answer of={traffic}>
        {(view) => (
          <>
            <TrafficFigures view={view} />
            <ByHour view={view} />
            <div className="columns">
              <ByTransaction view={view} choose={(infno) => change({ infno, refused: undefined, code: undefined })} />
              <ByRefusal view={view} choose={(code) => change({ infno: undefined, refused: 'true', code })} />
            </div>
          </>
        )}
      </Answer>
      <Messages filters={filters} page={page} change={change} />
    </>
  )
}

function titleOf(t: TFunction, day: string | undefined, today: string | undefined): string {
  if (day === undefined) return t('traffic.title')
  return day === today ? t('traffic.titleToday') : t('traffic.titleOf', { day })
}

interface DayChoiceProps {
  readonly day: string | undefined
  readonly chosen: string | undefined
  readonly choose: (day: string | undefined) => void
}

function DayChoice({ day, chosen, choose }: DayChoiceProps) {
  const { t } = useTranslation()
  return (
    <div className="day-choice">
      <DayField label={t('traffic.day')} value={day} onChange={choose} />
      <Button disabled={!day} onClick={() => day && choose(previousDay(day))}>
        {t('traffic.previous')}
      </Button>
      <Button disabled={!day} onClick={() => day && choose(nextDay(day))}>
        {t('traffic.next')}
      </Button>
      <Button disabled={!chosen} onClick={() => choose(undefined)}>
        {t('traffic.today')}
      </Button>
    </div>
  )
}

function TrafficFigures({ view }: { view: TrafficView }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const onDay = `/settlements?state=settled&from=${view.day}&to=${view.day}`
  return (
    <div className="figures">
      <Figure label={t('traffic.messages')} figure={thousands(view.messages)} note={t('traffic.source')} />
      <Figure label={t('traffic.accepted')} figure={thousands(view.accepted)} note={t('traffic.source')} />
      <Figure
        label={t('traffic.refused')}
        figure={thousands(view.refused)}
        note={t('traffic.source')}
        to={`/traffic?day=${view.day}&refused=true`}
      />
      <Figure
        label={t('traffic.settlements')}
        figure={thousands(view.settlements)}
        note={t('overview.source')}
        to={onDay}
      />
      <Figure
        label={t('traffic.fund')}
        {...shortMoney(view.settlementFundFen, language)}
        note={t('overview.source')}
        to={`${onDay}&sort=fund`}
      />
      <Figure
        label={t('traffic.latency')}
        figure={[view.p50Ms, view.p95Ms, view.p99Ms].map((ms) => ms.toFixed(ms < 10 ? 1 : 0)).join(' / ')}
        note={t('traffic.latencyUnit')}
      />
    </div>
  )
}

function ByHour({ view }: { view: TrafficView }) {
  const { t } = useTranslation()
  const hours = Array.from(
    { length: 24 },
    (_, hour) => view.byHour.find((each) => each.hour === hour) ?? { hour, accepted: 0, refused: 0 },
  )
  const most = hours.reduce((a, b) => (a.accepted + a.refused >= b.accepted + b.refused ? a : b))
  const count = most.accepted + most.refused
  const finding =
    count > 0
      ? t('traffic.byHourFinding', {
          hour: most.hour,
          n: thousands(count),
        })
      : t('traffic.byHourEmpty')
  const spec = {
    description: `${t('traffic.byHour')}:${finding}`,
    categories: hours.map(({ hour }) => t('traffic.hour', { hour: hour })),
    series: [
      { name: t('traffic.accepted'), values: hours.map(({ accepted }) => accepted), tone: 'accent' as const },
      { name: t('traffic.refused'), values: hours.map(({ refused }) => refused), tone: 'bad' as const },
    ],
    stacked: true,
    written: thousands,
  }
  return (
    <BarChart
      title={finding}
      note={`${t('traffic.byHour')} · ${t('traffic.unitMessages')} · ${t('traffic.source')}`}
      spec={spec}
      categoryTitle={t('traffic.hourHead')}
      fileName={`${t('traffic.byHour')} ${view.day}.csv`}
    />
  )
}
