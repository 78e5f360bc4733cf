// Reads a rule card. Everything that is wrong with it is said at once, with file, line, what was found and what is allowed.
import type { FaultList } from '../../policy/text/faults.ts'
import { locate, type MapNode, type TextNode } from '../../policy/text/located.ts'
import {
  flag,
  list,
  listOrOne,
  nearest,
  object,
  oneOf,
  optional,
  required,
  type Shape,
  type TypeOf,
  text,
} from '../../policy/text/shape.ts'
import { CARE_MODES } from '../facts/model.ts'
import { EXCESS_KINDS } from '../families/family.ts'
import { families, familyNames } from '../families/index.ts'
import { dayText, wholeNumber } from '../knowledge/shapes.ts'
import { AUDIENCES, CATEGORIES, type RuleCard, STAGES } from './card.ts'
import { COMMON_HOLES, holesIn } from './message.ts'

const twoTexts = object({ zh: required(text(), '中文'), en: required(text(), '英文') })

/** Any map, kept as it is for whoever knows its shape. */
const anyMap: Shape<MapNode> = {
  read(node, faults) {
    if (node.kind === 'map') return node
    faults.add(node.at, 'wrong_value', node.kind === 'list' ? 'a list' : 'a value', 'a map')
    return undefined
  },
  schema: { type: 'object' },
}

const cardShape = object({
  id: required(text(/^[NE]\d{2}[a-z]?$|^[A-Z]{2,4}-\d{2,4}$/, 'an id such as N10, E05 or XX-01'), '规则编号'),
  officialCode: optional(text(/^(GZ|ZB)\d{14}$/, 'a national code such as GZ10000101010000'), '国家规则编码'),
  version: required(text(), '版本'),
  validFrom: optional(dayText(), '首个有效的服务日'),
  validTo: optional(dayText(), '最后一个有效的服务日'),
  title: required(twoTexts, '名称'),
  category: required(oneOf(CATEGORIES), '类别'),
  subject: required(text(), '对象'),
  detects: optional(twoTexts, '查什么'),
  family: required(oneOf(familyNames), '规则族'),
  parameters: optional(anyMap, '各知识点共有的参数'),
  knowledge: optional(text(/^kp_[a-z_]+$/, 'a table such as kp_course'), '知识点表'),
  scope: optional(
    object({
      careMode: optional(listOrOne(oneOf(CARE_MODES)), '就医方式'),
      providerLevel: optional(listOrOne(wholeNumber(0, 3)), '医疗机构等级'),
      providerType: optional(listOrOne(text()), '医药机构类型'),
      scheme: optional(listOrOne(text()), '险种'),
    }),
    '适用范围',
  ),
  exemptsRescue: optional(flag(), '抢救不计'),
  stages: required(list(oneOf(STAGES)), '环节'),
  result: required(oneOf(['definite', 'suspect']), '结果类型'),
  whenUnknown: optional(oneOf(['ask', 'pass']), '缺少事实时'),
  excess: required(oneOf(EXCESS_KINDS), '可追回部分'),
  priority: optional(wholeNumber(0, 999), '同类内的先后'),
  messages: required(
    object({
      doctor: required(twoTexts, '给医师'),
      provider: required(twoTexts, '给机构'),
      insured: required(twoTexts, '给参保人'),
      auditor: required(twoTexts, '给审核人员'),
    }),
    '说明',
  ),
  basis: required(
    list(
      object({
        title: required(text(), '文件名称'),
        issuer: optional(text(), '发文机关'),
        number: optional(text(), '文号'),
        date: optional(text(), '日期'),
        clause: optional(text(), '条款'),
      }),
    ),
    '依据',
  ),
  exceptions: optional(list(text()), '例外'),
  limits: optional(twoTexts, '已知的局限'),
  tests: required(list(anyMap, 3), '案例'),
})

type CardText = TypeOf<typeof cardShape>

/** A card from its text; `undefined` when a fault refuses it. */
export function readCard(file: string, source: string, faults: FaultList): RuleCard | undefined {
  const before = faults.faults.filter((fault) => !fault.warning).length
  const node = locate(file, source, faults)
  const card = node && readCardNode(node, faults)
  return faults.faults.filter((fault) => !fault.warning).length === before ? card : undefined
}

function readCardNode(node: TextNode, faults: FaultList): RuleCard | undefined {
  const card = cardShape.read(node, faults)
  const family = card && families.get(card.family)
  if (!card || !family) return undefined
  checkWhole(card, faults)
  const { validFrom, validTo, officialCode, detects, parameters, knowledge } = card
  return {
    ...{
      id: card.id,
      version: card.version,
      title: card.title,
      category: card.category,
      subject: card.subject,
      family,
    },
    ...{ stages: card.stages, result: card.result, excess: card.excess, messages: card.messages, basis: card.basis },
    ...(officialCode && { officialCode }),
    ...(validFrom && { validFrom }),
    ...(validTo && { validTo }),
    ...(detects && { detects }),
    ...(parameters && { parameters }),
    ...(knowledge && { knowledge }),
    ...(card.limits && { limits: card.limits }),
    scope: { ...card.scope } as RuleCard['scope'],
    exemptsRescue: card.exemptsRescue ?? false,
    whenUnknown: card.whenUnknown ?? 'ask',
    priority: card.priority ?? 100,
    exceptions: card.exceptions ?? [],
    tests: card.tests.map((test, index) => ({ name: nameOf(test) ?? `test ${index + 1}`, at: test.at, node: test })),
    at: card.at,
  }
}

const nameOf = (test: MapNode): string | undefined => {
  const name = test.entries.get('name')
  return name?.kind === 'scalar' && name.text !== '' ? name.text : undefined
}

/** What no single key can show: parts of a card that contradict each other. */
function checkWhole(card: CardText, faults: FaultList): void {
  const family = families.get(card.family)!
  const refuse = (found: string, expected: string) => faults.add(card.at, 'wrong_value', found, expected)
  if (card.excess !== 'none' && card.excess !== family.excess)
    refuse(`excess: ${card.excess}`, `${family.excess} or none, as the family ${family.name} counts`)
  if (card.validFrom && card.validTo && card.validTo < card.validFrom)
    refuse(`valid from ${card.validFrom} to ${card.validTo}`, 'an end on or after the beginning')
  const known = [...COMMON_HOLES, ...family.holes]
  for (const audience of AUDIENCES) {
    const message = card.messages[audience]
    for (const hole of [...holesIn(message.zh), ...holesIn(message.en)]) {
      if (known.includes(hole)) continue
      const near = nearest(hole, known)
      faults.add(
        message.at,
        'unknown_key',
        `{${hole}}`,
        near ? `{${near}}?` : `one of ${known.map((each) => `{${each}}`).join(', ')}`,
      )
    }
  }
  for (const [key, child] of card.parameters?.entries ?? []) {
    if (family.columns.includes(key)) continue
    const near = nearest(key, family.columns)
    faults.add(child.at, 'unknown_key', key, near ? `${near}?` : `one of ${family.columns.join(', ')}`)
  }
}
