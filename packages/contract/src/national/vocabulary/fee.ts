// Words about fee rows: what was given, how much of it, at what price, and how the row is split.
import { amount, asRequired, C, DT, N, price, quantity, ratio, rows } from '../fields.ts'

const drug_trac_codg = C(100, '药品追溯码')
const trdn_flag = C(3, '拆零标志', { list: 'trdn_flag' })
const feedetl_sn = C(30, '费用明细流水号')

/** Traceability codes of the packs behind one row. The node's first name is misspelt in the text; clients use both. */
export const traceRows = {
  feedetl_sn: asRequired(feedetl_sn),
  drug_trac_codg: asRequired(drug_trac_codg),
  trdn_flag: asRequired(trdn_flag),
}

export const feeWords = {
  feedetl_sn,
  init_feedetl_sn: C(30, '原费用流水号'),
  chrg_bchno: C(30, '收费批次号'),
  rxno: C(30, '处方号'),
  rx_drord_no: C(30, '处方/医嘱号'),
  drord_no: C(30, '医嘱号'),
  rx_circ_flag: C(3, '外购处方标志', { list: 'rx_circ_flag' }),
  fee_ocur_time: DT('费用发生时间'),
  det_item_fee_sumamt: amount('明细项目费用总额'),
  cnt: quantity('数量'),
  pric: price('单价'),
  pric_uplmt_amt: price('定价上限金额'),
  selfpay_prop: ratio('自付比例'),
  overlmt_amt: amount('超限价金额'),

  sin_dos_dscr: C(200, '单次剂量描述'),
  used_frqu_dscr: C(200, '使用频次描述'),
  prd_days: N(4, 2, '周期天数'),
  medc_way_dscr: C(200, '用药途径描述'),
  bilg_dept_codg: C(30, '开单科室编码'),
  bilg_dept_name: C(100, '开单科室名称'),
  bilg_dr_codg: C(30, '开单医生编码'),
  bilg_dr_name: C(50, '开单医师姓名'),
  acord_dept_codg: C(30, '受单科室编码'),
  acord_dept_name: C(100, '受单科室名称'),
  orders_dr_code: C(30, '受单医生编码'),
  orders_dr_name: C(50, '受单医生姓名'),

  hosp_appr_flag: C(3, '医院审批标志', { list: 'hosp_appr_flag' }),
  tcmdrug_used_way: C(6, '中药使用方式', { list: 'tcmdrug_used_way' }),
  etip_flag: C(3, '外检标志', { list: 'etip_flag' }),
  etip_hosp_code: C(30, '外检医院编码'),
  dscg_tkdrug_flag: C(3, '出院带药标志', { list: 'dscg_tkdrug_flag' }),
  matn_fee_flag: C(6, '生育费用标志', { list: 'matn_fee_flag' }),
  comb_no: C(3, '组套编码'),

  durg_trac_info: rows('追溯码', traceRows, { aliases: ['drug_trac_info', 'drugtracinfo'] }),
  drug_trac_codg,
  trdn_flag,
}
