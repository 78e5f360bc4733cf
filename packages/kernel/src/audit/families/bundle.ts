// Family bundle: a composite item charged in parts that together cost more (分解收费).
import { type Fen, fen, sumFen, yuanText } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import { object, oneOf, optional, required, type TypeOf, text } from '../../policy/text/shape.ts'
import type { NetLine } from '../facts/model.ts'
import { codeList, wholeNumber, yuan } from '../knowledge/shapes.ts'
import { includesCode } from './codes.ts'
import { family, type LineExcess, type LineWork } from './family.ts'
import { SITTING_MINUTES } from './window.ts'

const shape = object({
  composite: required(text(), '组合项目'),
  compositePrice: required(yuan(), '组合项目价格'),
  parts: required(codeList(), '组成部分'),
  minParts: optional(wholeNumber(1), '至少几个不同部分，默认 2'),
  window: optional(oneOf(['sameSitting', 'sameDay', 'stay']), '窗口，默认同日'),
})

type Bundle = TypeOf<typeof shape>

/**
 * The lines of parts in one window (the same visit: on one service day; within 6 hours after the first of them; or the whole
 * visit), at least minParts different codes, together dearer than the composite, which is not charged there itself. All part
 * lines are named; the excess is the sum less the price, taken from the latest line backwards.
 *
 * Set-based: sum(amount), count(distinct code) over (point, visit, day) anti-joined with the composite's lines.
 */
export const bundle = family<Bundle>({
  name: 'bundle',
  title: { zh: '分解收费', en: 'A composite item in parts' },
  excess: 'difference',
  holes: ['parts', 'sum', 'price', 'composite'],
  shape,
  wake: ({ parts }) => ({ codes: parts }),
  onLine: (work) => {
    const { composite, compositePrice, minParts = 2 } = work.point.parameters
    const inWindow = linesInWindow(work)
    const parts = inWindow.filter((line) => includesCode(work.point.parameters.parts, line.code))
    const kinds = new Set(parts.map((line) => line.code)).size
    const sum = sumFen(parts.map((line) => line.netAmountFen))
    if (kinds < minParts || sum <= compositePrice || inWindow.some((line) => line.code === composite)) return []
    const holes = { parts: kinds, sum: yuanText(sum), price: yuanText(compositePrice), composite }
    return [{ truth: 'true', lines: takenFromLatest(parts, sum - compositePrice), holes }]
  },
})

function linesInWindow({ view, encounter, line, point, holdsOn }: LineWork<Bundle>): NetLine[] {
  const { window = 'sameDay', parts, composite } = point.parameters
  const lines = view
    .linesOfEncounter(encounter.id)
    .filter((each) => holdsOn(each.on) && (each.code === composite || includesCode(parts, each.code)))
  if (window === 'stay') return lines
  const sameDay = lines.filter((each) => each.on === line.on)
  if (window === 'sameDay') return sameDay
  const first = lines.filter((each) => line.at - each.at <= SITTING_MINUTES && each.at <= line.at)[0] ?? line
  return lines.filter((each) => each.at >= first.at && each.at - first.at <= SITTING_MINUTES)
}

function takenFromLatest(lines: readonly NetLine[], excess: number): LineExcess[] {
  let left = excess
  const amounts = new Map<string, Fen>()
  for (const line of lines.toReversed()) {
    const amount = Math.min(left, line.netAmountFen)
    amounts.set(line.id, fen(amount))
    left -= amount
  }
  return lines.map((line) => ({ lineId: line.id, quantity: 0 as Quantity, amountFen: amounts.get(line.id) ?? fen(0) }))
}
