// Two lists of settlements, a provider's and ours, row by row.
import type { StatementRow } from './store.ts'

/** A row as the provider has it. */
export interface SentRow {
  readonly settlementId: string
  readonly visitId: string
  readonly personNo: string
  readonly isRefund: boolean
  readonly totalFen: number
  readonly fundFen: number
  readonly accountFen: number
}

export interface ComparedRow {
  readonly ours: StatementRow | undefined
  readonly sent: SentRow | undefined
  /** '' when they agree. */
  readonly difference: string
}

/** A provider writes a refund under the identifier of the settlement it undoes or of its mirror. */
export function compareRows(ours: readonly StatementRow[], sent: readonly SentRow[]): ComparedRow[] {
  const open = new Map(ours.map((row) => [row.settlementId, row]))
  const seen = new Set<string>()
  const compared = sent.map((row): ComparedRow => {
    const key = `${row.settlementId}\u0000${row.isRefund}`
    if (seen.has(key)) return { ours: undefined, sent: row, difference: '机构重复上传' }
    seen.add(key)
    const own = open.get(row.settlementId)
    if (!own || own.isRefund !== row.isRefund) return { ours: undefined, sent: row, difference: '中心无此记录' }
    open.delete(row.settlementId)
    return { ours: own, sent: row, difference: differenceOf(own, row) }
  })
  const missing = [...open.values()].map(
    (row): ComparedRow => ({ ours: row, sent: undefined, difference: '机构无此记录' }),
  )
  return [...compared, ...missing]
}

function differenceOf(ours: StatementRow, sent: SentRow): string {
  if (ours.personNo !== sent.personNo) return '人员编号不一致'
  if (ours.visitId !== sent.visitId) return '就诊ID不一致'
  if (ours.totalFen !== sent.totalFen) return '医疗费总额不一致'
  if (ours.fundFen !== sent.fundFen) return '基金支付总额不一致'
  return ours.accountFen === sent.accountFen ? '' : '个人账户支出不一致'
}
