// The settlement list of a stay (4101), what quality control says of it (3607), and the groups of its case (3605, 3606).
import { neverNegative, rows } from '../fields.ts'
import { many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'

/**
 * Two forms are in use, and one declaration reads both: first the fields of the trimmed form in its order, then what only the
 * fuller one has. Required is what both require.
 */
const trimmedList = {
  ...may('psn_no'),
  ...must('mdtrt_id', 'setl_id'),
  ...may('medcasno', 'dcla_time'),
  ...must('ntly', 'prfs'),
  ...may('curr_addr', 'emp_name', 'emp_addr', 'emp_tel', 'poscode', 'coner_name'),
  ...must('patn_rlts', 'coner_addr', 'coner_tel'),
  ...may('nwb_adm_type', 'nwb_bir_wt', 'nwb_adm_wt', 'mul_nwb_bir_wt', 'mul_nwb_adm_wt'),
  ...may('opsp_diag_caty', 'opsp_mdtrt_date', 'adm_way', 'trt_type', 'adm_time', 'adm_dept_code', 'adm_dept_name'),
  ...may('refldept_dept', 'dscg_time', 'dscg_dept_code', 'dscg_dept_name'),
  ...must('dscg_caty'),
  ...may('otp_wm_dise', 'wm_dise_code', 'otp_tcm_dise', 'tcm_dise_code', 'vent_used_dura'),
  ...may('pwcry_bfadm_coma_dura', 'pwcry_afadm_coma_dura'),
  ...may('spga_nurscare_days', 'lv1_nurscare_days', 'scd_nurscare_days', 'lv3_nurscare_days'),
  ...may('dscg_way', 'acp_medins_name', 'acp_optins_code'),
  ...must('bill_code', 'bill_no', 'biz_sn'),
  ...may('days_rinp_flag_31', 'days_rinp_pup_31', 'chfpdr_code'),
  ...must('setl_begn_date', 'setl_end_date', 'medins_fill_dept', 'medins_fill_psn'),
  ...may('resp_nurs_code', 'stas_type', 'hi_paymtd', 'age_days', 'adm_caty'),
}

const onlyFuller = {
  ...may('fixmedins_name', 'fixmedins_code', 'hi_setl_lv', 'hi_no', 'psn_name', 'gend', 'brdy', 'age', 'nwb_age'),
  ...may('naty', 'patn_cert_type', 'certno', 'hi_type', 'insuplc', 'sp_psn_type', 'ipt_med_type', 'act_ipt_days'),
  ...may('diag_code_cnt', 'oprn_oprt_code_cnt', 'bld_cat', 'bld_amt', 'bld_unt', 'chfpdr_name'),
  ...neverNegative(may('psn_selfpay', 'psn_ownpay', 'acct_pay', 'psn_cashpay')),
  ...may('hsorg', 'hsorg_opter'),
}

const t4101 = transaction({
  infno: '4101',
  title: '医疗保障基金结算清单信息上传',
  writes: true,
  input: {
    setlinfo: one({ ...trimmedList, ...onlyFuller }, { title: '结算清单信息' }),
    opspdiseinfo: many(
      { ...may('oprn_oprt_name', 'oprn_oprt_code', 'diag_name', 'diag_code') },
      { title: '门诊慢特病诊断信息' },
    ),
    diseinfo: many(
      { ...must('diag_type', 'diag_code', 'diag_name'), ...may('adm_cond_type'), ...must('maindiag_flag') },
      { title: '住院诊断信息' },
    ),
    oprninfo: many(
      {
        ...must('oprn_oprt_type', 'oprn_oprt_name', 'oprn_oprt_code'),
        ...may('anst_way'),
        ...must('oper_dr_code'),
        ...may('anst_dr_code', 'oprn_oprt_begntime', 'oprn_oprt_endtime', 'anst_begntime', 'anst_endtime'),
        ...may('oprn_oprt_date', 'oper_dr_name', 'anst_dr_name', 'main_oprn_flag'),
      },
      { title: '手术操作信息' },
    ),
    icuinfo: many(must('scs_cutd_ward_type', 'scs_cutd_inpool_time', 'scs_cutd_exit_time', 'scs_cutd_sum_dura'), {
      title: '重症监护信息',
    }),
    payinfo: many(neverNegative(must('fund_pay_type', 'fund_payamt')), { title: '基金支付信息' }),
    bldinfo: many(
      { ...must('setl_List_bld_Id', 'psn_no', 'mdtrt_id', 'setl_id'), ...may('bld_cat', 'bld_amt', 'bld_unt') },
      { title: '输血信息' },
    ),
    iteminfo: many(
      neverNegative(must('med_chrgitm_type', 'amt', 'claa_sumfee', 'clab_amt', 'fulamt_ownpay_amt', 'oth_amt')),
      { title: '收费项目信息' },
    ),
  },
  output: { data: one(must('setl_list_id')) },
})

const monthAsked = one({ ...must('setl_ym', 'page_num', 'page_size'), ...may('setl_id') })

const t3605 = transaction({
  infno: '3605',
  title: 'DRG分组结果查询',
  input: { data: monthAsked },
  output: {
    data: many(
      {
        ...must('setl_id', 'drg_code'),
        ...may('drg_name', 'adrg_code', 'adrg_name', 'mdc_codg', 'mdc_name', 'ccmcc'),
        ...must('grp_rslt'),
        ...may('err_info', 'grp_name', 'grp_ver', 'grp_spec_ver', 'place_grp_pay_std', 'place_grp_ver'),
        ...may('place_grp_spec_ver', 'abbr', 'place_drg_codg', 'place_drg_name', 'grp_type', 'psn_no'),
        ...may('drg_admdvs', 'setl_list_sn'),
        ...must('setl_ym', 'fixmedins_code'),
        ...may('grp_time', 'vali_flag'),
      },
      { title: 'DRG分组结果列表' },
    ),
  },
})

const t3606 = transaction({
  infno: '3606',
  title: 'DIP分组结果查询',
  input: { data: monthAsked },
  output: {
    data: many(
      {
        ...must('setl_id'),
        ...may('psn_no', 'psn_name', 'insutype'),
        ...must('setl_time', 'clr_optins'),
        ...may('insu_admdvs'),
        ...must('fixmedins_code'),
        ...may('fixmedins_name', 'fixmedins_lv', 'nuld_flag', 'grp_stas', 'dip_dise_grp_code', 'dip_dise_grp_name'),
        ...may('grp_diag_code', 'grp_diag_name', 'oprn_grp_code', 'oprn_grp_name', 'dise_list_type'),
        ...may('asst_list_flag', 'asst_list_detl', 'grp_dise_sco', 'remarks', 'Insutype_name', 'grp_stas_name'),
        ...may('dise_list_type_name', 'act_setl_sco', 'sco_stas', 'sco_stas_name'),
      },
      { title: 'DIP分组结果列表' },
    ),
  },
})

const detail = { ...must('exam_data_fld', 'qltctrl_chk_rslt', 'err_lv', 'retn_flag'), ...may('init_val') }

const t3607 = transaction({
  infno: '3607',
  title: '结算清单质控结果查询',
  input: { data: monthAsked },
  output: {
    data: many(
      {
        ...must('fixmedins_code'),
        ...may('fixmedins_name'),
        ...must('setl_ym', 'setl_id', 'psn_no', 'psn_name'),
        ...may('psn_cert_type', 'cert_no'),
        ...must('qltctrl_rslt'),
        ...may('err_lv', 'retn_flag', 'qltctrl_ver', 'grp_stas'),
        detl_list: rows('质控结算清单结果详情信息', detail),
        ...may('qltctrl_time'),
      },
      { title: '质控结果列表' },
    ),
  },
})

export const settlementListTransactions = { '3605': t3605, '3606': t3606, '3607': t3607, '4101': t4101 }
