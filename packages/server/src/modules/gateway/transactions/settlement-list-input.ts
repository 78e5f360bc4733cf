// 4101 read: the list in our words, and what a trimmed client leaves out taken from the settlement.
import type { InputValues } from '@yibao/contract'
import { accepted, type Day, type Fen, type Instant, type Outcome, refused, type settlementList } from '@yibao/kernel'
import type { Person } from '../../person/index.ts'
import type { ReplayOutcome } from '../../settlement/index.ts'
import type { ReceivedList } from '../../settlement-list/index.ts'
import type { Diagnosis, Visit } from '../../visit/index.ts'
import { notes } from '../exchange.ts'
import { fundRowsOf } from '../settlement-answer.ts'

type Sent = InputValues<'4101'>
type Info = Sent['setlinfo']
type List = ReceivedList['list']

export interface Around {
  readonly provider: string
  readonly person: Person
  readonly visit: Visit
  readonly replay: ReplayOutcome
}

/** 有, of 1 无 and 2 有. */
const PLANNED = '2'
const MAIN = '1'
const CHRONIC = '14'
const OPERATION_FEE = '06'
const DURATION = /^(\d{1,4})\/(\d{1,2})\/(\d{1,2})$/
/** 中医主病 and 中医主证 have a main diagnosis each. */
const KINDS: Readonly<Record<string, string>> = { '1': 'western', '2': 'chinese', '3': 'chinese_syndrome' }
const kindOf = (code: string): string => KINDS[code] ?? code

/** 天/小时/分钟 in minutes; '' is nothing said. */
function minutesOf(field: string, text: string): Outcome<number | undefined> {
  if (text === '') return accepted(undefined)
  const found = DURATION.exec(text)
  if (!found) return refused('list_duration', { field, found: text.replace(/[^\p{L}\p{N}/.-]/gu, '□').slice(0, 10) })
  const [days, hours, minutes] = found.slice(1).map(Number) as [number, number, number]
  return accepted(days * 1440 + hours * 60 + minutes)
}

export function listFrom(sent: Sent, around: Around): Outcome<List> {
  const ventilation = minutesOf('vent_used_dura', sent.setlinfo.vent_used_dura)
  if (!ventilation.ok) return ventilation
  const care: settlementList.IntensiveCare[] = []
  for (const row of sent.icuinfo) {
    const minutes = minutesOf('scs_cutd_sum_dura', row.scs_cutd_sum_dura)
    if (!minutes.ok) return minutes
    const [inAt, outAt] = [row.scs_cutd_inpool_time, row.scs_cutd_exit_time]
    care.push({ ward: row.scs_cutd_ward_type, inAt, outAt, statedMinutes: minutes.value })
  }
  return accepted({
    ...whoOf(sent.setlinfo, around),
    ...stayOf(sent, around),
    ...moneyOf(sent, around),
    ventilationMinutes: ventilation.value,
    intensiveCare: care,
  })
}

function whoOf(info: Info, { person, provider, replay, visit }: Around) {
  return {
    settlementId: replay.record.settlementId,
    personNo: info.psn_no === '' ? person.personNo : info.psn_no,
    providerCode: info.fixmedins_code === '' ? provider : info.fixmedins_code,
    isChronicOutpatient: visit.details.category === CHRONIC,
    insuranceNo: info.hi_no === '' ? person.personNo : info.hi_no,
    caseNo: info.medcasno === '' ? String(visit.details.notes?.record ?? '') : info.medcasno,
    nationality: info.ntly,
    occupation: info.prfs,
    contact: { relation: info.patn_rlts, address: info.coner_addr, phone: info.coner_tel },
    sex: sexOf(info.gend) ?? person.sex,
    bornOn: info.brdy ?? person.bornOn,
    statedAge: said(info.age === undefined ? undefined : Math.floor(info.age)),
    statedAgeDays: said(info.nwb_age) ?? said(info.age_days),
    newborn: {
      admissionType: info.nwb_adm_type,
      birthWeightG: said(info.nwb_bir_wt),
      admissionWeightG: said(info.nwb_adm_wt),
    },
  }
}

