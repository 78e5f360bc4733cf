// Reads 费用归类: the self-pay rate of a line, the parts a bill falls into, and what is excluded altogether.
import type { Classification, Exclusion, PartRule, PolicyCeiling } from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { shown, type TextNode } from '../text/located.ts'
import {
  type JsonSchema,
  list,
  object,
  optional,
  refuseUnknownKeys,
  required,
  type Shape,
  text,
} from '../text/shape.ts'
import { condition } from './condition.ts'
import { expression } from './expression.ts'
import { type Defaults, readSlot, slotSchema } from './slot.ts'

const partRule: Shape<PartRule> = object({
  part: required(text(/^[a-z][a-z0-9_]*$/, 'a part id'), '部分'),
  title: optional(text(), '名称'),
  when: required(condition, '哪些明细'),
})

const exclusion: Shape<Exclusion> = object({
  title: required(text(), '理由'),
  when: required(condition, '哪些明细'),
})

const ceiling: Shape<PolicyCeiling> = object({
  title: required(text(), '名称'),
  when: optional(condition, '哪些明细'),
  price: optional(expression('money', 'or none'), '每一单位的限价'),
  amount: optional(expression('money', 'or none'), '整条明细的限额'),
})

const SLOTS = {
  pre_self_pay: expression('rate'),
  parts: list(partRule, 0),
  exclusions: list(exclusion, 0),
  ceilings: list(ceiling, 0),
} as const

export const classificationSchema: JsonSchema = {
  type: 'object',
  properties: {
    title: { type: 'string' },
    ...Object.fromEntries(Object.entries(SLOTS).map(([name, shape]) => [name, slotSchema(shape.schema)])),
  },
  additionalProperties: false,
}

export function readClassification(
  id: string,
  node: TextNode,
  defaults: Defaults,
  layer: number,
  faults: FaultList,
): Classification | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), 'a classification: title, pre_self_pay, parts')
    return undefined
  }
  refuseUnknownKeys(node, ['title', ...Object.keys(SLOTS)], faults)
  const slot = <T>(name: string, shape: Shape<T>) => {
    const child = node.entries.get(name)
    return child ? readSlot(child, shape, defaults, layer, faults) : []
  }
  const title = node.entries.get('title')
  return {
    id,
    at: node.at,
    title: title?.kind === 'scalar' ? title.text : '',
    pre_self_pay: slot('pre_self_pay', SLOTS.pre_self_pay),
    parts: slot('parts', SLOTS.parts),
    exclusions: slot('exclusions', SLOTS.exclusions),
    ceilings: slot('ceilings', SLOTS.ceilings),
  }
}
