// Family interval: the same item again too soon, or too often in a stay or a week (周期超频次).
import { quantityText } from '../../money/line-amount.ts'
import { object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { daysBetween } from '../../time/day.ts'
import { amountOfUnits, codeList, wholeNumber } from '../knowledge/shapes.ts'
import { personLines, windowLines } from './codes.ts'
import { family, type Judgement, type LineWork, wholeLine } from './family.ts'
import { latestFirst, nothingOf, totalOf } from './window.ts'

const shape = object({
  codes: required(codeList(), '项目编码，合并计算'),
  minGapDays: optional(wholeNumber(1), '两次之间至少相隔的天数'),
  maxPerStay: optional(amountOfUnits(), '一次住院内最大数量'),
  maxPerWeek: optional(amountOfUnits(), '一个自然周内最大数量'),
  basis: optional(oneOf(['payment', 'clinical']), '依据：支付规定为确定，临床常规为可疑'),
})

type Interval = TypeOf<typeof shape>
type Work = LineWork<Interval>

/**
 * minGapDays: a line whose service day is fewer days after that of the line before it (time order, any provider) is excess,
 * whole; the same day is 0 days; an equal gap is allowed. maxPerStay: the total of the stay above the maximum names all
 * its lines, excess latest first. maxPerWeek: in an ISO week, in time order, the lines (or parts) above the maximum.
 *
 * Set-based: service day − lag(service day) over (partition by point, person order by time, sequence, id); sums over
 * (point, visit); running sums over (point, person, week).
 */
export const interval = family<Interval>({
  name: 'interval',
  title: { zh: '周期超频次', en: 'Repeated too soon' },
  excess: 'above_limit',
  holes: ['total', 'max', 'window', 'previous'],
  shape,
  fault: ({ minGapDays, maxPerStay, maxPerWeek }) =>
    minGapDays === undefined && maxPerStay === undefined && maxPerWeek === undefined
      ? { found: 'a point without a period', expected: 'minGapDays, maxPerStay or maxPerWeek' }
      : undefined,
  wake: ({ codes }) => ({ codes }),
  onLine: (work) => [...tooSoon(work), ...tooManyInStay(work), ...tooManyInWeek(work)],
})

const severityOf = (work: Work): Judgement['severity'] =>
  work.point.parameters.basis === undefined
    ? undefined
    : work.point.parameters.basis === 'payment'
      ? 'definite'
      : 'suspect'

const judged = (work: Work, rest: Omit<Judgement, 'truth' | 'severity'>): Judgement => {
  const severity = severityOf(work)
  return { truth: 'true', ...(severity && { severity }), ...rest }
}

function* tooSoon(work: Work): Iterable<Judgement> {
  const { minGapDays, codes } = work.point.parameters
  if (minGapDays === undefined) return
  const lines = personLines(work, codes)
  // The anchor may be the later one, or the earlier one of a line that is known already.
  const at = lines.findIndex((line) => line.id === work.line.id)
  for (const later of [at, at + 1]) {
    const [before, after] = [lines[later - 1], lines[later]]
    if (!before || !after) continue
    const gap = daysBetween(before.on, after.on)
    if (gap >= minGapDays) continue
    const holes = { total: gap, max: minGapDays, window: 'gap', previous: before.on }
    yield judged(work, { lines: [wholeLine(after)], involved: [before.id], period: 'gap', holes })
  }
}

function* tooManyInStay(work: Work): Iterable<Judgement> {
  const { maxPerStay, codes } = work.point.parameters
  if (maxPerStay === undefined) return
  const lines = windowLines(work, codes, 'stay')
  const total = totalOf(lines)
  if (total <= maxPerStay) return
  const taken = new Map(latestFirst(lines, total - maxPerStay).map((each) => [each.lineId, each]))
  const holes = { total: quantityText(total), max: quantityText(maxPerStay), window: 'stay', previous: '' }
  yield judged(work, { lines: lines.map((line) => taken.get(line.id) ?? nothingOf(line)), period: 'stay', holes })
}

function* tooManyInWeek(work: Work): Iterable<Judgement> {
  const { maxPerWeek, codes } = work.point.parameters
  if (maxPerWeek === undefined) return
  const lines = windowLines(work, codes, 'week')
  const total = totalOf(lines)
  if (total <= maxPerWeek) return
  const holes = { total: quantityText(total), max: quantityText(maxPerWeek), window: 'week', previous: '' }
  const taken = latestFirst(lines, total - maxPerWeek)
  yield judged(work, { lines: taken, involved: lines.map((line) => line.id), period: 'week', holes })
}