/** Many systems write 0 where they have nothing to say, and none of these numbers is ever 0. */
const said = (value: number | undefined): number | undefined => (value === 0 ? undefined : value)

const sexOf = (code: string) => (code === '1' ? 'male' : code === '2' ? 'female' : undefined)

function stayOf({ setlinfo: info, diseinfo, oprninfo, opspdiseinfo, bldinfo }: Sent, { visit }: Around) {
  const isStay = visit.kind === 'inpatient'
  const [blood] = bldinfo
  const nursing = [info.spga_nurscare_days, info.lv1_nurscare_days, info.scd_nurscare_days, info.lv3_nurscare_days]
  const known = nursing.flatMap((days) => said(days) ?? [])
  return {
    admittedAt: info.adm_time ?? (isStay ? visit.details.beganAt : undefined),
    dischargedAt: info.dscg_time ?? visit.details.discharge?.at,
    settledUntil: info.setl_end_date as Day,
    statedStayDays: said(info.act_ipt_days),
    chronic: { department: info.opsp_diag_caty, on: info.opsp_mdtrt_date, diagnoses: opspdiseinfo.length },
    diagnoses: diseinfo.length > 0 || !isStay ? diseinfo.map(diagnosisSent) : dischargeDiagnoses(visit),
    procedures: oprninfo.map((row) => ({
      code: row.oprn_oprt_code,
      name: row.oprn_oprt_name,
      at: row.oprn_oprt_begntime ?? dayAsMoment(row.oprn_oprt_date, info.adm_time ?? visit.details.beganAt),
      anaesthesia: row.anst_way,
      anaesthetist: row.anst_dr_code === '' ? row.anst_dr_name : row.anst_dr_code,
    })),
    statedDiagnoses: said(info.diag_code_cnt),
    statedProcedures: said(info.oprn_oprt_code_cnt),
    nursingDays: known.length === 0 ? undefined : known.reduce((sum, days) => sum + days, 0),
    dischargeWay: info.dscg_way === '' ? (visit.details.discharge?.way ?? '') : info.dscg_way,
    receiver: { name: info.acp_medins_name, code: info.acp_optins_code },
    plansReadmission: info.days_rinp_flag_31 === PLANNED,
    readmissionPurpose: info.days_rinp_pup_31,
    blood: {
      kind: info.bld_cat === '' ? (blood?.bld_cat ?? '') : info.bld_cat,
      amount: said(info.bld_amt) ?? blood?.bld_amt,
    },
  }
}

/** A procedure of which only the day is said may have been on the day of admission: then not before it. */
function dayAsMoment(at: Instant | undefined, admittedAt: Instant): Instant | undefined {
  if (at === undefined || !at.endsWith('00:00:00')) return at
  return at.slice(0, 10) === admittedAt.slice(0, 10) ? admittedAt : at
}

const diagnosisSent = (row: Sent['diseinfo'][number]): settlementList.ListDiagnosis => ({
  kind: kindOf(row.diag_type),
  code: row.diag_code,
  name: row.diag_name,
  isMain: row.maindiag_flag === MAIN,
})

const dischargeDiagnoses = ({ details }: Visit): settlementList.ListDiagnosis[] =>
  [...(details.discharge?.diagnoses ?? details.diagnoses)]
    .sort((a, b) => Number(b.main) - Number(a.main) || a.order - b.order)
    .map(({ kind, code, name, main }: Diagnosis) => ({ kind: kindOf(kind), code, name, isMain: main }))

const NOTHING = 0 as Fen

