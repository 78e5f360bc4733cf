// 2401–2405, 2301, 2302: a stay from admission to discharge, with its fee lines.
import type { InputValues } from '@yibao/contract'
import { type Outcome, refused } from '@yibao/kernel'
import type { Diagnosis } from '../../visit/index.ts'
import { type Handler, idFrom, kept, messageOf, notes } from '../exchange.ts'
import { feeResult, stayLine } from '../fee-answer.ts'
import { shownId } from '../identifiers.ts'
import { deliveryOf, schemeOf } from '../words.ts'
import { statedIdentity } from './outpatient.ts'

type Admitted = InputValues<'2401'>['mdtrtinfo'] | InputValues<'2403'>['adminfo']
type SentDiagnosis = InputValues<'2401'>['diseinfo'][number] | InputValues<'2402'>['diseinfo'][number]

const MAIN = '1'

const diagnosisOf = (row: SentDiagnosis): Diagnosis => ({
  order: row.diag_srt_no,
  kind: row.diag_type,
  code: row.diag_code,
  name: row.diag_name,
  main: row.maindiag_flag === MAIN,
  at: row.diag_time,
  department: row.diag_dept,
  doctor: row.dise_dor_no,
  doctorName: row.dise_dor_name,
  ...('adm_cond' in row && row.adm_cond !== '' ? { condition: row.adm_cond } : {}),
})

function optional<K extends string, V extends string | number>(
  name: K,
  value: V | undefined,
): Readonly<Partial<Record<K, V>>> {
  return (value === undefined || value === '' ? {} : { [name]: value }) as Partial<Record<K, V>>
}

/** What admission and its correction have in common. */
function stayOf(info: Admitted) {
  return {
    category: info.med_type,
    credentialKind: info.mdtrt_cert_type,
    beganAt: info.begntime,
    attending: {
      doctor: info.atddr_no,
      doctorName: info.chfpdr_name,
      department: info.adm_dept_codg,
      departmentName: info.adm_dept_name,
    },
    ...optional('disease', info.dise_codg),
    ...optional('diseaseName', info.dise_name),
    ...optional('delivery', deliveryOf(info.matn_type)),
    ...optional('newborns', info.fetus_cnt),
    ...optional('pregnancy', info.fpsc_no),
    notes: notes({
      contact: info.coner_name,
      phone: info.tel,
      record: info.medrcdno,
      admissionDiagnosis: info.adm_diag_dscr,
      bed: info.adm_bed,
      mainDiagnosis: info.dscg_maindiag_code,
      mainDiagnosisName: info.dscg_maindiag_name,
      complaint: info.main_cond_dscr,
      operation: info.oprn_oprt_code,
      operationName: info.oprn_oprt_name,
      diseaseKind: info.dise_type_code,
      maternity: info.matn_type,
      birthControl: info.birctrl_type,
      lateBirth: info.latechb_flag,
      gestationWeeks: info.geso_val,
      parity: info.fetts,
      premature: info.pret_flag,
      deliveredOn: info.birctrl_matn_date,
    }),
  }
}

const t2401: Handler<'2401'> = async ({ mdtrtinfo, diseinfo }, exchange, desks) => {
  const scheme = schemeOf(mdtrtinfo.insutype)
  if (!scheme) return refused('scheme_not_open', { insutype: mdtrtinfo.insutype })
  const stray = diseinfo.findIndex(({ psn_no }) => psn_no !== mdtrtinfo.psn_no)
  if (stray >= 0) return refused('line_other_visit', { row: stray + 1 })
  const message = messageOf<'2401', { readonly visitId: string }>(exchange, desks, ({ visitId }) => ({
    output: { result: { mdtrt_id: shownId(visitId) } },
  }))
  return kept(
    desks.visits.admit(message, {
      ...stayOf(mdtrtinfo),
      personNo: mdtrtinfo.psn_no,
      provider: exchange.provider.code,
      scheme,
      number: mdtrtinfo.ipt_no,
      diagnoses: diseinfo.map(diagnosisOf),
      stated: statedIdentity(mdtrtinfo),
    }),
  )
}

/** Rows about another visit or person than the message's. */
function strayRow(rows: readonly { readonly mdtrt_id: string; readonly psn_no: string }[], own: (typeof rows)[number]) {
  const at = rows.findIndex((row) => row.mdtrt_id !== own.mdtrt_id || row.psn_no !== own.psn_no)
  return at < 0 ? undefined : refused('line_other_visit', { row: at + 1 })
}

