// A projection for people: text for the terminal, a CSV of all years, and a page with charts that prints.
import type { projection } from '@yibao/kernel'
import { escaped, tableOf } from '../html.ts'
import { fanChart, monthsChart, tornadoChart } from './charts.ts'

export interface ProjectionAnswer {
  readonly title: string
  readonly base: projection.Projection
  readonly fans: readonly projection.Fan[]
  readonly effects: readonly projection.Effect[]
  readonly deviations: readonly projection.Deviation[]
  readonly bases: ReadonlyMap<string, projection.Basis>
}

const millions = (yuan: number): string => (yuan / 1_000_000).toFixed(2)
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const orNone = (year: number | undefined): string => (year === undefined ? '推演期内没有 none' : String(year))

const HEAD = [
  '年度 year',
  '参保人 members',
  '收入 income',
  '支出 expenditure',
  '利息 interest',
  '当期结余 surplus',
  '累计结余 balance',
  '可支付月数 months',
  '在职退休比 ratio',
] as const

const cells = (year: projection.FundYear): string[] => [
  String(year.year),
  String(Math.round(year.members)),
  ...[year.income, year.expenditure, year.interest, year.surplus, year.balance].map(millions),
  year.monthsPayable.toFixed(1),
  year.dependency?.toFixed(2) ?? '—',
]

export function projectionText(answer: ProjectionAnswer): string {
  return [
    `${answer.title}(百万元 million yuan)`,
    ...answer.base.funds.flatMap((fund) => ['', ...fundText(fund, answer)]),
    ...deviationText(answer.deviations),
    '',
    `${assumedOf(answer).length} / ${answer.bases.size} 组参数为假定 groups of parameters are assumed: ${assumedOf(answer).join('、')}`,
  ].join('\n')
}

function fundText(fund: projection.FundProjection, answer: ProjectionAnswer): string[] {
  const fan = answer.fans.find((each) => each.fund === fund.fund)
  const own = answer.effects.filter((effect) => effect.fund === fund.fund && effect.difference !== 0)
  return [
    `## ${fund.title}`,
    HEAD.join(' | '),
    ...fund.years.map((year) => cells(year).join(' | ')),
    `首次当期赤字 first deficit: ${orNone(fund.firstDeficit)}；结余耗尽 exhausted: ${orNone(fund.exhausted)}；未覆盖缺口现值 uncovered: ${millions(fund.uncovered)}`,
    ...(fan
      ? [
          `${fan.draws} 次抽样 draws：五年内出现当期赤字 deficit within five years ${percent(fan.deficitWithinFiveYears)}；期末前耗尽 exhausted ${percent(fan.exhaustedAtHorizon)}`,
        ]
      : []),
    ...own.map(
      ({ title, difference, exhausted }) =>
        `  ${difference > 0 ? '+' : ''}${millions(difference)}  ${title}；耗尽 exhausted: ${orNone(exhausted)}`,
    ),
  ]
}

const deviationText = (deviations: readonly projection.Deviation[]): string[] =>
  deviations.length === 0
    ? []
    : [
        '',
        '与决算相比 against the final accounts:',
        ...deviations.map(
          ({ fund, year, measure, projected, actual, error }) =>
            `  ${fund} ${year} ${measure}: ${millions(projected)} / ${millions(actual)}，偏差 error ${error === undefined ? '—' : percent(error)}`,
        ),
      ]

const assumedOf = ({ bases }: ProjectionAnswer): string[] =>
  [...bases].filter(([, { assumed }]) => assumed).map(([name]) => name)

export function projectionCsv({ base, fans }: ProjectionAnswer): string {
  const head =
    'fund,year,members,payers,retired,income,expenditure,interest,surplus,balance,months_payable,balancing,p5,p50,p95,below_six_months'
  const rows = base.funds.flatMap((fund) => {
    const fan = fans.find((each) => each.fund === fund.fund)
    return fund.years.map((year, at) => {
      const drawn = fan?.years[at]
      const money = [year.income, year.expenditure, year.interest, year.surplus, year.balance].map((each) =>
        each.toFixed(2),
      )
      const people = [year.members, year.payers, year.retired].map((each) => each.toFixed(0))
      const chance = drawn
        ? [drawn.p5, drawn.p50, drawn.p95].map((each) => each.toFixed(2)).concat(drawn.belowSixMonths.toFixed(4))
        : ['', '', '', '']
      const rest = [year.monthsPayable.toFixed(2), year.balancing.toFixed(6)]
      return [fund.fund, year.year, ...people, ...money, ...rest, ...chance].join(',')
    })
  })
  return `${[head, ...rows].join('\n')}\n`
}

export function projectionPage(answer: ProjectionAnswer): string {
  const parts = answer.base.funds.flatMap((fund) => {
    const fan = answer.fans.find((each) => each.fund === fund.fund)
    const own = answer.effects.filter((effect) => effect.fund === fund.fund)
    return [
      `<h2>${escaped(fund.title)}</h2>`,
      `<p>首次当期赤字：${orNone(fund.firstDeficit)}；结余耗尽：${orNone(fund.exhausted)}。${fan ? `抽样 ${fan.draws} 次：五年内出现当期赤字的占 ${percent(fan.deficitWithinFiveYears)}。` : ''}</p>`,
      fanChart(fund, fan),
      monthsChart(fund),
      ...(own.some(({ difference }) => difference !== 0) ? [tornadoChart(fund.title, own)] : []),
      tableOf(HEAD, fund.years.map(cells)),
    ]
  })
  const bases = [...answer.bases].map(([name, { text, assumed }]) =>
    [name, assumed ? '假定 assumed' : '有依据', text].map(escaped),
  )
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    `<title>${escaped(answer.title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${escaped(answer.title)}</h1><p>金额单位：百万元。推演不是决算：标明“假定”的参数没有文件依据。</p>`,
    ...parts,
    '<h2>参数依据 where the parameters come from</h2>',
    tableOf(['参数 part', '性质 kind', '依据 basis'], bases),
    '</main></body></html>',
    '',
  ].join('\n')
}

const STYLE =
  'body{font:14px/1.6 sans-serif;margin:0;color:#1f1f1f}main{max-width:940px;margin:24px auto;padding:0 16px}' +
  'table{border-collapse:collapse;width:100%;margin:12px 0 28px}th,td{border:1px solid #d9d9d9;padding:3px 8px;text-align:right}' +
  'th{background:#fafafa}td:last-child,th:last-child{text-align:left}svg{max-width:100%;height:auto;display:block}' +
  '@media print{h2{break-before:page}svg,tr{break-inside:avoid}}'
