// Buying medicines at a pharmacy: trial, settlement with its rows in one message, and undoing it.
import { neverNegative } from '../fields.ts'
import { atLeastOne, many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'
import {
  certificate,
  clearing,
  costSplit,
  disease,
  dosage,
  feeSerial,
  fundRows,
  fundTotals,
  holder,
  itemAndAmount,
  lineSplit,
  settledPerson,
  settlementToUndo,
} from './shared.ts'

const buyer = {
  ...must('psn_no'),
  ...certificate,
  ...holder,
  ...must('begntime'),
  ...neverNegative(must('medfee_sumamt')),
}
const payment = { ...must('insutype'), ...disease, ...must('acct_used_flag', 'med_type'), ...may('exp_content') }

const drugRow = {
  ...feeSerial,
  ...may('rxno'),
  ...must('rx_circ_flag'),
  ...itemAndAmount,
  ...dosage,
  ...may('bilg_dr_codg', 'bilg_dr_name', 'tcmdrug_used_way', 'exp_content'),
}

const amounts = {
  ...may('mdtrt_cert_type'),
  ...must('med_type'),
  ...costSplit,
  ...may('act_pay_dedc'),
  ...fundTotals,
  ...must('psn_part_amt', 'acct_pay', 'psn_cash_pay', 'balc', 'acct_mulaid_pay', 'medins_setl_id'),
  ...clearing,
  ...may('exp_content', 'hosp_part_amt'),
  ...must('hifdm_pay'),
}
const drugSplit = { ...must('feedetl_sn'), ...lineSplit, ...may('drt_reim_flag', 'memo') }

const t2101 = transaction({
  infno: '2101',
  title: '药店预结算',
  input: {
    druginfo: one({ ...buyer, ...payment }, { title: '购药信息' }),
    drugdetail: atLeastOne(drugRow, { title: '购药明细信息' }),
  },
  output: {
    setlinfo: one(
      {
        ...must('mdtrt_id'),
        ...settledPerson,
        ...may('age', 'insutype'),
        ...must('psn_type', 'cvlserv_flag', 'setl_time'),
        ...amounts,
      },
      { title: '结算信息' },
    ),
    setldetail: many(fundRows, { title: '结算基金分项信息' }),
    detlcutinfo: many({ ...drugSplit, ...may('hosp_part_amt') }, { title: '明细分割信息' }),
  },
})

const t2102 = transaction({
  infno: '2102',
  title: '药店结算',
  writes: true,
  reversible: true,
  input: {
    druginfo: one({ ...buyer, ...may('invono'), ...payment }, { title: '购药信息' }),
    drugdetail: atLeastOne({ ...drugRow, ...may('durg_trac_info') }, { title: '购药明细信息' }),
  },
  output: {
    setlinfo: one(
      {
        ...must('setl_id', 'mdtrt_id'),
        ...settledPerson,
        ...must('age', 'insutype', 'psn_type', 'cvlserv_flag', 'setl_time'),
        ...amounts,
      },
      { title: '结算信息' },
    ),
    setldetail: many(fundRows, { title: '结算基金分项信息' }),
    detlcutinfo: many(drugSplit, { title: '明细分割信息' }),
  },
})

const t2103 = transaction({
  infno: '2103',
  title: '药店结算撤销',
  writes: true,
  input: { data: one(settlementToUndo) },
  output: {
    setlinfo: one(
      {
        ...must('mdtrt_id', 'setl_id'),
        ...may('clr_optins'),
        ...must(
          'medfee_sumamt',
          'setl_time',
          'fulamt_ownpay_amt',
          'overlmt_selfpay',
          'preselfpay_amt',
          'inscp_scp_amt',
        ),
        ...may('act_pay_dedc'),
        ...fundTotals,
        ...must('psn_part_amt', 'acct_pay', 'psn_cash_pay', 'balc', 'acct_mulaid_pay', 'medins_setl_id', 'hifdm_pay'),
      },
      { title: '结算信息' },
    ),
    setldetail: many(fundRows, { title: '结算基金分项信息' }),
  },
})

export const pharmacyTransactions = { '2101': t2101, '2102': t2102, '2103': t2103 }
