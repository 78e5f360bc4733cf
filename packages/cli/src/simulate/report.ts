// The report of a replay for a policy officer: what it costs, who gains and loses, on which bills; Chinese first.
import { type Fen, yuanText } from '@yibao/kernel'
import type { GroupRow, LossReason, PaidRow, ReplayResult, Winners } from '@yibao/lake'
import { FUND_WORDS, GROUP_WORDS, LOSS_WORDS, PAYER_WORDS, type ShownDimension, wordOf } from './words.ts'

/** `words`: names of levels and categories as the policy's vocabulary has them. */
export function reportText(
  result: ReplayResult,
  by: readonly ShownDimension[],
  words: ReadonlyMap<string, string>,
): string {
  return [
    ...head(result),
    ...paidTable('按基金 by fund', result.funds, FUND_WORDS),
    ...paidTable('按支付方 by payer', result.payers, PAYER_WORDS),
    ...winners('按结算 by claim', result.byClaim),
    ...winners('按人员 by person', result.byPerson),
    ...losses(result),
    ...effects(result),
    ...by.flatMap((name) => groupTable(name, result.groups[name], WITH_VOCABULARY.has(name) ? words : NO_WORDS)),
    ...samples(result),
    ...assumed(result),
  ].join('\n')
}

/** Groups whose values are words of the policy's vocabulary. */
const WITH_VOCABULARY: ReadonlySet<ShownDimension> = new Set(['category', 'level'])
const NO_WORDS: ReadonlyMap<string, string> = new Map()

const yuan = (fen: number): string => yuanText(fen as Fen)
const signed = (fen: number): string => (fen > 0 ? `+${yuan(fen)}` : yuan(fen))
const count = (value: number): string => value.toLocaleString('en-US')
const share = (part: number, whole: number): string => (whole === 0 ? '0' : ((part * 100) / whole).toFixed(2))

function head(result: ReplayResult): string[] {
  const { total, deviations, newlyCovered, newlyUncovered } = result
  return [
    '# 改革方案回放 Reform replayed over history',
    '',
    `回放编号 run id: ${result.runId}`,
    `历史 history: ${result.lake.policy}，${result.months.first} 至 ${result.months.last}，${count(result.counted)} 笔结算 claims,${count(total.persons)} 人 persons`,
    `现行政策 A: ${result.base.version}`,
    `改革方案 B: ${result.reformed.version}`,
    deviations.count === 0
      ? '核对 check: 按现行政策重算，全部与当时的结算一致(A replayed = stored, to the fen)'
      : `核对 check: ${count(deviations.count)} 笔按现行政策重算与当时不一致(A replayed ≠ stored)，见下`,
    ...deviationLines(result),
    ...(result.inForce.length === 0 ? ['', ...UNTOUCHED] : []),
    '',
    '## 总体 Overall',
    '',
    `基金与外部支付 funds: ${yuan(total.fundAFen)} → ${yuan(total.fundBFen)} 元，差额 difference ${signed(total.fundDifferenceFen)} 元(${share(total.fundDifferenceFen, total.fundAFen)} %)`,
    `个人负担 persons: ${yuan(total.personAFen)} → ${yuan(total.personBFen)} 元，差额 difference ${signed(total.personDifferenceFen)} 元`,
    `其中账户与共济 of it by accounts: ${yuan(total.accountAFen)} → ${yuan(total.accountBFen)} 元`,
    `负担减轻 lighter: ${count(total.gainedClaims)} 笔 claims,${count(result.byPerson.gained)} 人 persons；负担加重 heavier: ${count(total.lostClaims)} 笔 claims,${count(result.byPerson.lost)} 人 persons`,
    `新获支付 newly covered: ${count(newlyCovered.claims)} 笔 claims,${yuan(newlyCovered.fen)} 元；不再支付 no longer covered: ${count(newlyUncovered.claims)} 笔 claims,${yuan(newlyUncovered.fen)} 元`,
    ...Object.entries(result.refusedByReform).map(
      ([code, n]) => `改革后无法结算 refused by the reform: ${code} ${count(n)} 笔 claims`,
    ),
    '',
  ]
}

