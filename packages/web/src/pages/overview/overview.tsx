// The first page: what is alive on this platform, each figure leading to the records behind it.
import type { OverviewView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useOverview } from '../../api/queries.ts'
import { thousands } from '../../format/money.ts'
import { BarChart } from '../../parts/chart/bar-chart.tsx'
import { PageHead } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { ByLevel } from './by-level.tsx'
import { ByPayer } from './by-payer.tsx'
import { DemoProgress } from './demo.tsx'
import { Figures } from './figures.tsx'

export default function OverviewPage() {
  const { t } = useTranslation()
  const overview = useOverview()
  const asOf = overview.data?.asOf
  return (
    <>
      <PageHead title={t('overview.title')} note={asOf && t('overview.asOf', { at: asOf })} />
      <Answer of={overview}>{(view) => <Board view={view} />}</Answer>
    </>
  )
}

function Board({ view }: { view: OverviewView }) {
  const { t } = useTranslation()
  const nothing = view.persons === 0 && view.settlements === 0
  return (
    <>
      {view.demo && <DemoProgress {...view.demo} />}
      {nothing ? (
        <Empty title={t('overview.empty')} hint={t('overview.emptyHint')} />
      ) : (
        <>
          <Figures view={view} />
          <div className="columns">
            <ByPayer view={view} />
            <ByLevel view={view} />
          </div>
          <ByDay view={view} />
        </>
      )}
    </>
  )
}

function ByDay({ view }: { view: OverviewView }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { byDay } = view
  const most = byDay.reduce<OverviewView['byDay'][number] | undefined>(
    (best, day) => (best && best.settlements >= day.settlements ? best : day),
    undefined,
  )
  const finding = most
    ? t('overview.byDayFinding', { day: most.day, n: thousands(most.settlements) })
    : t('overview.byDayEmpty')
  const pathOf = (index: number) => `/settlements?state=settled&from=${byDay[index]?.day}&to=${byDay[index]?.day}`
  const spec = {
    description: `${t('overview.byDay')}:${finding}`,
    categories: byDay.map(({ day }) => day),
    series: [{ name: t('overview.settlements'), values: byDay.map((day) => day.settlements), tone: 'accent' as const }],
    stacked: false,
    written: thousands,
  }
  return (
    <BarChart
      title={finding}
      note={`${t('overview.byDay')} · ${t('overview.unitTimes')} · ${t('overview.asOf', { at: view.asOf })} · ${t('overview.source')}`}
      spec={spec}
      categoryTitle={t('overview.day')}
      fileName={`${t('overview.byDay')}.csv`}
      pathOf={pathOf}
      onPick={(index) => void navigate(pathOf(index))}
    />
  )
}
