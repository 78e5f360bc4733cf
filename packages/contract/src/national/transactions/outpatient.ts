// An outpatient visit: registration, diagnoses, fee rows, trial, settlement; and undoing each of them.
import { neverNegative } from '../fields.ts'
import { atLeastOne, many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'
import {
  carriedOutBy,
  certificate,
  clearing,
  costSplit,
  disease,
  dosage,
  feeAnswer,
  feeSerial,
  fundRows,
  fundTotals,
  holder,
  itemAndAmount,
  orderedBy,
  outpatientDiagnosis,
  rowFlags,
  settledPerson,
  settlementToUndo,
  statedSplit,
} from './shared.ts'

const t2201 = transaction({
  infno: '2201',
  title: '门诊挂号',
  writes: true,
  input: {
    data: one(
      {
        ...must('psn_no', 'insutype', 'begntime'),
        ...certificate,
        ...holder,
        ...must('ipt_otp_no'),
        ...may('atddr_no', 'dr_name'),
        ...must('dept_code', 'dept_name', 'caty'),
        ...may('exp_content'),
      },
      { aliases: ['mdtrtinfo'] },
    ),
  },
  output: { data: one({ ...must('mdtrt_id', 'psn_no', 'ipt_otp_no'), ...may('exp_content') }) },
})

const t2202 = transaction({
  infno: '2202',
  title: '门诊挂号撤销',
  writes: true,
  input: {
    data: one({ ...must('psn_no', 'mdtrt_id', 'ipt_otp_no'), ...may('exp_content') }, { aliases: ['mdtrtinfo'] }),
  },
  output: {},
})

const visit = must('mdtrt_id', 'psn_no', 'med_type', 'begntime')
const diagnoses = atLeastOne(outpatientDiagnosis, { title: '诊断信息' })

const t2203 = transaction({
  infno: '2203',
  title: '门诊就诊信息上传',
  writes: true,
  input: {
    mdtrtinfo: one(
      {
        ...visit,
        ...may('main_cond_dscr', 'dise_type_code'),
        ...must('dise_codg', 'dise_name'),
        ...may('birctrl_type', 'birctrl_matn_date', 'exp_content'),
      },
      { title: '就诊信息' },
    ),
    diseinfo: diagnoses,
  },
  output: {},
})

const t2203A = transaction({
  infno: '2203A',
  title: '定点零售药店门诊就诊信息上传',
  writes: true,
  input: {
    mdtrtinfo: one(
      {
        ...visit,
        ...may('main_cond_dscr'),
        ...disease,
        ...may('birctrl_type', 'birctrl_matn_date', 'matn_type', 'geso_val'),
        ...may('rxfixmedinsCode', 'rxfixmedinsName', 'rxIn', 'rxfilename', 'rxExpContent', 'exp_content'),
      },
      { title: '就诊信息' },
    ),
    diseinfo: diagnoses,
  },
  output: {},
})

const t2204 = transaction({
  infno: '2204',
  title: '门诊费用明细信息上传',
  writes: true,
  input: {
    feedetail: atLeastOne(
      {
        ...feeSerial,
        ...must('mdtrt_id', 'psn_no', 'chrg_bchno'),
        ...may('dise_codg', 'rxno'),
        ...must('rx_circ_flag'),
        ...itemAndAmount,
        ...dosage,
        ...orderedBy,
        ...carriedOutBy,
        ...must('hosp_appr_flag'),
        ...rowFlags,
      },
      { title: '费用明细列表' },
    ),
  },
  output: { result: many({ ...must('feedetl_sn'), ...feeAnswer }, { title: '费用明细分割' }) },
})

const t2205 = transaction({
  infno: '2205',
  title: '门诊费用明细信息撤销',
  writes: true,
  input: { data: one({ ...must('mdtrt_id', 'chrg_bchno', 'psn_no'), ...may('exp_content') }) },
  output: {},
})

const answerHead = {
  ...settledPerson,
  ...may('age', 'insutype'),
  ...must('psn_type', 'cvlserv_flag', 'setl_time'),
  ...may('mdtrt_cert_type'),
  ...must('med_type'),
}
const answerAmounts = {
  ...costSplit,
  ...may('act_pay_dedc'),
  ...fundTotals,
  ...must('psn_part_amt', 'acct_pay', 'psn_cash_pay', 'hosp_part_amt', 'balc', 'acct_mulaid_pay', 'medins_setl_id'),
  ...clearing,
  ...must('hifdm_pay'),
  ...may('exp_content'),
}
const fundDetail = many(fundRows, { title: '结算基金分项信息' })

const t2206 = transaction({
  infno: '2206',
  title: '门诊预结算',
  input: {
    data: one(
      {
        ...must('psn_no'),
        ...certificate,
        ...holder,
        ...must('med_type'),
        ...neverNegative(must('medfee_sumamt')),
        ...must('psn_setlway', 'mdtrt_id', 'chrg_bchno', 'acct_used_flag', 'insutype'),
        ...may('exp_content', 'pub_hosp_rfom_flag'),
      },
      { aliases: ['mdtrtinfo'] },
    ),
  },
  output: {
    setlinfo: one({ ...must('mdtrt_id'), ...answerHead, ...answerAmounts }, { title: '结算信息' }),
    setldetail: fundDetail,
  },
})

const t2207 = transaction({
  infno: '2207',
  title: '门诊结算',
  writes: true,
  reversible: true,
  input: {
    data: one(
      {
        ...must('psn_no'),
        ...certificate,
        ...must('psn_cert_type', 'certno', 'med_type'),
        ...neverNegative(must('medfee_sumamt')),
        ...must('psn_setlway', 'mdtrt_id', 'chrg_bchno', 'insutype', 'acct_used_flag'),
        ...may('invono'),
        ...neverNegative(must(...statedSplit)),
        ...may('exp_content', 'pub_hosp_rfom_flag'),
      },
      { aliases: ['mdtrtinfo'] },
    ),
  },
  output: {
    setlinfo: one({ ...must('mdtrt_id', 'setl_id'), ...answerHead, ...answerAmounts }, { title: '结算信息' }),
    setldetail: fundDetail,
  },
})

const t2208 = transaction({
  infno: '2208',
  title: '门诊结算撤销',
  writes: true,
  input: { data: one(settlementToUndo, { aliases: ['mdtrtinfo'] }) },
  output: {
    setlinfo: one(
      {
        ...must('mdtrt_id', 'setl_id'),
        ...may('clr_optins'),
        ...must('setl_time'),
        ...costSplit,
        ...may('act_pay_dedc'),
        ...fundTotals,
        ...must('psn_part_amt', 'acct_pay', 'balc', 'acct_mulaid_pay', 'hosp_part_amt', 'medins_setl_id'),
        ...must('pdn_cash_pay', 'hifdm_pay'),
        ...may('psn_no', 'psn_name', 'psn_cert_type', 'certno', 'gend', 'naty', 'brdy', 'age', 'insutype', 'psn_type'),
        ...may('cvlserv_flag', 'mdtrt_cert_type', 'med_type', 'exp_content', 'clr_type', 'clr_way'),
      },
      { title: '结算信息' },
    ),
    setldetail: fundDetail,
  },
})

export const outpatientTransactions = {
  '2201': t2201,
  '2202': t2202,
  '2203': t2203,
  '2203A': t2203A,
  '2204': t2204,
  '2205': t2205,
  '2206': t2206,
  '2207': t2207,
  '2208': t2208,
}
