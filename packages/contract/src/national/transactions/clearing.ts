// 3203, 3204: a provider declares a month for clearing, one category a message, and takes one back.
import { one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'

const t3203 = transaction({
  infno: '3203',
  title: '清算申请',
  writes: true,
  input: {
    data: one({
      ...must('clr_type'),
      ...may('clr_way'),
      ...must('setlym', 'psntime', 'medfee_sumamt', 'med_sumfee', 'fund_appy_sum', 'cash_payamt', 'acct_pay'),
      ...must('begndate', 'enddate'),
    }),
  },
  output: { result: one(must('clr_appy_evt_id')) },
})

const t3204 = transaction({
  infno: '3204',
  title: '清算申请撤销',
  writes: true,
  input: { data: one(must('clr_appy_evt_id')) },
  output: {},
})

export const clearingTransactions = { '3203': t3203, '3204': t3204 }
