// 退费支付文件: the approved refunds that are not paid, as lines for the treasury or the bank, with the file's hash.
import { createHash } from 'node:crypto'
import { type Fen, yuanText } from '@yibao/kernel'
import { type CreditRefund, payoutOf } from './model.ts'

export interface RefundFile {
  readonly name: string
  readonly sha256: string
  readonly payments: number
  readonly totalFen: number
  readonly text: string
}

const WAYS = { treasury: '国库退库', expenditure: '支出户' } as const

/** A refund leaves the file when its payment is entered, and comes back with a return. `row` makes safe cells. */
export function refundFile(
  refunds: readonly CreditRefund[],
  on: string,
  payerName: (refund: CreditRefund) => string,
  row: (cells: readonly string[]) => string,
): RefundFile {
  const due = refunds.filter((each) => payoutOf(each) > 0)
  const rows = due.map((each) =>
    row([
      ...[each.refundId, each.chargeNo, each.payer, payerName(each), each.fund, each.period],
      ...[WAYS[each.paidFrom], yuanText(payoutOf(each) as Fen)],
    ]),
  )
  const text = [
    row(['退费编号', '征缴单号', '收款人编号', '收款人', '基金', '所属期', '支付途径', '金额']),
    ...rows,
  ].join('')
  return {
    name: `refunds-${on}.csv`,
    sha256: createHash('sha256').update(text).digest('hex'),
    payments: due.length,
    totalFen: due.reduce((sum, each) => sum + payoutOf(each), 0),
    text,
  }
}
