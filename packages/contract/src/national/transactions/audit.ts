// 3101–3103: an order before it is given, a bill before it is paid, and what the doctor did with what was found.
//
// Their tables come from another system than the rest: lengths are their own even under names that others share, so the words
// stand here and not in the vocabulary.
import { amount, asRequired, C, D, DT, extension, type Field, N, price, quantity, rows, type Table } from '../fields.ts'
import { many, one, transaction } from '../nodes.ts'

type Needed<T extends Table> = { readonly [K in keyof T]: ReturnType<typeof asRequired<T[K]>> }

const must = <T extends Table>(table: T): Needed<T> =>
  Object.fromEntries(Object.entries(table).map(([name, field]) => [name, asRequired(field as Field)])) as Needed<T>

const operation = {
  ...must({ setl_list_oprn_id: C(30, '手术操作ID') }),
  oprn_code: C(30, '手术操作代码'),
  oprn_name: C(500, '手术操作名称'),
  ...must({ main_oprn_flag: C(3, '主手术操作标志') }),
  oprn_date: DT('手术操作日期'),
  anst_way: C(30, '麻醉方式'),
  oper_dr_name: C(50, '术者医师姓名'),
  oper_dr_code: C(30, '术者医师代码'),
  anst_dr_name: C(50, '麻醉医师姓名'),
  anst_dr_code: C(30, '麻醉医师代码'),
}

const diagnosis = must({
  dise_id: C(50, '诊断标识'),
  inout_dise_type: C(3, '出入诊断类别'),
  maindise_flag: C(3, '主诊断标志'),
  dias_srt_no: C(2, '诊断排序号'),
  dise_codg: C(30, '诊断(疾病)编码'),
  dise_name: C(500, '诊断(疾病)名称'),
  dise_date: DT('诊断日期'),
})

const order = {
  ...must({ rx_id: C(50, '处方(医嘱)标识'), rxno: C(20, '处方号') }),
  grpno: C(20, '组编号'),
  ...must({
    long_drord_flag: C(3, '是否为长期医嘱'),
    hilist_type: C(3, '目录类别', { list: 'hilist_type' }),
    chrg_type: C(3, '收费类别', { list: 'med_chrgitm_type' }),
    drord_bhvr: C(3, '医嘱行为', { list: 'drord_type' }),
    // The text says 20; codes of drugs have 23 characters.
    hilist_code: C(30, '医保目录代码'),
    hilist_name: C(50, '医保目录名称'),
  }),
  hilist_dosform: C(50, '医保目录(药品)剂型'),
  ...must({ hilist_lv: C(3, '医保目录等级'), hilist_pric: amount('医保目录价格') }),
  lv1_hosp_item_pric: amount('一级医院目录价格'),
  lv2_hosp_item_pric: amount('二级医院目录价格'),
  lv3_hosp_item_pric: amount('三级医院目录价格'),
  hilist_memo: C(200, '医保目录备注'),
  ...must({ hosplist_code: C(20, '医院目录代码'), hosplist_name: C(50, '医院目录名称') }),
  hosplist_dosform: C(20, '医院目录(药品)剂型'),
  ...must({
    cnt: quantity('数量'),
    pric: price('单价'),
    sumamt: amount('总费用'),
    ownpay_amt: amount('自费金额'),
    selfpay_amt: amount('自付金额'),
    spec: C(100, '规格'),
    spec_unt: C(20, '数量单位'),
    drord_begn_date: DT('医嘱开始日期'),
  }),
  drord_stop_date: DT('医嘱停止日期'),
  ...must({
    drord_dept_codg: C(30, '下达医嘱的科室标识'),
    drord_dept_name: C(50, '下达医嘱科室名称'),
    drord_dr_codg: C(30, '开处方(医嘱)医生标识'),
    drord_dr_name: C(30, '开处方(医嘱)医生姓名'),
    drord_dr_profttl: C(3, '开处方(医嘱)医职称', { list: 'drord_dr_profttl' }),
    curr_drord_flag: C(3, '是否当前处方(医嘱)'),
  }),
  /** A map of texts: o_prdDays 周期天数, o_minPacCnt, o_minPrepunt, o_minPacUnt, o_drugSpec, o_firstItemFlag, o_sinDosDscr. */
  extend_order_map: extension(2000, '处方扩展属性'),
}

