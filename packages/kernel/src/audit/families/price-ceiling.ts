// Family price-ceiling: a unit price above the one allowed (超限定单价, 集采中选价).

import { fen } from '../../money/fen.ts'
import { mulDiv } from '../../money/share.ts'
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { ageOn } from '../../time/day.ts'
import { codeList, price, ratio, wholeNumber } from '../knowledge/shapes.ts'
import { family, type LineWork } from './family.ts'
import { priceText } from './window.ts'

const shape = object({
  codes: required(codeList(), '项目编码'),
  ceiling: optional(price(), '最高单价'),
  selectedPrice: optional(price(), '中选价，同 ceiling'),
  level: optional(wholeNumber(0, 3), '仅用于该等级的医疗机构'),
  childAddOn: optional(ratio(), '儿童加收比例'),
  childMaxAge: optional(wholeNumber(0, 18), '加收的最大周岁，默认 6'),
})

type Ceiling = TypeOf<typeof shape>

/**
 * TRUE when the unit price is above the ceiling, with the child's add-on where one is allowed. The excess is the
 * difference times the net quantity, rounded once; no quantity is taken back. 25 instead of 15, two of them: 20 yuan.
 *
 * Set-based: one row per counting line; (unit_price − ceiling) × net quantity where unit_price > ceiling.
 */
export const priceCeiling = family<Ceiling>({
  name: 'price-ceiling',
  title: { zh: '单价超过限价', en: 'A unit price above its ceiling' },
  excess: 'difference',
  holes: ['price', 'ceiling'],
  shape,
  fault: ({ ceiling, selectedPrice }) =>
    (ceiling === undefined) === (selectedPrice === undefined)
      ? { found: 'ceiling and selectedPrice, or neither', expected: 'one of ceiling, selectedPrice' }
      : undefined,
  wake: ({ codes }) => ({ codes }),
  onLine: (work) => {
    const { level } = work.point.parameters
    const { line, view, encounter } = work
    if (level !== undefined && view.provider(encounter.providerId)?.level !== level) return []
    const lines = [{ lineId: line.id, quantity: 0 as typeof line.quantity, amountFen: fen(0) }]
    const ceiling = ceilingFor(work)
    if (line.unitPrice === undefined)
      return [
        { truth: 'unknown', lines, missing: ['line.unitPrice'], holes: { price: '', ceiling: priceText(ceiling) } },
      ]
    if (line.unitPrice <= ceiling) return []
    const amountFen = fen(mulDiv(line.unitPrice - ceiling, line.netQuantity, 100_000_000))
    const holes = { price: priceText(line.unitPrice), ceiling: priceText(ceiling) }
    return [{ truth: 'true', lines: [{ ...lines[0]!, amountFen }], holes }]
  },
})

function ceilingFor({ point, view, encounter, line }: LineWork<Ceiling>): number {
  const { ceiling, selectedPrice, childAddOn, childMaxAge = 6 } = point.parameters
  const base = ceiling ?? selectedPrice ?? 0
  const bornOn = view.person(encounter.personId)?.bornOn
  const isChild = childAddOn !== undefined && bornOn !== undefined && ageOn(bornOn, line.on) <= childMaxAge
  return isChild ? base + mulDiv(base, childAddOn, 10_000) : base
}
