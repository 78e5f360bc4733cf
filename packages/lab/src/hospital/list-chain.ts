// The settlement list of a stay (结算清单), sent by the insurance office after settlement; one that is sent back is corrected.
import type { InputWritable } from '@yibao/contract'
import { addDays, type Day, daysBetween, type Instant } from '@yibao/kernel'
import { type CareEvent, leavesOn, startsOn } from '../care/index.ts'
import type { Desk } from './desk.ts'
import { departmentName } from './desk.ts'
import type { Talk } from './talk.ts'

/** One in so many lists is made with wrong days, and every second of these is never corrected within the month. */
const FLAWED_OF = 24

/** A refusal is counted by the conversation; the stay itself has ended well. */
export async function sendList(
  talk: Talk,
  desk: Desk,
  event: CareEvent,
  { visitId, settlementId }: { readonly visitId: string; readonly settlementId: string },
): Promise<void> {
  const list = listOf(desk, event, visitId, settlementId)
  const facts = (output: { readonly data: { readonly setl_list_id: string } }) => ({ list: output.data.setl_list_id })
  if (event.seed % FLAWED_OF === 0) {
    const stayDays = Math.max(1, daysBetween(startsOn(event), leavesOn(event)))
    const setlinfo = { ...list.setlinfo, act_ipt_days: stayDays + 3 }
    if (!(await talk.change('4101', { ...list, setlinfo }, facts))) return
    if (event.seed % (2 * FLAWED_OF) === 0) return
  }
  await talk.change('4101', list, facts)
}

function listOf(desk: Desk, event: CareEvent, visitId: string, settlementId: string): InputWritable<'4101'> {
  const person = desk.person(event.personNo)
  return {
    setlinfo: {
      ...{ mdtrt_id: visitId, setl_id: settlementId, medcasno: `BA${event.id}` },
      ...{ ntly: '156', prfs: '17', patn_rlts: '1', coner_addr: '户籍地址', coner_tel: person.mobile },
      ...{ dscg_caty: event.department, dscg_way: '1' },
      ...{ bill_code: 'PJ01', bill_no: `FP${event.id}`.slice(0, 20), biz_sn: settlementId },
      ...{ setl_begn_date: startsOn(event), setl_end_date: leavesOn(event) },
      ...{ medins_fill_dept: departmentName(event.department), medins_fill_psn: '医保办' },
    },
    opspdiseinfo: [],
    diseinfo: event.diagnoses.map((code, place) => ({
      diag_type: '1',
      diag_code: code,
      diag_name: desk.nameOf(code).slice(0, 100),
      adm_cond_type: '1',
      maindiag_flag: place === 0 ? '1' : '0',
    })),
    oprninfo: event.procedure === undefined ? [] : [operation(desk, event, event.procedure)],
    ...{ icuinfo: [], payinfo: [], bldinfo: [], iteminfo: [] },
  }
}

/** On the second day in hospital, or on the last where the stay is shorter. */
function operation(desk: Desk, event: CareEvent, code: string) {
  const second = addDays(startsOn(event), 1)
  const on: Day = second < leavesOn(event) ? second : leavesOn(event)
  const at = on === startsOn(event) ? event.at : (`${on} 00:30:00` as Instant)
  return {
    oprn_oprt_type: '1',
    oprn_oprt_name: desk.nameOf(code),
    oprn_oprt_code: code,
    anst_way: '1',
    oper_dr_code: event.physician,
    anst_dr_code: event.physician,
    oprn_oprt_begntime: at,
  }
}
