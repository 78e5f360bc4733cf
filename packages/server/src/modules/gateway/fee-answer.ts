// Fee lines in the national form: how each splits, and what it was taken from on its way in.
import type { InputValues, OutputWritable } from '@yibao/contract'
import type { Approval, BasisPoints, UnitPrice } from '@yibao/kernel'
import type { ChargedLine, SentLine } from '../visit/index.ts'
import { notes, orAbsent } from './exchange.ts'
import { gradeOf } from './words.ts'

export const APPROVALS: Readonly<Record<string, Approval>> = { '1': 'approved', '2': 'not_approved' }
export const approvalOf = (flag: string): Approval => APPROVALS[flag] ?? 'not_needed'

type OutpatientRow = InputValues<'2204'>['feedetail'][number]
type StayRow = InputValues<'2301'>['feedetail'][number]

/** What both kinds of rows carry. */
function common(row: OutpatientRow | StayRow): Omit<SentLine, 'notes'> {
  return {
    serial: row.feedetl_sn,
    item: row.med_list_codg,
    ownItem: row.medins_list_codg,
    at: row.fee_ocur_time,
    quantity: row.cnt,
    price: row.pric,
    amountFen: row.det_item_fee_sumamt,
    approval: approvalOf(row.hosp_appr_flag),
    ordered: [row.bilg_dept_codg, row.bilg_dept_name, row.bilg_dr_codg, row.bilg_dr_name],
  }
}

const carriedOut = (row: OutpatientRow | StayRow) => ({
  carriedOutIn: row.acord_dept_codg,
  carriedOutInName: row.acord_dept_name,
  carriedOutBy: row.orders_dr_code,
  carriedOutByName: row.orders_dr_name,
  herbalUse: row.tcmdrug_used_way,
  externalTest: row.etip_flag,
  externalTestAt: row.etip_hosp_code,
  takenHome: row.dscg_tkdrug_flag,
  maternity: row.matn_fee_flag,
  remark: row.memo,
  set: row.comb_no,
})

export function outpatientLine(row: OutpatientRow): SentLine {
  const kept = notes({
    ...carriedOut(row),
    prescription: row.rxno,
    dose: row.sin_dos_dscr,
    frequency: row.used_frqu_dscr,
    days: row.prd_days,
    way: row.medc_way_dscr,
  })
  return { ...common(row), notes: kept, ...(row.rx_circ_flag === '1' ? { external: true } : {}) }
}

export function stayLine(row: StayRow): SentLine {
  const kept = notes({ ...carriedOut(row), prescription: row.drord_no })
  const reverses = orAbsent(row.init_feedetl_sn)
  return { ...common(row), notes: kept, ...(reverses ? { reverses } : {}) }
}

const flag = (is: boolean): string => (is ? '1' : '0')

/** How a line splits, in the fields that every fee answer shares. */
export function splitFields({ line, split }: ChargedLine) {
  const { tags } = line
  return {
    feedetl_sn: line.serial,
    det_item_fee_sumamt: line.amountFen,
    cnt: line.quantity,
    pric: line.price,
    pric_uplmt_amt: (line.ceiling ?? 0) as UnitPrice,
    selfpay_prop: split.rateBp as BasisPoints,
    fulamt_ownpay_amt: split.full,
    overlmt_amt: split.over,
    preselfpay_amt: split.pre,
    inscp_scp_amt: split.inScope,
    chrgitm_lv: gradeOf(line.itemClass),
    med_chrgitm_type: line.feeClass,
    bas_medn_flag: flag(tags.includes('essential')),
    hi_nego_drug_flag: flag(tags.includes('negotiated')),
    chld_medc_flag: flag(tags.includes('child')),
    list_sp_item_flag: '0',
    lmt_used_flag: flag(line.restricted),
    drt_reim_flag: '0',
    memo: split.reason ?? '',
  }
}

export const feeResult = (lines: readonly ChargedLine[]): OutputWritable<'2204'>['result'] => lines.map(splitFields)
