// Words about the insured person: identity, insurance, standing, contacts, agents.
import { amount, C, D, N } from '../fields.ts'

export const personWords = {
  psn_no: C(30, '人员编号'),
  psn_name: C(50, '人员姓名', { personal: true }),
  psn_cert_type: C(6, '人员证件类型', { list: 'psn_cert_type' }),
  cert_type: C(3, '证件类型', { list: 'psn_cert_type' }),
  certno: C(50, '证件号码', { personal: true }),
  gend: C(6, '性别', { list: 'gend' }),
  naty: C(3, '民族', { list: 'naty' }),
  brdy: D('出生日期'),
  age: N(4, 1, '年龄'),
  mdtrt_cert_type: C(3, '就诊凭证类型', { list: 'mdtrt_cert_type' }),
  mdtrt_cert_no: C(50, '就诊凭证编号', { personal: true }),
  card_sn: C(32, '卡识别码', { personal: true }),
  tel: C(50, '联系电话', { personal: true }),
  addr: C(200, '联系地址', { personal: true }),
  coner_name: C(50, '联系人姓名', { personal: true }),
  emp_name: C(200, '单位名称'),

  insutype: C(6, '险种类型', { list: 'insutype' }),
  // Some tables of the text say C(3), which its own four-digit and six-digit values exceed.
  psn_type: C(6, '人员类别', { list: 'psn_type' }),
  psn_insu_stas: C(6, '人员参保状态', { list: 'psn_insu_stas' }),
  psn_insu_date: D('个人参保日期'),
  paus_insu_date: D('暂停参保日期'),
  psn_insu_rlts_id: C(20, '人员参保关系ID'),
  insuplc_admdvs: C(6, '参保地医保区划'),
  insu_admdvs: C(6, '参保机构医保区划'),
  insu_optins: C(6, '参保机构医保区划'),
  balc: amount('余额'),

  cvlserv_flag: C(3, '公务员标志', { list: 'cvlserv_flag' }),
  // The text says C(3); the values of its list have four digits.
  psn_idet_type: C(6, '人员身份类别', { list: 'psn_idet_type' }),
  psn_type_lv: C(3, '人员类别等级', { list: 'disa_lv' }),
  maf_psn_flag: C(3, '医疗救助对象标志', { list: 'maf_psn_flag' }),
  flxempe_flag: C(3, '灵活就业标志', { list: 'flxempe_flag' }),
  nwb_flag: C(3, '新生儿标志', { list: 'nwb_flag' }),

  agnter_name: C(50, '代办人姓名', { personal: true }),
  agnter_cert_type: C(6, '代办人证件类型', { list: 'psn_cert_type' }),
  agnter_certno: C(50, '代办人证件号码', { personal: true }),
  agnter_tel: C(30, '代办人联系方式', { personal: true }),
  agnter_addr: C(200, '代办人联系地址', { personal: true }),
  agnter_rlts: C(3, '代办人关系', { list: 'agnter_rlts' }),
}
