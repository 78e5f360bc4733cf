// 拨付文件: the approved clearings as lines for the bank, and the hash by which the bank's file is known to be this one.
import { createHash } from 'node:crypto'
import { type Fen, yuanText } from '@yibao/kernel'
import type { Clearing } from './model.ts'

export interface PaymentFile {
  readonly name: string
  readonly sha256: string
  readonly payments: number
  readonly totalFen: number
  readonly text: string
}

/** One line a clearing that is approved and not paid: it leaves the file when its payment is entered. */
export function paymentFile(
  clearings: readonly Clearing[],
  on: string,
  nameOf: (provider: string) => string,
): PaymentFile {
  const due = clearings.filter(({ payableFen }) => payableFen > 0)
  const rows = due.map(({ clearingId, provider, month, payableFen }) =>
    [clearingId, provider, cell(nameOf(provider)), month, yuanText(payableFen as Fen)].join(','),
  )
  const text = ['清算编号,机构编号,机构名称,月份,金额', ...rows, ''].join('\r\n')
  return {
    name: `payment-${on}.csv`,
    sha256: createHash('sha256').update(text).digest('hex'),
    payments: due.length,
    totalFen: due.reduce((sum, { payableFen }) => sum + payableFen, 0),
    text,
  }
}

/** A name that a spreadsheet would read as a formula, or that holds a comma, is quoted. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
