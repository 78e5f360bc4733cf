// A chart of one indicator by time, place or kind: title with the finding, table, CSV, and a way to the records of each mark.
import type { CockpitChart } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { addressOf } from '../../api/call.ts'
import { BarChart } from '../../parts/chart/bar-chart.tsx'
import type { BarSpec } from '../../parts/chart/spec.ts'
import { useLanguage } from '../../parts/language.ts'
import { grouped, scaleOf } from './figure-text.ts'

export interface Asked {
  readonly from: string
  readonly to: string
  readonly area: string
}

type Point = CockpitChart['points'][number]

const RANKED = new Set<CockpitChart['by']>(['county', 'provider', 'level', 'setting', 'scheme'])

export function useChartSpec(chart: CockpitChart, dark = false): { spec: BarSpec; finding: string; unit: string } {
  const { t } = useTranslation()
  const { name, either } = useLanguage()
  const { by, points } = chart
  const title = either(chart.title, chart.titleEn)
  const scale = scaleOf(points, chart.unit)
  const unit = name('unit', scale.unit, scale.unit)
  const groupOf = ({ key, title: own, titleEn }: Point): string =>
    either(name(by, key, own), titleEn === own ? '' : titleEn)
  const written = (value: number): string => grouped(String(Math.round(value * 100) / 100))
  const most = points.reduce<Point | undefined>((a, b) => (a && scale.of(a) >= scale.of(b) ? a : b), undefined)
  const finding = most
    ? t('cockpit.highest', { title, group: groupOf(most), value: `${written(scale.of(most))} ${unit}` })
    : title
  return {
    unit,
    finding,
    spec: {
      description: finding,
      categories: points.map(groupOf),
      series: [{ name: `${title} (${unit})`, values: points.map(scale.of), tone: 'accent' }],
      stacked: false,
      shape: RANKED.has(by) ? 'rows' : points.length > 1 ? 'line' : 'columns',
      dark,
      written,
    },
  }
}

export function FigureChart({ chart, asked, asOf }: { chart: CockpitChart; asked: Asked; asOf: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { spec, finding, unit } = useChartSpec(chart)
  const { by, points, indicator } = chart
  const pathOf = (index: number): string => pathTo(by, points[index]?.key ?? '', indicator, asked)
  return (
    <BarChart
      title={finding}
      note={`${t('cockpit.by', { group: t(`cockpit.groups.${by}`) })} · ${unit} · ${t('cockpit.asOf', { at: asOf })} · ${t('cockpit.source', { id: indicator })}`}
      spec={spec}
      categoryTitle={t(`cockpit.groups.${by}`)}
      fileName={`${indicator}-${by}.csv`}
      pathOf={pathOf}
      onPick={(index) => void navigate(pathOf(index))}
    />
  )
}

/** What a mark opens: the figure of that day or county, or the settlements of that institution, level or scheme. */
function pathTo(by: CockpitChart['by'], key: string, indicator: string, { from, to, area }: Asked): string {
  const own = `/cockpit/${indicator}`
  if (by === 'day') return addressOf(own, { from: key, to: key, area })
  if (by === 'month') return addressOf(own, { from: `${key}-01`, to: lastOf(key), area })
  if (by === 'county') return addressOf(own, { from, to, area: key })
  return addressOf('/settlements', { from, to, state: 'settled', [by]: key })
}

const lastOf = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`
}
