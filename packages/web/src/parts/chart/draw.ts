// Draws bars with ECharts: only the parts used are bundled, as SVG, in a chunk that only pages with charts fetch.
import { BarChart, type BarSeriesOption } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { BarSpec, Series } from './spec.ts'

use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer])

const TONES = { accent: '#1b5b7a', soft: '#a9c6d4', bad: '#b9654f' } as const
const INK = '#4d5a67'
const LINE = '#e2e7ec'

export interface Drawn {
  show(spec: BarSpec): void
  dispose(): void
}

export function draw(place: HTMLElement, onPick: ((index: number) => void) | undefined): Drawn {
  const chart = init(place, null, { renderer: 'svg' })
  if (onPick) chart.on('click', ({ dataIndex }) => onPick(dataIndex))
  const observer = new ResizeObserver(() => chart.resize())
  observer.observe(place)
  return {
    show: (spec) => chart.setOption(optionOf(spec, onPick !== undefined), { notMerge: true }),
    dispose: () => {
      observer.disconnect()
      chart.dispose()
    },
  }
}

function optionOf(spec: BarSpec, picks: boolean) {
  const { categories, series, description, written } = spec
  const text = { color: INK, fontSize: 12, fontFamily: 'inherit' }
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: true, description } },
    grid: {
      left: 4,
      right: 8,
      top: 14,
      bottom: 4,
      outerBoundsMode: 'same' as const,
      outerBoundsContain: 'axisLabel' as const,
    },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const, shadowStyle: { color: 'rgba(27,91,122,0.07)' } },
      valueFormatter: (value: unknown) => written(Number(value)),
      textStyle: { color: '#1a2530', fontSize: 13, fontFamily: 'inherit' },
      borderColor: LINE,
      confine: true,
    },
    xAxis: {
      type: 'category' as const,
      data: [...categories],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#c3ccd4' } },
      axisLabel: { ...text, hideOverlap: true, formatter: withoutYear },
    },
    yAxis: {
      type: 'value' as const,
      splitNumber: 4,
      axisLabel: { ...text, formatter: (value: number) => written(value) },
      splitLine: { lineStyle: { color: LINE } },
    },
    series: series.map((one, k) => seriesOf(one, k > 0, spec.stacked, picks)),
  }
}

/** The year is in the tooltip and the table; the axis has room for month and day. */
const withoutYear = (category: string): string => category.replace(/^\d{4}-(?=\d{2}-)/, '')

function seriesOf({ name, values, tone }: Series, hatched: boolean, stacked: boolean, picks: boolean): BarSeriesOption {
  return {
    type: 'bar',
    name,
    data: [...values],
    barMaxWidth: 22,
    cursor: picks ? 'pointer' : 'default',
    ...(stacked && { stack: 'all' }),
    itemStyle: {
      color: TONES[tone],
      ...(hatched && {
        decal: {
          symbol: 'rect',
          color: 'rgba(255,255,255,0.55)',
          dashArrayX: [1, 0],
          dashArrayY: [2, 4],
          rotation: -0.8,
        },
      }),
    },
  }
}