/** Said before the zeros: they are no finding. */
const UNTOUCHED = [
  '注意：方案没有改变这段历史中任何一笔的规则，差额都是零。请看方案从哪一天起生效，换一段其后的历史，或者在方案中把起始日期提前。',
  'The reform ruled no claim of this history, so every difference is zero: look from which day it takes effect.',
]

function deviationLines({ deviations }: ReplayResult): string[] {
  return [
    ...Object.entries(deviations.byReason).map(([what, n]) => `  ${what}: ${count(n)}`),
    ...deviations.first.map(
      ({ id, what, storedFen, replayedFen, policyVersion }) =>
        `  ${id} ${what}${storedFen === undefined ? '' : `: ${yuan(storedFen)} → ${yuan(replayedFen ?? 0)} 元`}(${policyVersion})`,
    ),
  ]
}

function paidTable(
  title: string,
  rows: Readonly<Record<string, PaidRow>>,
  words: ReadonlyMap<string, string>,
): string[] {
  return [
    `## ${title}`,
    '',
    '| | 笔 claims | A 元 | B 元 | 差额 B−A 元 |',
    '|---|---:|---:|---:|---:|',
    ...Object.entries(rows).map(
      ([name, row]) =>
        `| ${wordOf(words, name)} | ${count(row.claims ?? 0)} | ${yuan(row.aFen)} | ${yuan(row.bFen)} | ${signed(row.differenceFen)} |`,
    ),
    '',
  ]
}

function winners(title: string, { gained, gainedFen, lost, lostFen, gainSteps, lossSteps }: Winners): string[] {
  const rows = gainSteps.flatMap(({ fromFen, count: gains, fen }, at) => {
    const loss = lossSteps[at]!
    if (gains === 0 && loss.count === 0) return []
    const next = gainSteps[at + 1]
    const span = next ? `${yuan(fromFen)} – ${yuan(next.fromFen - 1)}` : `≥ ${yuan(fromFen)}`
    return [`| ${span} | ${count(gains)} | ${yuan(fen)} | ${count(loss.count)} | ${yuan(loss.fen)} |`]
  })
  return [
    `## 受益与受损(${title})Winners and losers`,
    '',
    `受益 gain ${count(gained)}，共 ${yuan(gainedFen)} 元；受损 lose ${count(lost)}，共 ${yuan(lostFen)} 元`,
    '',
    ...(rows.length === 0
      ? []
      : ['| 变化 change 元 | 受益 gain | 元 | 受损 lose | 元 |', '|---|---:|---:|---:|---:|', ...rows, '']),
  ]
}

function losses({ lossReasons }: ReplayResult): string[] {
  const rows = Object.entries(lossReasons)
  if (rows.length === 0) return []
  return [
    '## 负担加重的原因 Why claims are heavier',
    '',
    '| 原因 reason | 笔 claims | 元 |',
    '|---|---:|---:|',
    ...rows.map(
      ([reason, { claims, fen }]) => `| ${LOSS_WORDS[reason as LossReason]} | ${count(claims)} | ${yuan(fen)} |`,
    ),
    '',
  ]
}

function effects({ inForce }: ReplayResult): string[] {
  if (inForce.length === 0) return []
  return [
    '## 执行各月的效果 By months in force',
    '',
    '| 月份 month | 执行第几月 in force | 笔 claims | 按新规则 by the reform | 基金差额 | 累计 so far | 个人差额 | 累计 so far |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...inForce.map(
      (row) =>
        `| ${row.month} | ${row.monthsInForce} | ${count(row.claims)} | ${count(row.reformedClaims)} | ${signed(row.fundDifferenceFen)} | ${signed(row.fundSoFarFen)} | ${signed(row.personDifferenceFen)} | ${signed(row.personSoFarFen)} |`,
    ),
    '',
  ]
}

