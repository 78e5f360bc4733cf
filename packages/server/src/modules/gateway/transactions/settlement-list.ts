// 4101, 3605–3607: a settlement list received, what its check found, and the groups of a month's cases.
import { labelOf, nationalLists, type OutputWritable } from '@yibao/contract'
import { accepted, dayOf, type Outcome, type Quantity, refused } from '@yibao/kernel'
import { findPerson } from '../../person/index.ts'
import { findSettlement, replayStored, type StoredSettlement } from '../../settlement/index.ts'
import type { CheckedList, GroupedCase, ListFinding, MonthQuery, Received } from '../../settlement-list/index.ts'
import { findVisit, type Visit } from '../../visit/index.ts'
import { answered, type Desks, type Exchange, type Handler, idFrom, kept, messageOf } from '../exchange.ts'
import { shownId, uuidOf } from '../identifiers.ts'
import { insutypeOf } from '../words.ts'
import { see } from './query.ts'
import { listFrom, notesOf } from './settlement-list-input.ts'

const CHRONIC = '14'
const PAGE_ROWS_MAX = 500

const t4101: Handler<'4101'> = async (sent, exchange, desks) => {
  const { setlinfo } = sent
  const found = await settledHere(setlinfo, exchange, desks)
  if (!found.ok) return found
  const { stored, visit } = found.value
  const person = await findPerson(desks.reader, stored.personNo)
  if (!person) return refused('person_unknown', { personNo: stored.personNo })
  const replay = await replayStored({ reader: desks.reader, policy: desks.policy }, stored)
  const list = listFrom(sent, { provider: exchange.provider.code, person, visit, replay })
  if (!list.ok) return list
  const message = messageOf<'4101', Received>(exchange, desks, ({ listId, findings }) => ({
    output: { data: { setl_list_id: shownId(listId) } },
    ...(findings.length > 0 && { warning: findingsSentence(findings) }),
  }))
  return kept(
    desks.settlementLists.receive(message, {
      settlementId: stored.settlementId,
      visitId: stored.visitId,
      personNo: stored.personNo,
      provider: stored.provider,
      area: stored.area,
      month: stored.settledAt.slice(0, 7).replace('-', ''),
      settled: {
        personNo: stored.personNo,
        provider: stored.provider,
        totalFen: replay.record.settlement.total,
      },
      list: list.value,
      notes: notesOf(sent),
    }),
  )
}

interface SettledHere {
  readonly stored: StoredSettlement
  readonly visit: Visit
}

/** A list belongs to a settlement of the provider that sends it; whatever else is wrong with it is a finding. */
async function settledHere(
  info: { readonly setl_id: string; readonly mdtrt_id: string },
  { provider }: Exchange,
  desks: Desks,
): Promise<Outcome<SettledHere>> {
  const [settlementId, visitId] = [idFrom(info.setl_id, 'settlement_unknown'), idFrom(info.mdtrt_id, 'visit_unknown')]
  if (!settlementId.ok) return settlementId
  if (!visitId.ok) return visitId
  const unknown = refused('settlement_unknown', { settlement: info.setl_id.slice(0, 30) })
  const stored = await findSettlement(desks.reader, settlementId.value)
  if (!stored || stored.visitId !== visitId.value || stored.reverses !== null) return unknown
  if (stored.provider !== provider.code) return refused('visit_other_provider', { visit: info.mdtrt_id.slice(0, 30) })
  const visit = await findVisit(desks.reader, stored.visitId, stored.personNo)
  if (!visit) return unknown
  if (visit.kind !== 'inpatient' && visit.details.category !== CHRONIC)
    return refused('list_not_of_stay', { settlement: info.setl_id.slice(0, 30) })
  return accepted({ stored, visit })
}

/** The clerk is told at once; every finding is in 3607. */
function findingsSentence(findings: readonly ListFinding[]): string {
  const errors = findings.filter(({ level }) => level === 'error')
  const shown = (errors.length > 0 ? errors : findings)
    .slice(0, 3)
    .map(({ rule, field, expected }) => `${rule} ${nationalField(field)}${expected}`)
  const head =
    errors.length > 0 ? `清单已退回，错误${errors.length}项，请改正后重传` : `清单已接收，提示${findings.length}项`
  return `${head}：${shown.join('；')}`.slice(0, 200)
}

