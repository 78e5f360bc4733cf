// Family line-arithmetic: amount, quantity and price of a line disagree (结算明细信息异常).
import { fen, yuanText } from '../../money/fen.ts'
import { lineAmount, type Quantity } from '../../money/line-amount.ts'
import { object, optional, type TypeOf } from '../../policy/text/shape.ts'
import { yuan } from '../knowledge/shapes.ts'
import { family } from './family.ts'

const shape = object({ tolerance: optional(yuan(), '容许的差，默认没有') })

/**
 * TRUE when the submitted amount differs from quantity × unit price, rounded once to fen, by more than the tolerance. The
 * excess is what was charged too much; too little charged is a fault without excess. UNKNOWN without a unit price.
 *
 * Set-based: one row per counting line.
 */
export const lineArithmetic = family<TypeOf<typeof shape>>({
  name: 'line-arithmetic',
  title: { zh: '金额与数量、单价不符', en: 'Amount against quantity and price' },
  excess: 'difference',
  holes: ['amount', 'expected'],
  shape,
  wake: () => ({ everyLine: true }),
  onLine: ({ line, point }) => {
    const empty = { lineId: line.id, quantity: 0 as Quantity, amountFen: fen(0) }
    if (line.unitPrice === undefined)
      return [
        {
          truth: 'unknown',
          lines: [empty],
          missing: ['line.unitPrice'],
          holes: { amount: yuanText(line.amountFen), expected: '' },
        },
      ]
    const expected = lineAmount(line.quantity, line.unitPrice)
    if (Math.abs(line.amountFen - expected) <= (point.parameters.tolerance ?? 0)) return []
    const amountFen = fen(Math.max(0, line.amountFen - expected))
    return [
      {
        truth: 'true',
        lines: [{ ...empty, amountFen }],
        holes: { amount: yuanText(line.amountFen), expected: yuanText(expected) },
      },
    ]
  },
})
