// Draws bars and lines with ECharts: only the parts used are bundled, as SVG, in a chunk that only pages with charts fetch.
import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { BarSpec, Series } from './spec.ts'

use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer])

/** By name: the width of a word is measured with it before it is drawn. */
const FONT = 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, WenQuanYi Micro Hei, system-ui, sans-serif'
const LIGHT = {
  tones: { accent: '#1b5b7a', soft: '#a9c6d4', bad: '#b9654f' },
  ...{ ink: '#4d5a67', line: '#e2e7ec', axis: '#c3ccd4', card: '#ffffff', text: '#1a2530' },
} as const
const DARK = {
  tones: { accent: '#6fb6d6', soft: '#3d6478', bad: '#e08a74' },
  ...{ ink: '#b8c4ce', line: '#2a3844', axis: '#4a5b69', card: '#16222c', text: '#f2f6f9' },
} as const
type Ground = typeof LIGHT | typeof DARK

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
  const { series, description, written, dark = false, shape = 'columns' } = spec
  const ground = dark ? DARK : LIGHT
  const [names, numbers] = axesOf(spec, ground)
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: true, description } },
    grid: {
      left: 4,
      right: shape === 'rows' ? 24 : 8,
      top: 14,
      bottom: 4,
      outerBoundsMode: 'same' as const,
      outerBoundsContain: 'axisLabel' as const,
      outerBoundsClampWidth: '50%',
    },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const, shadowStyle: { color: 'rgba(27,91,122,0.07)' } },
      valueFormatter: (value: unknown) => written(Number(value)),
      textStyle: { color: ground.text, fontSize: 13, fontFamily: FONT },
      backgroundColor: ground.card,
      borderColor: ground.line,
      confine: true,
    },
    // The first of a ranking stands on top.
    ...(shape === 'rows' ? { xAxis: numbers, yAxis: { ...names, inverse: true } } : { xAxis: names, yAxis: numbers }),
    series: series.map((one, k) =>
      shape === 'line' ? lineOf(one, ground, picks) : seriesOf(one, k > 0, spec.stacked, picks, ground),
    ),
  }
}

function axesOf({ categories, written, dark = false }: BarSpec, { ink, axis, line }: Ground) {
  const text = { color: ink, fontSize: dark ? 15 : 12, fontFamily: FONT }
  const names = {
    type: 'category' as const,
    data: [...categories],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: axis } },
    axisLabel: { ...text, hideOverlap: true, formatter: withoutYear, width: 150, overflow: 'truncate' as const },
  }
  const numbers = {
    type: 'value' as const,
    splitNumber: dark ? 3 : 4,
    axisLabel: { ...text, formatter: (value: number) => written(value), hideOverlap: true },
    splitLine: { lineStyle: { color: line } },
  }
  return [names, numbers] as const
}

/** The year is in the tooltip and the table; the axis has room for month and day. */
const withoutYear = (category: string): string => category.replace(/^\d{4}-(?=\d{2}-)/, '')

function lineOf({ name, values, tone }: Series, { tones }: Ground, picks: boolean): LineSeriesOption {
  return {
    type: 'line',
    name,
    data: [...values],
    cursor: picks ? 'pointer' : 'default',
    symbol: 'circle',
    symbolSize: 6,
    lineStyle: { color: tones[tone], width: 2 },
    itemStyle: { color: tones[tone] },
  }
}

function seriesOf(
  { name, values, tone }: Series,
  hatched: boolean,
  stacked: boolean,
  picks: boolean,
  { tones }: Ground,
): BarSeriesOption {
  return {
    type: 'bar',
    name,
    data: [...values],
    barMaxWidth: 22,
    cursor: picks ? 'pointer' : 'default',
    ...(stacked && { stack: 'all' }),
    itemStyle: {
      color: tones[tone],
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
