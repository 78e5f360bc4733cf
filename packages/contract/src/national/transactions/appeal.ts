// 3701–3704: what was found after settlement, told to the institution; its appeal, its request for a joint review, its evidence.
//
// Their tables come from another system than the rest, and name classes and not nodes: input stands directly under `input`.
import { amount, asRequired, bytes, C, D, type Field, N, price, quantity, rows, type Table } from '../fields.ts'
import { many, one, transaction } from '../nodes.ts'

const need = <F extends Field>(field: F) => asRequired(field)
type Needed<T extends Table> = { readonly [K in keyof T]: ReturnType<typeof asRequired<T[K]>> }
const must = <T extends Table>(table: T): Needed<T> =>
  Object.fromEntries(Object.entries(table).map(([name, field]) => [name, asRequired(field as Field)])) as Needed<T>

/** Sent under `input` of `input`, or directly. */
const DIRECT = { placement: 'either' } as const

const detail = {
  docId: need(C(70, '单据id')),
  docSusptId: need(C(40, '疑点id')),
  docSusptDetlId: C(40, '单据疑点明细ID'),
  rid: C(40, 'Rid'),
  taskId: C(40, '任务ID'),
  relDataType: C(3, '涉及数据类型'),
  relDetlDataId: C(60, '涉及明细数据ID'),
  cnfmVolaAmt: amount('确认违规金额'),
  volaDetAmt: amount('违规扣款金额'),
  chkDelFlag: C(3, '审核删除标志'),
  feedetlId: C(60, '处方ID'),
  hilistCode: C(50, '医保目录编码'),
  hilistName: C(200, '医保目录名称'),
  hilistLv: C(3, '医保目录等级'),
  hilistLvName: C(200, '医保目录等级名称'),
  medChrgitmType: C(6, '收费类别'),
  medChrgitmTypeName: C(200, '收费类别名称'),
  hilistDosform: C(50, '医保目录剂型'),
  hosplistCode: C(50, '医院目录编码'),
  hosplistName: C(200, '医院目录名称'),
  feeOcurTime: D('费用发生时间'),
  cnt: quantity('数量'),
  pric: price('单价'),
  sumamt: amount('总金额'),
  spec: C(200, '规格'),
  specUnt: C(100, '规格计量单位'),
  drordDrCodg: C(30, '医嘱医生编码'),
  drordDrName: C(50, '医嘱医生姓名'),
  crterId: C(20, '创建人'),
  crterName: C(50, '创建人姓名'),
  crteTime: D('创建时间'),
  opterId: C(20, '经办人'),
  opterName: C(50, '经办人姓名'),
  optinsNo: C(20, '经办机构'),
  patnName: C(50, '患者名称'),
  medfeeSumamt: amount('医疗费总额'),
  extendsParams: C(200, '额外参数'),
}

