// “What if this case were coded otherwise”: both answers and the bounds of the law where the change would be upcoding (高套) or miscoding.
import type { CompiledScheme } from './compile.ts'
import { explainGroup, type GroupExplanation } from './explain.ts'
import type { GroupOptions, GroupResult } from './group.ts'
import type { MedicalRecord } from './record.ts'

export interface Recoding {
  /** Absent: as the record has them. */
  readonly diagnoses?: readonly string[] | undefined
  readonly procedures?: readonly string[] | undefined
}

export const CODING_BOUNDS = [
  'unknown_code',
  'code_without_evidence',
  'principal_swapped_for_weight',
  'severity_added',
  'procedure_changed_for_group',
  'code_left_out',
  'not_groupable',
] as const
export type CodingBound = (typeof CODING_BOUNDS)[number]

export interface CodingWarning {
  readonly bound: CodingBound
  readonly codes: readonly string[]
  readonly zh: string
  readonly en: string
}

export interface WhatIf {
  readonly before: GroupResult
  readonly after: GroupResult
  readonly record: MedicalRecord
  /** After less before, in hundred-millionths; absent when one of them has no weight. */
  readonly weightChangeE8: number | undefined
  readonly warnings: readonly CodingWarning[]
}

/** 填写质量规范: what a code must stand on; 条例: what it is when it does not. */
const FRONT_PAGE = '《住院病案首页数据填写质量规范（暂行）》（国卫办医发〔2016〕24号）'
const REGULATION = '《医疗保障基金使用监督管理条例》（国务院令第735号）第二十条'

export function whatIf(
  compiled: CompiledScheme,
  record: MedicalRecord,
  { diagnoses = record.diagnoses, procedures = record.procedures }: Recoding,
  options: GroupOptions = {},
): WhatIf {
  const recoded = { ...record, diagnoses, procedures }
  const [first, second] = [explainGroup(compiled, record, options), explainGroup(compiled, recoded, options)]
  const [from, to] = [first.result.weightE8, second.result.weightE8]
  return {
    before: first.result,
    after: second.result,
    record: recoded,
    weightChangeE8: from === undefined || to === undefined ? undefined : to - from,
    warnings: codingWarnings(codedAs(record, first), codedAs(recoded, second)),
  }
}

const codedAs = ({ diagnoses, procedures }: MedicalRecord, shown: GroupExplanation): CodedAs => ({
  ...{ diagnoses, procedures, isGrouped: shown.result.status === 'grouped', family: shown.result.adrg },
  ...{ weight: shown.result.weightE8 ?? 0, severities: countedIn(shown) },
  unknown: shown.unknown,
})

const notIn = (codes: readonly string[], known: readonly string[]): string[] => [
  ...new Set(codes.filter((code) => !known.includes(code))),
]

const countedIn = ({ severities }: GroupExplanation): string[] =>
  severities.filter(({ counts }) => counts).map(({ code }) => code)

/** What a grouper of any kind says of one coding. */
export interface CodedAs {
  readonly diagnoses: readonly string[]
  readonly procedures: readonly string[]
  readonly isGrouped: boolean
  /** ADRG, or the group where there is nothing above it. */
  readonly family: string
  /** On one scale for both. */
  readonly weight: number
  /** Secondary diagnoses that count as MCC or CC, where the grouper has them. */
  readonly severities: readonly string[]
  /** Codes that the scheme has never heard of. */
  readonly unknown: readonly string[]
}

/** The bounds that a change of coding touches. None: codes stand as the record has them, whatever the money does. */
export function codingWarnings(from: CodedAs, to: CodedAs): CodingWarning[] {
  const isHeavier = to.weight > from.weight
  const added = [...notIn(to.diagnoses, from.diagnoses), ...notIn(to.procedures, from.procedures)]
  const gone = [...notIn(from.diagnoses, to.diagnoses), ...notIn(from.procedures, to.procedures)]
  const severities = notIn(to.severities, from.severities)
  const isSwapped = from.diagnoses[0] !== to.diagnoses[0]
  const isMoved = to.family !== from.family && to.procedures.join('|') !== from.procedures.join('|')
  const found: (CodingWarning | false)[] = [
    to.unknown.length > 0 && warning('unknown_code', to.unknown),
    added.length > 0 && warning('code_without_evidence', added),
    isSwapped && isHeavier && warning('principal_swapped_for_weight', to.diagnoses.slice(0, 1)),
    severities.length > 0 && warning('severity_added', severities),
    isHeavier && isMoved && warning('procedure_changed_for_group', to.procedures),
    gone.length > 0 && warning('code_left_out', gone),
    !to.isGrouped && warning('not_groupable', []),
  ]
  return found.filter((each) => each !== false)
}

const TEXTS: Readonly<Record<CodingBound, readonly [zh: string, en: string]>> = {
  unknown_code: ['方案不认识这些编码，按没有这个编码分组', 'the scheme does not know these codes; they do not count'],
  code_without_evidence: [
    `病案中没有这些编码。每个诊断、操作都要有病历、检查或手术记录为据（${FRONT_PAGE}）；没有依据而增加，属于以伪造、变造医学文书等方式骗取基金（${REGULATION}）`,
    'the record has no such code: each needs evidence in the notes, and adding it without evidence is fraud',
  ],
  principal_swapped_for_weight: [
    `主要诊断换成了权重更高的一个：这是高套，除非它才是本次住院的理由，且对健康危害最大、消耗资源最多、住院时间最长（${FRONT_PAGE}）`,
    'the principal diagnosis is swapped for a higher weight: upcoding, unless it was the reason of the stay and took most of its resources',
  ],
  severity_added: [
    '这些诊断使并发症或合并症（MCC、CC）计入分组：须在本次住院中真实存在，并经评估、检查、治疗或延长了住院；未予处理的不得填写，否则是高套',
    'these diagnoses count as MCC or CC: they must have been there and been assessed, treated or prolonged the stay, otherwise it is upcoding',
  ],
  procedure_changed_for_group: [
    '手术操作的改动使病例进入权重更高的组：须有手术、操作记录与收费，主要手术须与主要诊断相符，否则是高套',
    'the change of procedures brings a heavier group: it needs the operation note and its charge and must fit the principal diagnosis',
  ],
  code_left_out: [
    '病案中有的编码被去掉了：应填尽填，为入组而漏填同样是编码不实（低编或规避排除）',
    'codes of the record are left out: leaving them out for a group is miscoding as well',
  ],
  not_groupable: ['这样编码不能入组', 'coded so, the case has no group'],
}

function warning(bound: CodingBound, codes: readonly string[]): CodingWarning {
  const [zh, en] = TEXTS[bound]
  return { bound, codes, zh, en }
}
