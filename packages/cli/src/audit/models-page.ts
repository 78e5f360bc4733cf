// The clues of behaviour models for people: one page that prints and asks for no network. Each clue with its reasons, the bounds that
// they passed, and the settlements that show it; each model with what it stands on and where it is known to err.
import { type Fen, type models, yuanText } from '@yibao/kernel'
import type { FeatureRow, ModelClues } from '@yibao/lake'
import { escaped, tableOf } from '../html.ts'
import { masked } from './files/page.ts'

export interface CluePage {
  readonly lake: string
  readonly found: readonly ModelClues[]
  readonly measured?: readonly models.Measured[]
  /** Clues of each model that are shown with their settlements. */
  readonly top: number
  /** Settlements by visit. */
  readonly rows: ReadonlyMap<string, FeatureRow>
}

const STYLE = `body{font:14px/1.5 sans-serif;margin:2em auto;max-width:72em;padding:0 1em;color:#1d2939}
table{border-collapse:collapse;width:100%;margin:.4em 0 1em}th,td{border:1px solid #d0d5dd;padding:3px 8px;text-align:left;vertical-align:top}
th{background:#f2f4f7}td.n{text-align:right;font-variant-numeric:tabular-nums}article{border-left:4px solid #1554ad;padding-left:1em;margin:1em 0;break-inside:avoid}
h3{margin:.6em 0 .2em}.note{color:#475467}.beside{color:#667085}nav a{margin-right:1em}`

export function cluePage(page: CluePage): string {
  const { found, measured, lake } = page
  const links = found.map(({ card, clues }) => `<a href="#${card.id}">${escaped(card.title)} ${clues.length}</a>`)
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>行为模型的线索 Clues of behaviour models</title>
<style>${STYLE}</style>
<h1>行为模型的线索 Clues of behaviour models</h1>
<p>历史库 lake：${escaped(lake)}。线索是分数和理由，不是违规；须由人核实。 A clue is a score with reasons, no violation: a person verifies it.</p>
<nav>${links.join('')}</nav>
${measured ? measuredPart(measured) : ''}
${found.map((each) => modelPart(each, page)).join('\n')}
</html>
`
}

const share = ({ hits, of }: models.Share): string =>
  of === 0 ? '—' : `${((hits * 100) / of).toFixed(1)}%（${hits}/${of}）`

const measuredPart = (measured: readonly models.Measured[]): string =>
  `<h2>与已知真相对照 Beside known truth</h2>${tableOf(
    ['手法 scheme', '植入 planted', '线索 clues', '召回率 recall', '准确率 precision', '属任一手法 any scheme'],
    measured.map((each) => [
      escaped(each.scheme),
      ...[each.planted, each.clues].map(String),
      ...[each.recall, each.precision, each.byAny].map(share),
    ]),
  )}`

function modelPart({ card, candidates, clues }: ModelClues, { top, rows }: CluePage): string {
  const reasons = card.reasons.map(({ feature, atLeast, atMost, weight, zh }) => [
    escaped(zh.replaceAll('{value}', '…')),
    `${escaped(feature)}${atLeast === undefined ? '' : ` ≥ ${atLeast}`}${atMost === undefined ? '' : ` ≤ ${atMost}`}`,
    String(weight),
  ])
  const more =
    clues.length > top ? `<p class="note">另有 ${clues.length - top} 条，见 clues.csv。 More in clues.csv.</p>` : ''
  return `<section id="${card.id}"><h2>${escaped(card.title)} ${escaped(card.titleEn)}</h2>
<p>看过 looked at ${candidates}，线索 clues ${clues.length}，报警分 alarm ${card.alarm}，版本 version ${card.version}。</p>
<p class="note">依据：${escaped(card.basis)}</p><p class="note">已知误报：${escaped(card.falsePositives)}</p>
<details><summary>理由与界限 reasons and bounds</summary>${tableOf(['理由 reason', '界限 bound', '分 weight'], reasons)}</details>
${clues.length === 0 ? '<p>没有线索。 No clues.</p>' : ''}
${clues
  .slice(0, top)
  .map((clue) => cluePart(clue, rows))
  .join('\n')}${more}</section>`
}

function cluePart(clue: models.Clue, rows: ReadonlyMap<string, FeatureRow>): string {
  const reasons = clue.reasons.map(({ zh, en, weight }) => `<li>${weight} 分：${escaped(zh)} ${escaped(en)}</li>`)
  return `<article><h3>${clue.score} 分　${escaped(clue.provider)}${clue.practitioner === '' ? '' : ` · ${escaped(clue.practitioner)}`}</h3>
<ul>${reasons.join('')}</ul>${evidence(clue, rows)}</article>`
}

const MOST_ROWS = 30
const HEAD = [
  '结算 settled',
  '人员 person',
  '机构 provider',
  '类型 setting',
  '入院／就诊',
  '出院',
  '诊断 diagnoses',
  '总额（元）',
]

function evidence({ visits, beside = [] }: models.Clue, rows: ReadonlyMap<string, FeatureRow>): string {
  const known = (ids: readonly string[], isBeside: boolean): (readonly [FeatureRow, boolean])[] =>
    ids.flatMap((id) => {
      const row = rows.get(id)
      return row ? [[row, isBeside] as const] : []
    })
  const all = [...known(visits, false), ...known(beside, true)].sort(([a], [b]) =>
    String(a.settled_at) < String(b.settled_at) ? -1 : 1,
  )
  const cells = all.slice(0, MOST_ROWS).map(([row, isBeside]) => {
    const text = (name: string): string => escaped(String(row[name] ?? ''))
    const person = `${escaped(masked(String(row.person_no ?? '')))}${isBeside ? ' <small class="beside">旁证 beside</small>' : ''}`
    return [
      ...[text('settled_at').slice(0, 16), person, text('provider'), text('setting'), text('admitted_on')],
      ...[text('discharged_on'), text('diagnoses'), yuanText(Number(row.total_fen ?? 0) as Fen)],
    ]
  })
  const more = all.length > MOST_ROWS ? `<p class="note">另有 ${all.length - MOST_ROWS} 笔结算。</p>` : ''
  return `${tableOf(HEAD, cells)}${more}`
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** All clues, one a row; visits and persons in one cell each. */
export function cluesCsv(found: readonly ModelClues[]): string {
  const head = 'model,version,score,provider,practitioner,key,persons,visits,beside,reasons'
  const rows = found.flatMap(({ clues }) =>
    clues.map((clue) =>
      [
        ...[clue.model, String(clue.version), String(clue.score), clue.provider, clue.practitioner, clue.key],
        ...[clue.persons, clue.visits, clue.beside ?? []].map((all) => all.join(' ')),
        clue.reasons.map(({ zh }) => zh).join('；'),
      ]
        .map(cell)
        .join(','),
    ),
  )
  return `\uFEFF${[head, ...rows].join('\n')}\n`
}