const suspicion = {
  docId: need(C(70, '单据id')),
  docSusptId: need(C(40, '疑点id')),
  rid: C(40, 'Rid'),
  taskId: C(40, '任务ID'),
  taskName: C(200, '任务名称'),
  poolareaNo: C(6, '统筹区代码'),
  combine: amount('检出金额'),
  poolareaNoName: C(100, '统筹区名称'),
  admdvs: C(6, '行政区划'),
  admdvsName: C(100, '行政区划名称'),
  volaRsltId: C(40, '违规结果ID'),
  volaBhvrType: C(3, '违规分类'),
  volaBhvrTypeName: C(200, '违规分类名称'),
  volaCont: C(2000, '违规内容'),
  volaDscr: C(200, '违规描述'),
  ruleId: C(40, '规则ID'),
  ruleCode: C(30, '规则代码'),
  ruleName: C(200, '规则名称'),
  ruleDefnType: C(3, '规则类别'),
  ruleDefnTypeName: C(200, '规则类别名称'),
  ruleSevDeg: C(3, '规则严重程度'),
  ruleSevDegName: C(200, '规则严重程度名称'),
  ruleLv: C(3, '规则等级'),
  ruleLvName: C(200, '规则等级名称'),
  volaQualCodg: C(30, '规则定性编码'),
  volaQualName: C(50, '规则定性名称'),
  checkoutTime: D('检出时间'),
  checkoutSusptAmt: amount('检出疑点金额'),
  chkVolaAmt: amount('初审违规金额'),
  cnfmVolaAmt: amount('确认违规金额'),
  volaDetAmt: amount('违规扣款金额'),
  detRea: C(500, '扣款原因'),
  detTime: D('扣款时间'),
  detFlag: C(3, '扣款标志'),
  detFlagName: C(200, '扣款标志名称'),
  appyRvisAmt: amount('申请补差金额'),
  passRvisAmt: amount('通过补差金额'),
  rvisAmt: amount('补差金额'),
  Date: D('补差时间'),
  rvisFlag: C(3, '补差标志'),
  rvisFlagName: C(200, '补差标志名称'),
  chker: C(50, '初审人'),
  chkerName: need(C(50, '初审人名称')),
  chktime: D('初审时间'),
  chkVolaFlag: C(3, '初审违规标志'),
  chkVolaFlagName: C(200, '初审违规标志名称'),
  chkOpnn: C(2000, '初审意见'),
  chkVolaQualCodg: C(30, '初审违规定性编码'),
  chkVolaQualCodgName: C(200, '初审违规定性名称'),
  rchker: C(30, '复审人'),
  rchkerName: C(50, '复审人名称'),
  rchkTime: D('复审时间'),
  rchkVolaFlag: C(3, '复审违规标志'),
  rchkVolaFlagName: C(200, '复审违规标志名称'),
  rchkOpnn: C(500, '复审意见'),
  rchkVolaQualCodg: C(30, '复审违规定性编码'),
  rchkVolaQualCodgName: C(50, '复审违规定性名称'),
  applFlag: C(3, '申诉标志'),
  applFlagName: C(200, '申诉标志名称'),
  appler: C(30, '申诉人'),
  applerName: C(50, '申诉人名称'),
  applAmt: amount('申诉金额'),
  applRea: C(1000, '申诉理由'),
  applTime: D('申诉时间'),
  appyClglRea: C(500, '申请合议理由'),
  appyClglPsn: C(30, '申请合议人员'),
  appyClglPsnName: C(50, '申请合议人员名称'),
  appyClglTime: D('申请合议时间'),
  clglFlag: C(3, '合议标志'),
  clglFlagName: C(200, '合议标志名称'),
  clglCcls: C(1000, '合议结论'),
  chkProcrslt: C(3, '合议结果'),
  chkProcrsltName: C(200, '合议结果名称'),
  clglTime: D('合议时间'),
  susptAddWay: C(3, '疑点添加方式'),
  susptAddWayName: C(30, '疑点添加方式名称'),
  susptStas: C(3, '疑点状态'),
  susptStasName: C(200, '疑点状态名称'),
  crtNodeId: C(10, '当前节点ID'),
  volaQualitative: C(30, '违规定性'),
  detailItem: C(200, '违规涉及项目'),
  number: amount('统计分析统计数据时要用的字段'),
  appyClglFlag: C(3, '申请合议标志'),
  applUpldAttFlag: C(3, '申诉上传附件标志'),
  docStas: C(3, '单据状态'),
  finlChker: C(30, '最终审核人'),
  extendsParams: C(200, '额外参数'),
  violationDetailIds: need(rows('疑点明细', detail)),
}

