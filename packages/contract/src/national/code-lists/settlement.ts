// Code lists about settlement, clearing, reconciliation and providers: the national core.
import { type CodeList, flags, list } from './list.ts'

export const settlementLists: Readonly<Record<string, CodeList>> = {
  acct_used_flag: list('个人账户使用标志', '0 不使用 | 1 使用本人个账 | 2 使用共济人个账', 'checked'),
  psn_setlway: list('个人结算方式', '01 按项目结算 | 02 按定额结算', 'checked'),
  fund_pay_type: list(
    '基金支付类型',
    `310100 职工基本医疗保险统筹基金 | 310200 职工基本医疗保险个人账户基金 | 320100 公务员医疗补助基金 | 330100 大额医疗费用补助基金
    | 340100 离休人员医疗保障基金 | 350100 一至六级残疾军人医疗补助基金 | 370100 企业补充医疗保险基金
    | 390100 城乡居民基本医疗保险基金 | 390200 城乡居民大病医疗保险基金 | 510100 生育基金 | 610100 医疗救助基金
    | 999997 其他基金`,
  ),
  clr_type: list(
    '清算类别',
    `11 门诊 | 12 门诊挂号 | 13 急诊 | 14 门诊慢特病 | 21 住院 | 41 药店购药 | 51 暂缓结算 | 53 生育门诊 | 99 其他`,
    'checked',
  ),
  clr_way: list('清算方式', '1 按项目 | 2 单病种 | 3 按床日 | 4 按人头 | 9 其他'),
  pay_loc: list('支付地点类别', '1 中心 | 2 医疗机构 | 3 省内异地 | 4 跨省异地 | 5 互联网医院 | 6 市内异地'),
  stmt_rslt: list('对账结果', '0 平 | 1 不平'),
  fixmedins_type: list('定点医疗服务机构类型', '1 定点医疗机构 | 2 定点零售药店', 'checked'),
  hosp_lv: list(
    '医院等级',
    `1 三级特等 | 2 三级甲等 | 3 三级乙等 | 4 三级丙等 | 5 二级甲等 | 6 二级乙等 | 7 二级丙等 | 8 一级甲等 | 9 一级乙等
    | 10 一级丙等 | 11 无等级`,
  ),
  lmtpric_hosp_lv: list('限价医院等级', '1 一级及以下 | 2 二级 | 3 三级'),
  dedc_hosp_lv: list('起付线医院等级', '1 一级及以下 | 2 二级 | 3 三级 | 4 其他 | 9 未定级'),
  ...flags({
    mid_setl_flag: '中途结算标志',
    pub_hosp_rfom_flag: '公立医院改革标志',
    pre_pay_flag: '先行支付标志',
    refd_setl_flag: '退费结算标志',
    fixmedins_refd_setl_flag: '定点医药机构退费结算标志',
  }),
}
