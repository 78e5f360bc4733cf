// Why a case has its group: exclusion lists, then every layer that was tried with the groups near it and what they lacked.
import type { Words } from '../benefits/explain/node.ts'
import type { MedicalRecord } from '../grouping/record.ts'
import { assignDip, DIP_STATUS_TEXT, type DipAssignment } from './assign.ts'
import { DIP_LAYERS, type DipGroup, type DipLayer } from './catalogue.ts'
import {
  type Case,
  classesOf,
  type DecidedBy,
  entriesOf,
  hasClass,
  isResistant,
  isWithin,
  mainMatch,
  relatedMatch,
} from './choose.ts'
import type { CompiledDip, CompiledGroup } from './compile.ts'
import { longestPrefix } from './diagnosis-cell.ts'
import type { Excluded } from './effective.ts'

/** A group that was looked at: what it lacked, or nothing when all its conditions held. */
export interface Considered {
  readonly seq: string
  readonly name: string
  readonly lacks: readonly Words[]
}

export interface DipStep {
  readonly step: 'exclusion' | DipLayer
  readonly isDecisive: boolean
  readonly text: Words
  readonly considered: readonly Considered[]
}

export interface DipExplanation {
  readonly recordId: string
  readonly catalogue: string
  readonly assignment: DipAssignment
  readonly steps: readonly DipStep[]
  readonly result: Words
}

export const LAYER_WORDS: Readonly<Record<DipLayer, Words>> = {
  priority: { zh: '先期分组', en: 'priority groups' },
  merged: { zh: '并项规则', en: 'merged groups' },
  dx_aux: { zh: '诊断辅助细分', en: 'groups refined by a further diagnosis' },
  basic: { zh: '基本规则', en: 'basic groups' },
  mixed: { zh: '综合病种', en: 'mixed groups' },
}

const DECIDED: Readonly<Record<DecidedBy, Words>> = {
  alone: { zh: '只有它符合', en: 'no other group fits' },
  main_codes: { zh: '主要手术操作符合的编码最多', en: 'most codes of the main procedure met' },
  main_fit: { zh: '主要手术操作编码最相符', en: 'closest code of the main procedure' },
  related: { zh: '相关手术操作符合得最多', en: 'most related procedures met' },
  nearest_cost: { zh: '费用与该病种均次费用最接近', en: 'average cost nearest to the case' },
  highest_score: { zh: '分值最高', en: 'highest score' },
  lowest_score: { zh: '分值最低', en: 'lowest score' },
  order: { zh: '序号在前', en: 'first by number' },
}

const SHOWN = 12

export function explainDip(compiled: CompiledDip, record: MedicalRecord): DipExplanation {
  const assignment = assignDip(compiled, record)
  const { id, version } = compiled.catalogue
  const steps: DipStep[] = [exclusionStep(record, assignment)]
  if (assignment.status === 'grouped' || assignment.status === 'ungrouped') {
    const each: Case = { record, pdx: record.diagnoses[0] ?? '', procedures: assignment.procedures }
    for (const layer of DIP_LAYERS) {
      if (compiled.layers[layer].groups.length === 0) continue
      steps.push(layerStep(compiled, layer, each, assignment))
      if (assignment.layer === layer) break
    }
  }
  return { recordId: record.recordId, catalogue: `${id} ${version}`, assignment, steps, result: resultOf(assignment) }
}

export function nameOf({ layer, pdx, pdxName, mainProc, mainProcName, procClass, relatedProcName }: DipGroup): string {
  const none = layer === 'merged' || layer === 'basic' ? '保守治疗' : ''
  return [pdxName || pdx, mainProcName || mainProc || procClass || none, relatedProcName].filter(Boolean).join('·')
}

function resultOf({ status, group, decidedBy }: DipAssignment): Words {
  const word = DIP_STATUS_TEXT[status]
  if (!group || !decidedBy) return { zh: word, en: status }
  const score = group.scoreE4 === undefined ? '' : `，分值 ${group.scoreE4 / 10_000}`
  const by = DECIDED[decidedBy]
  return {
    zh: `${word}：${group.seq} ${nameOf(group)}${score}（${by.zh}）`,
    en: `grouped: ${group.seq} ${nameOf(group)} (${by.en})`,
  }
}

function exclusionStep({ diagnoses }: MedicalRecord, { status, procedures }: DipAssignment): DipStep {
  const pdx = diagnoses[0] ?? ''
  const step = { step: 'exclusion', isDecisive: status === 'excluded' || status === 'invalid', considered: [] } as const
  if (status === 'invalid') return { ...step, text: { zh: '没有主要诊断', en: 'there is no principal diagnosis' } }
  if (status === 'excluded') {
    const zh = `主要诊断 ${pdx} 在不纳入分组的清单中`
    return { ...step, text: { zh, en: `principal diagnosis ${pdx} is on the exclusion list` } }
  }
  const texts = procedures.excluded.map(excludedText)
  const main = procedures.main ?? '无（保守治疗）'
  return {
    ...step,
    text: {
      zh: [`主要诊断 ${pdx}`, ...texts.map(({ zh }) => zh), `主要手术操作 ${main}`].join('；'),
      en: [
        `principal diagnosis ${pdx}`,
        ...texts.map(({ en }) => en),
        `main procedure ${procedures.main ?? 'none'}`,
      ].join('; '),
    },
  }
}