const encounter = {
  ...must({
    mdtrt_id: C(50, '就诊标识'),
    medins_id: C(50, '医疗服务机构标识'),
    medins_name: C(200, '医疗机构名称'),
    medins_admdvs: C(6, '医疗机构行政区划编码'),
    medins_type: C(3, '医疗服务机构类型', { list: 'medins_type' }),
    medins_lv: C(3, '医疗机构等级'),
  }),
  wardarea_codg: C(20, '病区标识'),
  wardno: C(20, '病房号'),
  bedno: C(20, '病床号'),
  ...must({
    adm_date: DT('入院日期'),
    dscg_date: DT('出院日期'),
    dscg_main_dise_codg: C(20, '主诊断编码'),
    dscg_main_dise_name: C(50, '主诊断名称'),
    fsi_diagnose_dtos: rows('诊断信息DTO', diagnosis),
    dr_codg: C(20, '医师标识'),
    adm_dept_codg: C(20, '入院科室标识'),
    adm_dept_name: C(50, '入院科室名称'),
    dscg_dept_codg: C(20, '出院科室标识'),
    dscg_dept_name: C(50, '出院科室名称'),
    med_mdtrt_type: C(3, '就诊类型', { list: 'med_mdtrt_type' }),
    med_type: C(3, '医疗类别', { list: 'med_type' }),
    fsi_order_dtos: rows('处方(医嘱)信息', order),
    matn_stas: C(3, '生育状态', { list: 'matn_stas' }),
    medfee_sumamt: amount('总费用'),
    ownpay_amt: amount('自费金额'),
    selfpay_amt: amount('自付金额'),
  }),
  acct_payamt: amount('个人账户支付金额'),
  ma_amt: amount('救助金支付金额'),
  hifp_payamt: amount('统筹金支付金额'),
  ...must({
    setl_totlnum: N(4, 0, '结算总次数'),
    insutype: C(3, '险种', { list: 'insutype' }),
    reim_flag: C(3, '报销标志', { list: 'reim_flag' }),
    out_setl_flag: C(3, '异地结算标志', { list: 'out_setl_flag' }),
  }),
  fsi_operation_dtos: rows('手术操作集合', operation),
  dise_no: C(30, '病种编号'),
  dise_name: C(500, '病种名称'),
  sinc_heal_lv: C(30, '手术切口愈合等级'),
  his_md_cnt: C(50, '历史就诊次数'),
}

const patient = must({
  patn_id: C(50, '参保人标识'),
  patn_name: C(50, '姓名', { personal: true }),
  gend: C(3, '性别', { list: 'gend' }),
  brdy: D('出生日期'),
  poolarea: C(10, '统筹区编码'),
  curr_mdtrt_id: C(50, '当前就诊标识'),
  fsi_encounter_dtos: rows('就诊信息集合', encounter),
})

const askedInput = {
  data: one({
    ...must({ patient_dtos: rows('参保人信息', patient) }),
    rule_ids: extension(4000, '规则标识集合'),
    trig_scen: C(3, '触发场景'),
  }),
}

const found = {
  ...must({
    jr_id: C(50, '违规标识'),
    rule_id: C(50, '规则ID'),
    rule_name: C(200, '规则名称'),
    vola_cont: C(500, '违规内容'),
    patn_id: C(50, '参保人ID'),
  }),
  mdtrt_id: C(50, '就诊ID'),
  judge_result_detail_dtos: asRequired(
    rows('违规明细', {
      ...must({ jrd_id: C(50, '违规明细标识'), patn_id: C(50, '参保人标识') }),
      mdtrt_id: C(50, '就诊标识'),
      rx_id: C(50, '处方(医嘱)标识'),
      ...must({ vola_item_type: C(3, '违规明细类型', { list: 'vola_item_type' }), vola_amt: amount('违规金额') }),
    }),
  ),
  ...must({
    vola_amt: amount('违规金额'),
    vola_amt_stas: C(3, '违规金额计算状态', { list: 'vola_amt_stas' }),
    sev_deg: C(3, '严重程度', { list: 'sev_deg' }),
  }),
  vola_evid: C(500, '违规依据'),
  ...must({ vola_bhvr_type: C(3, '违规行为分类', { list: 'vola_bhvr_type' }) }),
  task_id: C(50, '任务ID'),
}

const t3101 = transaction({
  infno: '3101',
  title: '明细审核事前分析服务',
  writes: true,
  input: askedInput,
  output: { result: many(found) },
})

const t3102 = transaction({
  infno: '3102',
  title: '明细审核事中分析服务',
  writes: true,
  input: askedInput,
  output: { result: many(found) },
})

const t3103 = transaction({
  infno: '3103',
  title: '事前事中服务反馈服务',
  writes: true,
  input: {
    data: one(
      must({
        warn_type: C(6, '反馈类型', { list: 'warn_type' }),
        warns: rows('处理数据集合', {
          ...must({ warn_rslt_id: C(40, '违规标识'), dspo_way: C(3, '处理方式', { list: 'dspo_way' }) }),
          dspo_way_rea: C(500, '处理原因'),
        }),
      }),
    ),
  },
  output: {},
})

export const auditTransactions = { '3101': t3101, '3102': t3102, '3103': t3103 }
