// Family amount-cap: what the fund paid for an item in a window, above its cap (超限定报销总额).
import { type Fen, fen, yuanText } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import { object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { codeList, yuan } from '../knowledge/shapes.ts'
import { windowLines } from './codes.ts'
import { family, type LineExcess } from './family.ts'
import { WINDOWS, windowKey } from './window.ts'

const shape = object({
  codes: required(codeList(), '项目编码，合并计算'),
  cap: required(yuan(), '基金支付上限'),
  window: optional(oneOf(WINDOWS), '窗口，默认一生'),
})

/**
 * The running sum of what the fund paid for the lines (their amount when that is not known), in time order; the line that
 * crosses the cap and every later one carry what is above it.
 *
 * Set-based: sum(paid) over (partition by point, window order by time, sequence, id); excess = least(paid, running − cap).
 */
export const amountCap = family<TypeOf<typeof shape>>({
  name: 'amount-cap',
  title: { zh: '超过报销总额', en: 'Above the total that is paid' },
  excess: 'difference',
  holes: ['total', 'cap', 'window'],
  shape,
  wake: ({ codes }) => ({ codes }),
  windowOf: ({ point, line, encounter }) => windowKey(point.parameters.window ?? 'lifetime', line, encounter),
  onLine: (work) => {
    const { codes, cap, window = 'lifetime' } = work.point.parameters
    let total = 0
    const above: LineExcess[] = []
    for (const line of windowLines(work, codes, window)) {
      const paid: Fen = line.fundPaidFen ?? line.netAmountFen
      total += paid
      if (total > cap)
        above.push({ lineId: line.id, quantity: 0 as Quantity, amountFen: fen(Math.min(paid, total - cap)) })
    }
    return above.length === 0
      ? []
      : [{ truth: 'true', lines: above, holes: { total: yuanText(fen(total)), cap: yuanText(cap), window } }]
  },
})
