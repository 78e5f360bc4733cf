// Reads what is not settled with a bill: allowances (生育津贴) and waiting periods (待遇等待期).
import { SCHEMES } from '../facts.ts'
import { type Allowance, FUNDS, PAYERS, WAITING_STARTS, type Waiting } from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { shown, type TextNode } from '../text/located.ts'
import { type JsonSchema, object, oneOf, refuseUnknownKeys, required, type Shape, text } from '../text/shape.ts'
import { condition } from './condition.ts'
import { expression } from './expression.ts'
import { type Defaults, readSlot, slotSchema } from './slot.ts'

type Shapes = Readonly<Record<string, Shape<unknown>>>

const ALLOWANCE_PLAIN = {
  title: text(),
  title_en: text(),
  payer: oneOf(PAYERS),
  fund: oneOf(FUNDS),
  scheme: oneOf(SCHEMES),
}
const ALLOWANCE_SLOTS = { when: condition, amount: expression('money') } as const

const WAITING_PLAIN = { title: text(), title_en: text(), scheme: oneOf(SCHEMES) }
const WAITING_SLOTS = {
  when: condition,
  fixed: expression('count'),
  variable: expression('count'),
  repair: expression('count'),
  at_least: expression('count'),
  counted_from: object({
    concentrated: required(oneOf(WAITING_STARTS), '集中缴费期内参保'),
    late: required(oneOf(WAITING_STARTS), '集中缴费期外参保'),
  }),
} as const

const schemaOf = (plain: Shapes, slots: Shapes): JsonSchema => ({
  type: 'object',
  properties: {
    ...Object.fromEntries(Object.entries(plain).map(([name, shape]) => [name, shape.schema])),
    ...Object.fromEntries(Object.entries(slots).map(([name, shape]) => [name, slotSchema(shape.schema)])),
  },
  additionalProperties: false,
})
export const allowanceSchema = schemaOf(ALLOWANCE_PLAIN, ALLOWANCE_SLOTS)
export const waitingSchema = schemaOf(WAITING_PLAIN, WAITING_SLOTS)

export function readAllowance(
  id: string,
  node: TextNode,
  defaults: Defaults,
  layer: number,
  faults: FaultList,
): Allowance | undefined {
  const reader = readerOf(node, 'an allowance: title, payer, fund, amount', defaults, layer, faults)
  if (!reader) return undefined
  reader.known([...Object.keys(ALLOWANCE_PLAIN), ...Object.keys(ALLOWANCE_SLOTS)])
  const { plain, slot } = reader
  const [titleEn, payer] = [plain('title_en', ALLOWANCE_PLAIN.title_en), plain('payer', ALLOWANCE_PLAIN.payer)]
  const [fund, scheme] = [plain('fund', ALLOWANCE_PLAIN.fund), plain('scheme', ALLOWANCE_PLAIN.scheme)]
  return {
    id,
    at: node.at,
    title: plain('title', ALLOWANCE_PLAIN.title) ?? '',
    ...(titleEn && { titleEn }),
    ...(payer && { payer }),
    ...(fund && { fund }),
    ...(scheme && { scheme }),
    when: slot('when', ALLOWANCE_SLOTS.when),
    amount: slot('amount', ALLOWANCE_SLOTS.amount),
  }
}

export function readWaiting(
  id: string,
  node: TextNode,
  defaults: Defaults,
  layer: number,
  faults: FaultList,
): Waiting | undefined {
  const reader = readerOf(node, 'a waiting period: title, fixed, variable, counted_from', defaults, layer, faults)
  if (!reader) return undefined
  reader.known([...Object.keys(WAITING_PLAIN), ...Object.keys(WAITING_SLOTS)])
  const { plain, slot } = reader
  const [titleEn, scheme] = [plain('title_en', WAITING_PLAIN.title_en), plain('scheme', WAITING_PLAIN.scheme)]
  return {
    id,
    at: node.at,
    title: plain('title', WAITING_PLAIN.title) ?? '',
    ...(titleEn && { titleEn }),
    ...(scheme && { scheme }),
    when: slot('when', WAITING_SLOTS.when),
    fixed: slot('fixed', WAITING_SLOTS.fixed),
    variable: slot('variable', WAITING_SLOTS.variable),
    repair: slot('repair', WAITING_SLOTS.repair),
    at_least: slot('at_least', WAITING_SLOTS.at_least),
    counted_from: slot('counted_from', WAITING_SLOTS.counted_from),
  }
}

function readerOf(node: TextNode, expected: string, defaults: Defaults, layer: number, faults: FaultList) {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), expected)
    return undefined
  }
  return {
    known: (names: readonly string[]) => refuseUnknownKeys(node, names, faults),
    plain: <T>(name: string, shape: Shape<T>): T | undefined => {
      const child = node.entries.get(name)
      return child && shape.read(child, faults)
    },
    slot: <T>(name: string, shape: Shape<T>) => {
      const child = node.entries.get(name)
      return child ? readSlot(child, shape, defaults, layer, faults) : []
    },
  }
}
