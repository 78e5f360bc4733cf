// A stay and a purchase as messages: admission, rows, discharge, settlement; drugs bought.
import type { InputWritable, OutputValues } from '@yibao/contract'
import type { Fen, Instant } from '@yibao/kernel'
import type { SendOptions, TestClient } from './client.ts'
import { feeRow, holder, type Item, NOW, totalOf } from './flows.ts'
import { AREA, DEPARTMENT, type Patient, PHYSICIAN } from './small-city.ts'

export interface StayOptions extends SendOptions {
  readonly medType?: string
  readonly at?: Instant
  readonly diagnosis?: string
}

export function admission(
  person: Patient,
  { medType = '21', at = NOW, diagnosis = 'K35.800' }: StayOptions = {},
): InputWritable<'2401'> {
  return {
    mdtrtinfo: {
      psn_no: person.personNo,
      insutype: person.insutype,
      coner_name: '家属',
      tel: '13900000000',
      begntime: at,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certificateNo,
      cert_type: '01',
      certno: person.certificateNo,
      med_type: medType,
      ipt_no: 'ZY1',
      medrcdno: 'BL1',
      atddr_no: PHYSICIAN,
      chfpdr_name: '李医生',
      adm_diag_dscr: '急性阑尾炎',
      adm_dept_codg: DEPARTMENT,
      adm_dept_name: '内科',
      adm_bed: '1-01',
      dscg_maindiag_code: diagnosis,
      dscg_maindiag_name: '急性阑尾炎',
      insuplc_admdvs: AREA,
      mdtrtarea_admvs: AREA,
    },
    diseinfo: [{ psn_no: person.personNo, ...mainDiagnosis(diagnosis, at) }],
  }
}

const mainDiagnosis = (code: string, at: Instant) => ({
  diag_type: '1',
  maindiag_flag: '1',
  diag_srt_no: 1,
  diag_code: code,
  diag_name: '急性阑尾炎',
  diag_dept: '内科',
  dise_dor_no: PHYSICIAN,
  dise_dor_name: '李医生',
  diag_time: at,
})

/** 2401: the visit's number. */
export async function admit(client: TestClient, person: Patient, options: StayOptions = {}): Promise<string> {
  return (await client.done('2401', admission(person, options), options)).result.mdtrt_id
}

/** 2301 */
export function chargeStay(
  client: TestClient,
  person: Patient,
  visit: string,
  items: readonly (Item & { readonly reverses?: string })[],
  { medType = '21', ...sending }: StayOptions = {},
): Promise<OutputValues<'2301'>> {
  const feedetail = items.map((each) => ({
    ...feeRow(each),
    mdtrt_id: visit,
    psn_no: person.personNo,
    med_type: medType,
    ...(each.reverses === undefined ? {} : { init_feedetl_sn: each.reverses }),
  }))
  return client.done('2301', { feedetail }, sending)
}

export function discharging(person: Patient, visit: string, at: Instant, way = '1'): InputWritable<'2402'> {
  return {
    dscginfo: {
      mdtrt_id: visit,
      psn_no: person.personNo,
      insutype: person.insutype,
      endtime: at,
      dscg_dept_codg: DEPARTMENT,
      dscg_dept_name: '内科',
      dscg_way: way,
    },
    diseinfo: [{ mdtrt_id: visit, psn_no: person.personNo, ...mainDiagnosis('K35.800', at) }],
  }
}

export function settlingStay(
  person: Patient,
  visit: string,
  total: Fen,
  { interim = false, account = '0' }: { interim?: boolean; account?: '0' | '1' | '2' } = {},
): InputWritable<'2304'> {
  return {
    data: {
      psn_no: person.personNo,
      ...holder(person),
      psn_type: '11',
      psn_name: person.name,
      medfee_sumamt: total,
      psn_setlway: '01',
      mdtrt_id: visit,
      insutype: person.insutype,
      acct_used_flag: account,
      insuplc_admdvs: AREA,
      mdtrtarea_admvs: AREA,
      mid_setl_flag: interim ? '1' : '0',
    },
  }
}

export interface Pack {
  readonly code: string
  readonly split?: boolean
}

export function buying(
  person: Patient,
  items: readonly (Item & { readonly packs?: readonly Pack[]; readonly prescription?: string })[],
  account: '0' | '1' | '2' = '1',
): InputWritable<'2102'> {
  return {
    druginfo: {
      psn_no: person.personNo,
      ...holder(person),
      psn_type: '11',
      psn_name: person.name,
      begntime: NOW,
      medfee_sumamt: totalOf(items),
      insutype: person.insutype,
      acct_used_flag: account,
      med_type: '41',
    },
    drugdetail: items.map((each) => {
      const row = feeRow(each)
      return {
        feedetl_sn: row.feedetl_sn,
        rxno: each.prescription ?? '',
        rx_circ_flag: '0',
        fee_ocur_time: row.fee_ocur_time,
        med_list_codg: row.med_list_codg,
        medins_list_codg: row.medins_list_codg,
        det_item_fee_sumamt: row.det_item_fee_sumamt,
        cnt: row.cnt,
        pric: row.pric,
        durg_trac_info: (each.packs ?? []).map(({ code, split = false }) => ({
          feedetl_sn: row.feedetl_sn,
          drug_trac_codg: code,
          trdn_flag: split ? '1' : '0',
        })),
      }
    }),
  }
}
