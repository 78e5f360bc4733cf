// The report as a page that prints: text with linked figures, charts drawn as SVG, and the table that every figure leads to.
import { svgOf } from '../charts.ts'
import { escaped, tableOf } from '../html.ts'
import { type Chart, figureText, type Report } from './compose.ts'

export function reportPage(report: Report): string {
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escaped(report.title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${escaped(report.title)}</h1><p class="lead">${escaped(report.lead)}(${report.period.from} 至 ${report.period.to})</p>`,
    ...report.sections.flatMap(({ heading, paragraphs, charts }) => [
      `<h2>${escaped(heading)}</h2>`,
      `<p>${paragraphs.flat().map(pieceText).join('')}</p>`,
      ...charts.map((chart) => `<figure>${chartSvg(chart)}<figcaption>${escaped(chart.title)}</figcaption></figure>`),
    ]),
    '<h2>数字的来历</h2>',
    tableOf(
      ['编号', '指标', '数值', '分子', '分母', '定义'],
      report.figures.map((figure) => {
        const { id, title, numerator, denominator, definition } = figure
        const cells = [title, figureText(figure), numerator ?? '', denominator ?? '', definition]
        return [`<span id="${id}">${id}</span>`, ...cells.map(escaped)]
      }),
    ),
    '<h2>尚无数据的指标</h2>',
    report.missing.length === 0
      ? '<p>没有。</p>'
      : tableOf(
          ['编号', '指标', '在等什么'],
          report.missing.map(({ id, title, waitsFor }) => [id, title, waitsFor ?? '分母为零'].map(escaped)),
        ),
    '</main></body></html>',
    '',
  ].join('\n')
}

const pieceText = (piece: Report['sections'][number]['paragraphs'][number][number]): string =>
  'text' in piece ? escaped(piece.text) : `<a href="#${piece.id}">${escaped(piece.figure)}</a>`

/** Months stand upright, long names lie. */
export function chartSvg({ groups, by }: Chart): string {
  const upright = by === 'month'
  const names = { type: 'category', data: groups.map(({ group }) => group), ...(upright ? {} : { inverse: true }) }
  const numbers = { type: 'value' }
  return svgOf(
    {
      grid: { left: upright ? 64 : 120, right: 48, top: 16, bottom: 28 },
      xAxis: upright ? names : numbers,
      yAxis: upright ? numbers : names,
      series: [
        {
          type: 'bar',
          itemStyle: { color: '#1554ad' },
          label: { show: true, position: upright ? 'top' : 'right' },
          data: groups.map(({ value }) => value),
        },
      ],
    },
    820,
    upright ? 280 : 60 + groups.length * 30,
  )
}

const STYLE =
  'body{font:15px/1.8 "Songti SC","SimSun",serif;margin:0;color:#1f1f1f}main{max-width:860px;margin:32px auto;padding:0 20px}' +
  'h1{text-align:center;font-size:24px}h2{font-size:18px;margin-top:28px}.lead{color:#595959}p{text-indent:2em}a{color:#0b47a1}' +
  'figure{margin:16px 0;text-align:center}svg{max-width:100%;height:auto}figcaption{color:#595959;font-size:13px}' +
  'table{border-collapse:collapse;width:100%;font-size:13px}th,td{border:1px solid #bfbfbf;padding:3px 8px;text-align:left}' +
  '@media print{a{color:inherit;text-decoration:none}figure,tr{break-inside:avoid}}'
