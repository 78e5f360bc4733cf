// Queries over what the platform holds: visits, diagnoses, settlements, fee rows, accumulators, registrations.
import { many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'
import {
  asRangeEnd,
  carriedOutBy,
  diagnosedBy,
  disease,
  dosage,
  fundRows,
  fundTotals,
  handledBy,
  maternity,
  operation,
  stayDiagnosis,
} from './shared.ts'

const visitOfPerson = one(must('mdtrt_id', 'psn_no'))
const settlementOfPerson = one(must('psn_no', 'setl_id', 'mdtrt_id'))
const spanOfPerson = one({ ...must('psn_no', 'begntime'), ...asRangeEnd(may('endtime')) })

const t5201 = transaction({
  infno: '5201',
  title: '就诊信息查询',
  input: {
    data: one({
      ...must('psn_no', 'begntime'),
      ...asRangeEnd(must('endtime')),
      ...must('med_type'),
      ...may('mdtrt_id'),
    }),
  },
  output: {
    mdtrtinfo: many({
      ...must('mdtrt_id', 'psn_no', 'psn_cert_type', 'certno', 'psn_name', 'gend'),
      ...may('naty', 'brdy', 'age', 'coner_name', 'tel'),
      ...must('insutype', 'psn_type'),
      ...may('maf_psn_flag'),
      ...must('cvlserv_flag'),
      ...may('flxempe_flag', 'nwb_flag', 'insu_optins', 'emp_name'),
      ...must('begntime', 'endtime'),
      ...may('mdtrt_cert_type'),
      ...must('med_type'),
      ...may('ars_year_ipt_flag', 'pre_pay_flag', 'ipt_otp_no', 'medrcdno', 'atddr_no', 'chfpdr_name'),
      ...may('adm_dept_codg', 'adm_dept_name', 'adm_bed', 'dscg_maindiag_code', 'dscg_maindiag_name'),
      ...may('dscg_dept_codg', 'dscg_dept_name', 'dscg_bed', 'dscg_way', 'main_cond_dscr'),
      ...disease,
      ...operation,
      ...may('otp_diag_info', 'inhosp_stas', 'die_date', 'ipt_days'),
      ...maternity,
      ...may('cop_flag'),
      ...handledBy,
      ...may('memo'),
    }),
  },
})

const t5202 = transaction({
  infno: '5202',
  title: '诊断信息查询',
  input: { data: visitOfPerson },
  output: {
    diseinfo: many({
      ...must('diag_info_id', 'mdtrt_id', 'psn_no', 'inout_diag_type'),
      ...stayDiagnosis,
      ...may('adm_cond'),
      ...diagnosedBy,
      ...handledBy,
    }),
  },
})

const t5203 = transaction({
  infno: '5203',
  title: '结算信息查询',
  input: { data: settlementOfPerson },
  output: {
    setlinfo: one({
      ...must('setl_id', 'mdtrt_id', 'psn_no', 'psn_name', 'psn_cert_type', 'certno', 'gend'),
      ...may('naty', 'brdy', 'age'),
      ...must('insutype', 'psn_type', 'cvlserv_flag'),
      ...may('flxempe_flag', 'nwb_flag', 'insu_optins', 'emp_name'),
      ...must('pay_loc', 'fixmedins_code', 'fixmedins_name'),
      ...may('hosp_lv', 'fixmedins_poolarea', 'lmtpric_hosp_lv', 'dedc_hosp_lv'),
      ...must('begndate', 'enddate', 'setl_time'),
      ...may('mdtrt_cert_type'),
      ...must('med_type', 'clr_type'),
      ...may('clr_way', 'clr_optins'),
      ...must('medfee_sumamt', 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'),
      ...must('act_pay_dedc'),
      ...fundTotals,
      ...must('psn_pay', 'acct_pay', 'cash_payamt', 'balc', 'acct_mulaid_pay', 'medins_setl_id'),
      ...must('refd_setl_flag', 'year'),
      ...disease,
      ...may('invono'),
      ...handledBy,
      ...may('pref_fund_pay'),
    }),
    setldetail: many(fundRows, { title: '结算基金分项信息' }),
  },
})

const item = must('hilist_code', 'hilist_name', 'list_type', 'med_list_codg', 'medins_list_codg', 'medins_list_name')
const useFlags = may('hosp_prep_flag', 'hosp_appr_flag', 'tcmdrug_used_way', 'prodplac_type', 'bas_medn_flag')
const drugFlags = may('hi_nego_drug_flag', 'chld_medc_flag', 'etip_flag', 'etip_hosp_code', 'dscg_tkdrug_flag')

const t5204 = transaction({
  infno: '5204',
  title: '费用明细查询',
  input: { data: settlementOfPerson },
  output: {
    data: many(
      {
        ...must('mdtrt_id', 'setl_id', 'feedetl_sn'),
        ...may('rx_drord_no'),
        ...must('med_type', 'fee_ocur_time', 'cnt', 'pric'),
        ...dosage,
        ...must('det_item_fee_sumamt', 'pric_uplmt_amt'),
        ...may('selfpay_prop', 'fulamt_ownpay_amt', 'overlmt_amt', 'preselfpay_amt', 'inscp_scp_amt'),
        ...must('chrgitm_lv'),
        ...item,
        ...must('med_chrgitm_type'),
        ...may('prodname', 'spec'),
        ...must('dosform_name'),
        ...may('bilg_dept_codg', 'bilg_dept_name', 'bilg_dr_codg', 'bilg_dr_name'),
        ...carriedOutBy,
        ...may('lmt_used_flag'),
        ...useFlags,
        ...drugFlags,
        ...may('list_sp_item_flag', 'matn_fee_flag', 'drt_reim_flag', 'memo'),
        ...handledBy,
      },
      { title: '费用明细', placement: 'bare' },
    ),
  },
})

const t5205 = transaction({
  infno: '5205',
  title: '人员慢特病用药记录查询',
  input: { data: spanOfPerson },
  output: {
    feedetail: many({
      ...must('feedetl_sn'),
      ...may('rx_drord_no', 'fixmedins_code'),
      ...must('fixmedins_name', 'psn_no', 'med_type', 'fee_ocur_time', 'cnt', 'pric'),
      ...may('chrgitm_lv'),
      ...item,
      ...must('med_chrgitm_type'),
      ...may('prodname'),
      ...must('spec'),
      ...may('dosform_name', 'lmt_used_flag'),
      ...useFlags,
      ...drugFlags,
      ...may('list_sp_item_flag', 'matn_fee_flag'),
    }),
  },
})

const t5206 = transaction({
  infno: '5206',
  title: '人员累计信息查询',
  input: { data: one({ ...must('psn_no'), ...may('cum_ym') }) },
  output: { cuminfo: many(must('insutype', 'year', 'cum_ym', 'cum_type_code', 'cum')) },
})

const t5301 = transaction({
  infno: '5301',
  title: '人员慢特病备案查询',
  input: { data: one(must('psn_no')) },
  output: { feedetail: many({ ...must('opsp_dise_code', 'opsp_dise_name', 'begndate'), ...may('enddate') }) },
})

const t5302 = transaction({
  infno: '5302',
  title: '人员定点信息查询',
  input: { data: one(must('psn_no', 'biz_appy_type')) },
  output: {
    psnfixmedin: many({
      ...must('psn_no'),
      ...may('insutype'),
      ...must('fix_srt_no', 'fixmedins_code', 'fixmedins_name', 'begndate'),
      ...may('enddate', 'memo'),
    }),
  },
})

const t5303 = transaction({
  infno: '5303',
  title: '在院信息查询',
  input: { data: one({ ...may('psn_no'), ...must('begntime'), ...asRangeEnd(must('endtime')) }) },
  output: {
    data: many({
      ...must('mdtrt_id', 'psn_no', 'psn_cert_type', 'certno', 'psn_name', 'gend'),
      ...may('brdy'),
      ...must('age', 'insutype', 'begndate', 'med_type'),
      ...may('ipt_otp_no', 'out_flag'),
    }),
  },
})

const t5304 = transaction({
  infno: '5304',
  title: '转院信息查询',
  input: { data: spanOfPerson },
  output: {
    refmedin: many({
      ...must('insutype'),
      ...may('dcla_souc'),
      ...must('psn_no', 'psn_cert_type', 'certno', 'psn_name', 'gend'),
      ...may('brdy', 'tel', 'addr', 'insu_optins', 'emp_name', 'diag_code', 'diag_name', 'dise_cond_dscr'),
      ...may('reflin_medins_no'),
      ...must('reflin_medins_name'),
      ...may('out_flag'),
      ...must('refl_date', 'refl_rea', 'begndate'),
      ...may('enddate'),
      ...must('hosp_agre_refl_flag'),
      ...handledBy,
    }),
  },
})

export const queryTransactions = {
  '5201': t5201,
  '5202': t5202,
  '5203': t5203,
  '5204': t5204,
  '5205': t5205,
  '5206': t5206,
  '5301': t5301,
  '5302': t5302,
  '5303': t5303,
  '5304': t5304,
}
