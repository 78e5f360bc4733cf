// What the stand-in gateway does with a message once it is read: visits, fee rows, one simple settlement rule, undoing.
import type { InputValues, SettlementAmounts } from '@yibao/contract'
import type { CityLoad } from '@yibao/contract/load'
import { basisPoints, type Fen, fen, type Instant, share, sumFen } from '@yibao/kernel'

export class Refusal extends Error {}

interface Row {
  readonly serial: string
  readonly batch: string
  readonly amountFen: Fen
  settledBy?: string
}

interface Visit {
  readonly id: string
  readonly personNo: string
  readonly provider: string
  readonly stay: boolean
  state: 'open' | 'discharged' | 'cancelled'
  rows: Row[]
}

interface Settled {
  readonly id: string
  readonly msgid: string
  readonly personNo: string
  readonly visit: string
  readonly provider: string
  readonly at: Instant
  readonly insurance: string
  readonly clearing: string
  readonly amounts: SettlementAmounts
  undone: boolean
}

const OUTSIDE_RATE = basisPoints(1000)
const FUND_RATE = basisPoints(6000)
const NONE = fen(0)

/** A tenth is outside the scope; the fund pays 60 % of the rest; the person pays cash. */
export function amountsOf(totalFen: Fen): SettlementAmounts {
  const outside = share(totalFen, OUTSIDE_RATE)
  const inScope = fen(totalFen - outside)
  const fund = share(inScope, FUND_RATE)
  return {
    medfee_sumamt: totalFen,
    fulamt_ownpay_amt: outside,
    overlmt_selfpay: NONE,
    preselfpay_amt: NONE,
    inscp_scp_amt: inScope,
    hifp_pay: fund,
    cvlserv_pay: NONE,
    hifes_pay: NONE,
    hifmi_pay: NONE,
    hifob_pay: NONE,
    maf_pay: NONE,
    oth_pay: NONE,
    fund_pay_sumamt: fund,
    psn_part_amt: fen(totalFen - fund),
    acct_pay: NONE,
    acct_mulaid_pay: NONE,
    psn_cash_pay: fen(totalFen - fund),
    hosp_part_amt: NONE,
  }
}

export const mirrored = (amounts: SettlementAmounts): SettlementAmounts =>
  Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, fen(-(amount as number))]),
  ) as unknown as SettlementAmounts

export class StandInRules {
  readonly visits = new Map<string, Visit>()
  readonly settlements = new Map<string, Settled>()
  readonly #city: CityLoad
  readonly #byMessage = new Map<string, () => void>()
  #next = 0

  constructor(city: CityLoad) {
    this.#city = city
  }

  newId(prefix: string): string {
    this.#next += 1
    return `${prefix}${String(this.#next).padStart(10, '0')}`
  }

  person(certificateNo: string) {
    const person = this.#city.persons.find((each) => each.certificateNo === certificateNo)
    if (!person) throw new Refusal('查无此人')
    return person
  }

  spells(personNo: string) {
    return this.#city.spells.filter((spell) => spell.personNo === personNo)
  }

  register(personNo: string, provider: string, stay: boolean, msgid: string): string {
    const elsewhere = this.visits
      .values()
      .find((each) => each.stay && each.personNo === personNo && each.state === 'open')
    if (stay && elsewhere) throw new Refusal('住院时间重叠')
    const id = this.newId('M')
    const visit: Visit = { id, personNo, provider, stay, state: 'open', rows: [] }
    this.visits.set(id, visit)
    this.#byMessage.set(msgid, () => {
      visit.state = 'cancelled'
    })
    return id
  }

  visit(id: string): Visit {
    const visit = this.visits.get(id)
    if (!visit || visit.state === 'cancelled') throw new Refusal('就诊不存在')
    return visit
  }

  cancel(id: string): void {
    const visit = this.visit(id)
    if (visit.rows.length > 0) throw new Refusal('还有费用明细')
    visit.state = 'cancelled'
  }

  setDischarged(id: string, discharged: boolean): void {
    const visit = this.visit(id)
    const state = discharged ? 'discharged' : 'open'
    if (visit.state === state) throw new Refusal('状态不符')
    visit.state = state
  }

  charge(id: string, rows: InputValues<'2204'>['feedetail'] | InputValues<'2301'>['feedetail']): void {
    const visit = this.visit(id)
    if (visit.state !== 'open') throw new Refusal('已出院')
    for (const row of rows) {
      if (visit.rows.some(({ serial }) => serial === row.feedetl_sn)) throw new Refusal('流水号重复')
      const batch = 'chrg_bchno' in row ? row.chrg_bchno : ''
      visit.rows.push({ serial: row.feedetl_sn, batch, amountFen: row.det_item_fee_sumamt })
    }
  }

  withdraw(id: string, which: (row: Row) => boolean): void {
    const visit = this.visit(id)
    const gone = visit.rows.filter(which)
    if (gone.length === 0 || gone.some(({ settledBy }) => settledBy)) throw new Refusal('没有可撤销的明细')
    visit.rows = visit.rows.filter((row) => !which(row))
  }

  /** Rows of a visit that are not settled yet must come to the stated total. */
  open(id: string, batch: string, statedFen: Fen): Row[] {
    const rows = this.visit(id).rows.filter((row) => !row.settledBy && (batch === '' || row.batch === batch))
    const total = sumFen(rows.map(({ amountFen }) => amountFen))
    if (rows.length === 0 || total !== statedFen) throw new Refusal(`医疗费总额应为${total}`)
    return rows
  }

  settle(of: Omit<Settled, 'id' | 'undone'>, rows: readonly Row[]): Settled {
    const settled: Settled = { ...of, id: this.newId('S'), undone: false }
    this.settlements.set(settled.id, settled)
    for (const row of rows) row.settledBy = settled.id
    this.#byMessage.set(of.msgid, () => this.#take(settled))
    return settled
  }

  undo(settlementId: string, msgid: string, at: Instant): { original: Settled; mirror: Settled } {
    const original = this.settlements.get(settlementId)
    if (!original || original.undone) throw new Refusal('结算不存在或已撤销')
    this.#take(original)
    const mirror = { ...original, id: this.newId('S'), msgid, at, amounts: mirrored(original.amounts), undone: true }
    this.settlements.set(mirror.id, mirror)
    return { original, mirror }
  }

  /** 冲正: undoes what a message did, and nothing when it never came. */
  reverse(omsgid: string): void {
    this.#byMessage.get(omsgid)?.()
    const settled = this.settlements.values().find(({ msgid }) => msgid === omsgid)
    if (settled) this.settlements.delete(settled.id)
    this.#byMessage.delete(omsgid)
  }

  #take(settled: Settled): void {
    settled.undone = true
    const visit = this.visits.get(settled.visit)
    for (const row of visit?.rows ?? []) if (row.settledBy === settled.id) delete row.settledBy
  }
}