const t2402: Handler<'2402'> = async ({ dscginfo, diseinfo }, exchange, desks) => {
  const visitId = idFrom(dscginfo.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const stray = strayRow(diseinfo, dscginfo)
  if (stray) return stray
  const message = messageOf<'2402', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    desks.visits.discharge(message, {
      personNo: dscginfo.psn_no,
      provider: exchange.provider.code,
      visitId: visitId.value,
      discharge: {
        at: dscginfo.endtime,
        way: dscginfo.dscg_way,
        department: dscginfo.dscg_dept_codg,
        departmentName: dscginfo.dscg_dept_name,
        bed: dscginfo.dscg_bed,
        diagnoses: diseinfo.map(diagnosisOf),
        ...(dscginfo.die_date === undefined ? {} : { diedOn: dscginfo.die_date }),
        notes: notes({
          operation: dscginfo.oprn_oprt_code,
          operationName: dscginfo.oprn_oprt_name,
          maternity: dscginfo.matn_type,
          birthControl: dscginfo.birctrl_type,
          lateBirth: dscginfo.latechb_flag,
          gestationWeeks: dscginfo.geso_val,
          parity: dscginfo.fetts,
          premature: dscginfo.pret_flag,
          deliveredOn: dscginfo.birctrl_matn_date,
          complications: dscginfo.cop_flag,
        }),
      },
      ...optional('disease', dscginfo.dise_codg),
      ...optional('diseaseName', dscginfo.dise_name),
      ...optional('delivery', deliveryOf(dscginfo.matn_type)),
      ...optional('newborns', dscginfo.fetus_cnt),
    }),
  )
}

const t2403: Handler<'2403'> = async ({ adminfo, diseinfo }, exchange, desks) => {
  const visitId = idFrom(adminfo.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const stray = strayRow(diseinfo, adminfo)
  if (stray) return stray
  const message = messageOf<'2403', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    desks.visits.change(message, {
      ...stayOf(adminfo),
      personNo: adminfo.psn_no,
      provider: exchange.provider.code,
      visitId: visitId.value,
      number: adminfo.ipt_otp_no,
      diagnoses: diseinfo.map(diagnosisOf),
    }),
  )
}

const t2404: Handler<'2404'> = async ({ data }, exchange, desks) => {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2404', null>(exchange, desks, () => ({ output: {} }))
  const named = { personNo: data.psn_no, provider: exchange.provider.code, visitId: visitId.value }
  return kept(desks.visits.cancelAdmission(message, named))
}

const t2405: Handler<'2405'> = async ({ data }, exchange, desks) => {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2405', null>(exchange, desks, () => ({ output: {} }))
  const named = { personNo: data.psn_no, provider: exchange.provider.code, visitId: visitId.value }
  return kept(desks.visits.undoDischarge(message, named))
}

const t2301: Handler<'2301'> = async ({ feedetail }, exchange, desks) => {
  const [first] = feedetail
  const visitId = idFrom(first?.mdtrt_id ?? '', 'visit_unknown')
  if (!visitId.ok) return visitId
  const stray = first && strayRow(feedetail, first)
  if (stray) return stray
  const other = feedetail.find(({ med_type }) => med_type !== first?.med_type)
  if (other) return refused('visit_category_differs', { sent: other.med_type, registered: first?.med_type ?? '' })
  const message = messageOf<'2301', Parameters<typeof feeResult>[0]>(exchange, desks, (lines) => ({
    output: { result: feeResult(lines) },
  }))
  return kept(
    desks.visits.charge(message, {
      personNo: first?.psn_no ?? '',
      provider: exchange.provider.code,
      visitId: visitId.value,
      batches: [{ no: '', lines: feedetail.map(stayLine) }],
      ...optional('category', first?.med_type),
    }),
  )
}

const t2302: Handler<'2302'> = async ({ data }, exchange, desks) => {
  const [first] = data
  const visitId: Outcome<string> = idFrom(first?.mdtrt_id ?? '', 'visit_unknown')
  if (!visitId.ok) return visitId
  const stray = first && strayRow(data, first)
  if (stray) return stray
  const message = messageOf<'2302', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    desks.visits.withdrawLines(message, {
      personNo: first?.psn_no ?? '',
      provider: exchange.provider.code,
      visitId: visitId.value,
      serials: data.map(({ feedetl_sn }) => feedetl_sn),
    }),
  )
}

export const stayHandlers = {
  '2401': t2401,
  '2402': t2402,
  '2403': t2403,
  '2404': t2404,
  '2405': t2405,
  '2301': t2301,
  '2302': t2302,
}
