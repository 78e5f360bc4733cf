// A stay in its parts: admission, each day's fees, perhaps a settlement in the middle, discharge and settlement.
import type { InputWritable } from '@yibao/contract'
import { type Day, sumFen } from '@yibao/kernel'
import type { CareEvent, FeeLine } from '../care/index.ts'
import { leavesOn } from '../care/index.ts'
import {
  accountFlag,
  checkBenefits,
  credential,
  type Desk,
  departmentName,
  holder,
  type Insured,
  identify,
  stayDiagnoses,
} from './desk.ts'
import { sendList } from './list-chain.ts'
import { medTypeOf } from './med-type.ts'
import { askAbout } from './queries.ts'
import type { Settled } from './settled.ts'
import { settle, tryOut, undo } from './settling.ts'
import type { Talk } from './talk.ts'

/** Rows in one message: a ward's system sends a day at a time, in pieces where the day is long. */
const ROWS_MAX = 60

/** What later parts of a stay need to know of its admission. */
export interface Admitted {
  readonly insured: Insured
  readonly visitId: string
}

export type StayState = Readonly<Record<string, string>>

export const stateOf = ({ insured, visitId }: Admitted): StayState => ({ ...insured, visitId })

export function admittedOf(state: Readonly<Record<string, string | number>>): Admitted {
  const { visitId, ...insured } = state as unknown as Insured & { visitId: string }
  return { insured, visitId }
}

export class StayChain {
  readonly #desk: Desk
  readonly #event: CareEvent
  readonly #lines: readonly FeeLine[]
  readonly #pooledArea: string

  constructor(desk: Desk, event: CareEvent, lines: readonly FeeLine[], pooledArea: string) {
    this.#desk = desk
    this.#event = event
    this.#lines = lines
    this.#pooledArea = pooledArea
  }

