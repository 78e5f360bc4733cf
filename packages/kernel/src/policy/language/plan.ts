// Reads one plan: which visits it serves and which tiers pay, in order.
import { COVERABLE } from '../amounts.ts'
import { SCHEMES, SETTINGS } from '../facts.ts'
import type { Plan, PlanSwitches } from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { shown, type TextNode } from '../text/located.ts'
import { type JsonSchema, list, object, oneOf, refuseUnknownKeys, required, type Shape, text } from '../text/shape.ts'
import { condition } from './condition.ts'
import { type Defaults, readSlot, slotSchema } from './slot.ts'

const switches: Shape<PlanSwitches> = object({
  over_limit: required(oneOf(['separate', 'in_self_paid']), '超限价单列，还是计入自付'),
  account_pays: required(list(oneOf([...COVERABLE, 'none'])), '个人账户可支付的部分'),
  governed_by: required(oneOf(['visit', 'admission', 'discharge', 'settlement']), '以哪一天选择政策'),
  package: required(oneOf(['none', 'excess_to_provider', 'excess_to_person']), '打包价'),
})

const SLOTS = { when: condition, tiers: list(text()), switches } as const
const PLAIN = {
  title: text(),
  title_en: text(),
  scheme: oneOf(SCHEMES),
  settings: list(oneOf(SETTINGS)),
  precedence: text(/^\d{1,3}$/, 'a number from 0 to 999'),
  classification: text(),
}

export const planSchema: JsonSchema = {
  type: 'object',
  properties: {
    ...Object.fromEntries(Object.entries(PLAIN).map(([name, shape]) => [name, shape.schema])),
    ...Object.fromEntries(Object.entries(SLOTS).map(([name, shape]) => [name, slotSchema(shape.schema)])),
  },
  additionalProperties: false,
}

export function readPlan(
  id: string,
  node: TextNode,
  defaults: Defaults,
  layer: number,
  faults: FaultList,
): Plan | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), 'a plan: title, scheme, settings, tiers, switches')
    return undefined
  }
  refuseUnknownKeys(node, [...Object.keys(PLAIN), ...Object.keys(SLOTS)], faults)
  const read = <T>(name: string, shape: Shape<T>): T | undefined => {
    const child = node.entries.get(name)
    return child && shape.read(child, faults)
  }
  const slot = <T>(name: string, shape: Shape<T>) => {
    const child = node.entries.get(name)
    return child ? readSlot(child, shape, defaults, layer, faults) : []
  }
  const [titleEn, scheme, settings] = [
    read('title_en', PLAIN.title_en),
    read('scheme', PLAIN.scheme),
    read('settings', PLAIN.settings),
  ]
  const [precedence, classification] = [
    read('precedence', PLAIN.precedence),
    read('classification', PLAIN.classification),
  ]
  return {
    id,
    at: node.at,
    title: read('title', PLAIN.title) ?? '',
    ...(titleEn && { titleEn }),
    ...(scheme && { scheme }),
    ...(settings && { settings }),
    ...(precedence && { precedence: Number(precedence) }),
    ...(classification && { classification }),
    when: slot('when', SLOTS.when),
    tiers: slot('tiers', SLOTS.tiers),
    switches: slot('switches', SLOTS.switches),
  }
}
