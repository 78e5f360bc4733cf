// An indicator by county: tiles that open the county's own figure, with the same numbers as a table.
import type { CockpitChart } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../../api/call.ts'
import { ChartCard } from '../../parts/chart/chart-card.tsx'
import { TileMap } from '../../parts/chart/tile-map.tsx'
import { type Asked, useChartSpec } from './chart.tsx'

export function CountyTiles({ chart, asked, asOf }: { chart: CockpitChart; asked: Asked; asOf: string }) {
  const { t } = useTranslation()
  const { spec, finding, unit } = useChartSpec(chart)
  const { indicator, points } = chart
  const tiles = points.map(({ key }, at) => ({
    key,
    title: spec.categories[at] ?? key,
    value: spec.series[0]?.values[at] ?? 0,
    text: spec.written(spec.series[0]?.values[at] ?? 0),
    to: addressOf(`/cockpit/${indicator}`, { ...asked, area: key }),
  }))
  return (
    <ChartCard
      title={finding}
      note={`${t('cockpit.tilesNote')} · ${unit} · ${t('cockpit.asOf', { at: asOf })} · ${t('cockpit.source', { id: indicator })}`}
      fileName={`${indicator}-county.csv`}
      head={[t('cockpit.groups.county'), spec.series[0]?.name ?? '']}
      texts={1}
      rows={tiles.map(({ title, text, to }) => ({ cells: [title, text], to }))}
    >
      <TileMap label={finding} tiles={tiles} />
    </ChartCard>
  )
}