  /** `undefined`: not admitted. */
  async admit(talk: Talk): Promise<Admitted | undefined> {
    const event = this.#event
    const insured = await identify(talk, this.#desk.person(event.personNo), event.at)
    if (!insured) return undefined
    const covered = await checkBenefits(talk, insured, { medType: medTypeOf(event), at: event.at })
    if (covered === undefined) return undefined
    const reply = await talk.change('2401', this.#admission(insured, talk), (output) => ({
      visitId: output.result.mdtrt_id,
    }))
    return reply && { insured, visitId: String(reply.facts.visitId) }
  }

  /** Another hospital asks for the same patient at the same time. True when that was refused, as it must be. */
  async admitElsewhere(talk: Talk, { insured }: Admitted): Promise<boolean> {
    talk.insuredArea = insured.insuredArea
    const { provider } = talk.client
    const [department] = provider.departments
    const physician = provider.staff.find(
      (member) => member.active && member.kind === 'physician' && member.department === department?.code,
    )
    if (!department || !physician) return true
    const input = this.#admission(insured, talk)
    const mdtrtinfo = {
      ...input.mdtrtinfo,
      ipt_no: `${input.mdtrtinfo.ipt_no}B`,
      atddr_no: physician.code,
      chfpdr_name: physician.name,
      adm_dept_codg: department.code,
      adm_dept_name: department.name,
    }
    const reply = await talk.change('2401', { ...input, mdtrtinfo }, (output) => ({ visitId: output.result.mdtrt_id }))
    if (reply) talk.tally.discrepancy('not_refused', talk.part, '2401: 同一人同时在两家医院住院')
    return reply === undefined
  }

  async cancelAdmission(talk: Talk, admitted: Admitted): Promise<boolean> {
    return (await talk.ask('2404', { data: this.#stay(admitted) })) !== undefined
  }

  async change(talk: Talk, { insured, visitId }: Admitted): Promise<boolean> {
    const { mdtrtinfo, diseinfo } = this.#admission(insured, talk)
    const { insutype: _, cert_type: __, certno: ___, ipt_no, ...rest } = mdtrtinfo
    const adminfo = { ...rest, mdtrt_id: visitId, ipt_otp_no: ipt_no, main_cond_dscr: '病情平稳，调整治疗' }
    const rows = diseinfo.map((row) => ({ ...row, mdtrt_id: visitId }))
    return (await talk.ask('2403', { adminfo, diseinfo: rows })) !== undefined
  }

  /** The fees of one day. */
  async charge(talk: Talk, admitted: Admitted, on: Day): Promise<boolean> {
    const rows = this.#linesOn(on).map((line) => this.#row(line, admitted))
    for (let at = 0; at < rows.length; at += ROWS_MAX) {
      const feedetail = rows.slice(at, at + ROWS_MAX)
      if (!(await talk.ask('2301', { feedetail }))) return false
    }
    return true
  }

  /** Some rows of a day are withdrawn and sent again under new numbers. */
  async withdrawAndSendAgain(talk: Talk, admitted: Admitted, on: Day): Promise<boolean> {
    const lines = this.#linesOn(on).filter(({ returns, serial }) => !returns && !this.#isReturned(serial))
    const chosen = lines.slice(0, 3)
    if (chosen.length === 0) return true
    const data = chosen.map(({ serial }) => ({
      feedetl_sn: serial,
      mdtrt_id: admitted.visitId,
      psn_no: admitted.insured.personNo,
    }))
    if (!(await talk.ask('2302', { data }))) return false
    const feedetail = chosen.map((line) => this.#row({ ...line, serial: `9${line.serial.slice(1)}` }, admitted))
    return (await talk.ask('2301', { feedetail })) !== undefined
  }

  async settleInterim(talk: Talk, admitted: Admitted, through: Day): Promise<boolean> {
    const lines = this.#lines.filter(({ at }) => at.slice(0, 10) <= through)
    return (await this.#settle(talk, admitted, lines, true)) !== undefined
  }

  async leave(talk: Talk, admitted: Admitted, interimThrough: Day | undefined): Promise<boolean> {
    const { irregular } = this.#event
    if (!(await this.#discharge(talk, admitted))) return false
    if (irregular.includes('discharge_cancelled')) {
      if (!(await talk.ask('2405', { data: this.#stay(admitted) }))) return false
      if (!(await this.#discharge(talk, admitted))) return false
    }
    const open = this.#lines.filter(({ at }) => interimThrough === undefined || at.slice(0, 10) > interimThrough)
    const settled = await this.#settle(talk, admitted, open, false)
    if (!settled) return false
    await askAbout(talk, this.#event, settled)
    if (irregular.includes('cancelled')) return this.#undo(talk, admitted, settled)
    const last = irregular.includes('settled_again') ? await this.#settleAgain(talk, admitted, settled, open) : settled
    if (last) await sendList(talk, this.#desk, this.#event, { ...last, visitId: admitted.visitId })
    return last !== undefined
  }

  async #settleAgain(talk: Talk, admitted: Admitted, settled: Settled, open: readonly FeeLine[]) {
    return (await this.#undo(talk, admitted, settled)) ? this.#settle(talk, admitted, open, false) : undefined
  }

  #linesOn(on: Day): FeeLine[] {
    return this.#lines.filter(({ at }) => at.slice(0, 10) === on)
  }

  #isReturned(serial: string): boolean {
    return this.#lines.some(({ returns }) => returns === serial)
  }

  #stay({ insured, visitId }: Admitted) {
    return { mdtrt_id: visitId, psn_no: insured.personNo }
  }

  #admission(insured: Insured, talk: Talk): InputWritable<'2401'> {
    const event = this.#event
    const main = event.diagnoses[0] ?? ''
    const name = this.#desk.nameOf(main)
    const person = this.#desk.person(event.personNo)
    return {
      mdtrtinfo: {
        psn_no: insured.personNo,
        insutype: insured.insurance,
        coner_name: person.name,
        tel: person.mobile,
        begntime: event.at,
        ...credential(insured),
        cert_type: insured.certificateKind,
        certno: insured.certificateNo,
        med_type: medTypeOf(event),
        ipt_no: `ZY${event.id}`,
        medrcdno: `BA${event.id}`,
        atddr_no: event.physician,
        chfpdr_name: this.#desk.physicianName(event),
        adm_diag_dscr: name.slice(0, 200),
        adm_dept_codg: event.department,
        adm_dept_name: departmentName(event.department),
        adm_bed: `${event.department}-${1 + (event.seed % 40)}`,
        dscg_maindiag_code: main,
        dscg_maindiag_name: name,
        ...this.#operation(),
        ...this.#maternity(),
        insuplc_admdvs: insured.insuredArea,
        mdtrtarea_admvs: this.#pooledArea,
      },
      diseinfo: stayDiagnoses(this.#desk, event, insured.personNo, talk.now),
    }
  }

  #operation() {
    const { procedure } = this.#event
    return procedure ? { oprn_oprt_code: procedure, oprn_oprt_name: this.#desk.nameOf(procedure) } : {}
  }

  #maternity() {
    const { delivery } = this.#event
    if (!delivery) return {}
    const on = leavesOn(this.#event)
    return {
      matn_type: delivery === 'caesarean' ? '3' : '1',
      geso_val: 39,
      fetts: 1,
      fetus_cnt: 1,
      birctrl_matn_date: on,
    }
  }

  #row(line: FeeLine, { insured, visitId }: Admitted): InputWritable<'2301'>['feedetail'][number] {
    const event = this.#event
    return {
      feedetl_sn: line.serial,
      init_feedetl_sn: line.returns ?? '',
      mdtrt_id: visitId,
      psn_no: insured.personNo,
      med_type: medTypeOf(event),
      fee_ocur_time: line.at,
      med_list_codg: line.code,
      medins_list_codg: line.ownCode,
      det_item_fee_sumamt: line.amountFen,
      cnt: line.quantity,
      pric: line.price,
      bilg_dept_codg: event.department,
      bilg_dept_name: departmentName(event.department),
      bilg_dr_codg: event.physician,
      bilg_dr_name: this.#desk.physicianName(event),
      hosp_appr_flag: line.approved ? '1' : '0',
    }
  }

  async #discharge(talk: Talk, { insured, visitId }: Admitted): Promise<boolean> {
    const event = this.#event
    const dscginfo = {
      mdtrt_id: visitId,
      psn_no: insured.personNo,
      insutype: insured.insurance,
      endtime: event.leavesAt ?? event.at,
      ...this.#operation(),
      ...this.#maternity(),
      dscg_dept_codg: event.department,
      dscg_dept_name: departmentName(event.department),
      dscg_way: '1',
    }
    const diseinfo = stayDiagnoses(this.#desk, event, insured.personNo, talk.now).map((row) => ({
      ...row,
      mdtrt_id: visitId,
    }))
    return (await talk.ask('2402', { dscginfo, diseinfo })) !== undefined
  }

  async #settle(
    talk: Talk,
    { insured, visitId }: Admitted,
    lines: readonly FeeLine[],
    interim: boolean,
  ): Promise<Settled | undefined> {
    const payer = {
      psn_no: insured.personNo,
      ...credential(insured),
      ...holder(insured),
      medfee_sumamt: sumFen(lines.map(({ amountFen }) => amountFen)),
      psn_setlway: '01',
      mdtrt_id: visitId,
      acct_used_flag: accountFlag(this.#event),
      insutype: insured.insurance,
      mid_setl_flag: interim ? '1' : '0',
      insuplc_admdvs: insured.insuredArea,
      mdtrtarea_admvs: this.#pooledArea,
    }
    const trial = await tryOut(talk, '2303', { data: payer })
    if (!trial) return undefined
    const number = `FP${this.#event.id}${interim ? 'Z' : ''}`
    const input = { data: { ...payer, invono: number } }
    const changed = { data: { ...payer, invono: `${number}X` } }
    return settle(talk, { event: this.#event, infno: '2304', input, changed, trial })
  }

  #undo(talk: Talk, admitted: Admitted, settled: Settled): Promise<boolean> {
    const data = { ...this.#stay(admitted), setl_id: settled.settlementId }
    return undo(talk, '2305', { data }, settled)
  }
}
