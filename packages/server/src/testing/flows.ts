// The usual chains of messages, for tests that need a visit, a bill or a stay to begin with.
import type { InputWritable, OutputValues } from '@yibao/contract'
import { type Fen, type Instant, lineAmount, type Quantity, type UnitPrice } from '@yibao/kernel'
import type { SendOptions, TestClient } from './client.ts'
import { DEPARTMENT, ITEMS, type Patient, PHYSICIAN } from './small-city.ts'

export const NOW = '2026-06-15 09:00:00' as Instant

export interface Item {
  readonly code: string
  readonly count: number
  readonly yuan: number
  readonly approved?: string
  readonly doctor?: string
  readonly at?: Instant
  readonly serial?: string
}

export const item = (code: keyof typeof ITEMS, yuan: number, count = 1, rest: Partial<Item> = {}): Item => ({
  code: ITEMS[code],
  count,
  yuan,
  ...rest,
})

let serials = 1000
export const nextSerial = (): string => String(++serials)

export const totalOf = (items: readonly Item[]): Fen =>
  items.reduce((sum, { count, yuan }) => sum + amountOf(count, yuan), 0) as Fen

const amountOf = (count: number, yuan: number): Fen =>
  lineAmount((count * 10_000) as Quantity, Math.round(yuan * 1_000_000) as UnitPrice)

/** What every fee row says of an item. */
export function feeRow({ code, count, yuan, approved = '0', doctor = PHYSICIAN, at = NOW, serial }: Item) {
  return {
    feedetl_sn: serial ?? nextSerial(),
    fee_ocur_time: at,
    med_list_codg: code,
    medins_list_codg: `OWN${code.slice(-6)}`,
    det_item_fee_sumamt: amountOf(count, yuan),
    cnt: (count * 10_000) as Quantity,
    pric: Math.round(yuan * 1_000_000) as UnitPrice,
    bilg_dept_codg: DEPARTMENT,
    bilg_dept_name: '内科',
    bilg_dr_codg: doctor,
    bilg_dr_name: '李医生',
    hosp_appr_flag: approved,
  }
}

export interface VisitOptions extends SendOptions {
  readonly medType?: string
  readonly disease?: string
  readonly diagnosis?: string
  readonly at?: Instant
}

/** What messages state of a person's papers. */
export const holder = ({ certificateNo }: Patient) => ({
  mdtrt_cert_type: '02',
  mdtrt_cert_no: certificateNo,
  psn_cert_type: '01',
  certno: certificateNo,
})

/** 2201 and 2203. */
export async function openVisit(client: TestClient, patient: Patient, options: VisitOptions = {}): Promise<string> {
  const { medType = '11', disease = 'I10.x00', diagnosis = 'I10.x00', at = NOW, ...sending } = options
  const registered = await client.done(
    '2201',
    {
      data: {
        psn_no: patient.personNo,
        insutype: patient.insutype,
        begntime: at,
        ...holder(patient),
        psn_type: '11',
        psn_name: patient.name,
        ipt_otp_no: 'MZ1',
        dept_code: DEPARTMENT,
        dept_name: '内科',
        caty: 'A03',
      },
    },
    sending,
  )
  const visit = registered.data.mdtrt_id
  await client.done('2203', informing(visit, patient, { medType, disease, diagnosis, at }), sending)
  return visit
}

export function informing(
  visit: string,
  patient: Patient,
  { medType = '11', disease = 'I10.x00', diagnosis = 'I10.x00', at = NOW }: VisitOptions = {},
): InputWritable<'2203'> {
  return {
    mdtrtinfo: {
      mdtrt_id: visit,
      psn_no: patient.personNo,
      med_type: medType,
      begntime: at,
      dise_codg: disease,
      dise_name: '高血压',
    },
    diseinfo: [
      {
        diag_type: '1',
        diag_srt_no: 1,
        diag_code: diagnosis,
        diag_name: '特发性高血压',
        diag_dept: '内科',
        dise_dor_no: PHYSICIAN,
        dise_dor_name: '李医生',
        diag_time: at,
        vali_flag: '1',
      },
    ],
  }
}

/** 2204 of one batch. */
export async function charge(
  client: TestClient,
  patient: Patient,
  visit: string,
  batch: string,
  items: readonly Item[],
  sending: SendOptions = {},
): Promise<OutputValues<'2204'>> {
  const feedetail = items.map((each) => ({
    ...feeRow(each),
    mdtrt_id: visit,
    psn_no: patient.personNo,
    chrg_bchno: batch,
    rx_circ_flag: '0',
  }))
  return client.done('2204', { feedetail }, sending)
}

export function settling(
  patient: Patient,
  visit: string,
  batch: string,
  total: Fen,
  account: '0' | '1' | '2' = '0',
  medType = '11',
): InputWritable<'2207'> {
  const none = 0 as Fen
  return {
    data: {
      psn_no: patient.personNo,
      ...holder(patient),
      med_type: medType,
      medfee_sumamt: total,
      psn_setlway: '01',
      mdtrt_id: visit,
      chrg_bchno: batch,
      insutype: patient.insutype,
      acct_used_flag: account,
      fulamt_ownpay_amt: none,
      overlmt_selfpay: none,
      preselfpay_amt: none,
      inscp_scp_amt: none,
    },
  }
}

/** The same bill as a trial. */
export function quoting(
  patient: Patient,
  visit: string,
  batch: string,
  total: Fen,
  account: '0' | '1' | '2' = '0',
  medType = '11',
): InputWritable<'2206'> {
  const { data } = settling(patient, visit, batch, total, account, medType)
  return { data: { ...data, psn_type: '11', psn_name: patient.name } }
}

/** 2204 and 2207 of one batch in a visit that is open. */
export async function settleBatch(
  client: TestClient,
  patient: Patient,
  visit: string,
  batch: string,
  items: readonly Item[],
  { account = '0', medType = '11', ...sending }: VisitOptions & { readonly account?: '0' | '1' | '2' } = {},
): Promise<OutputValues<'2207'>> {
  await charge(client, patient, visit, batch, items, sending)
  return client.done('2207', settling(patient, visit, batch, totalOf(items), account, medType), sending)
}
