// 2201–2205: an outpatient visit from registration to its fee lines.

import type { InputValues } from '@yibao/contract'
import { type Outcome, refused } from '@yibao/kernel'
import type { Diagnosis, SentLine, StatedIdentity } from '../../visit/index.ts'
import { type Handler, idFrom, kept, messageOf, notes, orAbsent } from '../exchange.ts'
import { feeResult, outpatientLine } from '../fee-answer.ts'
import { shownId } from '../identifiers.ts'
import { schemeOf } from '../words.ts'

const BY_IDENTITY_CARD = '02'

/** What a message states of the person's identity; what it leaves empty is not compared. */
export function statedIdentity(data: {
  readonly mdtrt_cert_type: string
  readonly mdtrt_cert_no?: string
  readonly certno?: string
  readonly psn_name?: string
}): StatedIdentity {
  const card = data.mdtrt_cert_type === BY_IDENTITY_CARD ? data.mdtrt_cert_no : ''
  const certificateNo = orAbsent(data.certno ?? '') ?? orAbsent(card ?? '')
  const name = orAbsent(data.psn_name ?? '')
  return { ...(certificateNo === undefined ? {} : { certificateNo }), ...(name === undefined ? {} : { name }) }
}

const t2201: Handler<'2201'> = async ({ data }, exchange, desks) => {
  const scheme = schemeOf(data.insutype)
  if (!scheme) return refused('scheme_not_open', { insutype: data.insutype })
  const message = messageOf<'2201', { readonly visitId: string }>(exchange, desks, ({ visitId }) => ({
    output: { data: { mdtrt_id: shownId(visitId), psn_no: data.psn_no, ipt_otp_no: data.ipt_otp_no } },
  }))
  return kept(
    desks.visits.register(message, {
      personNo: data.psn_no,
      provider: exchange.provider.code,
      scheme,
      number: data.ipt_otp_no,
      credentialKind: data.mdtrt_cert_type,
      beganAt: data.begntime,
      attending: {
        doctor: data.atddr_no,
        doctorName: data.dr_name,
        department: data.dept_code,
        departmentName: data.dept_name,
        specialty: data.caty,
      },
      stated: statedIdentity(data),
    }),
  )
}

const t2202: Handler<'2202'> = async ({ data }, exchange, desks) => {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2202', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    desks.visits.cancelRegistration(message, {
      personNo: data.psn_no,
      provider: exchange.provider.code,
      visitId: visitId.value,
      number: data.ipt_otp_no,
    }),
  )
}

type SentDiagnosis = InputValues<'2203'>['diseinfo'][number]
const VALID = '1'

const diagnosisOf = (row: SentDiagnosis, at: number): Diagnosis => ({
  order: row.diag_srt_no,
  kind: row.diag_type,
  code: row.diag_code,
  name: row.diag_name,
  main: at === 0,
  at: row.diag_time,
  department: row.diag_dept,
  doctor: row.dise_dor_no,
  doctorName: row.dise_dor_name,
})

function informationOf(
  { mdtrtinfo, diseinfo }: Pick<InputValues<'2203'>, 'diseinfo'> & { readonly mdtrtinfo: Visited },
  visitId: string,
  provider: string,
) {
  const valid = diseinfo.filter(({ vali_flag }) => vali_flag === VALID)
  const disease = orAbsent(mdtrtinfo.dise_codg)
  const diseaseName = orAbsent(mdtrtinfo.dise_name)
  return {
    personNo: mdtrtinfo.psn_no,
    provider,
    visitId,
    category: mdtrtinfo.med_type,
    beganAt: mdtrtinfo.begntime,
    diagnoses: valid.map(diagnosisOf),
    cancelled: diseinfo.filter(({ vali_flag }) => vali_flag !== VALID).map(({ diag_srt_no }) => diag_srt_no),
    ...(disease === undefined ? {} : { disease }),
    ...(diseaseName === undefined ? {} : { diseaseName }),
  }
}

type Visited = Pick<
  InputValues<'2203'>['mdtrtinfo'],
  'psn_no' | 'mdtrt_id' | 'med_type' | 'begntime' | 'dise_codg' | 'dise_name'
>

const t2203: Handler<'2203'> = async (input, exchange, desks) => {
  const { mdtrtinfo } = input
  const visitId = idFrom(mdtrtinfo.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2203', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    desks.visits.inform(message, {
      ...informationOf(input, visitId.value, exchange.provider.code),
      notes: notes({
        complaint: mdtrtinfo.main_cond_dscr,
        birthControl: mdtrtinfo.birctrl_type,
        birthControlOn: mdtrtinfo.birctrl_matn_date,
      }),
    }),
  )
}

const t2203A: Handler<'2203A'> = async (input, exchange, desks) => {
  const { mdtrtinfo } = input
  const visitId = idFrom(mdtrtinfo.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2203A', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    desks.visits.inform(message, {
      ...informationOf(input, visitId.value, exchange.provider.code),
      notes: notes({
        complaint: mdtrtinfo.main_cond_dscr,
        maternity: mdtrtinfo.matn_type,
        gestationWeeks: mdtrtinfo.geso_val,
        prescribedAt: mdtrtinfo.rxfixmedinsCode,
        prescribedAtName: mdtrtinfo.rxfixmedinsName,
        prescriptionFile: mdtrtinfo.rxfilename,
      }),
    }),
  )
}

type FeeRow = InputValues<'2204'>['feedetail'][number]

/** Batches in the order in which they first appear; all rows belong to one visit. */
function batchesOf(rows: readonly FeeRow[]): Outcome<{ no: string; lines: SentLine[] }[]> {
  const [first] = rows
  const batches = new Map<string, SentLine[]>()
  for (const [at, row] of rows.entries()) {
    if (row.mdtrt_id !== first?.mdtrt_id || row.psn_no !== first.psn_no)
      return refused('line_other_visit', { row: at + 1 })
    const lines = batches.get(row.chrg_bchno) ?? []
    lines.push(outpatientLine(row))
    batches.set(row.chrg_bchno, lines)
  }
  return { ok: true, value: [...batches].map(([no, lines]) => ({ no, lines })) }
}

const t2204: Handler<'2204'> = async ({ feedetail }, exchange, desks) => {
  const [first] = feedetail
  const visitId = idFrom(first?.mdtrt_id ?? '', 'visit_unknown')
  if (!visitId.ok) return visitId
  const batches = batchesOf(feedetail)
  if (!batches.ok) return batches
  const message = messageOf<'2204', Parameters<typeof feeResult>[0]>(exchange, desks, (lines) => ({
    output: { result: feeResult(lines) },
  }))
  return kept(
    desks.visits.charge(message, {
      personNo: first?.psn_no ?? '',
      provider: exchange.provider.code,
      visitId: visitId.value,
      batches: batches.value,
    }),
  )
}

const t2205: Handler<'2205'> = async ({ data }, exchange, desks) => {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const message = messageOf<'2205', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    desks.visits.withdrawBatch(message, {
      personNo: data.psn_no,
      provider: exchange.provider.code,
      visitId: visitId.value,
      batchNo: data.chrg_bchno,
    }),
  )
}

export const outpatientHandlers = {
  '2201': t2201,
  '2202': t2202,
  '2203': t2203,
  '2203A': t2203A,
  '2204': t2204,
  '2205': t2205,
}
