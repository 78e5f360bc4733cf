// Catalogue queries, the mapping of a provider's own items, and its departments.
import { atLeastOne, many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'

const page = must('updt_time', 'page_num', 'page_size')

/** Who wrote and handled a catalogue row, at the end of every one of them. */
const rowRegister = {
  ...must('vali_flag', 'rid', 'updt_time'),
  ...may('crter_id', 'crter_name'),
  ...must('crte_time'),
  ...may('crte_optins_no', 'opter_id', 'opter_name', 'opt_time', 'optins_no', 'poolarea_no'),
}

const t1312 = transaction({
  infno: '1312',
  title: '医保目录信息查询',
  input: {
    data: one({
      ...may('query_date', 'hilist_code', 'insu_admdvs', 'begndate', 'hilist_name', 'wubi', 'pinyin'),
      ...may('med_chrgitm_type', 'chrgitm_lv', 'lmt_used_flag', 'list_type', 'med_use_flag', 'matn_used_flag'),
      ...may('hilist_use_type', 'lmt_cpnd_type', 'vali_flag'),
      ...page,
    }),
  },
  output: {
    data: many(
      {
        ...must('hilist_code', 'hilist_name', 'insu_admdvs', 'begndate'),
        ...may('enddate'),
        ...must('med_chrgitm_type', 'chrgitm_lv', 'lmt_used_flag', 'list_type', 'med_use_flag', 'matn_used_flag'),
        ...must('hilist_use_type', 'lmt_cpnd_type'),
        ...may('wubi', 'pinyin', 'memo'),
        ...rowRegister,
      },
      { title: '医保目录信息', placement: 'bare' },
    ),
  },
})

const t1317 = transaction({
  infno: '1317',
  title: '医药机构目录匹配信息查询',
  input: {
    data: one({
      ...may('query_date', 'fixmedins_code', 'medins_list_codg', 'medins_list_name', 'insu_admdvs', 'list_type'),
      ...may('med_list_codg', 'begndate', 'vali_flag'),
      ...page,
    }),
  },
  output: {
    data: many(
      {
        ...must('fixmedins_code', 'medins_list_codg'),
        ...may('medins_list_name'),
        ...must('insu_admdvs', 'list_type', 'med_list_codg', 'begndate'),
        ...may('enddate', 'aprvno', 'dosform', 'exct_cont', 'item_cont', 'prcunt', 'spec', 'pacspec', 'memo'),
        ...rowRegister,
      },
      { title: '医药机构目录匹配', placement: 'bare' },
    ),
  },
})

const t3301 = transaction({
  infno: '3301',
  title: '目录对照上传',
  writes: true,
  input: {
    data: atLeastOne(
      {
        ...must('fixmedins_hilist_id', 'fixmedins_hilist_name', 'list_type', 'med_list_codg', 'begndate', 'enddate'),
        ...may('aprvno', 'dosform', 'exct_cont', 'item_cont', 'prcunt', 'spec', 'pacspec', 'memo'),
      },
      { title: '目录对照', aliases: ['catalogcompin'] },
    ),
  },
  output: {},
})

const t3302 = transaction({
  infno: '3302',
  title: '目录对照撤销',
  writes: true,
  input: {
    data: one(must('fixmedins_code', 'fixmedins_hilist_id', 'list_type', 'med_list_codg'), {
      title: '目录对照撤销',
      aliases: ['catalog'],
      placement: 'either',
    }),
  },
  output: {},
})

const t3401 = transaction({
  infno: '3401',
  title: '科室信息上传',
  writes: true,
  input: {
    deptinfo: one(
      {
        ...must('hosp_dept_codg', 'caty', 'hosp_dept_name', 'begntime'),
        ...may('endtime'),
        ...must('itro', 'dept_resper_name', 'dept_resper_tel'),
        ...may('dept_med_serv_scp'),
        ...must('dept_estbdat', 'aprv_bed_cnt'),
        ...may('hi_crtf_bed_cnt'),
        ...must('poolarea_no', 'dr_psncnt', 'phar_psncnt', 'nurs_psncnt', 'tecn_psncnt'),
        ...may('memo'),
      },
      { title: '科室信息', aliases: ['data'] },
    ),
  },
  output: {},
})

export const catalogueTransactions = { '1312': t1312, '1317': t1317, '3301': t3301, '3302': t3302, '3401': t3401 }
