// The report of `audit files` as one page: prints, asks for no network, every figure with its findings.
import { type Fen, filled, yuanText } from '@yibao/kernel'
import { type ChartOption, svgOf } from '../../charts.ts'
import { escaped, tableOf } from '../../html.ts'
import type { FindingRow } from './row.ts'
import { type FilesAnswer, SEVERITY_WORDS, type Total, type Totals } from './totals.ts'

const yuan = (fen: number): string => yuanText(fen as Fen)
const whole = (value: number): string => value.toLocaleString('en-US')

const MOST_BARS = 12
const MOST_ROWS = 50
const COLOURS = { definite: '#b42318', suspect: '#b54708', needs: '#667085', money: '#1554ad' } as const

/** Longest on top. */
function barChart(title: string, totals: readonly Total[]): string {
  const shown = totals
    .filter(({ deductedFen }) => deductedFen > 0)
    .slice(0, MOST_BARS)
    .toReversed()
  if (shown.length === 0) return ''
  const short = ({ name, key }: Total): string => {
    const text = name === '' ? key : name
    return text.length > 18 ? `${text.slice(0, 17)}…` : text
  }
  const option: ChartOption = {
    title: { text: title, left: 0, textStyle: { fontSize: 14 } },
    grid: { left: 230, right: 90, top: 40, bottom: 24 },
    xAxis: { type: 'value' },
    yAxis: { type: 'category', data: shown.map(short) },
    series: [
      {
        ...{ type: 'bar', barMaxWidth: 18, itemStyle: { color: COLOURS.money } },
        ...{ label: { show: true, position: 'right' }, data: shown.map(({ deductedFen }) => deductedFen / 100) },
      },
    ],
  }
  return svgOf(option, 900, 84 + shown.length * 26)
}

function monthChart(months: readonly Total[]): string {
  if (months.length < 2) return ''
  const bars = (name: string, color: string, of: (total: Total) => number) => ({
    ...{ name, type: 'bar', stack: 'all', barMaxWidth: 32, itemStyle: { color }, data: months.map(of) },
  })
  return svgOf({
    title: { text: '各月疑点数 findings by month', left: 0, textStyle: { fontSize: 14 } },
    legend: { top: 2, right: 24 },
    grid: { left: 60, right: 24, top: 48, bottom: 32 },
    xAxis: { type: 'category', data: months.map(({ key }) => key) },
    yAxis: { type: 'value' },
    series: [
      bars('确定 definite', COLOURS.definite, ({ definite }) => definite),
      bars('可疑 suspect', COLOURS.suspect, ({ suspect }) => suspect),
      bars('待补证据 needs evidence', COLOURS.needs, ({ needsEvidence }) => needsEvidence),
    ],
  })
}

const HEAD = [
  '疑点 findings',
  '确定 definite',
  '可疑 suspect',
  '待补证据 evidence',
  '超出金额（元） excess',
  '应扣（元，每行一次） deducted',
]

const cells = (total: Total): string[] => [
  ...[total.findings, total.definite, total.suspect, total.needsEvidence].map(whole),
  yuan(total.excessFen),
  yuan(total.deductedFen),
]

function section(id: string, title: string, first: string, totals: readonly Total[], chart: string): string {
  if (totals.length === 0)
    return `<section id="${id}"><h2>${title}</h2><p class="none">没有疑点。 No findings.</p></section>`
  const rows = totals.slice(0, MOST_ROWS).map((total) => {
    const name =
      total.name === total.key ? escaped(total.name) : `${escaped(total.name)} <small>${escaped(total.key)}</small>`
    return [name, ...cells(total)]
  })
  const more =
    totals.length > MOST_ROWS ? `<p>另有 ${totals.length - MOST_ROWS} 项，见 Excel 或 findings.csv。</p>` : ''
  return `<section id="${id}"><h2>${title}</h2>${chart}${tableOf([first, ...HEAD], rows)}${more}</section>`
}