/** Our names of a list's parts in the national words. */
const FIELDS: Readonly<Record<string, string>> = {
  insuranceNo: 'hi_no',
  caseNo: 'medcasno',
  nationality: 'ntly',
  occupation: 'prfs',
  'contact.relation': 'patn_rlts',
  'contact.address': 'coner_addr',
  'contact.phone': 'coner_tel',
  'newborn.admissionType': 'nwb_adm_type',
  'newborn.admissionWeightG': 'nwb_adm_wt',
  'newborn.birthWeightG': 'nwb_bir_wt',
  statedStayDays: 'act_ipt_days',
  statedAge: 'age',
  statedAgeDays: 'nwb_age',
  statedDiagnoses: 'diag_code_cnt',
  statedProcedures: 'oprn_oprt_code_cnt',
  bornOn: 'brdy',
  admittedAt: 'adm_time',
  dischargedAt: 'dscg_time',
  settledUntil: 'setl_end_date',
  uploadedAt: 'dcla_time',
  'receiver.name': 'acp_medins_name',
  'receiver.code': 'acp_optins_code',
  readmissionPurpose: 'days_rinp_pup_31',
  settlementId: 'setl_id',
  personNo: 'psn_no',
  providerCode: 'fixmedins_code',
  'chronic.department': 'opsp_diag_caty',
  'chronic.on': 'opsp_mdtrt_date',
  'chronic.diagnoses': 'opspdiseinfo',
  diagnoses: 'diseinfo',
  'diagnoses.isMain': 'maindiag_flag',
  'diagnoses.code': 'diag_code',
  procedures: 'oprninfo',
  'procedures.code': 'oprn_oprt_code',
  'procedures.at': 'oprn_oprt_begntime',
  'procedures.anaesthesia': 'anst_way',
  'procedures.anaesthetist': 'anst_dr_code',
  ventilationMinutes: 'vent_used_dura',
  'intensiveCare.inAt': 'scs_cutd_inpool_time',
  'intensiveCare.outAt': 'scs_cutd_exit_time',
  'intensiveCare.statedMinutes': 'scs_cutd_sum_dura',
  nursingDays: 'lv1_nurscare_days',
  items: 'iteminfo',
  'items.amountFen': 'amt',
  paymentsFen: 'payinfo',
  selfPayFen: 'psn_selfpay',
  'blood.kind': 'bld_cat',
}
const nationalField = (field: string): string => FIELDS[field] ?? field

interface MonthAsked {
  readonly setl_ym: string
  readonly setl_id: string
  readonly page_num: number
  readonly page_size: number
}

function monthOf(data: MonthAsked, provider: string): Outcome<MonthQuery> {
  const { setl_ym: month, page_num: page, page_size: size } = data
  if (!/^\d{4}(0[1-9]|1[0-2])$/.test(month))
    return refused('list_month', { found: month.replace(/[^\p{L}\p{N}-]/gu, '□') })
  if (page < 1) return refused('list_page', { found: page, allowed: PAGE_ROWS_MAX })
  if (size < 1 || size > PAGE_ROWS_MAX) return refused('list_page', { found: size, allowed: PAGE_ROWS_MAX })
  const settlementId = data.setl_id === '' ? undefined : uuidOf(data.setl_id)
  if (data.setl_id !== '' && settlementId === undefined)
    return refused('settlement_unknown', { settlement: data.setl_id.slice(0, 30) })
  return accepted({
    provider,
    month,
    ...(settlementId && { settlementId }),
    offset: (page - 1) * size,
    limit: size,
  })
}

const PASSED = '1'
const FAILED = '0'
const LEVELS = { error: '1', warning: '2' } as const
const flag = (is: boolean): string => (is ? '1' : '0')

const t3607: Handler<'3607'> = async ({ data }, exchange, desks) => {
  const query = monthOf(data, exchange.provider.code)
  if (!query.ok) return query
  const lists = await desks.settlementLists.checked(query.value)
  await see(exchange, desks, '-', 'settlement lists', lists.length)
  return answered<'3607'>({ data: lists.map((list) => checkedShown(list, query.value.month, exchange.provider)) })
}

