// What every maker of a message has: its shape, the values they share, and the care that must be there before it comes.
import type { Infno, InputWritable } from '@yibao/contract'
import { day, type Fen, type Instant } from '@yibao/kernel'
import { zipText } from '../../modules/reconciliation/index.ts'
import type { TestClient } from '../client.ts'
import { charge, item, openVisit, settleBatch } from '../flows.ts'
import { AREA, HOSPITAL, type Patient } from '../small-city.ts'
import { admit, chargeStay, discharging, settlingStay } from '../stay-flows.ts'

export interface ReadyMessage<I extends Infno = Infno> {
  readonly input: InputWritable<I>
  /** Who sends it, where it is not the city's hospital. */
  readonly provider?: string
}

export type Maker<I extends Infno> = (client: TestClient, patient: Patient, serial: string) => Promise<ReadyMessage<I>>
export type Makers = { readonly [I in Infno]: Maker<I> }

export const at = (text: string) => text as Instant
export const SPAN = { begntime: at('2026-06-01 00:00:00'), endtime: at('2026-06-30 23:59:59') }
export const STATED = { stmt_begndate: day('2026-06-15'), stmt_enddate: day('2026-06-15') }
export const REFUNDS = { refd_setl_flag: '0', fixmedins_refd_setl_flag: '0' }
export const CHARGED = [item('plain', 300, 2), item('partly', 50)]
export const TOTAL = 65_000 as Fen

export const ready = <I extends Infno>(input: InputWritable<I>, provider?: string): ReadyMessage<I> => ({
  input,
  ...(provider === undefined ? {} : { provider }),
})

export const own = (person: Patient, visit: string) => ({ psn_no: person.personNo, mdtrt_id: visit })
export const page = { updt_time: day('2000-01-01'), page_num: 1, page_size: 20 }
export const totals = { ...STATED, clr_type: '11', setl_optins: AREA, fixmedins_setl_cnt: 0, ...REFUNDS }
export const noSums = { medfee_sumamt: 0 as Fen, fund_pay_sumamt: 0 as Fen }

export async function charged(client: TestClient, person: Patient): Promise<string> {
  const visit = await openVisit(client, person)
  await charge(client, person, visit, 'B1', CHARGED)
  return visit
}

export async function settled(client: TestClient, person: Patient) {
  const visit = await openVisit(client, person)
  const { setlinfo } = await settleBatch(client, person, visit, 'B1', CHARGED, { account: '1' })
  return { visit, setl_id: setlinfo.setl_id }
}

/** A stay of five days with one row. */
export async function stayed(client: TestClient, person: Patient, isOver = true): Promise<string> {
  const visit = await admit(client, person, { at: at('2026-06-01 09:00:00') })
  await chargeStay(client, person, visit, [item('bed', 650, 1, { at: at('2026-06-02 09:00:00'), serial: '901' })])
  if (isOver) await client.done('2402', discharging(person, visit, at('2026-06-06 09:00:00')))
  return visit
}

export async function uploaded(client: TestClient, serial: string) {
  const filename = `stmt${serial}.txt.zip`
  const bytes = zipText('stmt.txt', '')
  const { data } = await client.done('9101', {
    fsUploadIn: { in: bytes, filename, fixmedins_code: HOSPITAL },
  } as never)
  return { file_qury_no: data.file_qury_no, filename, fixmedins_code: HOSPITAL }
}

export const signedIn = async (client: TestClient) =>
  (await client.done('9001', { signIn: { opter_no: 'C001', mac: '00-00', ip: '10.0.0.1' } })).signinoutb.sign_no

/** A stay of five days, discharged and settled. */
export async function settledStay(client: TestClient, person: Patient) {
  const visit = await stayed(client, person)
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, TOTAL))
  return { visit, setl_id: setlinfo.setl_id }
}