function groupTable(name: ShownDimension, rows: readonly GroupRow[], words: ReadonlyMap<string, string>): string[] {
  return [
    `## ${GROUP_WORDS[name]}`,
    '',
    ...(name === 'category' ? ['一人有几种类别的，每种各计一次。One with several categories counts in each.', ''] : []),
    '| | 笔 claims | 人 persons | 总费用 total | 基金 A | 基金 B | 差额 | 个人 A | 个人 B | 差额 |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map(
      (row) =>
        `| ${wordOf(words, row.value)} | ${count(row.claims)} | ${count(row.persons)} | ${yuan(row.totalFen)} | ${yuan(row.fundAFen)} | ${yuan(row.fundBFen)} | ${signed(row.fundDifferenceFen)} | ${yuan(row.personAFen)} | ${yuan(row.personBFen)} | ${signed(row.personDifferenceFen)} |`,
    ),
    '',
  ]
}

const KINDS = {
  gain: '负担减轻最多 largest gain',
  loss: '负担加重最多 largest loss',
  middle: '居中 in the middle',
} as const

function samples({ samples: all }: ReplayResult): string[] {
  if (all.length === 0) return []
  const lines = all.flatMap((sample) => [
    `### ${KINDS[sample.kind]}: ${sample.id}(${sample.month})`,
    '',
    `总费用 total ${yuan(sample.totalFen)} 元；个人负担 person ${yuan(sample.a.personFen)} → ${yuan(sample.b.personFen)} 元(${signed(-sample.gainFen)})`,
    ...(sample.reason ? [`原因 reason：${LOSS_WORDS[sample.reason]}`] : []),
    Object.entries(sample.facts)
      .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join('+') : value}`)
      .join(' '),
    '',
    '| 现行 A | 改革 B |',
    '|---|---|',
    ...Array.from({ length: Math.max(sample.a.sentences.length, sample.b.sentences.length) }, (_, at) => {
      const of = (side: typeof sample.a): string => {
        const words = side.sentences[at]
        return words
          ? `${words.zh}<br>${words.en}`
          : at === 0 && side.refusal
            ? `不能结算 refused: ${side.refusal}`
            : ''
      }
      return `| ${of(sample.a)} | ${of(sample.b)} |`
    }),
    '',
  ])
  return ['## 样例 Sample bills', '', ...lines]
}

function assumed({ assumed: values }: ReplayResult): string[] {
  if (values.length === 0) return []
  return [
    '## 假定值 Assumed values',
    '',
    `以下 ${values.length} 项没有查到本地规定，结果只供演示。These values are not established for the city.`,
    '',
    ...values.map((value) => `- 【假定 assumed】${value}`),
    '',
  ]
}

/** Every table of the result as one: a dimension, a value, and the numbers in yuan. */
export function tablesCsv(result: ReplayResult): string {
  const header =
    'group,value,claims,persons,total,fund_a,fund_b,fund_difference,person_a,person_b,person_difference,gained_claims,lost_claims,reformed_claims'
  const row = (group: string, each: GroupRow): string =>
    [
      group,
      each.value,
      each.claims,
      each.persons,
      ...[each.totalFen, each.fundAFen, each.fundBFen, each.fundDifferenceFen].map(yuan),
      ...[each.personAFen, each.personBFen, each.personDifferenceFen].map(yuan),
      each.gainedClaims,
      each.lostClaims,
      each.reformedClaims,
    ].join(',')
  const paid = (group: string, rows: Readonly<Record<string, PaidRow>>): string[] =>
    Object.entries(rows).map(([name, { claims = 0, aFen, bFen, differenceFen }]) =>
      [group, name, claims, '', '', yuan(aFen), yuan(bFen), yuan(differenceFen), '', '', '', '', '', ''].join(','),
    )
  const groups = Object.entries(result.groups).flatMap(([name, rows]) => rows.map((each) => row(name, each)))
  return `${[header, row('all', result.total), ...groups, ...paid('fund', result.funds), ...paid('payer', result.payers)].join('\n')}\n`
}
