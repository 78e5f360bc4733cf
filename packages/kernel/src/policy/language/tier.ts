// Reads one tier. Every slot may be absent here: an overlay changes single slots; completeness is checked after merging.

import { COVERABLE } from '../amounts.ts'
import {
  BAND_SCOPES,
  type Band,
  FUNDS,
  type Limit,
  PAYERS,
  PERIODS,
  type RateChange,
  type Rounding,
  type Tier,
} from '../model.ts'
import type { FaultList } from '../text/faults.ts'
import { type MapNode, shown, type TextNode } from '../text/located.ts'
import {
  flag,
  type JsonSchema,
  list,
  object,
  oneOf,
  optional,
  refuseUnknownKeys,
  required,
  type Shape,
  text,
} from '../text/shape.ts'
import { ROUND_MODES } from '../units.ts'
import { condition } from './condition.ts'
import { expression } from './expression.ts'
import { type Defaults, readSlot, slotSchema } from './slot.ts'

const band: Shape<Band> = object({
  to: optional(expression('money', 'or none'), '本段上限'),
  rate: required(expression('rate'), '本段支付比例'),
})

const rateChange: Shape<RateChange> = object({
  title: required(text(), '名称'),
  when: optional(condition, '适用条件'),
  add: optional(expression('rate'), '提高'),
  cut: optional(expression('rate'), '降低'),
})

const limit: Shape<Limit> = object({
  title: required(text(), '名称'),
  on: required(oneOf(['payment', 'eligible']), '限的是支付额还是费用'),
  amount: required(expression('money', 'or none'), '限额'),
  per: required(oneOf(PERIODS), '限额的期间'),
  when: optional(condition, '适用条件'),
  bucket: optional(text(/^[a-z][a-z0-9_]*$/, 'a bucket id'), '共用限额的累计项'),
  excess: optional(oneOf(['person', 'provider']), '超出部分由谁负担'),
})

const rounding: Shape<Rounding> = object({
  of: required(oneOf(['payment', 'person']), '对支付额还是个人负担取整'),
  to: required(expression('money'), '取整到'),
  mode: required(oneOf(ROUND_MODES), '取整方式'),
})

const switches = object({
  band_origin: required(oneOf(['above_deductible', 'zero']), '分段起点'),
  band_scope: required(oneOf(BAND_SCOPES), '分段累计范围'),
  deductible_mode: required(oneOf(PERIODS), '起付线方式'),
  cap_consumption: required(oneOf(['binding_point', 'limit_over_rate', 'everything']), '封顶时视为已使用的费用'),
  round_at: required(oneOf(['tier', 'band', 'line']), '在何处舍入'),
  category_change: optional(oneOf(['from_now', 'catch_up']), '年度内待遇提高时，此前的费用是否补付'),
})

/** A slot's shape by name; `rate` is the short form of one band without an upper end. */
const SLOTS = {
  when: condition,
  base: expression('money'),
  covers: list(oneOf(COVERABLE)),
  deductible: expression('money'),
  bands: list(band),
  rate_changes: list(rateChange, 0),
  rate_max: expression('rate'),
  limits: list(limit, 0),
  at_least: expression('money'),
  rounding,
  switches,
} as const

const PLAIN = {
  title: text(),
  title_en: text(),
  payer: oneOf(PAYERS),
  fund: oneOf(FUNDS),
  given: flag(),
  parts: list(text()),
  deductible_bucket: text(/^[a-z][a-z0-9_]*$/, 'a bucket id'),
  base_bucket: text(/^[a-z][a-z0-9_]*$/, 'a bucket id'),
}

export const tierSchema: JsonSchema = {
  type: 'object',
  properties: {
    ...Object.fromEntries(Object.entries(PLAIN).map(([name, shape]) => [name, shape.schema])),
    ...Object.fromEntries(Object.entries(SLOTS).map(([name, shape]) => [name, slotSchema(shape.schema)])),
    rate: slotSchema({ $ref: '#/$defs/expression' }),
  },
  additionalProperties: false,
}

export function readTier(
  id: string,
  node: TextNode,
  defaults: Defaults,
  layer: number,
  faults: FaultList,
): Tier | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), 'a tier: title, payer, fund, base, rate …')
    return undefined
  }
  refuseUnknownKeys(node, [...Object.keys(PLAIN), ...Object.keys(SLOTS), 'rate'], faults)
  const plain = readPlain(node, faults)
  const slot = <T>(name: string, shape: Shape<T>) => {
    const child = node.entries.get(name)
    return child ? readSlot(child, shape, defaults, layer, faults) : []
  }
  if (node.entries.has('rate') && node.entries.has('bands')) {
    faults.add(node.keys.get('rate') ?? node.at, 'rate_and_bands', 'both', 'rate, or bands')
  }
  const flat = slot('rate', expression('rate')).map((entry) => ({
    ...entry,
    value: [{ rate: entry.value, at: entry.at }],
  }))
  return {
    id,
    at: node.at,
    ...plain,
    when: slot('when', SLOTS.when),
    base: slot('base', SLOTS.base),
    covers: slot('covers', SLOTS.covers),
    deductible: slot('deductible', SLOTS.deductible),
    bands: [...slot('bands', SLOTS.bands), ...flat],
    rate_changes: slot('rate_changes', SLOTS.rate_changes),
    rate_max: slot('rate_max', SLOTS.rate_max),
    limits: slot('limits', SLOTS.limits),
    at_least: slot('at_least', SLOTS.at_least),
    rounding: slot('rounding', SLOTS.rounding),
    switches: slot('switches', SLOTS.switches),
  }
}

function readPlain(
  node: MapNode,
  faults: FaultList,
): Pick<Tier, 'title' | 'titleEn' | 'payer' | 'fund' | 'given' | 'parts' | 'deductibleBucket' | 'baseBucket'> {
  const read = <T>(name: string, shape: Shape<T>): T | undefined => {
    const child = node.entries.get(name)
    return child && shape.read(child, faults)
  }
  const [title, titleEn] = [read('title', PLAIN.title), read('title_en', PLAIN.title_en)]
  const [payer, fund, parts] = [read('payer', PLAIN.payer), read('fund', PLAIN.fund), read('parts', PLAIN.parts)]
  const deductibleBucket = read('deductible_bucket', PLAIN.deductible_bucket)
  const baseBucket = read('base_bucket', PLAIN.base_bucket)
  return {
    title: title ?? '',
    given: read('given', PLAIN.given) ?? false,
    ...(titleEn && { titleEn }),
    ...(payer && { payer }),
    ...(fund && { fund }),
    ...(parts && { parts }),
    ...(deductibleBucket && { deductibleBucket }),
    ...(baseBucket && { baseBucket }),
  }
}
