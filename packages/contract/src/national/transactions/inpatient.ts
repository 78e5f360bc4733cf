// A stay: admission, changes, discharge, and undoing them.
import { atLeastOne, many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'
import { diagnosedBy, disease, maternity, operation, stayDiagnosis } from './shared.ts'

const attending = must(
  'atddr_no',
  'chfpdr_name',
  'adm_diag_dscr',
  'adm_dept_codg',
  'adm_dept_name',
  'adm_bed',
  'dscg_maindiag_code',
  'dscg_maindiag_name',
)
const condition = {
  ...may('main_cond_dscr'),
  ...disease,
  ...operation,
  ...maternity,
  ...may('dise_type_code', 'exp_content'),
}

const t2401 = transaction({
  infno: '2401',
  title: '入院办理',
  writes: true,
  reversible: true,
  input: {
    mdtrtinfo: one(
      {
        ...must('psn_no', 'insutype'),
        ...may('coner_name', 'tel'),
        ...must('begntime', 'mdtrt_cert_type'),
        ...may('mdtrt_cert_no', 'card_sn'),
        ...must('cert_type', 'certno', 'med_type', 'ipt_no'),
        ...may('medrcdno'),
        ...attending,
        ...condition,
        ...must('insuplc_admdvs', 'mdtrtarea_admvs'),
      },
      { title: '就诊信息' },
    ),
    diseinfo: atLeastOne(
      { ...must('psn_no'), ...stayDiagnosis, ...may('adm_cond'), ...diagnosedBy },
      { title: '入院诊断信息' },
    ),
  },
  output: { result: one({ ...must('mdtrt_id'), ...may('exp_content') }) },
})

const t2402 = transaction({
  infno: '2402',
  title: '出院办理',
  writes: true,
  input: {
    dscginfo: one(
      {
        ...must('mdtrt_id', 'psn_no', 'insutype', 'endtime'),
        ...disease,
        ...operation,
        ...maternity,
        ...may('cop_flag'),
        ...must('dscg_dept_codg', 'dscg_dept_name'),
        ...may('dscg_bed'),
        ...must('dscg_way'),
        ...may('die_date', 'exp_content'),
      },
      { title: '出院信息' },
    ),
    diseinfo: atLeastOne(
      { ...must('mdtrt_id', 'psn_no'), ...stayDiagnosis, ...diagnosedBy },
      { title: '出院诊断信息' },
    ),
  },
  output: {},
})

const t2403 = transaction({
  infno: '2403',
  title: '住院信息变更',
  writes: true,
  input: {
    adminfo: one(
      {
        ...must('mdtrt_id', 'psn_no'),
        ...may('coner_name', 'tel'),
        ...must('begntime'),
        ...may('endtime'),
        ...must('mdtrt_cert_type', 'med_type', 'ipt_otp_no'),
        ...may('medrcdno'),
        ...attending,
        ...condition,
        ...may('ttp_pay_prop'),
      },
      { title: '入院登记信息', aliases: ['mdtrtinfo'] },
    ),
    // A row with a known diag_srt_no replaces it, any other is added: none at all changes no diagnosis.
    diseinfo: many(
      { ...must('mdtrt_id', 'psn_no'), ...stayDiagnosis, ...may('adm_cond'), ...diagnosedBy },
      { title: '入院诊断信息' },
    ),
  },
  output: {},
})

const stay = one({ ...must('mdtrt_id', 'psn_no'), ...may('exp_content') }, { placement: 'either' })

const t2404 = transaction({ infno: '2404', title: '入院撤销', writes: true, input: { data: stay }, output: {} })
const t2405 = transaction({ infno: '2405', title: '出院撤销', writes: true, input: { data: stay }, output: {} })

export const inpatientTransactions = { '2401': t2401, '2402': t2402, '2403': t2403, '2404': t2404, '2405': t2405 }
