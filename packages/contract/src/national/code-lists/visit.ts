// Code lists about visits, stays, diagnoses, maternity and registrations: the national core.
import { type CodeList, flags, list } from './list.ts'

export const visitLists: Readonly<Record<string, CodeList>> = {
  // Codes of four digits and those beginning with 99 are local everywhere: a city adds its own as data.
  med_type: list(
    '医疗类别',
    `11 普通门诊 | 12 门诊挂号 | 13 急诊 | 14 门诊慢特病 | 19 意外伤害门诊 | 21 普通住院 | 22 外伤住院 | 23 转外诊治住院
    | 24 急诊转住院 | 28 日间手术 | 41 定点药店购药 | 51 生育门诊 | 52 生育住院`,
    'checked',
  ),
  diag_type: list('诊断类别', '1 西医诊断 | 2 中医主病诊断 | 3 中医主证诊断', 'checked'),
  inout_diag_type: list('出入院诊断类别', '1 入院诊断 | 2 出院诊断', 'checked'),
  dscg_way: list(
    '离院方式',
    '1 医嘱离院 | 2 医嘱转院 | 3 医嘱转社区卫生服务机构或乡镇卫生院 | 4 非医嘱离院 | 5 死亡 | 9 其他',
    'checked',
  ),
  inhosp_stas: list('在院状态', '0 出院 | 1 在院', 'checked'),
  matn_type: list(
    '生育类别',
    '1 正常产 | 2 助娩产 | 3 剖宫产 | 4 难产 | 5 流产 | 6 引产 | 7 产前检查 | 9 其他',
    'checked',
  ),
  birctrl_type: list(
    '计划生育手术类别',
    `1 放置宫内节育器 | 2 取出宫内节育器 | 3 流产术 | 4 引产术 | 5 绝育手术 | 6 绝育复通手术 | 7 绝育手术(输精管)
    | 8 绝育复通手术(输精管) | 9 其他`,
    'checked',
  ),
  refl_type: list('转院类型', '1 市内转院 | 2 转往省内异地 | 3 转往省外异地', 'checked'),
  biz_appy_type: list(
    '业务申请类型',
    `01 门慢门特登记 | 02 意外伤害登记 | 03 就医定点医疗机构登记 | 04 家庭病床登记 | 05 家庭医生签约登记 | 06 转诊转院登记
    | 07 异地急诊住院登记 | 08 异地安置登记 | 09 特检特治登记 | 10 特殊药品登记 | 11 长期带药登记 | 12 代购药品登记
    | 13 生育备案登记 | 14 账户备案登记 | 15 临时医疗救助人员资格认定 | 16 年度救助备案登记 | 17 按病种结算登记
    | 18 无医保凭证结算备案登记 | 19 退费备案登记 | 20 外检外购登记 | 22 大病特药登记 | 23 门诊两病登记 | 32 双通道药品登记
    | 99 其他`,
    'checked',
  ),
  dcla_souc: list('申报来源', '01 定点医药机构 | 02 中心经办系统 | 03 网上经办系统 | 04 APP | 05 一体机 | 99 其他'),
  trt_chk_type: list('待遇检查类型', '01 基金项检查 | 99 其他检查'),
  opter_type: list('经办人类别', '1 经办人 | 2 自助终端 | 3 移动终端'),
  ...flags({
    maindiag_flag: '主诊断标志',
    latechb_flag: '晚育标志',
    pret_flag: '早产标志',
    cop_flag: '伴有并发症标志',
    ars_year_ipt_flag: '跨年度住院标志',
    out_flag: '异地标志',
    hosp_agre_refl_flag: '医院同意转院标志',
    refl_used_flag: '转诊使用标志',
    selfdef_splm_flag: '自定义补充标志',
    trt_enjymnt_flag: '基金款项待遇享受标志',
  }),
}
