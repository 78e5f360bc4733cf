// Reconciling a day: totals first (3201); when they differ, the rows by file (9101, 3202, 9102).
import { readRecords, transactions, writeRecords } from '@yibao/contract'
import { type Day, fen } from '@yibao/kernel'
import { type BookRow, type Statement, totalsOf } from './books.ts'
import type { Talk } from './talk.ts'
import { unzip, zipOf } from './zip.ts'

const EQUAL = '0'
/** Undone settlements are counted as two rows, one above zero and one below. */
const WITH_REFUNDS = { refd_setl_flag: '1', fixmedins_refd_setl_flag: '1' } as const
const FILES = transactions['3202'].files
/** The platform says that this file's rows agree. */
const ROW_AGREES = '0'

/**
 * `omit`: a row the provider has lost; the platform must then find the totals unequal, and name the row. `others`: rows of the
 * other insurances with the same clearing, because 3202 compares them all.
 */
export async function reconcile(
  talk: Talk,
  statement: Statement,
  others: readonly BookRow[],
  omit?: BookRow,
): Promise<void> {
  const rows = statement.rows.filter((row) => row !== omit)
  const { totalFen, fundFen, accountFen, count } = totalsOf(rows)
  const on = statement.on as Day
  const answer = await talk.ask('3201', {
    data: {
      insutype: statement.insurance,
      clr_type: statement.clearing,
      setl_optins: statement.agency,
      stmt_begndate: on,
      stmt_enddate: on,
      medfee_sumamt: totalFen,
      fund_pay_sumamt: fundFen,
      acct_pay: accountFen,
      fixmedins_setl_cnt: count,
      ...WITH_REFUNDS,
    },
  })
  if (!answer) return
  const equal = answer.stmtinfo.stmt_rslt === EQUAL
  if (equal !== (omit === undefined)) {
    const said = `${statement.on} ${statement.clearing}: ${answer.stmtinfo.stmt_rslt} ${answer.stmtinfo.stmt_rslt_dscr}`
    talk.tally.discrepancy('reconciliation_differs', talk.part, said)
  }
  if (!equal) await compareRows(talk, statement, [...rows, ...others], omit)
}

async function compareRows(
  talk: Talk,
  statement: Statement,
  rows: readonly BookRow[],
  omit: BookRow | undefined,
): Promise<void> {
  const filename = `${talk.client.provider.code}_${statement.on}_${statement.clearing}.txt.zip`
  const bytes = zipOf(filename.replace(/\.zip$/, ''), Buffer.from(fileOf(rows), 'utf8'))
  const fixmedins_code = talk.client.provider.code
  const uploaded = await talk.ask('9101', { fsUploadIn: { in: bytes, filename, fixmedins_code } })
  if (!uploaded) return
  const { totalFen, fundFen, cashFen, count } = totalsOf(rows)
  const on = statement.on as Day
  const compared = await talk.ask('3202', {
    data: {
      setl_optins: statement.agency,
      file_qury_no: uploaded.data.file_qury_no,
      stmt_begndate: on,
      stmt_enddate: on,
      medfee_sumamt: totalFen,
      fund_pay_sumamt: fundFen,
      cash_payamt: cashFen,
      fixmedins_setl_cnt: count,
      clr_type: statement.clearing,
      ...WITH_REFUNDS,
    },
  })
  if (!compared) return
  const { file_qury_no, filename: resultName } = compared.fileinfo
  const found = await talk.fetch({ fsDownloadIn: { file_qury_no, filename: resultName, fixmedins_code } })
  if (found) checkResult(talk, found, omit)
}

const fileOf = (rows: readonly BookRow[]): string =>
  writeRecords(
    FILES.upload ?? {},
    rows.map((row) => ({
      setl_id: row.settlementId,
      mdtrt_id: row.visitId,
      psn_no: row.personNo,
      medfee_sumamt: row.totalFen,
      fund_pay_sumamt: row.fundFen,
      acct_pay: row.accountFen,
      refd_setl_flag: row.refund ? '1' : '0',
    })),
  )

/** The row that was left out must be named, and no other may differ. */
function checkResult(talk: Talk, archive: Uint8Array, omit: BookRow | undefined): void {
  const content = unzip(archive)
  if (!content) {
    talk.tally.discrepancy('reconciliation_differs', talk.part, '对账结果文件不是ZIP')
    return
  }
  const read = readRecords('3202', '结果文件', FILES.result ?? {}, Buffer.from(content).toString('utf8'))
  if (!read.ok) {
    talk.tally.discrepancy('reconciliation_differs', talk.part, JSON.stringify(read.facts))
    return
  }
  const differing = read.value.filter(({ stmt_rslt }) => stmt_rslt !== ROW_AGREES)
  const named = differing.some(
    ({ psn_no, medfee_sumamt }) => psn_no === omit?.personNo && medfee_sumamt === omit?.totalFen,
  )
  if (omit && !named) {
    const amount = fen(omit.totalFen)
    talk.tally.discrepancy('reconciliation_differs', talk.part, `缺少的一笔(${amount}分)没有列出`)
  }
  if (!omit && differing.length > 0) {
    talk.tally.discrepancy('reconciliation_differs', talk.part, `列出${differing.length}笔差异`)
  }
}