function checkedShown(list: CheckedList, month: string, { code, name }: { code: string; name: string }) {
  const isReturned = list.state === 'returned'
  const worst = list.findings.some(({ level }) => level === 'error') ? 'error' : list.findings[0]?.level
  return {
    fixmedins_code: code,
    fixmedins_name: name,
    setl_ym: month,
    setl_id: shownId(list.settlementId),
    psn_no: list.personNo,
    psn_name: list.name,
    psn_cert_type: list.certificateKind,
    cert_no: list.certificateNo.slice(0, 30),
    qltctrl_rslt: isReturned ? FAILED : PASSED,
    err_lv: worst === undefined ? '' : LEVELS[worst],
    retn_flag: flag(isReturned),
    qltctrl_ver: list.rulesVersion,
    grp_stas: flag(list.isGrouped),
    detl_list: list.findings.map(({ rule, level, field, found, expected }) => ({
      exam_data_fld: nationalField(field),
      qltctrl_chk_rslt: `${rule} ${expected}`.slice(0, 100),
      err_lv: LEVELS[level],
      retn_flag: flag(level === 'error'),
      init_val: found.slice(0, 60),
    })),
    qltctrl_time: list.uploadedAt,
  } satisfies OutputWritable<'3607'>['data'][number]
}

const t3605: Handler<'3605'> = async ({ data }, exchange, desks) => {
  const query = monthOf(data, exchange.provider.code)
  if (!query.ok) return query
  const cases = await desks.settlementLists.grouped('drg', query.value)
  await see(exchange, desks, '-', 'drg groups', cases.length)
  return answered<'3605'>({ data: cases.map((each) => drgShown(each, query.value.month, desks.poolingArea)) })
}

const drgShown = (each: GroupedCase, month: string, area: string) =>
  ({
    setl_id: shownId(each.settlementId),
    drg_code: each.code,
    drg_name: each.name.slice(0, 100),
    adrg_code: each.result.adrg,
    mdc_codg: each.result.mdc,
    grp_rslt: flag(each.isGrouped),
    err_info: each.result.reason,
    grp_name: each.scheme.slice(0, 200),
    grp_ver: each.schemeVersion,
    psn_no: each.personNo,
    drg_admdvs: area,
    setl_list_sn: shownId(each.listId),
    setl_ym: month,
    fixmedins_code: each.provider,
    grp_time: dayOf(each.groupedAt),
    vali_flag: flag(!each.isCancelled),
  }) satisfies OutputWritable<'3605'>['data'][number]

const t3606: Handler<'3606'> = async ({ data }, exchange, desks) => {
  const query = monthOf(data, exchange.provider.code)
  if (!query.ok) return query
  const cases = await desks.settlementLists.grouped('dip', query.value)
  await see(exchange, desks, '-', 'dip groups', cases.length)
  return answered<'3606'>({ data: cases.map((each) => dipShown(each, exchange, desks.poolingArea)) })
}

const UPLOADED = '0'

function dipShown(each: GroupedCase, { provider }: Exchange, area: string) {
  const { result, insurance } = each
  return {
    setl_id: shownId(each.settlementId),
    psn_no: each.personNo,
    psn_name: each.personName,
    insutype: insutypeOf(insurance),
    setl_time: each.settledAt,
    clr_optins: area,
    insu_admdvs: each.personArea,
    fixmedins_code: provider.code,
    fixmedins_name: provider.name,
    fixmedins_lv: provider.hospitalGrade,
    nuld_flag: UPLOADED,
    grp_stas: flag(each.isGrouped),
    dip_dise_grp_code: each.code,
    dip_dise_grp_name: each.name,
    grp_diag_code: result.diagnosis,
    oprn_grp_code: result.procedures.join('+').slice(0, 500),
    ...(result.scoreE4 === null ? {} : { grp_dise_sco: result.scoreE4 as Quantity }),
    remarks: each.isCancelled ? '结算已撤销，不再计分' : result.reason,
    Insutype_name: labelOf(nationalLists, 'insutype', insutypeOf(insurance)).slice(0, 30),
    grp_stas_name: each.isGrouped ? '成功' : '不成功',
  } satisfies OutputWritable<'3606'>['data'][number]
}

export const settlementListHandlers = { '3605': t3605, '3606': t3606, '3607': t3607, '4101': t4101 }
