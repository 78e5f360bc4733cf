// Field groups that several transactions carry in the same order: the settlement answer, the fee split, diagnoses, maternity.
import { asRequired, serial, type Table } from '../fields.ts'
import { may, must } from '../vocabulary/index.ts'

/** The row number as fee messages send it: N(30), digits only; elsewhere it is C(30). */
export const feeSerial = { feedetl_sn: asRequired(serial(30, '费用明细流水号')) }

/** A query's upper end: a day without time covers 00:00:00 to 23:59:59. */
export function asRangeEnd<T extends Table>(table: T): T {
  return Object.fromEntries(Object.entries(table).map(([name, one]) => [name, { ...one, endOfDay: true }])) as T
}

export const certificate = { ...must('mdtrt_cert_type', 'mdtrt_cert_no'), ...may('card_sn') }
export const holder = must('psn_cert_type', 'certno', 'psn_type', 'psn_name')
export const costSplit = must(
  'medfee_sumamt',
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'inscp_scp_amt',
)
export const statedSplit = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'] as const

/** Who was settled, as answers repeat it: the person's register data up to the birth date. */
export const settledPerson = {
  ...must('psn_no', 'psn_name', 'psn_cert_type', 'certno'),
  ...may('gend', 'naty', 'brdy'),
}
export const funds = must(
  'hifp_pay',
  'pool_prop_selfpay',
  'cvlserv_pay',
  'hifes_pay',
  'hifmi_pay',
  'hifob_pay',
  'maf_pay',
)
export const fundTotals = { ...funds, ...must('oth_pay', 'fund_pay_sumamt') }
export const clearing = { ...may('clr_optins', 'clr_way'), ...must('clr_type') }

/** `setldetail`: one row per fund that paid. */
export const fundRows = {
  ...must('fund_pay_type', 'inscp_scp_amt', 'crt_payb_lmt_amt', 'fund_payamt'),
  ...may('fund_pay_type_name', 'setl_proc_info'),
}

/** How one fee row splits, up to the flags: the answer of 2204 and 2301, and `detlcutinfo` of the pharmacy messages. */
export const lineSplit = {
  ...must('det_item_fee_sumamt', 'cnt', 'pric', 'pric_uplmt_amt'),
  ...may('selfpay_prop', 'fulamt_ownpay_amt', 'overlmt_amt', 'preselfpay_amt', 'inscp_scp_amt'),
  ...must('chrgitm_lv', 'med_chrgitm_type'),
  ...may('bas_medn_flag', 'hi_nego_drug_flag', 'chld_medc_flag', 'list_sp_item_flag'),
}
export const feeAnswer = { ...lineSplit, ...must('lmt_used_flag'), ...may('drt_reim_flag', 'memo', 'exp_content') }

export const itemAndAmount = must(
  'fee_ocur_time',
  'med_list_codg',
  'medins_list_codg',
  'det_item_fee_sumamt',
  'cnt',
  'pric',
)
export const dosage = may('sin_dos_dscr', 'used_frqu_dscr', 'prd_days', 'medc_way_dscr')
export const orderedBy = must('bilg_dept_codg', 'bilg_dept_name', 'bilg_dr_codg', 'bilg_dr_name')
export const carriedOutBy = may('acord_dept_codg', 'acord_dept_name', 'orders_dr_code', 'orders_dr_name')
export const rowFlags = may(
  'tcmdrug_used_way',
  'etip_flag',
  'etip_hosp_code',
  'dscg_tkdrug_flag',
  'matn_fee_flag',
  'memo',
  'comb_no',
  'exp_content',
)

export const diagnosedBy = must('diag_dept', 'dise_dor_no', 'dise_dor_name', 'diag_time')
export const outpatientDiagnosis = {
  ...must('diag_type', 'diag_srt_no', 'diag_code', 'diag_name'),
  ...diagnosedBy,
  ...must('vali_flag'),
}
export const stayDiagnosis = must('diag_type', 'maindiag_flag', 'diag_srt_no', 'diag_code', 'diag_name')

export const disease = may('dise_codg', 'dise_name')
export const operation = may('oprn_oprt_code', 'oprn_oprt_name')
export const maternity = may(
  'fpsc_no',
  'matn_type',
  'birctrl_type',
  'latechb_flag',
  'geso_val',
  'fetts',
  'fetus_cnt',
  'pret_flag',
  'birctrl_matn_date',
)

/** What undoes a settlement. The text orders the three differently by transaction; the fields are the same. */
export const settlementToUndo = { ...must('setl_id', 'mdtrt_id', 'psn_no'), ...may('exp_content') }

export const acceptedFiling = { ...must('trt_dcla_detl_sn'), ...may('exp_content') }
export const filingToWithdraw = must('trt_dcla_detl_sn', 'psn_no', 'memo')
export const handledBy = may('opter_id', 'opter_name', 'opt_time')
