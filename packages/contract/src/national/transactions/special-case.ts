// Special-case reviews (特例单议, 3601–3604) and the counts of groups of a month (3608–3611), of the text of one province.
import { rows } from '../fields.ts'
import { many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'

const t3601 = transaction({
  infno: '3601',
  title: '特病单议申请退出列表查询',
  input: {
    data: one({
      ...may('appy_exit_type', 'setl_id', 'psn_no', 'enddate', 'vali_flag', 'rchk_flag', 'appy_chk_setl_list_id'),
      ...may('serv_matt_node_inst_id', 'evt_inst_id', 'medcasno', 'rx_drord_no', 'drg_codg', 'drg_name'),
      ...may('pay_std_amt', 'setl_list_sn', 'mdtrt_id', 'exit_fund_payamt', 'drg_fund_payamt', 'exit_type'),
      ...may('exit_rea', 'fund_cap', 'drg_admdvs', 'rid', 'psn_name', 'psn_cert_type', 'certno', 'insutype'),
      ...must('fixmedins_code'),
      ...may('fixmedins_name'),
      ...must('pageSize', 'pageNum'),
      ...may('begndate'),
    }),
  },
  output: {
    data: many(
      {
        ...may('appy_chk_setl_list_id', 'serv_matt_inst_id', 'serv_matt_node_inst_id', 'setl_id', 'psn_no'),
        ...may('psn_name', 'psn_cert_type', 'certno', 'insutype', 'fixmedins_code', 'fixmedins_name'),
        ...may('adm_time', 'dscg_time', 'setl_time', 'appy_exit_type', 'medcasno'),
        ...must('rx_drord_no'),
        ...may('drg_codg'),
        ...must('drg_name'),
        ...may('pay_std_amt', 'setl_listsn', 'mdtrt_id', 'exit_fund_payamt', 'drg_fund_payamt', 'exit_type'),
        ...may('exit_rea', 'fund_cap', 'drg_admdvs', 'vali_flag', 'rchk_flag', 'memo', 'rid', 'updt_time'),
        ...may('crter_id', 'crter_name', 'crte_time', 'crte_optins_no', 'opter_id', 'opter_name', 'opt_time'),
        ...may('optins_no', 'poolarea_no', 'spcasExitWt', 'dipDiseGrpCode', 'dipDiseGrpName', 'spcas_exit_sco'),
        ...may('evt_inst_id'),
      },
      { title: 'DRG申请退出列表' },
    ),
  },
})

const saved = one(may('code', 'message', 'type'), { title: '是否保存成功' })

const item = {
  ...may('appySpcasItemId', 'appyChkSetlListId', 'setlId', 'cnt', 'pric', 'detItemFeeSumamt'),
  ...may('exitDetlItemFeeSumamt', 'hilistCode', 'hilistName', 'listType', 'medListCodg', 'medinsListCodg'),
  ...may('medinsListName', 'medChrgitmType', 'spcasExitSco', 'spcasExitWt'),
}
const items = { drgAppySpcasItemDTOList: rows('申请特病单议项目', item) }

const t3602 = transaction({
  infno: '3602',
  title: '特病单议退出申请保存',
  writes: true,
  input: {
    data: one({
      ...may('exit_rea', 'fund_cap', 'drg_admdvs', 'setl_id', 'psn_no', 'psn_name', 'psn_cert_type', 'certno'),
      ...may('insutype', 'fixmedins_code', 'fixmedins_name', 'adm_time', 'dscg_time', 'setl_time'),
      ...may('appy_exit_type', 'medcasno', 'rx_drord_no', 'drg_codg', 'drg_name', 'pay_std_amt', 'setl_listsn'),
      ...may('mdtrt_id', 'exit_fund_payamt', 'drg_fund_payamt', 'exit_type', 'spcas_exit_sco'),
      ...may('spcas_exit_pt_val', 'DIP_DISE_GRP_CODE', 'DIP_DISE_GRP_NAME', 'SPCAS_EXIT_WT', 'MEDFEE_SUMAMT'),
      ...items,
      ...may('valiFlag', 'rchkFlag', 'memo'),
    }),
    fsiDrgAppySpcasItemEvtDTORet: many(item),
  },
  output: { data: saved },
})

const t3603 = transaction({
  infno: '3603',
  title: '特病单议退出申请修改/撤销',
  writes: true,
  input: {
    data: one({
      ...must('appy_chk_setl_list_id'),
      ...may('vali_flag', 'adm_time', 'dscg_time', 'setl_time', 'appy_exit_type', 'medcasno', 'rx_drord_no'),
      ...may('drg_codg', 'drg_name', 'pay_std_amt', 'exit_fund_payamt', 'drg_fund_payamt', 'exit_type', 'exit_rea'),
      ...may('fund_cap', 'drg_admdvs', 'memo', 'DIP_DISE_GRP_CODE', 'DIP_DISE_GRP_NAME', 'SPCAS_EXIT_WT'),
      ...items,
      ...may('poolarea_no'),
    }),
    fsiDrgAppySpcasItemEvtDTORet: many(item),
  },
  output: { data: saved },
})

const t3604 = transaction({
  infno: '3604',
  title: '特病单议申请审核意见和预结算基金分项查询',
  input: { data: one(may('appy_chk_setl_list_id', 'setl_id', 'psn_no')) },
  output: {
    preSetl_invy_evt_list: many(
      {
        ...may('drg_pre_setl_invy_id', 'setl_id', 'psn_no', 'setl_list_sn', 'mdtrt_id', 'fund_pay_type'),
        ...may('poolarea_fund_pay_name', 'fund_payamt', 'exit_fund_payamt', 'drg_fund_payamt', 'exit_type'),
        ...may('exit_rea', 'appy_chk_setl_list_id', 'fund_cap', 'over_fund_cap', 'vali_flag', 'rid', 'crter_id'),
        ...may('crter_name', 'updt_time', 'crte_optins_no', 'opter_id', 'opter_name', 'opt_time', 'optins_no'),
        ...may('poolarea_no', 'crte_time'),
      },
      { title: '预结算基金分项列表' },
    ),
    appy_chk_opnn_evt_list: many(
      {
        ...may('appy_chk_setl_list_opnn_id', 'appy_chk_setl_list_id', 'setl_id', 'psn_no', 'setl_list_sn'),
        ...may('drg_dip_exit_opnn_type', 'opnn', 'opnn_time', 'opnn_exit_type', 'opnn_resper_name'),
        ...may('opnn_resper_id', 'opnn_resper_optins_no', 'drg_admdvs', 'vali_flag', 'rid', 'crter_id', 'crter_name'),
        ...may('updt_time', 'crte_optins_no', 'opter_id', 'opter_name', 'opt_time', 'optins_no', 'poolarea_no'),
        ...may('crte_time'),
      },
      { title: '申请审核意见列表' },
    ),
  },
})

const monthAsked = one(must('setl_mon', 'page_num', 'page_size'))
const providerAsked = one({ ...must('setl_mon', 'page_num', 'page_size', 'fixmedins_code'), ...may('dise_code') })

const byProvider = {
  ...must('setl_mon', 'fixmedins_code'),
  ...may('fixmedins_name', 'grp_sum'),
  ...must('medfee_sumamt', 'setl_psntime'),
  ...may('ave_medfee_sumamt'),
  ...must('admdvs'),
}

const t3608 = transaction({
  infno: '3608',
  title: 'DIP分组结果统计汇总查询',
  input: { data: monthAsked },
  output: { data: many(byProvider, { title: 'DIP分组结果统计汇总列表' }) },
})

const t3609 = transaction({
  infno: '3609',
  title: 'DIP分组结果统计查询',
  input: { data: providerAsked },
  output: {
    data: many(
      {
        ...must('setl_mon'),
        ...may('dip_dise_grp_code', 'dip_dise_grp_name'),
        ...must('grp_diag_code', 'grp_diag_name', 'oprn_grp_code', 'oprn_grp_name', 'admdvs', 'medfee_sumamt'),
        ...may('ave_medfee_sumamt'),
        ...must('setl_psntime'),
      },
      { title: 'DIP分组结果统计列表' },
    ),
  },
})

const t3610 = transaction({
  infno: '3610',
  title: 'DRG分组结果统计汇总查询',
  input: { data: monthAsked },
  output: { data: many(byProvider, { title: 'DRG分组结果统计汇总列表' }) },
})

const t3611 = transaction({
  infno: '3611',
  title: 'DRG分组结果统计查询',
  input: { data: providerAsked },
  output: {
    data: many(
      {
        ...must('setl_mon', 'drg_code', 'drg_name', 'admdvs', 'medfee_sumamt'),
        ...may('ave_medfee_sumamt'),
        ...must('setl_psntime'),
      },
      { title: 'DRG分组结果统计列表' },
    ),
  },
})

export const specialCaseTransactions = {
  ...{ '3601': t3601, '3602': t3602, '3603': t3603, '3604': t3604 },
  ...{ '3608': t3608, '3609': t3609, '3610': t3610, '3611': t3611 },
}
