// 5203, 5204, 5205: settlements, their fee lines, the medicines of chronic diseases.
import type { OutputWritable } from '@yibao/contract'
import { dayOf, type Fen, type Outcome, refused } from '@yibao/kernel'
import { findPerson, type Person, spellOn } from '../../person/index.ts'
import { findSettlementOf, replaySettlement, type SettlementRecord } from '../../settlement/index.ts'
import { findVisit, type Visit, visitsOfPerson } from '../../visit/index.ts'
import { answered, type Desks, dayIn, type Exchange, type Handler } from '../exchange.ts'
import { uuidOf } from '../identifiers.ts'
import { amountsOf, fundRowsOf, holderOf } from '../settlement-answer.ts'
import { gradeOf, levelCode, listTypeOf } from '../words.ts'
import { personOr, see } from './query.ts'

interface FoundSettlement {
  readonly record: SettlementRecord
  readonly person: Person
  readonly visit: Visit
}

/** A provider sees its own settlements. */
async function settlementOr(
  data: { readonly setl_id: string; readonly mdtrt_id: string; readonly psn_no: string },
  { provider }: Exchange,
  desks: Desks,
): Promise<Outcome<FoundSettlement>> {
  const unknown = refused('settlement_unknown', { settlement: data.setl_id.slice(0, 30) })
  const [settlementId, visitId] = [uuidOf(data.setl_id), uuidOf(data.mdtrt_id)]
  if (settlementId === undefined || visitId === undefined) return unknown
  const stored = await findSettlementOf(desks.reader, settlementId, data.psn_no)
  if (!stored || stored.visitId !== visitId) return unknown
  if (stored.provider !== provider.code) return refused('visit_other_provider', { visit: data.mdtrt_id })
  const person = await findPerson(desks.reader, data.psn_no)
  const visit = await findVisit(desks.reader, visitId, data.psn_no)
  if (!person || !visit) return unknown
  return { ok: true, value: { record: await desks.settlements.read(stored), person, visit } }
}

/** 医疗机构 */
const AT_PROVIDER = '2'

const t5203: Handler<'5203'> = async ({ data }, exchange, desks) => {
  const found = await settlementOr(data, exchange, desks)
  if (!found.ok) return found
  const { record, person, visit } = found.value
  const { provider } = exchange
  const { frozen } = record
  const spell = spellOn(person.dossier, frozen.person.scheme, visit.beganOn)
  const amounts = amountsOf(record.settlement, record.accountAfterFen)
  await see(exchange, desks, person.personNo, 'settlement', 1)
  return answered<'5203'>({
    setlinfo: {
      setl_id: data.setl_id,
      mdtrt_id: data.mdtrt_id,
      ...holderOf(person, visit),
      flxempe_flag: spell?.status === 'flexible' ? '1' : '0',
      nwb_flag: spell?.status === 'newborn' ? '1' : '0',
      insu_optins: person.area,
      emp_name: desks.city.employer(spell?.employerNo ?? person.employerNo)?.name ?? '',
      pay_loc: AT_PROVIDER,
      fixmedins_code: provider.code,
      fixmedins_name: provider.name,
      hosp_lv: provider.hospitalGrade,
      fixmedins_poolarea: desks.poolingArea,
      lmtpric_hosp_lv: levelCode(provider.levelNumber),
      dedc_hosp_lv: levelCode(provider.levelNumber),
      begndate: frozen.visit.admittedOn,
      enddate: frozen.visit.dischargedOn,
      setl_time: record.settledAt,
      mdtrt_cert_type: visit.details.credentialKind,
      med_type: visit.details.category,
      clr_type: record.clearing,
      clr_way: '1',
      clr_optins: desks.poolingArea,
      ...amounts,
      psn_pay: amounts.psn_part_amt,
      cash_payamt: amounts.psn_cash_pay,
      medins_setl_id: record.msgid,
      refd_setl_flag: record.reverses === null ? '0' : '1',
      year: frozen.on.slice(0, 4),
      dise_codg: visit.details.disease ?? '',
      dise_name: visit.details.diseaseName ?? '',
      invono: record.notes.invoice ?? '',
      opt_time: record.settledAt,
      pref_fund_pay: 0 as Fen,
    },
    setldetail: fundRowsOf(record, undefined),
  })
}

const t5204: Handler<'5204'> = async ({ data }, exchange, desks) => {
  const found = await settlementOr(data, exchange, desks)
  if (!found.ok) return found
  const { record, visit } = found.value
  const replay = await replaySettlement({ reader: desks.reader, policy: desks.policy }, record.settlementId)
  const lines = replay?.lines ?? []
  await see(exchange, desks, data.psn_no, 'fee lines', lines.length)
  return answered<'5204'>({
    data: lines.map((line, at) => ({
      mdtrt_id: data.mdtrt_id,
      setl_id: data.setl_id,
      ...lineShown(desks, line, replay!.splits[at]!),
      med_type: visit.details.category,
    })),
  })
}

/** Services have no dosage form, and not every list states a specification: fields that must not be empty say so. */
const NONE_STATED = '无'

const entryOf = ({ catalogue }: Desks, { item, at }: Replayed['lines'][number]) =>
  catalogue.find(item, dayOf(at)) ?? catalogue.any(item)

