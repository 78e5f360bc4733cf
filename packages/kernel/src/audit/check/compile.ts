// Cards and knowledge points, compiled once: indexes that let a line meet only the points its code wakes.
import type { FaultList } from '../../policy/text/faults.ts'
import type { Day } from '../../time/day.ts'
import { ownPoint, type RuleCard, type Stage } from '../card/card.ts'
import type { RecordKind } from '../facts/model.ts'
import type { Parameters, Point, Wake } from '../families/family.ts'
import { holdsOn, overlaid, type RawPoint } from '../knowledge/point.ts'

/** One point of one rule, ready to judge. */
export interface BoundPoint {
  readonly rule: BoundRule
  readonly point: Point<Parameters>
}

export interface BoundRule {
  readonly card: RuleCard
  readonly points: readonly Point<Parameters>[]
  readonly pointsByCode: ReadonlyMap<string, readonly Point<Parameters>[]>
}

type Index = ReadonlyMap<string, readonly BoundPoint[]>

export interface CompiledAudit {
  readonly rules: ReadonlyMap<string, BoundRule>
  readonly pointCount: number
  readonly byCode: Index
  /** By length of the prefix, so that a code is cut only to lengths that occur. */
  readonly byPrefix: ReadonlyMap<number, Index>
  readonly byDisease: Index
  readonly byDiagnosis: Index
  readonly byProcedure: Index
  readonly everyLine: readonly BoundPoint[]
  readonly everyEncounter: readonly BoundPoint[]
  readonly byRecord: ReadonlyMap<RecordKind, readonly BoundPoint[]>
}

/**
 * Binds points to their cards. A point of an unknown rule, or whose parameters its family cannot read, is a fault; the
 * batch it came from is then refused whole by whoever loads it. A card that reads no table is its own point, unless the
 * points given hold one for it.
 */
export function compileAudit(cards: readonly RuleCard[], points: Iterable<RawPoint>, faults: FaultList): CompiledAudit {
  const building = new Map(cards.map((card) => [card.id, { card, points: [] as Point<Parameters>[] }]))
  for (const raw of points) bind(raw, building, faults)
  for (const [, rule] of building) {
    if (rule.card.knowledge === undefined && rule.points.length === 0) bind(ownPoint(rule.card), building, faults)
  }
  const audit = new Indexes()
  for (const [id, rule] of building) {
    const pointsByCode = new Map<string, Point<Parameters>[]>()
    const bound: BoundRule = { ...rule, pointsByCode }
    audit.rules.set(id, bound)
    for (const point of rule.points) audit.add(bound, point, pointsByCode)
  }
  return audit
}

type Building = ReadonlyMap<string, { readonly card: RuleCard; readonly points: Point<Parameters>[] }>

function bind(raw: RawPoint, building: Building, faults: FaultList): void {
  const rule = building.get(raw.rule)
  if (!rule) {
    const known = [...building.keys()].join(', ')
    faults.add(raw.parameters.at, 'unknown_rule', raw.rule, `a rule with a card: ${known}`)
    return
  }
  const parameters = rule.card.family.read(overlaid(rule.card.parameters, raw.parameters), faults)
  if (parameters !== undefined) rule.points.push({ head: raw.head, parameters })
}

class Indexes implements CompiledAudit {
  readonly rules = new Map<string, BoundRule>()
  pointCount = 0
  readonly byCode = new Map<string, BoundPoint[]>()
  readonly byPrefix = new Map<number, Map<string, BoundPoint[]>>()
  readonly byDisease = new Map<string, BoundPoint[]>()
  readonly byDiagnosis = new Map<string, BoundPoint[]>()
  readonly byProcedure = new Map<string, BoundPoint[]>()
  readonly everyLine: BoundPoint[] = []
  readonly everyEncounter: BoundPoint[] = []
  readonly byRecord = new Map<RecordKind, BoundPoint[]>()

  add(rule: BoundRule, point: Point<Parameters>, pointsByCode: Map<string, Point<Parameters>[]>): void {
    this.pointCount += 1
    const bound: BoundPoint = { rule, point }
    const wake: Wake = rule.card.family.wake(point.parameters)
    const codes = wake.codes ?? []
    for (const code of codes.length > 1 ? new Set(codes) : codes) {
      push(this.byCode, code, bound)
      push(pointsByCode, code, point)
    }
    for (const prefix of wake.prefixes ?? []) {
      const ofLength = this.byPrefix.get(prefix.length) ?? new Map<string, BoundPoint[]>()
      this.byPrefix.set(prefix.length, ofLength)
      push(ofLength, prefix, bound)
    }
    for (const disease of wake.diseases ?? []) push(this.byDisease, disease, bound)
    for (const code of wake.diagnoses ?? []) push(this.byDiagnosis, code, bound)
    for (const code of wake.procedures ?? []) push(this.byProcedure, code, bound)
    if (wake.everyLine) this.everyLine.push(bound)
    if (wake.everyEncounter) this.everyEncounter.push(bound)
    if (wake.records) push(this.byRecord, wake.records, bound)
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Rule and point hold on the service day: never the day on which somebody audits. */
export const bothHoldOn = ({ rule: { card }, point }: BoundPoint, on: Day): boolean =>
  (card.validFrom === undefined || card.validFrom <= on) &&
  (card.validTo === undefined || on <= card.validTo) &&
  holdsOn(point.head, on)

export const runsAt = (card: RuleCard, stage: Stage): boolean => card.stages.includes(stage)
