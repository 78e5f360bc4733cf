// Words about providers: the institution and its departments.
import { C, DT, N } from '../fields.ts'

export const providerWords = {
  fixmedins_type: C(6, '定点医疗服务机构类型', { list: 'fixmedins_type' }),
  fixmedins_name: C(255, '定点医药机构名称'),
  fixmedins_code: C(50, '定点医药机构编号'),
  fixmedins_poolarea: C(6, '定点归属机构'),
  uscc: C(50, '统一社会信用代码'),
  hosp_lv: C(6, '医院等级', { list: 'hosp_lv' }),
  lmtpric_hosp_lv: C(6, '限价医院等级', { list: 'lmtpric_hosp_lv' }),
  dedc_hosp_lv: C(6, '起付线医院等级', { list: 'dedc_hosp_lv' }),
  hosp_dept_codg: C(20, '医院科室编码'),
  hosp_dept_name: C(100, '医院科室名称'),
  itro: C(500, '简介'),
  dept_resper_name: C(50, '科室负责人姓名'),
  dept_resper_tel: C(50, '科室负责人电话', { personal: true }),
  dept_med_serv_scp: C(500, '科室医疗服务范围'),
  dept_estbdat: DT('科室成立日期'),
  aprv_bed_cnt: N(11, 0, '批准床位数量'),
  hi_crtf_bed_cnt: N(11, 0, '医保认可床位数'),
  dr_psncnt: N(5, 0, '医师人数'),
  phar_psncnt: N(5, 0, '药师人数'),
  nurs_psncnt: N(5, 0, '护士人数'),
  tecn_psncnt: N(5, 0, '技师人数'),
}
