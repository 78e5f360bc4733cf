// Family pair: two items that may not both be charged, or a consumable that the price of an item includes (重复收费).
import { flag, object, oneOf, optional, type TypeOf } from '../../policy/text/shape.ts'
import { dayNumberAt } from '../facts/minute.ts'
import type { NetLine } from '../facts/model.ts'
import { codeList } from '../knowledge/shapes.ts'
import { includesCode } from './codes.ts'
import { family, type Judgement, type LineWork, wholeLine } from './family.ts'
import { SITTING_MINUTES } from './window.ts'

const shape = object({
  a: optional(codeList(), '包含他项的项目'),
  b: optional(codeList(), '被包含、不应另收的项目'),
  item: optional(codeList(), '价格已含耗材的项目，同 a'),
  consumablePrefixes: optional(codeList(), '被包含的耗材，按编码前缀，同 b'),
  separatelyChargeable: optional(codeList(), '可以另收的耗材'),
  window: optional(oneOf(['sameSitting', 'sameDay', 'stay', 'visitDay']), '窗口，默认同日'),
  sameSite: optional(flag(), '部位不同则不算'),
})

type Pair = TypeOf<typeof shape>
type Work = LineWork<Pair>

/**
 * A line of b is excess, whole, once, when a line of a stands in its window: sameSitting — the same visit, at most 6 hours
 * apart; sameDay — the same person and service day; visitDay — the same visit and service day; stay — the same visit.
 * The first a in time order is named. Both must count (to the fund, net above zero).
 *
 * Set-based: lines of b that have a semi-join partner of a on (point, window).
 */
export const pair = family<Pair>({
  name: 'pair',
  title: { zh: '重复收费', en: 'Charged twice' },
  excess: 'whole_line',
  holes: ['with', 'withCode', 'window'],
  shape,
  fault: ({ a, b, item, consumablePrefixes }) =>
    (a || item) && (b || consumablePrefixes)
      ? undefined
      : { found: 'a pair with one side', expected: 'a (or item) and b (or consumablePrefixes)' },
  wake: ({ a = [], b = [], item = [], consumablePrefixes = [] }) => ({
    codes: [...a, ...item, ...b],
    prefixes: consumablePrefixes,
  }),
  onLine: (work) => {
    if (isIncluded(work.point.parameters, work.line)) {
      const including = candidates(work).find((line) => isIncluding(work.point.parameters, line) && meets(work, line))
      return including ? [judgement(work, work.line, including)] : []
    }
    // A prefix also wakes lines that are no consumable, or that may be charged separately: they include nothing.
    if (!isIncluding(work.point.parameters, work.line)) return []
    // The anchor is the including item: lines that stand beside it become excess by it.
    return candidates(work)
      .filter((line) => isIncluded(work.point.parameters, line) && meets(work, line))
      .map((line) => judgement(work, line, work.line))
  },
})

const isIncluding = ({ a, item }: Pair, line: NetLine): boolean =>
  (a !== undefined && includesCode(a, line.code)) || (item !== undefined && includesCode(item, line.code))

const isIncluded = ({ b, consumablePrefixes, separatelyChargeable }: Pair, line: NetLine): boolean =>
  (b !== undefined && includesCode(b, line.code)) ||
  (consumablePrefixes !== undefined &&
    line.catalogue === 'consumable' &&
    consumablePrefixes.some((prefix) => line.code.startsWith(prefix)) &&
    !separatelyChargeable?.includes(line.code))

const candidates = (work: Work): NetLine[] =>
  (work.point.parameters.window ?? 'sameDay') === 'sameDay'
    ? work.view.linesOfPerson(work.encounter.personId).filter((line) => work.holdsOn(line.on))
    : work.view.linesOfEncounter(work.encounter.id).filter((line) => work.holdsOn(line.on))

function meets(work: Work, other: NetLine): boolean {
  const { line } = work
  const { window = 'sameDay', sameSite } = work.point.parameters
  if (other.id === line.id) return false
  if (sameSite && line.incision !== undefined && other.incision !== undefined && line.incision !== other.incision)
    return false
  if (window === 'stay') return true
  if (window === 'sameSitting') return Math.abs(other.at - line.at) <= SITTING_MINUTES
  return dayNumberAt(other.at) === dayNumberAt(line.at)
}

const judgement = (work: Work, included: NetLine, including: NetLine): Judgement => ({
  truth: 'true',
  lines: [wholeLine(included)],
  involved: [including.id],
  holes: {
    with: including.name,
    withCode: including.code,
    window: work.point.parameters.window ?? 'sameDay',
  },
})