function excludedText({ code, rule, isAllowed }: Excluded): Words {
  if (isAllowed)
    return { zh: `${code} 主要诊断在限定范围内，可作主要手术操作`, en: `${code} may be main with this diagnosis` }
  if (rule === 'conservative') return { zh: `${code} 按保守治疗，不计入`, en: `${code} is dropped` }
  return { zh: `${code} 不可作为主要手术操作，只作相关操作`, en: `${code} may not be the main procedure` }
}

function layerStep(compiled: CompiledDip, layer: DipLayer, each: Case, assignment: DipAssignment): DipStep {
  const isDecisive = assignment.layer === layer
  const name = LAYER_WORDS[layer]
  const near = nearGroups(compiled, layer, each)
  const considered = near
    .map((group) => consideredOf(compiled, layer, group, each))
    .sort((a, b) => a.lacks.length - b.lacks.length)
  const text: Words = isDecisive
    ? { zh: `${name.zh}：符合 ${assignment.group?.seq}`, en: `${name.en}: ${assignment.group?.seq} fits` }
    : near.length === 0
      ? { zh: `${name.zh}：没有这个诊断或操作的病种`, en: `${name.en}: none for this diagnosis or procedure` }
      : {
          zh: `${name.zh}：${near.length} 个相近病种都不符合`,
          en: `${name.en}: none of ${near.length} near groups fits`,
        }
  return { step: layer, isDecisive, text, considered: considered.slice(0, SHOWN) }
}

/** Groups under the principal diagnosis; for 先期分组 without one, those that name a procedure of the record. */
function nearGroups(compiled: CompiledDip, layer: DipLayer, each: Case): CompiledGroup[] {
  const index = compiled.layers[layer]
  const groups = new Set<CompiledGroup>()
  for (const entry of entriesOf(index, each.pdx)) for (const group of entry.all) groups.add(group)
  for (const group of index.groups)
    if (group.pdx.size === 0 && mainMatch(layer, group, each).codes > 0) groups.add(group)
  return [...groups].sort((a, b) => a.order - b.order)
}

function consideredOf(compiled: CompiledDip, layer: DipLayer, group: CompiledGroup, each: Case): Considered {
  return {
    seq: group.group.seq,
    name: nameOf(group.group),
    lacks: [...lackedCodes(compiled, layer, group, each), ...lackedFacts(compiled, group, each)],
  }
}

function lackedCodes(compiled: CompiledDip, layer: DipLayer, group: CompiledGroup, each: Case): Words[] {
  const { main } = each.procedures
  if (layer === 'mixed') {
    if (hasClass(compiled, group, each)) return []
    const own = classesOf(compiled, main).join('、')
    return [
      {
        zh: `操作类别应为 ${group.group.procClass}，本例为 ${own}`,
        en: `class should be ${group.group.procClass}, is ${own}`,
      },
    ]
  }
  const lacks: Words[] = []
  if (!mainMatch(layer, group, each).whole) {
    const wanted = group.group.mainProc || '无'
    lacks.push({
      zh: `主要手术操作应为 ${wanted}，本例为 ${main ?? '无'}`,
      en: `main procedure should be ${wanted}, is ${main ?? 'none'}`,
    })
  }
  const related = relatedMatch(layer, group, each)
  if (!(related.whole || (layer === 'basic' && related.codes > 0))) {
    const wanted = group.group.relatedProc
    lacks.push({ zh: `没有相关手术操作 ${wanted}`, en: `no related procedure ${wanted}` })
  }
  return lacks
}

function lackedFacts(
  compiled: CompiledDip,
  { group, otherDx, otherLengths }: CompiledGroup,
  { record }: Case,
): Words[] {
  const lacks: Words[] = []
  const secondary = record.diagnoses.slice(1)
  if (otherDx && !secondary.some((code) => longestPrefix(otherDx, otherLengths, code) !== undefined))
    lacks.push({ zh: `没有其他诊断 ${group.otherDx}`, en: `no secondary diagnosis ${group.otherDx}` })
  const bounds = [
    ['日龄', 'age in days', group.ageDays, record.ageDays],
    ['年龄', 'age', group.ageYears, record.ageYears],
    ['出生体重', 'birth weight', group.birthWeightG, record.birthWeightG],
  ] as const
  for (const [zh, en, bound, value] of bounds)
    if (!isWithin(bound, value)) {
      const range = `${bound.min ?? ''}–${bound.max ?? ''}`
      lacks.push({
        zh: `${zh}应在 ${range}，本例为 ${value ?? '未填'}`,
        en: `${en} should be in ${range}, is ${value ?? 'unknown'}`,
      })
    }
  if (group.resistant !== undefined && group.resistant !== isResistant(compiled, record))
    lacks.push(
      group.resistant
        ? { zh: '没有耐药的诊断', en: 'no diagnosis of resistance' }
        : { zh: '有耐药的诊断', en: 'a diagnosis of resistance' },
    )
  return lacks
}

/** For people: a line for each step, and below it the groups with what they lacked. */
export function dipExplanationText({ recordId, catalogue, steps, result }: DipExplanation): string {
  const lines = steps.flatMap(({ text, considered }, at) => [
    `${at + 1}. ${text.zh}`,
    ...considered.map(({ seq, name, lacks }) =>
      lacks.length === 0 ? `   ✓ ${seq} ${name}` : `   ✗ ${seq} ${name}：${lacks.map(({ zh }) => zh).join('；')}`,
    ),
  ])
  return [`${recordId}（目录 ${catalogue}）`, ...lines, `结果：${result.zh}`, ''].join('\n')
}
