// 5201, 5202, 5303: visits, their diagnoses, who lies in hospital now.
import type { OutputWritable } from '@yibao/contract'
import { dayOf, daysBetween, refused } from '@yibao/kernel'
import { ageWithDecimal, categoriesOn, type Person, spellOn } from '../../person/index.ts'
import { findVisit, staysAt, type Visit, visitsOfPerson } from '../../visit/index.ts'
import { answered, type Desks, type Handler, idFrom } from '../exchange.ts'
import { shownId, uuidOf } from '../identifiers.ts'
import { holderOf } from '../settlement-answer.ts'
import { genderOf, insutypeOf, isAssisted } from '../words.ts'
import { personOr, see } from './query.ts'

const t5201: Handler<'5201'> = async ({ data }, exchange, desks) => {
  const found = await personOr(desks, data.psn_no)
  if (!found.ok) return found
  const person = found.value
  const visits = await visitsOfPerson(desks.reader, person.personNo, dayOf(data.begntime), dayOf(data.endtime))
  const wanted = data.mdtrt_id === '' ? undefined : (uuidOf(data.mdtrt_id) ?? '')
  const own = visits.filter(
    (visit) =>
      visit.provider === exchange.provider.code &&
      (visit.details.category === data.med_type || data.med_type === '') &&
      (wanted === undefined || visit.visitId === wanted),
  )
  await see(exchange, desks, person.personNo, 'visits', own.length)
  return answered<'5201'>({ mdtrtinfo: own.map((visit) => visitShown(desks, person, visit)) })
}

function visitShown(desks: Desks, person: Person, visit: Visit): OutputWritable<'5201'>['mdtrtinfo'][number] {
  const { details, beganOn, kind } = visit
  const { attending, notes = {}, discharge } = details
  const spell = spellOn(person.dossier, details.scheme, beganOn)
  const isIn = visit.state === 'admitted' || visit.state === 'settled_before_discharge'
  const text = (name: string): string => String(notes[name] ?? '')
  return {
    mdtrt_id: shownId(visit.visitId),
    ...holderOf(person, visit),
    coner_name: text('contact'),
    tel: text('phone'),
    maf_psn_flag: categoriesOn(person.dossier, beganOn).some(({ category }) => isAssisted(category)) ? '1' : '0',
    flxempe_flag: spell?.status === 'flexible' ? '1' : '0',
    nwb_flag: spell?.status === 'newborn' ? '1' : '0',
    insu_optins: person.area,
    emp_name: desks.city.employer(spell?.employerNo ?? person.employerNo)?.name ?? '',
    begntime: details.beganAt,
    // The table has no answer without an end: whoever is in hospital has been there until now, as inhosp_stas says.
    endtime: discharge?.at ?? (isIn ? desks.clock.now() : details.beganAt),
    mdtrt_cert_type: details.credentialKind,
    med_type: details.category,
    ars_year_ipt_flag: visit.endedOn && visit.endedOn.slice(0, 4) !== beganOn.slice(0, 4) ? '1' : '0',
    pre_pay_flag: '0',
    ipt_otp_no: details.number,
    medrcdno: text('record'),
    atddr_no: attending.doctor,
    chfpdr_name: attending.doctorName,
    adm_dept_codg: attending.department,
    adm_dept_name: attending.departmentName,
    adm_bed: text('bed'),
    dscg_maindiag_code: text('mainDiagnosis'),
    dscg_maindiag_name: text('mainDiagnosisName'),
    dscg_dept_codg: discharge?.department ?? '',
    dscg_dept_name: discharge?.departmentName ?? '',
    dscg_bed: discharge?.bed ?? '',
    dscg_way: discharge?.way ?? '',
    main_cond_dscr: text('complaint'),
    dise_codg: details.disease ?? '',
    dise_name: details.diseaseName ?? '',
    oprn_oprt_code: text('operation'),
    oprn_oprt_name: text('operationName'),
    otp_diag_info: details.diagnoses
      .map(({ name }) => name)
      .join(';')
      .slice(0, 200),
    inhosp_stas: kind === 'inpatient' ? (isIn ? '1' : '0') : '',
    ...(discharge?.diedOn === undefined ? {} : { die_date: discharge.diedOn }),
    ipt_days: kind === 'inpatient' ? Math.max(1, daysBetween(beganOn, visit.endedOn ?? desks.clock.today())) : 0,
    fpsc_no: details.pregnancy ?? '',
    matn_type: text('maternity'),
    birctrl_type: text('birthControl'),
    cop_flag: String(discharge?.notes.complications ?? ''),
    opt_time: details.beganAt,
  }
}

const IN = '1'
const OUT = '2'

const t5202: Handler<'5202'> = async ({ data }, exchange, desks) => {
  const visitId = idFrom(data.mdtrt_id, 'visit_unknown')
  if (!visitId.ok) return visitId
  const visit = await findVisit(desks.reader, visitId.value, data.psn_no)
  if (!visit) return refused('visit_unknown', { visit: data.mdtrt_id })
  const all = [
    ...visit.details.diagnoses.map((each) => ({ each, side: IN })),
    ...(visit.details.discharge?.diagnoses ?? []).map((each) => ({ each, side: OUT })),
  ]
  await see(exchange, desks, data.psn_no, 'diagnoses', all.length)
  return answered<'5202'>({
    diseinfo: all.map(({ each, side }) => ({
      diag_info_id: `${data.mdtrt_id}${side}${String(each.order).padStart(2, '0')}`.slice(0, 30),
      mdtrt_id: data.mdtrt_id,
      psn_no: data.psn_no,
      inout_diag_type: side,
      diag_type: each.kind,
      maindiag_flag: each.main ? '1' : '0',
      diag_srt_no: each.order,
      diag_code: each.code,
      diag_name: each.name,
      adm_cond: each.condition ?? '',
      diag_dept: each.department,
      dise_dor_no: each.doctor,
      dise_dor_name: each.doctorName,
      diag_time: each.at,
      opt_time: each.at,
    })),
  })
}

const t5303: Handler<'5303'> = async ({ data }, exchange, desks) => {
  const from = dayOf(data.begntime)
  const stays = await staysAt(desks.reader, exchange.provider.code, data.psn_no, from, dayOf(data.endtime))
  await see(exchange, desks, data.psn_no || '-', 'stays', stays.length)
  return answered<'5303'>({
    data: stays.map((visit) => {
      const person = visit.person as unknown as Person
      return {
        mdtrt_id: shownId(visit.visitId),
        psn_no: visit.personNo,
        psn_cert_type: person.certificateKind,
        certno: person.certificateNo,
        psn_name: person.name,
        gend: genderOf(person.sex),
        brdy: person.bornOn,
        age: ageWithDecimal(person.bornOn, visit.beganOn),
        insutype: insutypeOf(visit.details.scheme),
        begndate: visit.beganOn,
        med_type: visit.details.category,
        ipt_otp_no: visit.details.number,
        out_flag: '0',
      }
    }),
  })
}

export const visitQueryHandlers = { '5201': t5201, '5202': t5202, '5303': t5303 }
