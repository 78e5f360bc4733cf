// Special registrations (备案): referral, chronic disease, chosen provider; and withdrawing them.
import { one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'
import { acceptedFiling, filingToWithdraw } from './shared.ts'

const t2501 = transaction({
  infno: '2501',
  title: '转院备案',
  writes: true,
  input: {
    refmedin: one({
      ...must('psn_no'),
      ...may('insutype', 'tel', 'addr', 'insu_optins'),
      ...must('diag_code', 'diag_name'),
      ...may('dise_cond_dscr'),
      ...must('reflin_medins_no', 'reflin_medins_name', 'mdtrtarea_admdvs'),
      ...may('hosp_agre_refl_flag'),
      ...must('refl_type', 'refl_date', 'refl_rea', 'refl_opnn'),
      ...may('begndate', 'enddate', 'refl_old_mdtrt_id', 'refl_used_flag'),
    }),
  },
  output: { result: one(must('trt_dcla_detl_sn')) },
})

const t2502 = transaction({
  infno: '2502',
  title: '转院备案撤销',
  writes: true,
  input: { data: one({ ...must('trt_dcla_detl_sn', 'psn_no'), ...may('memo') }) },
  output: {},
})

const t2503 = transaction({
  infno: '2503',
  title: '人员慢特病备案',
  writes: true,
  input: {
    data: one({
      ...must('psn_no', 'insutype', 'opsp_dise_code', 'opsp_dise_name'),
      ...may('tel', 'addr'),
      ...must('insu_optins', 'ide_fixmedins_no', 'ide_fixmedins_name', 'hosp_ide_date', 'diag_dr_codg', 'diag_dr_name'),
      ...must('begndate'),
      ...may('enddate', 'exp_content', 'trt_dcla_detl_sn', 'selfdef_splm_flag', 'memo'),
    }),
  },
  output: { result: one(acceptedFiling) },
})

const t2504 = transaction({
  infno: '2504',
  title: '人员慢特病备案撤销',
  writes: true,
  input: { data: one(filingToWithdraw) },
  output: {},
})

const t2505 = transaction({
  infno: '2505',
  title: '人员定点备案',
  writes: true,
  input: {
    data: one({
      ...must('psn_no'),
      ...may('tel', 'addr'),
      ...must('biz_appy_type', 'begndate'),
      ...may('enddate', 'agnter_name', 'agnter_cert_type', 'agnter_certno', 'agnter_tel', 'agnter_addr', 'agnter_rlts'),
      ...must('fix_srt_no', 'fixmedins_code', 'fixmedins_name'),
      ...may('memo', 'exp_content'),
    }),
  },
  output: { result: one(acceptedFiling) },
})

const t2506 = transaction({
  infno: '2506',
  title: '人员定点备案撤销',
  writes: true,
  input: { data: one(filingToWithdraw) },
  output: {},
})

export const registrationTransactions = {
  '2501': t2501,
  '2502': t2502,
  '2503': t2503,
  '2504': t2504,
  '2505': t2505,
  '2506': t2506,
}
