// Family combined-use: two drugs used at the same time, or two herbs in one prescription (重复开药, 相互作用, 配伍禁忌).

import type { FaultList } from '../../policy/text/faults.ts'
import { shown } from '../../policy/text/located.ts'
import { list, object, oneOf, optional, type Shape, type TypeOf, text } from '../../policy/text/shape.ts'
import { dayNumber } from '../../time/day.ts'
import type { NetLine } from '../facts/model.ts'
import { byTime } from '../facts/net.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { includesCode } from './codes.ts'
import { family, type Judgement, type LineWork } from './family.ts'
import { prescriptionKey, prescriptionLines } from './prescription.ts'
import { nothingOf } from './window.ts'

const words = list(text(), 2)

/** Two codes that belong together. */
const pairShape: Shape<readonly string[]> = {
  read(node, faults: FaultList) {
    const pair = words.read(node, faults)
    if (pair === undefined || pair.length === 2) return pair
    faults.add(node.at, 'wrong_value', shown(node), 'two codes')
    return undefined
  },
  schema: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
}

const shape = object({
  pairs: optional(list(pairShape), '不得同时使用的两种'),
  group: optional(text(), '同类药组'),
  codes: optional(codeList(), '同类药，两两不得同时使用'),
  allowed: optional(list(pairShape, 0), '允许合用的两种'),
  minOverlapDays: optional(wholeNumber(1), '至少重叠的天数，默认 1'),
  within: optional(oneOf(['use', 'prescription']), '同时使用，或同一处方；默认同时使用'),
})

type Combined = TypeOf<typeof shape>
type Work = LineWork<Combined>

/**
 * use: the supply intervals [service day, service day + days of supply) of two lines of the person, at any provider, share
 * at least minOverlapDays days; a line without days lasts one. prescription: both lines stand in one prescription.
 * Two codes conflict when they are one of pairs (either way round), or are different codes of codes and not of allowed.
 * Both lines are named, the earlier first; none is excess.
 *
 * Set-based: a self-join of lines on person and overlapping ranges, or on (visit, prescription), and the pair.
 */
export const combinedUse = family<Combined>({
  name: 'combined-use',
  title: { zh: '不得同时使用', en: 'Not to be used together' },
  excess: 'none',
  holes: ['with', 'withCode', 'days'],
  shape,
  fault: ({ pairs, codes }) =>
    pairs || codes ? undefined : { found: 'a point without pairs and codes', expected: 'pairs, or codes' },
  wake: ({ pairs = [], codes = [] }) => ({ codes: [...pairs.flat(), ...codes] }),
  onLine: (work) => candidates(work).flatMap((other) => judge(work, other)),
})

function candidates(work: Work): readonly NetLine[] {
  const { within = 'use', pairs = [], codes = [] } = work.point.parameters
  if (within === 'prescription')
    return prescriptionKey(work) === undefined ? [] : prescriptionLines(work, work.line.catalogue)
  const own = work.line.code
  const partners = new Set([
    ...pairs.filter((pair) => pair.includes(own)).flat(),
    ...(includesCode(codes, own) ? codes : []),
  ])
  return [...partners]
    .flatMap((code) => work.view.linesOfPersonAndCode(work.encounter.personId, code))
    .filter((line) => work.holdsOn(line.on))
}

function judge(work: Work, other: NetLine): Judgement[] {
  const { line } = work
  const { within = 'use', minOverlapDays = 1 } = work.point.parameters
  if (other.id === line.id || !conflict(work.point.parameters, line.code, other.code)) return []
  const days = within === 'use' ? overlapDays(line, other) : 0
  if (within === 'use' && days < minOverlapDays) return []
  const lines = [line, other].sort(byTime).map(nothingOf)
  return [{ truth: 'true', lines, holes: { with: other.name, withCode: other.code, days } }]
}

const isPair = (pair: readonly string[], a: string, b: string): boolean =>
  (pair[0] === a && pair[1] === b) || (pair[0] === b && pair[1] === a)

const conflict = ({ pairs = [], codes = [], allowed = [] }: Combined, a: string, b: string): boolean =>
  pairs.some((pair) => isPair(pair, a, b)) ||
  (a !== b && includesCode(codes, a) && includesCode(codes, b) && !allowed.some((pair) => isPair(pair, a, b)))

function overlapDays(a: NetLine, b: NetLine): number {
  const [startA, startB] = [dayNumber(a.on), dayNumber(b.on)]
  const endOf = (start: number, line: NetLine) => start + Math.max(1, line.supplyDays ?? 1)
  return Math.max(0, Math.min(endOf(startA, a), endOf(startB, b)) - Math.max(startA, startB))
}
