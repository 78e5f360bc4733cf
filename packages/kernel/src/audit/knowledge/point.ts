// A knowledge point: what is known about some codes under one rule, with its own days of validity and its version.
import type { FaultList } from '../../policy/text/faults.ts'
import type { MapNode, TextNode } from '../../policy/text/located.ts'
import { object, optional, type TypeOf, text } from '../../policy/text/shape.ts'
import type { Day } from '../../time/day.ts'
import { dayText } from './shapes.ts'

/** The columns that every table of knowledge has, whatever its rule. `codes` belongs to the family's own columns. */
const headShape = object({
  kpId: optional(text(), '知识点编号'),
  rule: optional(text(), '规则编号'),
  version: optional(text(), '版本'),
  validFrom: optional(dayText(), '首个有效的服务日'),
  validTo: optional(dayText(), '最后一个有效的服务日'),
  supersedes: optional(text(), '被替代的知识点'),
  region: optional(text(), '适用地区'),
  genericName: optional(text(), '名称'),
  basisText: optional(text(), '依据原文'),
  basisDoc: optional(text(), '依据文件'),
  batch: optional(text(), '发布批次'),
})

export const HEAD_COLUMNS: readonly string[] = Object.keys(headShape.schema.properties as object)

/** What a point says about itself; its parameters stand beside it, in the shape of its rule's family. */
export interface PointHead {
  readonly id: string
  readonly version: string
  /** Both days are service days, both included. */
  readonly from?: Day
  readonly to?: Day
  readonly supersedes?: string
  readonly name?: string
  readonly basisText?: string
  readonly basisDoc?: string
  readonly batch?: string
}

/** A point as it stands in a table, a card or a case, before its family reads the parameters. */
export interface RawPoint {
  readonly rule: string
  readonly head: PointHead
  readonly parameters: MapNode
}

export const holdsOn = (head: { readonly from?: Day; readonly to?: Day }, on: Day): boolean =>
  (head.from === undefined || head.from <= on) && (head.to === undefined || on <= head.to)

/** Parts a row into its head and the parameters that are left. Without an id it gets the one given. */
export function readRawPoint(
  node: TextNode,
  fallback: { rule?: string; id: string },
  faults: FaultList,
): RawPoint | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', 'a knowledge point that is no map', 'rule and parameters')
    return undefined
  }
  const isHead = (key: string): boolean => HEAD_COLUMNS.includes(key)
  return rawPointOf(
    only(node, isHead),
    only(node, (key) => !isHead(key)),
    fallback,
    faults,
  )
}

/** The same, parted already: what a table does once for all its rows. */
export function rawPointOf(
  headNode: MapNode,
  parameters: MapNode,
  fallback: { rule?: string; id: string },
  faults: FaultList,
): RawPoint | undefined {
  const head = headShape.read(headNode, faults)
  const rule = head?.rule ?? fallback.rule
  if (!rule && head)
    faults.add(headNode.at, 'missing_key', 'a knowledge point without rule', 'rule: the id of a rule such as N10')
  if (!head || !rule) return undefined
  if (head.validFrom && head.validTo && head.validTo < head.validFrom)
    faults.add(
      headNode.at,
      'wrong_value',
      `valid from ${head.validFrom} to ${head.validTo}`,
      'an end on or after the beginning',
    )
  return { rule, head: headOf(head, fallback.id), parameters }
}

const headOf = (head: TypeOf<typeof headShape>, id: string): PointHead => ({
  id: head.kpId ?? id,
  version: head.version ?? '1',
  ...(head.validFrom && { from: head.validFrom }),
  ...(head.validTo && { to: head.validTo }),
  ...(head.supersedes && { supersedes: head.supersedes }),
  ...(head.genericName && { name: head.genericName }),
  ...(head.basisText && { basisText: head.basisText }),
  ...(head.basisDoc && { basisDoc: head.basisDoc }),
  ...(head.batch && { batch: head.batch }),
})

const only = (node: MapNode, keep: (key: string) => boolean): MapNode => ({
  kind: 'map',
  at: node.at,
  entries: new Map([...node.entries].filter(([key]) => keep(key))),
  keys: new Map([...node.keys].filter(([key]) => keep(key))),
})

/** What the card fixes for all its points, under what the point says itself. */
export const overlaid = (under: MapNode | undefined, over: MapNode): MapNode =>
  under === undefined
    ? over
    : {
        kind: 'map',
        at: over.at,
        entries: new Map([...under.entries, ...over.entries]),
        keys: new Map([...under.keys, ...over.keys]),
      }
