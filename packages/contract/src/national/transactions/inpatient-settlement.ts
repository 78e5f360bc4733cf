// Fee rows of a stay, its trial settlement, settlement and undoing.
import { neverNegative } from '../fields.ts'
import { atLeastOne, many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'
import {
  carriedOutBy,
  clearing,
  costSplit,
  feeAnswer,
  feeSerial,
  fundRows,
  funds,
  fundTotals,
  holder,
  itemAndAmount,
  orderedBy,
  rowFlags,
  settledPerson,
  statedSplit,
} from './shared.ts'

const t2301 = transaction({
  infno: '2301',
  title: '住院费用明细上传',
  writes: true,
  input: {
    feedetail: atLeastOne(
      {
        ...feeSerial,
        ...may('init_feedetl_sn'),
        ...must('mdtrt_id'),
        ...may('drord_no'),
        ...must('psn_no', 'med_type'),
        ...itemAndAmount,
        ...orderedBy,
        ...carriedOutBy,
        ...may('hosp_appr_flag'),
        ...rowFlags,
      },
      { title: '费用明细列表' },
    ),
  },
  output: { result: many({ ...may('feedetl_sn'), ...feeAnswer }, { title: '费用明细分割' }) },
})

const t2302 = transaction({
  infno: '2302',
  title: '住院费用明细撤销',
  writes: true,
  input: {
    data: atLeastOne({ ...must('feedetl_sn', 'mdtrt_id', 'psn_no'), ...may('exp_content') }, { aliases: ['feeinfo'] }),
  },
  output: {},
})

const payer = {
  ...must('psn_no', 'mdtrt_cert_type'),
  ...may('mdtrt_cert_no', 'card_sn'),
  ...holder,
  ...neverNegative(must('medfee_sumamt')),
  ...must('psn_setlway', 'mdtrt_id'),
}
const areas = must('insuplc_admdvs', 'mdtrtarea_admvs')
const stated = { ...neverNegative(may(...statedSplit)), ...may('dscgTime') }

const answerHead = {
  ...settledPerson,
  ...may('age', 'insutype'),
  ...must('psn_type', 'cvlserv_flag'),
  ...may('setl_time', 'mdtrt_cert_type'),
  ...must('med_type'),
  ...costSplit,
  ...may('act_pay_dedc'),
}
const account = must('balc', 'acct_mulaid_pay', 'medins_setl_id')
const fundDetail = many(fundRows, { title: '结算基金分项信息' })

const t2303 = transaction({
  infno: '2303',
  title: '住院预结算',
  input: {
    data: one({
      ...payer,
      ...may('acct_used_flag'),
      ...must('insutype', 'mid_setl_flag'),
      ...stated,
      ...areas,
      ...may('exp_content'),
    }),
  },
  output: {
    setlinfo: one(
      {
        ...must('mdtrt_id'),
        ...answerHead,
        ...fundTotals,
        ...may('psn_part_amt'),
        ...must('acct_pay', 'psn_cash_pay'),
        ...may('hosp_part_amt'),
        ...account,
        ...clearing,
        ...may('hifdm_pay', 'exp_content'),
      },
      { title: '结算信息' },
    ),
    setldetail: fundDetail,
  },
})

const t2304 = transaction({
  infno: '2304',
  title: '住院结算',
  writes: true,
  reversible: true,
  input: {
    data: one(
      {
        ...payer,
        ...must('insutype', 'acct_used_flag'),
        ...areas,
        ...may('invono'),
        ...must('mid_setl_flag'),
        ...stated,
        ...may('exp_content'),
      },
      { aliases: ['mdtrtinfo'] },
    ),
  },
  output: {
    setlinfo: one(
      {
        ...must('mdtrt_id', 'setl_id'),
        ...answerHead,
        ...funds,
        ...may('hosp_part_amt'),
        ...must('oth_pay', 'fund_pay_sumamt'),
        ...may('psn_part_amt'),
        ...must('acct_pay', 'psn_cash_pay'),
        ...account,
        ...clearing,
        ...may('exp_content', 'hifdm_pay'),
      },
      { title: '结算信息' },
    ),
    setldetail: fundDetail,
  },
})

const t2305 = transaction({
  infno: '2305',
  title: '住院结算撤销',
  writes: true,
  input: {
    data: one({ ...must('mdtrt_id', 'setl_id', 'psn_no'), ...may('exp_content') }, { aliases: ['mdtrtinfo'] }),
  },
  output: {
    setlinfo: one(
      {
        ...must('mdtrt_id', 'setl_id'),
        ...may('clr_optins'),
        ...must('setl_time'),
        ...costSplit,
        ...may('act_pay_dedc'),
        ...fundTotals,
        ...may('psn_part_amt'),
        ...must('acct_pay', 'psn_cash_pay'),
        ...may('hosp_part_amt'),
        ...account,
        ...may('hifdm_pay', 'psn_insu_rlts_id', 'insu_admdvs', 'begndate', 'enddate', 'mdtrt_cert_no', 'setl_type'),
        ...may('crt_dedc', 'invono', 'exp_content'),
      },
      { title: '结算信息' },
    ),
    setldetail: fundDetail,
  },
})

export const inpatientSettlementTransactions = {
  '2301': t2301,
  '2302': t2302,
  '2303': t2303,
  '2304': t2304,
  '2305': t2305,
}
