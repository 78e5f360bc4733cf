// 3101–3103: an order or a bill for the audit, what is told of it, and what was done about that.
import type { InputValues, OutputWritable } from '@yibao/contract'
import {
  type AuditEncounter,
  type AuditLine,
  type AuditPerson,
  type Catalogue,
  dayAt,
  type Instant,
  type Minute,
  type Outcome,
  parseMinute,
  refused,
  type Severity,
} from '@yibao/kernel'
import {
  type Answer,
  benefitTypeOf,
  careModeOf,
  insuranceTypeOf,
  PLAIN_LINE,
  PLAIN_VISIT,
  type Screening,
  type ScreeningStage,
  type Told,
} from '../../audit/index.ts'
import { answered, type Desks, type Exchange, type Handler, kept, messageOf, type Reply } from '../exchange.ts'
import { shownId, uuidOf } from '../identifiers.ts'

type Asked = InputValues<'3101'>['data']
type Patient = Asked['patient_dtos'][number]
type Encounter = Patient['fsi_encounter_dtos'][number]
type Order = Encounter['fsi_order_dtos'][number]

const YES = '1'
const minuteOf = (at: Instant): Minute => parseMinute(at)!
/** A visit of ours goes by our own identifier, so that its stored lines are not looked at twice. */
const visitOf = (sent: string): string => uuidOf(sent) ?? sent

/** 目录类别 11 西药, 12 中草药, 13 中药饮片; the rest are services, and consumables by their code. */
function catalogueOf({ hilist_type, hilist_code }: Order): Catalogue {
  if (/^C\d{13,}/.test(hilist_code)) return 'consumable'
  if (hilist_type === '13' || /^T\d{9}$/.test(hilist_code)) return 'herb'
  return hilist_type === '11' || hilist_type === '12' || /^[XZ][A-Z]/.test(hilist_code) ? 'drug' : 'service'
}

/** 周期天数 (o_prdDays) of the sender's map; unknown where it says none. */
function supplyDaysIn(map: string): number {
  const [, days] = /"o_prdDays"\s*:\s*"?(\d{1,3})/.exec(map) ?? []
  return Number(days ?? 0)
}

function lineOf(order: Order, visit: string, sequence: number): AuditLine {
  const at = minuteOf(order.drord_begn_date)
  const days = supplyDaysIn(order.extend_order_map)
  return {
    ...PLAIN_LINE,
    ...{ id: order.rx_id, encounterId: visit, at, on: dayAt(at), sequence },
    ...{ catalogue: catalogueOf(order), code: order.hilist_code, name: order.hilist_name },
    ...{ quantity: order.cnt, unitPrice: order.pric, amountFen: order.sumamt },
    // Paid by the person as a whole: nothing is asked of the fund.
    toFund: order.ownpay_amt < order.sumamt || order.sumamt === 0,
    ...{ prescription: order.rxno, prescriberId: order.drord_dr_codg, department: order.drord_dept_codg },
    ...(order.rxno !== '' && { ePrescription: { id: order.rxno } }),
    isDraft: order.curr_drord_flag === YES,
    ...(days > 0 && { supplyDays: days }),
  }
}

function encounterOf(sent: Encounter, personId: string, sequence: number, { care }: Desks): AuditEncounter {
  const { categories } = care
  const start = minuteOf(sent.adm_date)
  const end = Math.max(start, minuteOf(sent.dscg_date)) as Minute
  const benefitType = benefitTypeOf(categories, sent.med_type)
  const operations = sent.fsi_operation_dtos.filter(({ oprn_code }) => oprn_code !== '')
  return {
    ...PLAIN_VISIT,
    ...{ id: visitOf(sent.mdtrt_id), personId, providerId: sent.medins_id },
    careMode: careModeOf(categories, sent.med_type),
    ...{ start, end, startOn: dayAt(start), endOn: dayAt(end), sequence: 1_000_000 + sequence },
    diagnoses: sent.fsi_diagnose_dtos.map(({ dise_codg, maindise_flag }) => ({
      code: dise_codg,
      isMain: maindise_flag === YES,
    })),
    procedures: operations.map(({ oprn_code, oprn_date }) => ({
      code: oprn_code,
      ...(oprn_date && { at: minuteOf(oprn_date) }),
    })),
    insuranceType: insuranceTypeOf(categories, sent.med_type),
    ...(benefitType && { benefitType }),
    ...(sent.dise_no !== '' && { diseaseCode: sent.dise_no }),
  }
}

/** 生育状态 3 妊娠期, 4 哺乳期: known of the days of the visit, and of no others. */
function personOf(patient: Patient): AuditPerson {
  const during = (state: string) =>
    patient.fsi_encounter_dtos
      .filter(({ matn_stas }) => matn_stas === state)
      .map(({ adm_date, dscg_date }) => ({ from: dayAt(minuteOf(adm_date)), to: dayAt(minuteOf(dscg_date)) }))
  return {
    ...{ id: patient.patn_id, pregnancies: during('3'), lactations: during('4') },
    ...{ removedOrgans: [], suspended: [] },
  }
}

