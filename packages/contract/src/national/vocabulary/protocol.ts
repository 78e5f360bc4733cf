// Words of the protocol itself: envelope, sign-in, files, reversal, paging, and the slots every table may carry.
import { bytes, C, DT, extension, N } from '../fields.ts'

export const protocolWords = {
  // The text says C(4); numbers reach six characters (2203A, 100001).
  infno: C(6, '交易编号'),
  msgid: C(30, '发送方报文ID'),
  mdtrtarea_admvs: C(6, '就医地医保区划'),
  recer_sys_code: C(10, '接收方系统代码'),
  dev_no: C(100, '设备编号'),
  dev_safe_info: C(2000, '设备安全信息'),
  cainfo: C(1024, '数字签名信息'),
  signtype: C(10, '签名类型'),
  infver: C(6, '接口版本号'),
  opter_type: C(3, '经办人类别', { list: 'opter_type' }),
  opter: C(30, '经办人'),
  opter_name: C(50, '经办人姓名'),
  inf_time: DT('交易时间'),

  opter_no: C(20, '操作员编号'),
  // The text says C(20) for both; an IPv6 address has up to 45 characters.
  mac: C(50, '签到MAC地址'),
  ip: C(50, '签到IP地址'),
  sign_no: C(30, '签到编号'),
  // Declared D in the text, with a remark that it carries the time of day.
  sign_time: DT('签到时间'),

  in: bytes('文件数据'),
  // The text says C(30); handles in use have 38 characters and more.
  file_qury_no: C(100, '文件查询号'),
  filename: C(200, '文件名'),
  dld_endtime: DT('下载截止时间'),

  omsgid: C(30, '原发送方报文ID'),
  oinfno: C(6, '原交易编号'),

  page_num: N(4, 0, '当前页数'),
  page_size: N(4, 0, '本页数据量'),
  vali_flag: C(3, '有效标志', { list: 'vali_flag' }),
  memo: C(1000, '备注'),
  exp_content: extension(4000, '字段扩展'),
  opter_id: C(20, '经办人ID'),
  opt_time: DT('经办时间'),
}
