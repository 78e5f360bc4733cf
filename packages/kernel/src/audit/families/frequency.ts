// Family frequency: the quantity of an item in a window, against a number that is fixed or comes from the stay (限频次).
import { type Quantity, quantityText } from '../../money/line-amount.ts'
import { flag, object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { dayNumber } from '../../time/day.ts'
import type { AuditEncounter, NetLine } from '../facts/model.ts'
import { billableDays, minutesOfStayOn } from '../facts/view.ts'
import { amountOfUnits, codeList } from '../knowledge/shapes.ts'
import { windowLines } from './codes.ts'
import { family, type Judgement, type LineExcess, type LineWork } from './family.ts'
import { latestFirst, nothingOf, totalOf, WINDOWS, windowKey } from './window.ts'

const shape = object({
  codes: required(codeList(), '项目编码'),
  window: optional(oneOf(WINDOWS), '窗口，默认一次就诊'),
  max: optional(amountOfUnits(), '窗口内最大数量'),
  maxFrom: optional(oneOf(['billableDays', 'recordedSites', 'recordedHours']), '最大数量的来源'),
  perHour: optional(flag(), '按小时计价：不超过当日在院小时数'),
  combine: optional(flag(), '各编码合并计数'),
})

type Frequency = TypeOf<typeof shape>
type Work = LineWork<Frequency>

/**
 * The net quantity of one code (of all codes of the point, if combined) in the window, against the smallest of: max;
 * the number maxFrom names; and, per hour, the hours of the inpatient stays of these lines on that calendar day.
 * TRUE when above. All lines of the window are named; the excess is taken from them latest first.
 * UNKNOWN when the only number comes from a record that is not there.
 *
 * Set-based: sum(net quantity) over (partition by point, code or 'all', window), compared with least(max, …); the part of
 * each line is least(quantity, greatest(0, running sum from the latest − …)) by running sums in descending time order.
 */
export const frequency = family<Frequency>({
  name: 'frequency',
  title: { zh: '超限定频次', en: 'More than the quantity allowed in a window' },
  excess: 'above_limit',
  holes: ['total', 'max', 'window', 'excess'],
  shape,
  fault: ({ max, maxFrom, perHour, window }) =>
    max === undefined && !maxFrom && !perHour
      ? { found: 'a point without a maximum', expected: 'max, maxFrom or perHour' }
      : (perHour || maxFrom === 'recordedSites' || maxFrom === 'recordedHours') && window !== 'day'
        ? { found: `${perHour ? 'perHour' : maxFrom} in the window ${window ?? 'stay'}`, expected: 'window: day' }
        : maxFrom === 'billableDays' && window !== undefined && window !== 'stay'
          ? { found: `billableDays in the window ${window}`, expected: 'window: stay' }
          : undefined,
  wake: ({ codes }) => ({ codes }),
  windowOf: ({ point, line, encounter }) =>
    `${point.parameters.combine ? '' : line.code}:${windowKey(point.parameters.window ?? 'stay', line, encounter)}`,
  onLine: (work) => {
    const { codes, combine, window = 'stay' } = work.point.parameters
    const lines = windowLines(work, combine ? codes : [work.line.code], window)
    const total = totalOf(lines)
    const limit = limitOf(work, lines)
    const named = { total: quantityText(total), window }
    if (limit.max === undefined)
      return limit.missing ? [unknown(lines, { ...named, max: '', excess: '' }, limit.missing)] : []
    if (total <= limit.max) return []
    const excess = total - limit.max
    const holes = { ...named, max: quantityText(limit.max as Quantity), excess: quantityText(excess as Quantity) }
    return [{ truth: 'true', lines: spread(lines, excess), holes }]
  },
})

const unknown = (lines: readonly NetLine[], holes: Judgement['holes'], missing: string): Judgement => ({
  truth: 'unknown',
  lines: lines.map(nothingOf),
  holes,
  missing: [missing],
})

function spread(lines: readonly NetLine[], excess: number): LineExcess[] {
  const taken = new Map(latestFirst(lines, excess).map((each) => [each.lineId, each]))
  return lines.map((line) => taken.get(line.id) ?? nothingOf(line))
}

/** The smallest of the limits that apply, in ten-thousandths; or what is missing to know it. */
function limitOf(work: Work, lines: readonly NetLine[]): { max?: number; missing?: string } {
  const { max, maxFrom, perHour } = work.point.parameters
  const limits: number[] = max === undefined ? [] : [max]
  const stays = staysOf(work, lines)
  if (perHour && stays.length > 0) limits.push(hoursOn(stays, work.line))
  if (maxFrom === 'billableDays') limits.push(billableDays(work.encounter) * 10_000)
  let missing: string | undefined
  if (maxFrom === 'recordedSites' || maxFrom === 'recordedHours') {
    const recorded = recordedOn(work, maxFrom === 'recordedSites' ? 'sites' : 'hours')
    if (recorded === undefined) missing = maxFrom
    else limits.push(recorded)
  }
  if (limits.length === 0) return missing ? { missing } : {}
  const least = Math.min(...limits)
  // A limit that holds in any case still decides when it is broken; what is not recorded can only lower it.
  return missing && totalOf(lines) <= least ? { missing } : { max: least }
}

const staysOf = (work: Work, lines: readonly NetLine[]): AuditEncounter[] =>
  [...new Set(lines.map((line) => line.encounterId))]
    .flatMap((id) => work.view.encounter(id) ?? [])
    .filter((encounter) => encounter.careMode === 'inpatient')

/** Hours in ten-thousandths: 90 minutes are 15000. */
function hoursOn(stays: readonly AuditEncounter[], line: NetLine): number {
  const minutes = stays.reduce((sum, stay) => sum + minutesOfStayOn(stay, dayNumber(line.on)), 0)
  return Math.round((Math.min(minutes, 1440) * 10_000) / 60)
}

function recordedOn({ view, encounter, line }: Work, kind: 'sites' | 'hours'): number | undefined {
  const found = view
    .recordsOfEncounter(kind, encounter.id)
    .filter((record) => record.on === line.on && (record.code === undefined || record.code === line.code))
  return found.length === 0 ? undefined : found.reduce((sum, record) => sum + record.count, 0)
}
