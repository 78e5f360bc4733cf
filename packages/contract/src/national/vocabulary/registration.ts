// Words about special registrations (备案): referral, chronic disease, chosen provider.
import { C, D } from '../fields.ts'

export const registrationWords = {
  trt_dcla_detl_sn: C(30, '待遇申报明细流水号'),
  dcla_souc: C(6, '申报来源', { list: 'dcla_souc' }),
  dise_cond_dscr: C(2000, '疾病病情描述'),
  reflin_medins_no: C(30, '转往定点医药机构编号'),
  reflin_medins_name: C(200, '转往医院名称'),
  // Spelt with both d's here, unlike the envelope's field.
  mdtrtarea_admdvs: C(6, '就医地行政区划'),
  hosp_agre_refl_flag: C(3, '医院同意转院标志', { list: 'hosp_agre_refl_flag' }),
  refl_type: C(30, '转院类型', { list: 'refl_type' }),
  refl_date: D('转院日期'),
  refl_rea: C(100, '转院原因'),
  refl_opnn: C(200, '转院意见'),
  refl_old_mdtrt_id: C(30, '转院前就诊id'),
  refl_used_flag: C(3, '转诊使用标志', { list: 'refl_used_flag' }),
  opsp_dise_code: C(30, '门慢门特病种目录代码'),
  opsp_dise_name: C(300, '门慢门特病种名称'),
  ide_fixmedins_no: C(30, '鉴定定点医药机构编号'),
  ide_fixmedins_name: C(200, '鉴定定点医药机构名称'),
  hosp_ide_date: D('医院鉴定日期'),
  diag_dr_codg: C(30, '诊断医师编码'),
  diag_dr_name: C(50, '诊断医师姓名'),
  selfdef_splm_flag: C(3, '自定义补充标志', { list: 'selfdef_splm_flag' }),
  biz_appy_type: C(3, '业务申请类型', { list: 'biz_appy_type' }),
  fix_srt_no: C(3, '定点排序号'),
}
