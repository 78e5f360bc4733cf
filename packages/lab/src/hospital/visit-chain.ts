// An outpatient visit, at a hospital or at a pharmacy that takes part in pooling: 1101 2001 2201 2203 2204 2206 2207, and undoing.
import type { InputWritable } from '@yibao/contract'
import { sumFen } from '@yibao/kernel'
import { type CareEvent, type FeeLine, isPharmacy } from '../care/index.ts'
import {
  accountFlag,
  checkBenefits,
  credential,
  type Desk,
  departmentName,
  holder,
  type Insured,
  identify,
  outpatientDiagnoses,
} from './desk.ts'
import { medTypeOf } from './med-type.ts'
import { askAbout } from './queries.ts'
import type { Settled } from './settled.ts'
import { settle, tryOut, undo } from './settling.ts'
import type { Talk } from './talk.ts'

/** True when everything went as planned. */
export async function visit(talk: Talk, desk: Desk, event: CareEvent, lines: readonly FeeLine[]): Promise<boolean> {
  const insured = await identify(talk, desk.person(event.personNo), event.at)
  if (!insured) return false
  const medType = medTypeOf(event)
  const disease = event.disease
  const covered = await checkBenefits(talk, insured, { medType, at: event.at, ...(disease && { disease }) })
  if (covered === undefined) return false
  const visitId = await register(talk, event, insured)
  if (visitId === undefined) return false
  if (event.irregular.includes('registration_cancelled')) return cancelRegistration(talk, event, insured, visitId)
  if (!(await inform(talk, desk, event, insured, visitId))) return false
  return new VisitBill(talk, event, insured, visitId).settleAll(lines, desk)
}

async function register(talk: Talk, event: CareEvent, insured: Insured): Promise<string | undefined> {
  const reply = await talk.change(
    '2201',
    {
      data: {
        psn_no: insured.personNo,
        insutype: insured.insurance,
        begntime: event.at,
        ...credential(insured),
        ...holder(insured),
        ipt_otp_no: `MZ${event.id}`,
        atddr_no: event.physician,
        dr_name: talk.client.provider.staff.find(({ code }) => code === event.physician)?.name ?? '',
        dept_code: event.department,
        dept_name: departmentName(event.department),
        caty: event.department,
      },
    },
    (output) => ({ visitId: output.data.mdtrt_id }),
  )
  return reply && String(reply.facts.visitId)
}

async function cancelRegistration(talk: Talk, event: CareEvent, insured: Insured, visitId: string): Promise<boolean> {
  const input = { data: { psn_no: insured.personNo, mdtrt_id: visitId, ipt_otp_no: `MZ${event.id}` } }
  return (await talk.change('2202', input, () => ({ visitId }))) !== undefined
}

/** 2203, or 2203A at a pharmacy, where the physician's prescription comes with it. */
async function inform(talk: Talk, desk: Desk, event: CareEvent, insured: Insured, visitId: string): Promise<boolean> {
  const disease = event.disease ?? event.diagnoses[0] ?? ''
  const mdtrtinfo = {
    mdtrt_id: visitId,
    psn_no: insured.personNo,
    med_type: medTypeOf(event),
    begntime: event.at,
    main_cond_dscr: '',
    dise_codg: disease,
    dise_name: desk.nameOf(disease),
  }
  const diseinfo = outpatientDiagnoses(desk, event, talk.now)
  if (!isPharmacy(event)) return (await talk.ask('2203', { mdtrtinfo, diseinfo })) !== undefined
  const prescriber = desk.prescriber(talk.client.provider.area)
  const prescribed = {
    rxfixmedinsCode: prescriber.code,
    rxfixmedinsName: prescriber.name,
    rxfilename: `CF${event.id}.pdf`,
  }
  return (await talk.ask('2203A', { mdtrtinfo: { ...mdtrtinfo, ...prescribed }, diseinfo })) !== undefined
}