function moneyOf({ setlinfo: info, payinfo, iteminfo }: Sent, { replay }: Around) {
  const { settlement } = replay.record
  const items = iteminfo.length > 0 ? iteminfo.map(itemSent) : itemsOf(replay)
  const paid =
    payinfo.length > 0
      ? payinfo.map(({ fund_payamt }) => fund_payamt)
      : fundRowsOf(replay.record, undefined).map(({ fund_payamt }) => fund_payamt)
  const { acct_pay: account, psn_cashpay: cash, psn_selfpay: selfPay, psn_ownpay: ownPay } = info
  const isStated = [account, cash, selfPay, ownPay].some((stated) => said(stated) !== undefined)
  const own = Math.min(settlement.full + settlement.over, settlement.personPaid) as Fen
  return {
    items,
    // What the institution bears itself is no fund's, and part of the total.
    paymentsFen: settlement.providerPaid === 0 ? paid : [...paid, settlement.providerPaid],
    accountFen: isStated ? (account ?? NOTHING) : settlement.accountPaid,
    familyAccountFen: isStated ? NOTHING : settlement.mutualPaid,
    cashFen: isStated ? (cash ?? NOTHING) : settlement.cash,
    selfPayFen: isStated ? (selfPay ?? NOTHING) : ((settlement.personPaid - own) as Fen),
    ownPayFen: isStated ? (ownPay ?? NOTHING) : own,
    operationFeeFen: items.reduce(
      (sum, each) => sum + (each.category === OPERATION_FEE ? each.amountFen : 0),
      0,
    ) as Fen,
    // Blood is no kind of fee of its own in the list of kinds.
    bloodFeeFen: 0 as Fen,
  }
}

const itemSent = (row: Sent['iteminfo'][number]): settlementList.ListItem => ({
  category: row.med_chrgitm_type,
  amountFen: row.amt,
  classAFen: row.claa_sumfee,
  classBFen: row.clab_amt,
  ownPayFen: row.fulamt_ownpay_amt,
  otherFen: row.oth_amt,
})

/** Fees by kind, each line whole in its class. */
function itemsOf({ lines }: ReplayOutcome): settlementList.ListItem[] {
  return [...Map.groupBy(lines, ({ feeClass }) => feeClass)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, own]) => {
      const sumOf = (itemClass: string) =>
        own.reduce((sum, line) => sum + (line.itemClass === itemClass ? line.amountFen : 0), 0) as Fen
      const amountFen = own.reduce((sum, line) => sum + line.amountFen, 0) as Fen
      const [classAFen, classBFen, ownPayFen] = [sumOf('a'), sumOf('b'), sumOf('c')]
      const otherFen = (amountFen - classAFen - classBFen - ownPayFen) as Fen
      return { category, amountFen, classAFen, classBFen, ownPayFen, otherFen }
    })
}

/** What no rule reads, under our own names. */
export const notesOf = ({ setlinfo: info }: Sent) =>
  notes({
    declaredAt: info.dcla_time,
    address: info.curr_addr,
    employer: info.emp_name,
    employerAddress: info.emp_addr,
    employerPhone: info.emp_tel,
    postcode: info.poscode,
    contactName: info.coner_name,
    admissionWay: info.adm_way,
    treatment: info.trt_type,
    admissionDepartment: info.adm_caty,
    dischargeDepartment: info.dscg_caty,
    transfers: info.refldept_dept,
    outpatientDiagnosis: info.wm_dise_code,
    outpatientDiagnosisName: info.otp_wm_dise,
    comaBefore: info.pwcry_bfadm_coma_dura,
    comaAfter: info.pwcry_afadm_coma_dura,
    billCode: info.bill_code,
    billNo: info.bill_no,
    serial: info.biz_sn,
    physician: info.chfpdr_code,
    physicianName: info.chfpdr_name,
    nurse: info.resp_nurs_code,
    paymentMethod: info.hi_paymtd,
    filledIn: info.medins_fill_dept,
    filledBy: info.medins_fill_psn,
  })
