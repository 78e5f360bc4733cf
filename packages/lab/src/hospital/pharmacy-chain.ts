// Buying medicines with the personal account: 1101 2101 2102, and giving them back by 2103.
import type { InputWritable } from '@yibao/contract'
import { sumFen } from '@yibao/kernel'
import type { CareEvent, FeeLine } from '../care/index.ts'
import { accountFlag, credential, type Desk, holder, type Insured, identify } from './desk.ts'
import { medTypeOf } from './med-type.ts'
import type { Settled } from './settled.ts'
import { settle, tryOut, undo } from './settling.ts'
import type { Talk } from './talk.ts'

/** True when everything went as planned. */
export async function purchase(talk: Talk, desk: Desk, event: CareEvent, lines: readonly FeeLine[]): Promise<boolean> {
  const insured = await identify(talk, desk.person(event.personNo), event.at)
  if (!insured) return false
  const settled = await buy(talk, event, insured, lines)
  if (!settled) return false
  if (event.irregular.includes('cancelled')) return giveBack(talk, insured, settled)
  if (!event.irregular.includes('settled_again')) return true
  return (await giveBack(talk, insured, settled)) && (await buy(talk, event, insured, lines)) !== undefined
}

async function buy(
  talk: Talk,
  event: CareEvent,
  insured: Insured,
  lines: readonly FeeLine[],
): Promise<Settled | undefined> {
  const druginfo = {
    psn_no: insured.personNo,
    ...credential(insured),
    ...holder(insured),
    begntime: event.at,
    medfee_sumamt: sumFen(lines.map(({ amountFen }) => amountFen)),
    insutype: insured.insurance,
    acct_used_flag: accountFlag(event),
    med_type: medTypeOf(event),
  }
  const drugdetail = lines.map(drugRow)
  const trial = await tryOut(talk, '2101', { druginfo, drugdetail })
  if (!trial) return undefined
  const traced = lines.map((line): InputWritable<'2102'>['drugdetail'][number] => ({
    ...drugRow(line),
    durg_trac_info: line.traceCode ? [{ feedetl_sn: line.serial, drug_trac_codg: line.traceCode, trdn_flag: '0' }] : [],
  }))
  const withInvoice = (invono: string): InputWritable<'2102'> => ({
    druginfo: { ...druginfo, invono },
    drugdetail: traced,
  })
  return settle(talk, {
    event,
    infno: '2102',
    input: withInvoice(`FP${event.id}`),
    changed: withInvoice(`FP${event.id}X`),
    trial,
  })
}

const drugRow = (line: FeeLine): InputWritable<'2101'>['drugdetail'][number] => ({
  feedetl_sn: line.serial,
  rx_circ_flag: '0',
  fee_ocur_time: line.at,
  med_list_codg: line.code,
  medins_list_codg: line.ownCode,
  det_item_fee_sumamt: line.amountFen,
  cnt: line.quantity,
  pric: line.price,
})

function giveBack(talk: Talk, insured: Insured, settled: Settled): Promise<boolean> {
  const data = { setl_id: settled.settlementId, mdtrt_id: settled.visitId, psn_no: insured.personNo }
  return undo(talk, '2103', { data }, settled)
}
