// Behind the means: costs of stays by group, hospitals beside each other, and when people settle.
import type { CockpitView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../../api/call.ts'
import { shortMoney, thousands, yuan } from '../../format/money.ts'
import { BoxPlot } from '../../parts/chart/box-plot.tsx'
import { ChartCard } from '../../parts/chart/chart-card.tsx'
import { HeatTable } from '../../parts/chart/heat-table.tsx'
import { Scatter } from '../../parts/chart/scatter.tsx'
import { useLanguage } from '../../parts/language.ts'

type Shown = { readonly view: CockpitView }

const useMoney = () => {
  const { language } = useLanguage()
  return (fen: number): string => {
    const { figure, unit } = shortMoney(fen, language)
    return `${figure} ${unit}`
  }
}

export function CostSpreads({ view: { spreads, from, to, area, asOf } }: Shown) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const money = useMoney()
  const { by, groups } = spreads
  if (groups.length === 0) return null
  const widest = groups.reduce((a, b) => (b.q3Fen - b.q1Fen > a.q3Fen - a.q1Fen ? b : a))
  const title = t('cockpit.widest', {
    group: either(widest.title, widest.titleEn),
    low: money(widest.q1Fen),
    high: money(widest.q3Fen),
  })
  // Settlements are listed by the level of the hospital; a case group opens the stays that were grouped.
  const pathOf = (key: string): string =>
    by === 'level'
      ? addressOf('/settlements', { from, to, setting: 'inpatient', level: key, state: 'settled' })
      : addressOf('/cockpit/CM-01', { from, to, area })
  const boxes = groups.map((each) => {
    const own = either(each.title, each.titleEn)
    const { key, stays, leastFen: least, q1Fen: q1, medianFen: median, q3Fen: q3, mostFen: most } = each
    const words = t('cockpit.boxWords', {
      ...{ group: own, n: stays, least: money(least), q1: money(q1) },
      ...{ median: money(median), q3: money(q3), most: money(most) },
    })
    return { key, title: own, least, q1, median, q3, most, words, to: pathOf(key) }
  })
  return (
    <ChartCard
      title={title}
      note={`${t(by === 'level' ? 'cockpit.boxByLevel' : 'cockpit.boxByGroup')} · ${t('cockpit.asOf', { at: asOf })}`}
      fileName="cost-spread.csv"
      head={[
        t(by === 'level' ? 'cockpit.groups.level' : 'cockpit.columns.case_group'),
        ...['stays', 'least', 'q1', 'median', 'q3', 'most'].map((word) => t(`cockpit.box.${word as 'stays'}`)),
      ]}
      texts={1}
      rows={boxes.map(({ title: own, to: path, least, q1, median, q3, most }, at) => ({
        cells: [own, thousands(groups[at]?.stays ?? 0), ...[least, q1, median, q3, most].map(yuan)],
        to: path,
      }))}
    >
      <BoxPlot description={title} boxes={boxes} written={money} />
    </ChartCard>
  )
}

export function Hospitals({ view: { hospitals, from, to, asOf } }: Shown) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const money = useMoney()
  if (hospitals.length === 0) return null
  const isPaid = hospitals.some(({ surplusFen }) => surplusFen !== null)
  const shown = isPaid ? hospitals.filter(({ surplusFen }) => surplusFen !== null) : hospitals
  const yOf = ({ meanFen, surplusFen }: (typeof hospitals)[number]): number => (isPaid ? (surplusFen ?? 0) : meanFen)
  const most = shown.reduce((a, b) => (yOf(b) > yOf(a) ? b : a))
  const title = t(isPaid ? 'cockpit.surplusMost' : 'cockpit.meanMost', {
    hospital: most.title,
    value: money(yOf(most)),
  })
  const dots = shown.map((each) => ({
    key: each.provider,
    ...{ x: isPaid ? each.stays : each.meanDays, y: yOf(each), size: each.stays },
    words: t('cockpit.dotWords', {
      ...{ hospital: each.title, n: each.stays, mean: money(each.meanFen), days: each.meanDays },
    }),
    to: addressOf('/settlements', { from, to, setting: 'inpatient', provider: each.provider, state: 'settled' }),
  }))
  const byKey = new Map(dots.map((dot) => [dot.key, dot.to]))
  return (
    <ChartCard
      title={title}
      note={`${t(isPaid ? 'cockpit.surplusNote' : 'cockpit.meanNote')} · ${t('cockpit.asOf', { at: asOf })}`}
      fileName="hospitals.csv"
      head={[
        t('cockpit.groups.provider'),
        t('cockpit.groups.level'),
        ...['stays', 'meanFee', 'meanDays', 'surplus'].map((word) => t(`cockpit.box.${word as 'stays'}`)),
      ]}
      texts={2}
      rows={shown.map((each) => ({
        cells: [
          ...[each.title, either(each.level.title, each.level.titleEn), thousands(each.stays), yuan(each.meanFen)],
          ...[String(each.meanDays), each.surplusFen === null ? '—' : yuan(each.surplusFen)],
        ],
        to: byKey.get(each.provider) ?? '',
      }))}
    >
      <Scatter
        description={title}
        dots={dots}
        xTitle={t(isPaid ? 'cockpit.box.stays' : 'cockpit.box.meanDays')}
        yTitle={t(isPaid ? 'cockpit.box.surplus' : 'cockpit.box.meanFee')}
        xWritten={String}
        yWritten={money}
      />
    </ChartCard>
  )
}

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

export function SettlingHours({ view: { hours, asOf } }: Shown) {
  const { t } = useTranslation()
  if (hours.length === 0) return null
  const counts = new Map(hours.map(({ weekday, hour, settlements }) => [`${weekday} ${hour}`, settlements]))
  const [first, last] = [Math.min(...hours.map(({ hour }) => hour)), Math.max(...hours.map(({ hour }) => hour))]
  const shown = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const most = hours.reduce((a, b) => (b.settlements > a.settlements ? b : a))
  const dayName = (weekday: number): string => t(`cockpit.weekdays.d${weekday as 1}`)
  const title = t('cockpit.busiest', { day: dayName(most.weekday), hour: most.hour, n: thousands(most.settlements) })
  const rows = DAYS.map((weekday) => ({
    key: String(weekday),
    title: dayName(weekday),
    values: shown.map((hour) => counts.get(`${weekday} ${hour}`) ?? 0),
  }))
  const columns = shown.map((hour) => String(hour))
  return (
    <ChartCard
      title={title}
      note={`${t('cockpit.hoursNote')} · ${t('cockpit.asOf', { at: asOf })}`}
      fileName="settling-hours.csv"
      head={[t('cockpit.weekday'), ...columns]}
      texts={1}
      rows={rows.map(({ title: own, values }) => ({ cells: [own, ...values.map(String)] }))}
    >
      <HeatTable label={title} corner={t('cockpit.weekday')} columns={columns} rows={rows} />
    </ChartCard>
  )
}