const document = {
  rid: need(C(40, '唯一记录号')),
  docId: need(C(70, '单据ID')),
  taskId: need(C(40, '任务ID')),
  taskIds: C(200, '任务ID集合'),
  mdtrtsn: need(C(30, '就诊号')),
  admdvs: C(6, '行政区划代码'),
  admdvsName: C(100, '行政区划名称'),
  poolareaNo: C(6, '统筹区代码'),
  poolareaName: C(100, '统筹区名称'),
  medinsId: C(40, '医疗机构ID'),
  medinsName: C(255, '医疗机构名称'),
  medinsAdmdvs: C(6, '医疗机构医保区划'),
  medinsAdmdvsName: C(100, '医疗机构医保区划名称'),
  medinsLv: C(3, '医疗机构等级'),
  medinsLvName: C(255, '医疗机构等级名称'),
  medinsType: C(6, '医疗机构类型'),
  medinsTypeName: C(200, '医疗机构类型名称'),
  patnId: C(40, '患者ID'),
  specUnt: C(200, '规格计量单位'),
  patnName: C(50, '患者姓名'),
  gend: C(6, '性别'),
  gendName: C(200, '性别名称'),
  patnIdcard: C(50, '患者身份证号'),
  patnSscno: C(30, '患者社保卡号'),
  medType: C(6, '医疗类别代码'),
  medTypeName: C(200, '医疗类别名称'),
  admTime: D('入院时间'),
  dscgTime: D('出院时间'),
  setlTime: D('结算时间'),
  admDisediagCodg: C(30, '入院诊断疾病编码'),
  admDisediagName: C(100, '入院诊断疾病名称'),
  dscgMainDisediagCodg: C(30, '出院主诊断疾病编码'),
  dscgMainDisediagName: C(200, '出院主诊断疾病名称'),
  dscgDeptCodg: C(30, '出院科室编码'),
  dscgDeptName: C(100, '出院科室名称'),
  drCode: C(30, '医生编码'),
  applDdln: D('申诉期限'),
  drName: C(50, '医生名称'),
  patnCertType: C(3, '患者证件类型'),
  insutype: C(6, '险种'),
  insutypeName: C(200, '险种名称'),
  extendsParams: C(200, '额外参数'),
  docSusptDTOS: need(rows('疑点集合', suspicion)),
}

const t3701 = transaction({
  infno: '3701',
  title: '审核申诉、扣款节点查询接口',
  input: {
    input: one(
      must({
        startTime: D('开始时间'),
        endTime: D('结束时间'),
        medinsCodg: C(40, '医药机构编码'),
        medinsName: C(255, '医药机构名称'),
        currentPage: N(3, 0, '当前页数'),
        pageSize: N(3, 0, '每页显示数'),
        stage: C(3, '查询节点参数'),
      }),
      DIRECT,
    ),
  },
  output: {
    pageResult: one({
      ...must({ recordCounts: C(20, '结果总数'), pageSize: C(20, '每页显示数'), pageNum: C(20, '当前页数') }),
      // Required by the text; without hits it is empty.
      data: rows('返回结果列表', document),
    }),
  },
})

const answeredSuspicion = {
  ...must({ docSusptId: C(40, '疑点id'), applyFlag: C(3, '申诉标识') }),
  susptAmt: amount('申诉金额'),
  attUploadId: C(200, '申诉材料id'),
  auditOpinion: C(500, '申诉原因'),
}

const answering = {
  remark: C(200, '备注'),
  ...must({ medinsName: C(255, '医疗机构名称'), medinsCodg: C(40, '医疗机构编码') }),
  docs: need(
    rows('单据集合', {
      ...must({ docId: C(70, '单据id') }),
      docSusptDTOS: need(rows('疑点集合', answeredSuspicion)),
    }),
  ),
}

const results = many(
  {
    docCode: C(3, '单据处理状态'),
    docId: C(70, '单据id'),
    docReason: C(50, '单据失败原因'),
    docsuspt: rows('疑点集合', {
      susptId: C(40, '疑点id'),
      susptCode: C(3, '疑点处理状态'),
      susptReason: C(500, '疑点失败原因'),
    }),
  },
  { title: '申诉提交结果返回列表' },
)

const t3702 = transaction({
  infno: '3702',
  title: '申诉提交',
  writes: true,
  input: { input: one(answering, DIRECT) },
  output: { data: results },
})

const t3703 = transaction({
  infno: '3703',
  title: '申请合议提交',
  writes: true,
  input: { input: one(answering, DIRECT) },
  output: { data: results },
})

const t3704 = transaction({
  infno: '3704',
  title: '附件上传',
  writes: true,
  input: {
    input: one(
      {
        attUploadId: C(200, '附件id'),
        fsiAppealFileDTOList: need(rows('附件集合', must({ name: C(100, '附件名称'), bytes: bytes('附件字节') }))),
      },
      DIRECT,
    ),
  },
  output: { data: one(must({ attUploadId: C(200, '附件ID') })) },
})

export const appealTransactions = { '3701': t3701, '3702': t3702, '3703': t3703, '3704': t3704 }
