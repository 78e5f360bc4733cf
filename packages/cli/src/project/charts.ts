// The three charts of a projection: the fan of the balance, the months payable, and the tornado of the scenarios.
import type { projection } from '@yibao/kernel'
import { type ChartOption, svgOf } from '../charts.ts'

const HUNDRED_MILLION = 100_000_000
const inHundredMillions = (yuan: number): number => Math.round((yuan / HUNDRED_MILLION) * 100) / 100
const rounded = (value: number): number => Math.round(value * 10) / 10

const axes = (years: readonly number[], unit: string): ChartOption => ({
  grid: { left: 60, right: 24, top: 56, bottom: 32 },
  xAxis: { type: 'category', data: years.map(String) },
  yAxis: { type: 'value', name: unit },
})

/** The band from P5 to P95 with the middle, and the projection itself. */
export function fanChart(fund: projection.FundProjection, fan: projection.Fan | undefined): string {
  const years = fund.years.map(({ year }) => year)
  const band = fan?.years ?? []
  return svgOf({
    ...axes(years, '亿元'),
    title: { text: `${fund.title}：累计结余`, left: 0, textStyle: { fontSize: 15 } },
    legend: { top: 2, right: 24, data: ['推演 projection', ...(fan ? ['5%', '中位 median', '95%'] : [])] },
    series: [
      line(
        '推演 projection',
        fund.years.map(({ balance }) => inHundredMillions(balance)),
        '#1554ad',
        3,
      ),
      ...(fan
        ? [
            line(
              '5%',
              band.map(({ p5 }) => inHundredMillions(p5)),
              '#cf1322',
              1,
              'dashed',
            ),
            line(
              '中位 median',
              band.map(({ p50 }) => inHundredMillions(p50)),
              '#8c8c8c',
              1,
              'dotted',
            ),
            line(
              '95%',
              band.map(({ p95 }) => inHundredMillions(p95)),
              '#389e0d',
              1,
              'dashed',
            ),
          ]
        : []),
    ],
  })
}

export function monthsChart(fund: projection.FundProjection): string {
  const data = fund.years.map(({ monthsPayable }) => rounded(monthsPayable))
  return svgOf({
    ...axes(
      fund.years.map(({ year }) => year),
      '个月 months',
    ),
    title: { text: `${fund.title}：可支付月数`, left: 0, textStyle: { fontSize: 15 } },
    series: [
      {
        ...line('可支付月数 months payable', data, '#1554ad', 2),
        markLine: {
          silent: true,
          symbol: 'none',
          data: [threshold(6, 'insideEndTop'), threshold(3, 'insideStartBottom')],
        },
      },
    ],
  })
}

const threshold = (months: number, position: string) => ({
  yAxis: months,
  lineStyle: { color: '#cf1322' },
  label: { formatter: `${months} 个月`, position },
})

/** Largest effect on top. */
export function tornadoChart(title: string, effects: readonly projection.Effect[]): string {
  const shown = effects.filter(({ difference }) => difference !== 0).toReversed()
  return svgOf(
    {
      title: { text: `${title}：情景对期末结余的影响(亿元)`, left: 0, textStyle: { fontSize: 15 } },
      grid: { left: 220, right: 60, top: 48, bottom: 24 },
      xAxis: { type: 'value' },
      yAxis: { type: 'category', data: shown.map((effect) => effect.title) },
      series: [
        {
          type: 'bar',
          label: { show: true, position: 'right' },
          data: shown.map(({ difference }) => ({
            value: inHundredMillions(difference),
            itemStyle: { color: difference < 0 ? '#cf1322' : '#389e0d' },
          })),
        },
      ],
    },
    900,
    96 + shown.length * 28,
  )
}

const line = (name: string, data: readonly number[], color: string, width: number, type = 'solid') => ({
  name,
  type: 'line',
  data,
  symbol: 'none',
  lineStyle: { color, width, type },
  itemStyle: { color },
})
