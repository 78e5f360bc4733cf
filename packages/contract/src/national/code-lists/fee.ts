// Code lists about catalogue items and fee rows: the national core.
import { type CodeList, flags, list } from './list.ts'

export const feeLists: Readonly<Record<string, CodeList>> = {
  list_type: list(
    '目录类别',
    '101 西药中成药 | 102 中药饮片 | 103 自制剂 | 104 民族药 | 201 医疗服务项目 | 301 医用耗材',
    'checked',
  ),
  med_chrgitm_type: list(
    '医疗收费项目类别',
    `01 床位费 | 02 诊察费 | 03 检查费 | 04 化验费 | 05 治疗费 | 06 手术费 | 07 护理费 | 08 卫生材料费 | 09 西药费
    | 10 中药饮片费 | 11 中成药费 | 12 一般诊疗费 | 13 挂号费 | 14 其他费`,
    'checked',
  ),
  chrgitm_lv: list('收费项目等级', '01 甲类 | 02 乙类 | 03 丙类', 'checked'),
  hosp_appr_flag: list('医院审批标志', '0 无须审批 | 1 审批通过 | 2 审批不通过', 'checked'),
  list_sp_item_flag: list('目录特项标志', '0 否 | 1 是 | 9 其他', 'checked'),
  tcmdrug_used_way: list('中药使用方式', '1 复方 | 2 单方', 'checked'),
  lmt_cpnd_type: list('限复方使用类型', '1 单复方均可用 | 2 限复方使用 | 3 单复方不可用 | 9 其他', 'checked'),
  prodplac_type: list('生产地类别', '1 国内 | 2 进口'),
  ...flags({
    vali_flag: '有效标志',
    rx_circ_flag: '外购处方标志',
    lmt_used_flag: '限制使用标志',
    med_use_flag: '医疗使用标志',
    matn_used_flag: '生育使用标志',
    bas_medn_flag: '基本药物标志',
    hi_nego_drug_flag: '医保谈判药品标志',
    chld_medc_flag: '儿童用药标志',
    drt_reim_flag: '直报标志',
    hosp_prep_flag: '医院制剂标志',
    etip_flag: '外检标志',
    dscg_tkdrug_flag: '出院带药标志',
    matn_fee_flag: '生育费用标志',
    trdn_flag: '拆零标志',
  }),
}