/** A page is printed and handed on: the number of a person is not shown whole on it. */
export const masked = (person: string): string =>
  person.length <= 4 ? person : `${person.slice(0, 2)}${'*'.repeat(Math.min(6, person.length - 4))}${person.slice(-2)}`

const FACT_WORDS: Readonly<Record<string, string>> = {
  ...{
    total: '合计',
    max: '上限',
    window: '窗口',
    excess: '超出',
    limit: '限定',
    found: '实际',
    with: '同时',
    withCode: '同时的编码',
  },
  ...{
    price: '单价',
    ceiling: '限价',
    allowed: '允许',
    days: '天数',
    codes: '追溯码',
    earlier: '此前',
    earlierOn: '此前日期',
    packs: '包装数',
  },
  ...{
    stay: '住院',
    admitted: '入院',
    discharged: '出院',
    diagnosis: '诊断',
    diagnoses: '诊断',
    branches: '限定条件',
    reason: '原因',
  },
  ...{
    sum: '各项合计',
    parts: '组成',
    composite: '综合项目',
    amount: '金额',
    expected: '应为',
    gap: '间隔天数',
    previous: '上一次',
  },
}

function findingCard(row: FindingRow, names: Readonly<Record<string, string>>): string {
  const facts = Object.entries(JSON.parse(row.facts) as Record<string, string | number>)
  const shown: (readonly [string, string])[] = [
    ['机构', names[row.provider] ?? row.provider],
    ['科室', row.department],
    ['医师', names[row.prescriber] ?? row.prescriber],
    ['人员', masked(row.person)],
    ['就诊', row.visit],
    ['日期', row.on],
    ['项目', [row.item, row.code].filter((text) => text !== '').join(' ')],
    ['明细', row.lines],
    ...facts.map(([name]) => [FACT_WORDS[name] ?? name, filled(`{${name}}`, Object.fromEntries(facts), 'zh')] as const),
    ['缺少', row.missing],
    ['依据', row.basis],
  ]
  const list = shown
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`)
  const money =
    row.deducted_fen > 0
      ? `<b class="money">应扣 ${yuan(row.deducted_fen)} 元</b>`
      : row.excess_fen > 0
        ? `<b class="money">涉及 ${yuan(row.excess_fen)} 元</b>`
        : ''
  return `<article class="${row.severity}"><h3><span class="tag">${SEVERITY_WORDS[row.severity]}</span> ${escaped(row.rule)} ${escaped(row.title)} ${money}</h3>
<p>${escaped(row.auditor_zh)}</p><dl>${list.join('')}</dl></article>`
}

const STYLE = `:root{color-scheme:light}body{font:14px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1d2939;margin:2em auto;max-width:72em;padding:0 1.5em}
h1{font-size:1.7em;margin-bottom:.2em}h2{margin-top:2em;border-bottom:2px solid #1554ad;padding-bottom:.2em}h3{margin:.2em 0;font-size:1.05em}
.figures{display:flex;flex-wrap:wrap;gap:.8em;padding:0;list-style:none}.figures li{flex:1 1 7.5em;border:1px solid #d0d5dd;border-radius:6px;padding:.6em .9em}
.figures b{display:block;font-size:1.5em;font-variant-numeric:tabular-nums}table{border-collapse:collapse;width:100%;margin:.6em 0}
th,td{border:1px solid #d0d5dd;padding:4px 8px;text-align:left;vertical-align:top}th{background:#f2f4f7}td:nth-child(n+2){text-align:right;font-variant-numeric:tabular-nums}
table.words td{text-align:left}small{color:#475467}article{border:1px solid #d0d5dd;border-left:5px solid #667085;border-radius:4px;padding:.6em 1em;margin:.7em 0;break-inside:avoid}
article.definite{border-left-color:#b42318}article.suspect{border-left-color:#b54708}.tag{border:1px solid currentColor;border-radius:3px;padding:0 .4em;font-size:.85em}
article.definite .tag{color:#b42318}article.suspect .tag{color:#93370d}.money{float:right}dl{display:grid;grid-template-columns:max-content 1fr max-content 1fr;gap:0 .8em;margin:.4em 0}
dt{color:#475467}dd{margin:0;overflow-wrap:anywhere}svg{max-width:100%;height:auto}nav a{margin-right:1em}.none{color:#475467}
@media(max-width:50em){dl{grid-template-columns:max-content 1fr}}
@media print{body{margin:0;max-width:none;font-size:11px}nav{display:none}section{break-before:auto}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}@page{margin:14mm}}`

export function filesPage(answer: FilesAnswer, totals: Totals, names: Readonly<Record<string, string>>): string {
  const { all } = totals
  const figure = (value: string, text: string): string => `<li><b>${value}</b>${text}</li>`
  const words = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    tableOf(
      head,
      rows.map((row) => row.map(escaped)),
    ).replace('<table>', '<table class="words">')
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(answer.title)}</title>
<style>${STYLE}</style></head><body><main>
<h1>${escaped(answer.title)}</h1>
<p>${answer.stage === 'mid' ? '事中规则 before payment' : '事后规则 after the event'}，${answer.rules} 条规则、${whole(answer.points)} 个知识点。疑点是线索，须由人核实；“待补证据”不追回一分钱。</p>
<ul class="figures">${[
    figure(whole(answer.lines), '行明细 lines'),
    figure(whole(answer.visits), '次就诊 visits'),
    figure(whole(answer.persons), '人 persons'),
    figure(whole(all.findings), '条疑点 findings'),
    figure(whole(all.definite), '条确定 definite'),
    figure(yuan(all.deductedFen), '元应扣（每行一次） deducted'),
    figure(whole(answer.setAside), '行未能读入 rows not read'),
  ].join('')}</ul>
<nav><a href="#rules">按规则</a><a href="#providers">按机构</a><a href="#departments">按科室</a><a href="#doctors">按医师</a><a href="#top">重点疑点</a><a href="#limits">没有审的</a></nav>
${monthChart(totals.byMonth)}
${section('rules', '按规则 By rule', '规则 rule', totals.byRule, barChart('应扣金额最多的规则（元）', totals.byRule))}
${section('providers', '按机构 By institution', '机构 institution', totals.byProvider, barChart('应扣金额最多的机构（元）', totals.byProvider))}
${section('departments', '按科室 By department', '科室 department', totals.byDepartment, '')}
${section('doctors', '按医师 By doctor', '医师 doctor', totals.byDoctor, '')}
<section id="top"><h2>重点疑点 Findings that weigh most</h2>${totals.top.map((row) => findingCard(row, names)).join('\n') || '<p class="none">没有疑点。 No findings.</p>'}</section>
<section id="limits"><h2>读入与没有审的 What was read, and what was not judged</h2>
${words(
  ['文件 file', '内容 table', '行 rows', '未能读入 not read'],
  answer.files.map(({ file, table, rows, setAside }) => [file, table, whole(rows), whole(setAside)]),
)}
<p>未能读入的行，行号、列、读到的内容和允许的内容见 set-aside.csv。</p>
${words(
  ['未审的规则 not judged', '名称 title', '文件没有 the files lack'],
  answer.leftOut.map(({ rule, title, needs }) => [rule, title, needs]),
)}
${
  answer.unasked.length > 0
    ? `<p>下列规则的一部分发现只缺文件没有的列，无从要求补充，没有列出。 Findings that would only ask for a column no file has are counted here and not listed.</p>${words(
        ['规则 rule', '名称 title', '发现数 findings'],
        answer.unasked.map(({ rule, title, findings }) => [rule, title, whole(findings)]),
      )}`
    : ''
}
</section></main></body></html>
`
}
