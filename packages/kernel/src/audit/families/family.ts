// What a family is: one way of looking at facts, with parameters. A rule is a card that names a family, never code.
import type { Fen } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import type { FaultList } from '../../policy/text/faults.ts'
import type { MapNode } from '../../policy/text/located.ts'
import type { Shape } from '../../policy/text/shape.ts'
import type { Day } from '../../time/day.ts'
import type { AuditEncounter, AuditRecord, NetLine, RecordKind } from '../facts/model.ts'
import type { FactsView } from '../facts/view.ts'
import type { PointHead } from '../knowledge/point.ts'

/** What of one line may be recovered. */
export interface LineExcess {
  readonly lineId: string
  readonly quantity: Quantity
  readonly amountFen: Fen
}

/** What a family may say: TRUE or UNKNOWN. FALSE is silence. */
export interface Judgement {
  readonly truth: 'true' | 'unknown'
  /** Where the facts themselves decide how sure it is; otherwise the card does. Unknown never becomes definite. */
  readonly severity?: 'definite' | 'suspect'
  readonly lines: readonly LineExcess[]
  readonly encounters?: readonly string[]
  readonly persons?: readonly string[]
  readonly providers?: readonly string[]
  readonly practitioners?: readonly string[]
  readonly purchasers?: readonly string[]
  readonly codes?: readonly string[]
  /** Which window was judged, where lines and subjects alone do not tell it from another: a day of beds, a period of stock. */
  readonly period?: string
  /** Where no line carries the excess, such as stock that was never bought. */
  readonly excessQuantity?: Quantity
  /** Lines that were counted or compared without being faulty themselves. */
  readonly involved?: readonly string[]
  /** The facts used; they also fill the named holes of the texts. Words stand in both languages: `男｜male`. */
  readonly holes: Readonly<Record<string, string | number>>
  /** What would decide an unknown. */
  readonly missing?: readonly string[]
}

/** A point whose parameters its family has read. */
export interface Point<P> {
  readonly head: PointHead
  readonly parameters: P
}

interface Work<P> {
  readonly point: Point<P>
  readonly view: FactsView
  /** Rule and point hold on that service day. */
  holdsOn(on: Day): boolean
  /** The other points of the rule that know this code. */
  pointsFor(code: string): readonly Point<P>[]
  /** All points of the rule. */
  readonly points: readonly Point<P>[]
  pointHoldsOn(point: Point<P>, on: Day): boolean
}

export interface LineWork<P> extends Work<P> {
  readonly line: NetLine
  readonly encounter: AuditEncounter
}

export interface EncounterWork<P> extends Work<P> {
  readonly encounter: AuditEncounter
}

export interface RecordWork<P> extends Work<P> {
  readonly record: AuditRecord
}

/** What wakes a point up. A line meets only the points that its code, its visit's disease or its kind wakes. */
export interface Wake {
  readonly codes?: readonly string[]
  readonly prefixes?: readonly string[]
  readonly diseases?: readonly string[]
  readonly everyLine?: boolean
  readonly everyEncounter?: boolean
  readonly diagnoses?: readonly string[]
  readonly procedures?: readonly string[]
  readonly records?: RecordKind
}

/** How much of a finding may be recovered, as a card states it; `none` takes nothing back whatever the family counts. */
export const EXCESS_KINDS = ['whole_line', 'above_limit', 'difference', 'none'] as const
export type ExcessKind = (typeof EXCESS_KINDS)[number]

export interface FamilySpec<P> {
  readonly name: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly excess: ExcessKind
  /** Names that the texts of a card may use beside the common ones. */
  readonly holes: readonly string[]
  readonly shape: Shape<P>
  /** A contradiction between parameters that the shape cannot see, as `found; expected`. */
  readonly fault?: (parameters: P) => { found: string; expected: string } | undefined
  readonly wake: (parameters: P) => Wake
  /** Two anchors with the same key are one window, and are judged once. */
  readonly windowOf?: (work: LineWork<P>) => string
  /** A window is of the whole rule: points that meet in it make one finding, of the first point that wakes. */
  readonly judgesWholeRule?: boolean
  readonly onLine?: (work: LineWork<P>) => readonly Judgement[]
  readonly onEncounter?: (work: EncounterWork<P>) => readonly Judgement[]
  readonly onRecord?: (work: RecordWork<P>) => readonly Judgement[]
}

declare const parametersBrand: unique symbol
/** Parameters whose shape only their own family knows. */
export type Parameters = { readonly [parametersBrand]: true }

export interface Family {
  readonly name: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly excess: ExcessKind
  readonly holes: readonly string[]
  /** Parameter names, as they stand in cards, cases and tables. */
  readonly columns: readonly string[]
  readonly read: (node: MapNode, faults: FaultList) => Parameters | undefined
  readonly wake: (parameters: Parameters) => Wake
  readonly windowOf?: (work: LineWork<Parameters>) => string
  readonly judgesWholeRule?: boolean
  readonly onLine?: (work: LineWork<Parameters>) => readonly Judgement[]
  readonly onEncounter?: (work: EncounterWork<Parameters>) => readonly Judgement[]
  readonly onRecord?: (work: RecordWork<Parameters>) => readonly Judgement[]
}

/** Closes a family over the shape of its parameters: outside, nobody looks into them. docs/audit.md lists them all. */
export function family<P>(spec: FamilySpec<P>): Family {
  const { fault, shape, ...rest } = spec
  const read = (node: MapNode, faults: FaultList): P | undefined => {
    const parameters = shape.read(node, faults)
    const wrong = parameters === undefined ? undefined : fault?.(parameters)
    if (wrong) faults.add(node.at, 'wrong_value', wrong.found, wrong.expected)
    return wrong ? undefined : parameters
  }
  return {
    ...rest,
    columns: Object.keys((shape.schema.properties as object | undefined) ?? {}),
    read,
  } as unknown as Family
}

/** Everything of the line. */
export const wholeLine = (line: NetLine): LineExcess => ({
  lineId: line.id,
  quantity: line.netQuantity,
  amountFen: line.netAmountFen,
})