type Replayed = NonNullable<Awaited<ReturnType<typeof replaySettlement>>>
type ShownLine = Omit<OutputWritable<'5204'>['data'][number], 'mdtrt_id' | 'setl_id' | 'med_type'>

function lineShown(desks: Desks, line: Replayed['lines'][number], split: Replayed['splits'][number]): ShownLine {
  const { notes: kept = {} } = line
  const entry = entryOf(desks, line)
  const [department, departmentName, doctor, doctorName] = line.ordered
  return {
    ...lineFields(desks, line, split),
    rx_drord_no: kept.prescription ?? '',
    sin_dos_dscr: kept.dose ?? '',
    used_frqu_dscr: kept.frequency ?? '',
    prd_days: Number(kept.days ?? 0),
    medc_way_dscr: kept.way ?? '',
    prodname: entry?.name ?? '',
    spec: entry?.specification ?? '',
    dosform_name: entry?.form ?? NONE_STATED,
    bilg_dept_codg: department,
    bilg_dept_name: departmentName,
    bilg_dr_codg: doctor,
    bilg_dr_name: doctorName,
    acord_dept_codg: kept.carriedOutIn ?? '',
    acord_dept_name: kept.carriedOutInName ?? '',
    orders_dr_code: kept.carriedOutBy ?? '',
    orders_dr_name: kept.carriedOutByName ?? '',
    drt_reim_flag: '0',
    memo: split.reason ?? kept.remark ?? '',
    opt_time: line.at,
  }
}

const APPROVAL_FLAGS: Readonly<Record<string, string>> = { approved: '1', not_approved: '2' }

/** What 5204 and 5205 both say of a line. */
function lineFields(desks: Desks, line: Replayed['lines'][number], split: Replayed['splits'][number]) {
  const { notes: kept = {}, tags } = line
  const entry = entryOf(desks, line)
  const flag = (is: boolean): string => (is ? '1' : '0')
  return {
    feedetl_sn: line.serial,
    fee_ocur_time: line.at,
    cnt: line.quantity,
    pric: line.price,
    det_item_fee_sumamt: line.amountFen,
    pric_uplmt_amt: (line.ceiling ?? 0) as typeof line.price,
    selfpay_prop: split.rateBp as NonNullable<ShownLine['selfpay_prop']>,
    fulamt_ownpay_amt: split.full,
    overlmt_amt: split.over,
    preselfpay_amt: split.pre,
    inscp_scp_amt: split.inScope,
    chrgitm_lv: gradeOf(line.itemClass),
    hilist_code: line.item,
    hilist_name: entry?.name ?? line.ownItem,
    list_type: entry ? listTypeOf(entry.listType) : '201',
    med_list_codg: line.item,
    medins_list_codg: line.ownItem,
    medins_list_name: entry?.name ?? line.ownItem,
    med_chrgitm_type: line.feeClass,
    lmt_used_flag: flag(line.restricted),
    hosp_prep_flag: flag(line.kind === 'preparation'),
    hosp_appr_flag: APPROVAL_FLAGS[kept.approval ?? ''] ?? '0',
    tcmdrug_used_way: kept.herbalUse ?? '',
    bas_medn_flag: flag(tags.includes('essential')),
    hi_nego_drug_flag: flag(tags.includes('negotiated')),
    chld_medc_flag: flag(tags.includes('child')),
    etip_flag: kept.externalTest ?? '0',
    etip_hosp_code: kept.externalTestAt ?? '',
    dscg_tkdrug_flag: kept.takenHome ?? '0',
    list_sp_item_flag: '0',
    matn_fee_flag: kept.maternity ?? '0',
  }
}

/** Categories of visits whose medicines the record of chronic diseases holds. */
const CHRONIC = new Set(['14', '9901', '9902'])
const MEDICINES = new Set(['western_drug', 'chinese_drug', 'herbal', 'preparation'])

const t5205: Handler<'5205'> = async ({ data }, exchange, desks) => {
  const found = await personOr(desks, data.psn_no)
  if (!found.ok) return found
  const to = dayIn(data.endtime) ?? desks.clock.today()
  const visits = await visitsOfPerson(desks.reader, data.psn_no, dayOf(data.begntime), to)
  const rows: OutputWritable<'5205'>['feedetail'][number][] = []
  for (const visit of visits.filter(({ details }) => CHRONIC.has(details.category))) {
    for (const settlement of new Set(visit.batches.flatMap((batch) => batch.settlement ?? []))) {
      const replay = await replaySettlement({ reader: desks.reader, policy: desks.policy }, settlement)
      for (const [at, line] of (replay?.lines ?? []).entries()) {
        if (!MEDICINES.has(line.kind)) continue
        const entry = entryOf(desks, line)
        rows.push({
          ...lineFields(desks, line, replay!.splits[at]!),
          rx_drord_no: line.notes?.prescription ?? '',
          fixmedins_code: visit.provider,
          fixmedins_name: desks.providers.find(visit.provider)?.name ?? visit.provider,
          psn_no: data.psn_no,
          med_type: visit.details.category,
          prodname: entry?.name ?? '',
          spec: entry?.specification ?? NONE_STATED,
          dosform_name: entry?.form ?? '',
        })
      }
    }
  }
  await see(exchange, desks, data.psn_no, 'medicines', rows.length)
  return answered<'5205'>({ feedetail: rows })
}

export const settlementQueryHandlers = { '5203': t5203, '5204': t5204, '5205': t5205 }