/** Names in any form that a list of texts takes: JSON, or divided by commas. */
const rulesNamed = (text: string): string[] => text.match(/[A-Za-z]+\d+/g) ?? []

function screeningOf(
  { patient_dtos, rule_ids }: Asked,
  stage: ScreeningStage,
  exchange: Exchange,
  desks: Desks,
): Outcome<Screening> {
  const [patient, ...others] = patient_dtos
  if (!patient || others.length > 0) return refused('audit_one_patient', { patients: patient_dtos.length })
  const visit = patient.curr_mdtrt_id
  const current = patient.fsi_encounter_dtos.find(({ mdtrt_id }) => mdtrt_id === visit)
  if (!current) return refused('audit_visit_missing', { visit })
  const { code, area } = exchange.provider
  if (current.medins_id !== code) return refused('provider_other', { sent: current.medins_id, own: code })
  if (stage === 'pre' && !current.fsi_order_dtos.some(({ curr_drord_flag }) => curr_drord_flag === YES))
    return refused('audit_no_order', { visit })
  return {
    ok: true,
    value: {
      ...{ stage, personNo: patient.patn_id, provider: code, area, visit: visitOf(visit), person: personOf(patient) },
      encounters: patient.fsi_encounter_dtos.map((each, at) => encounterOf(each, patient.patn_id, at, desks)),
      lines: patient.fsi_encounter_dtos.flatMap((each) =>
        each.fsi_order_dtos.map((order, at) => lineOf(order, visitOf(each.mdtrt_id), at)),
      ),
      rules: rulesNamed(rule_ids),
    },
  }
}

type Result = OutputWritable<'3101'>['result'][number]
const SEVERITIES: Readonly<Record<Severity, string>> = { definite: '1', suspect: '2', needs_evidence: '3' }
const short = (text: string, length: number): string => [...text].slice(0, length).join('')

/** The list must not be empty: what no line carries is one row about the visit. */
const detailsOf = ({ messageId, lines, amountFen }: Told): Told['lines'] =>
  lines.length > 0 ? lines : [{ detailId: messageId, lineId: '', amountFen }]

function resultOf(told: Told, patn_id: string, mdtrt_id: string, task: string): Result {
  return {
    jr_id: shownId(told.messageId),
    rule_id: told.rule,
    rule_name: told.title,
    vola_cont: short(told.text, 500),
    ...{ patn_id, mdtrt_id },
    judge_result_detail_dtos: detailsOf(told).map(({ detailId, lineId, amountFen }) => ({
      jrd_id: shownId(detailId),
      ...{ patn_id, mdtrt_id, rx_id: lineId, vola_item_type: '1', vola_amt: amountFen },
    })),
    vola_amt: told.amountFen,
    // Of what is not yet known nothing is reckoned.
    vola_amt_stas: told.severity === 'needs_evidence' ? '0' : '1',
    sev_deg: SEVERITIES[told.severity],
    vola_evid: short(told.basis, 500),
    vola_bhvr_type: told.isOfVisit ? '1' : '2',
    task_id: task,
  }
}

const UNSCREENED = '本次未完成审核，请照常诊疗和结算，平台已将本次就诊记为未筛查'

async function screen<I extends '3101' | '3102'>(
  { data }: { readonly data: Asked },
  exchange: Exchange<I>,
  desks: Desks,
  stage: ScreeningStage,
): Promise<Outcome<Reply<I>>> {
  const screening = screeningOf(data, stage, exchange, desks)
  if (!screening.ok) return screening
  const { patn_id = '', curr_mdtrt_id = '' } = data.patient_dtos[0] ?? {}
  const message = messageOf<'3101', readonly Told[]>(exchange as Exchange<'3101'>, desks, (told, { opId }) => ({
    output: { result: told.map((each) => resultOf(each, patn_id, curr_mdtrt_id, shownId(opId))) },
  }))
  const outcome = await desks.audit.screen(message, screening.value)
  if (!outcome.ok) return outcome
  if ('unscreened' in outcome.value) return answered<I>({ result: [] } as unknown as OutputWritable<I>, UNSCREENED)
  const { answer, replayed } = outcome.value.receipt
  return { ok: true, value: { kept: answer, replayed } }
}

const t3101: Handler<'3101'> = (input, exchange, desks) => screen(input, exchange, desks, 'pre')
const t3102: Handler<'3102'> = (input, exchange, desks) => screen(input, exchange, desks, 'mid')

const t3103: Handler<'3103'> = async ({ data }, exchange, desks) => {
  const answers: Answer[] = []
  for (const [at, { warn_rslt_id, dspo_way, dspo_way_rea }] of data.warns.entries()) {
    const messageId = uuidOf(warn_rslt_id)
    if (messageId === undefined) return refused('audit_finding_unknown', { row: at + 1, finding: warn_rslt_id })
    answers.push({ messageId, response: dspo_way === YES ? 'continued' : 'changed', reason: dspo_way_rea })
  }
  const message = messageOf<'3103', null>(exchange, desks, () => ({ output: {} }))
  return kept(desks.audit.answer(message, { provider: exchange.provider.code, answers }))
}

export const auditHandlers = { '3101': t3101, '3102': t3102, '3103': t3103 }
