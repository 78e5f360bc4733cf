// Reconciliation between a provider and the platform: totals first, rows by file when the totals differ.
import { one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'

const t3201 = transaction({
  infno: '3201',
  title: '医药机构费用结算对总账',
  input: {
    data: one(
      {
        ...must('insutype', 'clr_type', 'setl_optins', 'stmt_begndate', 'stmt_enddate'),
        ...must('medfee_sumamt', 'fund_pay_sumamt', 'acct_pay', 'fixmedins_setl_cnt'),
        ...may('refd_setl_flag'),
        ...must('fixmedins_refd_setl_flag'),
      },
      { placement: 'either' },
    ),
  },
  output: { stmtinfo: one({ ...may('setl_optins'), ...must('stmt_rslt'), ...may('stmt_rslt_dscr') }) },
})

/** Columns of the two files of 3202. */
export const statementFiles = {
  // What the provider uploads: its settlements, a refund as a positive and a negative row.
  upload: must('setl_id', 'mdtrt_id', 'psn_no', 'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay', 'refd_setl_flag'),
  // What it fetches: the rows of either side. A row only the platform has comes without setl_id and mdtrt_id.
  result: {
    ...must('psn_no'),
    ...may('mdtrt_id', 'setl_id'),
    ...must('msgid', 'stmt_rslt', 'refd_setl_flag'),
    ...may('memo', 'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'),
  },
}

const t3202 = transaction({
  infno: '3202',
  title: '医药机构费用结算对明细账',
  // Writes: the comparison leaves a result file behind that 9102 fetches.
  writes: true,
  input: {
    data: one(
      {
        ...must('setl_optins', 'file_qury_no', 'stmt_begndate', 'stmt_enddate'),
        ...must('medfee_sumamt', 'fund_pay_sumamt', 'cash_payamt', 'fixmedins_setl_cnt', 'clr_type'),
        ...may('refd_setl_flag'),
        ...must('fixmedins_refd_setl_flag'),
      },
      { placement: 'either' },
    ),
  },
  output: { fileinfo: one(must('file_qury_no', 'filename', 'dld_endtime')) },
  files: statementFiles,
})

export const reconciliationTransactions = { '3201': t3201, '3202': t3202 }