class VisitBill {
  readonly #talk: Talk
  readonly #event: CareEvent
  readonly #insured: Insured
  readonly #visitId: string

  constructor(talk: Talk, event: CareEvent, insured: Insured, visitId: string) {
    this.#talk = talk
    this.#event = event
    this.#insured = insured
    this.#visitId = visitId
  }

  async settleAll(lines: readonly FeeLine[], desk: Desk): Promise<boolean> {
    const { irregular, id } = this.#event
    let batch = `P${id}1`
    if (!(await this.#upload(lines, batch, desk))) return false
    if (irregular.includes('rows_withdrawn')) {
      if (!(await this.#withdraw(batch))) return false
      batch = `P${id}2`
      if (!(await this.#upload(lines, batch, desk))) return false
    }
    const settled = await this.#settle(lines, batch)
    if (!settled) return false
    await askAbout(this.#talk, this.#event, settled)
    if (irregular.includes('cancelled')) return this.#undo(settled)
    if (!irregular.includes('settled_again')) return true
    return (await this.#undo(settled)) && (await this.#settle(lines, batch)) !== undefined
  }

  async #upload(lines: readonly FeeLine[], batch: string, desk: Desk): Promise<boolean> {
    const feedetail = lines.map((line) => this.#row(line, batch, desk))
    return (await this.#talk.ask('2204', { feedetail })) !== undefined
  }

  #row(line: FeeLine, batch: string, desk: Desk): InputWritable<'2204'>['feedetail'][number] {
    const event = this.#event
    const pharmacy = isPharmacy(event)
    return {
      feedetl_sn: line.serial,
      mdtrt_id: this.#visitId,
      psn_no: this.#insured.personNo,
      chrg_bchno: batch,
      dise_codg: event.disease ?? '',
      rxno: pharmacy ? `CF${event.id}` : '',
      rx_circ_flag: pharmacy ? '1' : '0',
      fee_ocur_time: line.at,
      med_list_codg: line.code,
      medins_list_codg: line.ownCode,
      det_item_fee_sumamt: line.amountFen,
      cnt: line.quantity,
      pric: line.price,
      bilg_dept_codg: event.department,
      bilg_dept_name: departmentName(event.department),
      bilg_dr_codg: event.physician,
      bilg_dr_name: desk.physicianName(event),
      hosp_appr_flag: line.approved ? '1' : '0',
    }
  }

  async #withdraw(batch: string): Promise<boolean> {
    const data = { mdtrt_id: this.#visitId, chrg_bchno: batch, psn_no: this.#insured.personNo }
    return (await this.#talk.ask('2205', { data })) !== undefined
  }

  async #settle(lines: readonly FeeLine[], batch: string): Promise<Settled | undefined> {
    const insured = this.#insured
    const payer = {
      psn_no: insured.personNo,
      ...credential(insured),
      ...holder(insured),
      med_type: medTypeOf(this.#event),
      medfee_sumamt: sumFen(lines.map(({ amountFen }) => amountFen)),
      psn_setlway: '01',
      mdtrt_id: this.#visitId,
      chrg_bchno: batch,
      acct_used_flag: accountFlag(this.#event),
      insutype: insured.insurance,
    }
    const trial = await tryOut(this.#talk, '2206', { data: payer })
    if (!trial) return undefined
    const data = {
      ...payer,
      invono: `FP${this.#event.id}`,
      fulamt_ownpay_amt: trial.fullFen,
      overlmt_selfpay: trial.overFen,
      preselfpay_amt: trial.preFen,
      inscp_scp_amt: trial.inScopeFen,
    }
    const changed = { data: { ...data, invono: `FP${this.#event.id}X` } }
    return settle(this.#talk, { event: this.#event, infno: '2207', input: { data }, changed, trial })
  }

  #undo(settled: Settled): Promise<boolean> {
    const data = { setl_id: settled.settlementId, mdtrt_id: this.#visitId, psn_no: this.#insured.personNo }
    return undo(this.#talk, '2208', { data }, settled)
  }
}
