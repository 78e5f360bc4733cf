// Family on-hand: a drug handed out again while too much of it is still at home (累计超量开药).
import type { Quantity } from '../../money/line-amount.ts'
import { mulDiv } from '../../money/share.ts'
import { object, required, type TypeOf } from '../../policy/text/shape.ts'
import { daysBetween } from '../../time/day.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { personLines } from './codes.ts'
import { family, type Judgement } from './family.ts'
import { amountOfPart } from './window.ts'

const shape = object({
  codes: required(codeList(), '同一药品的编码，合并计算'),
  maxOnHandDays: required(wholeNumber(1), '手中药量的最多天数'),
})

/**
 * The person's lines that state days of supply, in time order, at any provider: stock = max(0, stock − days since the line
 * before) + its days. Each line after which the stock exceeds maxOnHandDays; its excess is its quantity in proportion to
 * the days above, at most the whole line.
 *
 * Set-based: stock after line i = max over j ≤ i of (supply of j to i − days from j to i), by running sums and a running maximum.
 */
export const onHand = family<TypeOf<typeof shape>>({
  name: 'on-hand',
  title: { zh: '手中药量过多', en: 'Too much on hand' },
  excess: 'above_limit',
  holes: ['onHand', 'max'],
  shape,
  wake: ({ codes }) => ({ codes }),
  windowOf: ({ encounter }) => encounter.personId,
  onLine: (work) => {
    const { codes, maxOnHandDays: max } = work.point.parameters
    const lines = personLines(work, codes).filter((line) => line.supplyDays !== undefined)
    const findings: Judgement[] = []
    let stock = 0
    lines.forEach((line, index) => {
      const before = lines[index - 1]
      const days = line.supplyDays ?? 0
      stock = Math.max(0, stock - (before ? daysBetween(before.on, line.on) : 0)) + days
      if (stock <= max || days === 0) return
      const quantity = mulDiv(line.netQuantity, Math.min(days, stock - max), days) as Quantity
      const taken = { lineId: line.id, quantity, amountFen: amountOfPart(line, quantity) }
      findings.push({ truth: 'true', lines: [taken], holes: { onHand: stock, max } })
    })
    return findings
  },
})
