// Evidence of an audit case: each kind with its own fields, some of which other systems name differently.
import { type Quantity, quantity } from '../../money/line-amount.ts'
import type { FaultList } from '../../policy/text/faults.ts'
import { shown, type TextNode } from '../../policy/text/located.ts'
import { flag, object, oneOf, optional, required, type Shape, text } from '../../policy/text/shape.ts'
import { dayAt, type Minute } from '../facts/minute.ts'
import type { AuditRecord } from '../facts/model.ts'
import { codeList, dayText, decimal, wholeNumber } from '../knowledge/shapes.ts'
import { moment, tolerant } from './case-shapes.ts'

const units: Shape<Quantity> = {
  read(node, faults) {
    // A list of sites counts as its length.
    const value =
      node.kind === 'list'
        ? ((node.items.length * 10_000) as Quantity)
        : node.kind === 'scalar'
          ? quantity(node.text)
          : undefined
    if (value === undefined) faults.add(node.at, 'wrong_value', shown(node), 'a quantity with at most 4 decimals')
    return value
  },
  schema: { type: 'number' },
}

const head = {
  kind: required(text(), '种类'),
  id: optional(text()),
  encounterId: optional(text(), '就诊'),
  personId: optional(text(), '参保人'),
  occurredAt: optional(moment(), '时间'),
  date: optional(moment(), '同 at'),
}

const lab = tolerant(
  object({ ...head, name: required(text(), '检验项目'), value: required(decimal(), '结果'), unit: optional(text()) }),
)
const testResult = tolerant(
  object({
    ...head,
    name: required(text(), '检测'),
    result: optional(text(), '结果'),
    value: optional(text(), '同 result'),
  }),
)
const codes = tolerant(
  object({
    ...head,
    code: optional(codeList()),
    codes: optional(codeList()),
    item: optional(codeList()),
    drug: optional(codeList()),
    note: optional(text()),
  }),
)
const count = tolerant(
  object({ ...head, code: optional(text()), count: optional(units), sites: optional(units), hours: optional(units) }),
)
const presence = tolerant(object({ ...head, found: required(flag(), '当日有在院证据') }))
const inventory = tolerant(
  object({
    ...head,
    providerId: required(text(), '医药机构'),
    code: required(text(), '编码'),
    catalog: optional(oneOf(['drug', 'service', 'consumable', 'tcm']), '目录'),
    from: optional(dayText()),
    to: optional(dayText()),
    opening: required(units, '期初'),
    purchased: required(units, '购进'),
    returned: optional(units, '退货'),
    scrapped: optional(units, '报损'),
    settled: required(units, '结算'),
  }),
)
const indicator = tolerant(
  object({
    ...head,
    providerId: required(text(), '医药机构'),
    name: required(text(), '指标'),
    period: required(text(), '时期'),
    peerGroup: required(text(), '同类组'),
    numerator: required(decimal(), '分子'),
    denominator: required(decimal(), '分母'),
    cases: required(wholeNumber(0), '观察值个数'),
  }),
)
const census = tolerant(
  object({ ...head, providerId: required(text(), '医药机构'), inpatients: required(wholeNumber(0), '在院人数') }),
)

interface Head {
  readonly encounterId?: string | undefined
  readonly personId?: string | undefined
  readonly occurredAt?: Minute | undefined
  readonly date?: Minute | undefined
}

const headOf = (value: Head) => {
  const at = value.occurredAt ?? value.date
  return {
    ...(value.encounterId && { encounterId: value.encounterId }),
    ...(value.personId && { personId: value.personId }),
    ...(at !== undefined && { at }),
  }
}

type Reader = (node: TextNode, faults: FaultList) => AuditRecord | undefined

const readCount =
  (kind: 'sites' | 'hours'): Reader =>
  (node, faults) => {
    const value = count.read(node, faults)
    if (!value) return undefined
    const [number, at] = [value.count ?? value[kind], value.occurredAt ?? value.date]
    if (number === undefined) faults.add(node.at, 'missing_key', `a ${kind} record without count`, 'count: a number')
    if (at === undefined) faults.add(node.at, 'missing_key', `a ${kind} record without date`, 'date: a calendar day')
    if (number === undefined || at === undefined) return undefined
    return { kind, ...headOf(value), on: dayAt(at), count: number, ...(value.code && { code: value.code }) }
  }

const readCodes =
  (kind: 'intolerance' | 'performed'): Reader =>
  (node, faults) => {
    const value = codes.read(node, faults)
    return value && { kind, ...headOf(value), codes: value.codes ?? value.code ?? value.item ?? value.drug ?? [] }
  }

const READERS: Readonly<Record<string, Reader>> = {
  lab: (node, faults) => {
    const value = lab.read(node, faults)
    return value && { kind: 'lab', ...headOf(value), name: value.name, value: value.value }
  },
  test: (node, faults) => {
    const value = testResult.read(node, faults)
    if (!value) return undefined
    const result = value.result ?? value.value
    if (result === undefined) faults.add(node.at, 'missing_key', 'a test without result', 'result: what it showed')
    return result === undefined ? undefined : { kind: 'test', ...headOf(value), name: value.name, result }
  },
  intolerance: readCodes('intolerance'),
  performed: readCodes('performed'),
  sites: readCount('sites'),
  hours: readCount('hours'),
  presence: (node, faults) => {
    const value = presence.read(node, faults)
    const at = value?.occurredAt ?? value?.date
    if (value && at === undefined)
      faults.add(node.at, 'missing_key', 'a presence record without date', 'date: a calendar day')
    return value && at !== undefined
      ? { kind: 'presence', ...headOf(value), on: dayAt(at), found: value.found }
      : undefined
  },
  inventory: (node, faults) => {
    const value = inventory.read(node, faults)
    if (!value) return undefined
    const { providerId, code, from, to, opening, purchased, settled } = value
    const returned = ((value.returned ?? 0) + (value.scrapped ?? 0)) as Quantity
    const catalogue = value.catalog === 'tcm' ? ('herb' as const) : value.catalog
    const period = { ...(catalogue && { catalogue }), ...(from && { from }), ...(to && { to }) }
    return { kind: 'inventory', ...headOf(value), providerId, code, ...period, opening, purchased, returned, settled }
  },
  indicator: (node, faults) => {
    const value = indicator.read(node, faults)
    if (!value) return undefined
    const { providerId, name, period, peerGroup, numerator, denominator, cases } = value
    return { kind: 'indicator', ...headOf(value), providerId, name, period, peerGroup, numerator, denominator, cases }
  },
  census: (node, faults) => {
    const value = census.read(node, faults)
    const at = value?.occurredAt ?? value?.date
    if (!value) return undefined
    const on = at === undefined ? {} : { on: dayAt(at) }
    return { kind: 'census', ...headOf(value), providerId: value.providerId, ...on, inpatients: value.inpatients }
  },
}

/** The record, or undefined with a warning when its kind is not known. */
export function readRecord(node: TextNode, faults: FaultList): AuditRecord | undefined {
  const kindNode = node.kind === 'map' ? node.entries.get('kind') : undefined
  const kind = kindNode?.kind === 'scalar' ? kindNode.text : undefined
  const read = kind === undefined ? undefined : READERS[kind]
  if (read) return read(node, faults)
  const expected = `one of ${Object.keys(READERS).join(', ')}`
  if (kind === undefined) faults.add(node.at, 'missing_key', 'a record without kind', expected)
  else faults.warn(kindNode?.at ?? node.at, 'wrong_value', kind, expected)
  return undefined
}
