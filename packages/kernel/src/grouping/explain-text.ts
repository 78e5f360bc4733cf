// An explanation as lines for people, in Chinese or in English.
import type { Words } from './condition-words.ts'
import type { ConditionShown, GroupExplanation, MdcShown, SeverityShown, StepShown } from './explain.ts'
import { type GroupReason, STATUS_TEXT } from './group.ts'

export type Language = keyof Words

export const REASON_WORDS: Readonly<Record<GroupReason, Words>> = {
  sex_missing: { zh: '性别缺失', en: 'sex is missing' },
  newborn_weight_missing: {
    zh: '不满 29 天(或日龄不详)的新生儿没有出生体重',
    en: 'a newborn of up to 28 days, or of unknown days, without a birth weight',
  },
  grey_principal_diagnosis: { zh: '主要诊断是灰码', en: 'the principal diagnosis is a grey code' },
  grey_principal_procedure: { zh: '主要手术操作是灰码', en: 'the principal procedure is a grey code' },
  principal_diagnosis_missing: { zh: '没有主要诊断', en: 'there is no principal diagnosis' },
  principal_diagnosis_unknown: { zh: '主要诊断编码不认识', en: 'the code of the principal diagnosis is not known' },
  principal_diagnosis_in_no_mdc: { zh: '主要诊断不属于任何 MDC', en: 'the principal diagnosis is in no MDC' },
  no_group_fits: { zh: '进入了 MDC，但没有符合条件的 ADRG', en: 'no ADRG fits in any MDC that was open' },
}

const STATUS_EN = {
  rejected: 'rejected',
  grouped: 'grouped',
  ambiguous: 'ambiguous',
  ungroupable: 'not groupable',
} as const

/** Failed ADRGs are many; those without a procedure are told together. */
export function explanationText(explanation: GroupExplanation, language: Language = 'zh'): string {
  const { result, scheme } = explanation
  const zh = language === 'zh'
  const status = zh ? STATUS_TEXT[result.status] : STATUS_EN[result.status]
  const reason = result.reason
    ? zh
      ? `：${REASON_WORDS[result.reason].zh}`
      : `: ${REASON_WORDS[result.reason].en}`
    : ''
  const lines = [
    `${result.recordId}  ${status}${reason}  ${result.mdc} ${result.adrg} ${result.drg}`,
    `${zh ? '方案' : 'scheme'} ${scheme.name} ${scheme.version}`.trimEnd(),
    ...explanation.translated.map(({ from, to }) => (zh ? `编码转换 ${from} → ${to}` : `translated ${from} → ${to}`)),
    ...explanation.unknown.map((code) => (zh ? `不认识的编码 “${code}”` : `unknown code “${code}”`)),
    ...explanation.mdcs.flatMap((mdc) => mdcLines(mdc, language)),
    ...severityLines(explanation, language),
    ...explanation.drgs.map((step) => `  ${stepLine(step, language)}`),
  ]
  return `${lines.join('\n')}\n`
}

function mdcLines(mdc: MdcShown, language: Language): string[] {
  const zh = language === 'zh'
  const failed = mdc.adrgs.filter(({ holds }) => !holds)
  const met = mdc.adrgs.filter(({ holds }) => holds)
  const near = failed.filter(({ conditions }) => conditions.some(({ holds }) => holds))
  const others = failed.length - near.length
  const rest = zh ? `另有 ${others} 个 ADRG 的条件均不符合` : `${others} more ADRGs with no condition met`
  return [
    stepLine(mdc, language),
    ...near.map((step) => `  ${stepLine(step, language)}`),
    ...(others > 0 ? [`  ✗ ${rest}`] : []),
    ...(mdc.ambiguous?.stops ? [`  ! ${ambiguousText(mdc.ambiguous.codes, zh)}`] : []),
    ...met.map((step) => `  ${stepLine(step, language)}`),
  ]
}

const ambiguousText = (codes: readonly string[], zh: boolean): string =>
  zh
    ? `歧义病组：手术操作 ${codes.join('、')} 有效而与主要诊断不符`
    : `ambiguous group: valid procedures ${codes.join(', ')} do not go with the principal diagnosis`

const stepLine = ({ holds, code, name, conditions }: StepShown, language: Language): string =>
  `${holds ? '✓' : '✗'} ${code} ${name}  ${conditions.map((each) => conditionText(each, language)).join(language === 'zh' ? '；' : '; ')}`.trimEnd()

const conditionText = ({ text, holds, codes }: ConditionShown, language: Language): string =>
  `${holds ? '' : '✗ '}${text[language]}${codes.length > 0 ? ` [${codes.join(' ')}]` : ''}`

function severityLines({ principal, severities }: GroupExplanation, language: Language): string[] {
  if (severities.length === 0) return []
  const table = principal?.exclusionTable ?? ''
  const title =
    language === 'zh'
      ? `并发症或合并症，主要诊断 ${principal?.code ?? ''} ${table === '' ? '没有排除表' : `的排除表为 ${table}`}`
      : `severities, principal diagnosis ${principal?.code ?? ''} ${table === '' ? 'without exclusion table' : `of exclusion table ${table}`}`
  return [title, ...severities.map((each) => `  ${severityText(each, language)}`)]
}

function severityText({ code, name, level, exclusionTable, counts }: SeverityShown, language: Language): string {
  if (counts) return `✓ ${level} ${code} ${name}`
  return language === 'zh'
    ? `✗ ${level} ${code} ${name}：同属排除表 ${exclusionTable}，不计`
    : `✗ ${level} ${code} ${name}: excluded by table ${exclusionTable}`
}
