// What a batch changes: points added, changed, ended or the same; history is cut at a day, never rewritten.
import type { FaultList } from '../../policy/text/faults.ts'
import type { Day } from '../../time/day.ts'
import { type Batch, firstDayOf } from './read-batch.ts'
import { dayBefore, type StoredPoint, substanceOf, withCells } from './stored.ts'

export const CHANGES = ['added', 'changed', 'ended', 'same'] as const
export type Change = (typeof CHANGES)[number]

export interface PointChange {
  readonly change: Change
  readonly rule: string
  readonly key: string
  readonly name?: string
  readonly before?: StoredPoint
  readonly after?: StoredPoint
}

export interface BatchDiff {
  readonly changes: readonly PointChange[]
  /** All points of the rules of the batch, as they stand afterwards. */
  readonly points: readonly StoredPoint[]
}

/**
 * Lays a batch over what is there. A version that holds on the new one's first day ends the day before it; one that
 * begins on that very day is corrected by it. With `isWhole`, points of the batch's rules that it no longer names end.
 * A batch older than what it would change is refused: order of publication is order of import.
 */
export function diffBatch(
  existing: readonly StoredPoint[],
  batch: Batch,
  { isWhole }: { readonly isWhole: boolean },
  file: string,
  faults: FaultList,
): BatchDiff {
  const rules = new Set(batch.points.map((point) => point.rule))
  const versions = new Map<string, StoredPoint[]>()
  for (const point of existing) {
    if (!rules.has(point.rule)) continue
    const list = versions.get(point.key)
    if (list) list.push(point)
    else versions.set(point.key, [point])
  }
  const named = new Set(batch.points.map((point) => point.key))
  const changes = batch.points.map((point) => laid(point, versions, file, faults))
  const first = isWhole ? firstDayOf(batch) : undefined
  if (first) for (const [key, list] of versions) if (!named.has(key)) changes.push(...ended(key, list, first, versions))
  return { changes, points: [...versions.values()].flat() }
}

const holds = (point: StoredPoint, on: Day): boolean =>
  (point.from === undefined || point.from <= on) && (point.to === undefined || on <= point.to)

const changeOf = (change: Change, { rule, key, cells }: StoredPoint): PointChange => {
  const name = cells.get('genericName')
  return { change, rule, key, ...(name && { name }) }
}

const idOf = (point: StoredPoint): string => point.cells.get('kpId') ?? point.key

function laid(point: StoredPoint, versions: Map<string, StoredPoint[]>, file: string, faults: FaultList): PointChange {
  const list = versions.get(point.key) ?? []
  const from = point.from as Day
  const before = list.find((each) => holds(each, from))
  const later = list.find((each) => each.from !== undefined && each.from > from)
  if (later && (!before || substanceOf(before) !== substanceOf(point) || point.to !== undefined)) {
    const found = `${point.key} from ${from}, while ${later.from} is there already`
    faults.add({ file, line: 1 }, 'wrong_order', found, 'batches in the order of their first day')
    return changeOf('same', point)
  }
  if (before && substanceOf(before) === substanceOf(point) && before.to === point.to)
    return { ...changeOf('same', point), before }
  const newest = Math.max(0, ...list.map((each) => each.version))
  const kpId = before ? idOf(before) : (list[0] && idOf(list[0])) || idOf(point)
  const after = withCells(point, {
    kpId,
    version: String(newest + 1),
    supersedes: before ? `${kpId}@${before.version}` : undefined,
  })
  const kept = list.flatMap((each) => {
    if (each !== before) return [each]
    return before.from === from ? [] : [withCells(before, { validTo: dayBefore(from) })]
  })
  versions.set(point.key, [...kept, after])
  return before ? { ...changeOf('changed', point), before, after } : { ...changeOf('added', point), after }
}

function ended(
  key: string,
  list: readonly StoredPoint[],
  first: Day,
  versions: Map<string, StoredPoint[]>,
): PointChange[] {
  const open = list.find((each) => holds(each, first))
  if (!open) return []
  const last = dayBefore(first)
  const cut = open.from !== undefined && open.from > last ? [] : [withCells(open, { validTo: last })]
  versions.set(
    key,
    list.flatMap((each) => (each === open ? cut : [each])),
  )
  return [{ ...changeOf('ended', open), before: open, ...(cut[0] && { after: cut[0] }) }]
}
