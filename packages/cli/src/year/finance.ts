// The finance office of a synthetic year: money in from the collection, through treasury and fiscal account to the expenditure
// account, to the providers by four pairs of hands; each step with its document, each once.
import type { CityLoad } from '@yibao/contract/load'
import { type Day, type Fen, type Fund, type FundEvent, fen, sumFen } from '@yibao/kernel'
import { clearingsOfMonth, type RunningServer } from '@yibao/server'
import { declareMonth } from '../serve/declare-month.ts'
import { type AreaSum, byArea, otherFunds, residentYear } from './collect.ts'
import { type Collection, periodsOf } from './collection.ts'

export class YearRefused extends Error {
  override readonly name = 'YearRefused'
}

const DECLARING = { sender: 'year', provider: 'provider', bureau: 'benefits' } as const

type Outcome = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly facts?: object }
type Booked = Extract<FundEvent, { readonly amountFen: unknown }>
type PlainKind = Booked['kind']
type Step = 'confirm' | 'review' | 'approve' | 'pay'

const told = <T>(who: string, msgid: string) => ({
  key: { sender: 'year', msgid },
  actor: { id: who, channel: 'year' },
  request: { msgid },
  answer: (result: T) => result as never,
})

const WAY: readonly (readonly [Step, string])[] = [
  ['confirm', 'provider'],
  ['review', 'supervision'],
  ['approve', 'leader'],
]

export function checkedStep<T extends { readonly ok: boolean }>(
  what: string,
  outcome: T,
): Extract<T, { readonly ok: true }> {
  if (outcome.ok) return outcome as Extract<T, { readonly ok: true }>
  const { code, facts } = outcome as unknown as Extract<Outcome, { readonly ok: false }>
  throw new YearRefused(`${what}：${code} ${JSON.stringify(facts ?? {})}`)
}

export class FinanceOffice {
  readonly #server: RunningServer
  readonly #city: CityLoad
  readonly #collection: Collection
  /** Charges that the assistance fund has paid for. */
  readonly #sponsored = new Set<string>()

  constructor(server: RunningServer, city: CityLoad, collection: Collection) {
    this.#server = server
    this.#city = city
    this.#collection = collection
  }

  /** What came of a step; the first refusal ends the year with its sentence. */
  readonly #checked = checkedStep

  async #book(document: string, on: Day, fund: Fund, sums: readonly AreaSum[], ...kinds: readonly PlainKind[]) {
    if (sums.length === 0) return 0
    const events = kinds.flatMap((kind) =>
      sums.map(({ area, amountFen }) => ({ kind, id: `${document}-${area}`, on, fund, amountFen, area }) as Booked),
    )
    const actor = { id: 'finance', channel: 'year' }
    this.#checked(document, await this.#server.ledger.book(document, events, actor))
    return sums.reduce((sum, { amountFen }) => sum + amountFen, 0)
  }

  /** 征缴: charged, arrived in the treasury, closed, on to the fiscal account. */
  async #collected(document: string, on: Day, fund: Fund, sums: readonly AreaSum[]): Promise<number> {
    return this.#book(
      document,
      on,
      fund,
      sums,
      ...(['contribution_charged', 'contribution_received', 'charge_closed', 'treasury_transferred'] as const),
    )
  }

  /** A month's contributions through the collection, and what else comes in that month; all of it. */
  async collect(month: Day): Promise<number> {
    const arrivedBefore = this.#collection.figures.arrivedFen
    const charges = await this.#collection.run(month, periodsOf(month))
    let total = this.#collection.figures.arrivedFen - arrivedBefore
    await this.#remitted(month, charges)
    await this.#swept(month)
    const no = Number(month.slice(5, 7))
    if (no === 1)
      for (const { fund, sums } of otherFunds(this.#city, month)) total += await this.#yearly(month, fund, sums)
    if (no === 1 || no === 7) total += await this.#subsidies(month)
    if (no === 2) await this.#premium(month)
    return total
  }

  /** 资助参保: what the assistance fund pays at the tax office for whom it sponsors; it is income of the residents' fund there. */
  async #remitted(
    month: Day,
    charges: readonly { readonly chargeNo: string; readonly payer: string; readonly amountFen: number }[],
  ) {
    const own = charges.filter(({ payer, chargeNo }) => payer === 'assistance' && !this.#sponsored.has(chargeNo))
    for (const { chargeNo } of own) this.#sponsored.add(chargeNo)
    const sums = byArea(
      own,
      ({ chargeNo }) => /assistance-(\d{6})/.exec(chargeNo)?.[1] ?? '',
      ({ amountFen }) => amountFen as Fen,
    )
    await this.#book(`ZZ-BK-${month}`, month, 'medical_assistance', sums, 'use_plan_paid')
    await this.#book(`ZZ-${month}`, month, 'medical_assistance', sums, 'enrolment_subsidy_remitted')
  }

  /** 国库划转财政专户: everything that came in and is known whose it is; what is in suspense stays, to go back or to be claimed. */
  async #swept(month: Day): Promise<void> {
    const rows = await this.#server.ledger.balances({ layer: 'cash' }, undefined, ['fund', 'account', 'area'])
    const own = rows
      .filter(({ account }) => account === '1005' || account === '2001.02')
      .map((row) => ({ ...row, amountFen: (row.debitFen - row.creditFen) as Fen }))
    for (const [fund, rowsOfFund] of Map.groupBy(own, (row) => row.fund)) {
      const sums = [...Map.groupBy(rowsOfFund, ({ area }) => area)]
        .map(([area, each]) => ({ area, amountFen: sumFen(each.map(({ amountFen }) => amountFen)) }))
        .filter(({ amountFen }) => amountFen > 0)
      await this.#book(`GK-${fund}-${month.slice(0, 7)}`, month, fund as Fund, sums, 'treasury_transferred')
    }
  }

  /** A use plan for a single payment. */
  plan(document: string, on: Day, fund: Fund, area: string, amountFen: Fen): Promise<number> {
    return this.#book(document, on, fund, [{ area, amountFen }], 'use_plan_paid')
  }

  #yearly(month: Day, fund: Fund, sums: readonly AreaSum[]): Promise<number> {
    const document = `CZ-${fund}-${month.slice(0, 4)}`
    if (fund === 'medical_assistance')
      return this.#book(document, month, fund, sums, 'subsidy_due', 'subsidy_received', 'subsidy_closed')
    return this.#collected(document, month, fund, sums)
  }

  /** 财政补助, half in January and half in July, to the fen. */
  #subsidies(month: Day): Promise<number> {
    const { subsidies } = residentYear(this.#city, month)
    const isFirst = month.slice(5, 7) === '01'
    const half = (amountFen: Fen) => (isFirst ? Math.floor(amountFen / 2) : amountFen - Math.floor(amountFen / 2))
    const sums = subsidies.map(({ area, amountFen }) => ({ area, amountFen: fen(half(amountFen)) }))
    const document = `CZ-JM-${month.slice(0, 7)}`
    return this.#book(document, month, 'resident_basic', sums, 'subsidy_due', 'subsidy_received', 'subsidy_closed')
  }

  /** 大病保险: the premium goes from the residents' fund to its own, by the one rule that lets two funds meet. */
  async #premium(month: Day): Promise<void> {
    const { premiums } = residentYear(this.#city, month)
    await this.#book(`DB-BK-${month.slice(0, 4)}`, month, 'resident_basic', premiums, 'use_plan_paid')
    await this.#between(`DB-${month.slice(0, 4)}`, month, 'illness_premium_transferred', premiums, {
      fund: 'resident_basic',
      receiver: 'resident_serious_illness',
    })
  }

  async #between(
    document: string,
    on: Day,
    kind: 'illness_premium_transferred',
    sums: readonly AreaSum[],
    funds: { readonly fund: Fund; readonly receiver: Fund },
  ): Promise<void> {
    if (sums.length === 0) return
    const events = sums.map(({ area, amountFen }) => ({
      kind,
      id: `${document}-${area}`,
      on,
      amountFen,
      area,
      ...funds,
    }))
    this.#checked(document, await this.#server.ledger.book(document, events, { id: 'finance', channel: 'year' }))
  }

  /** 月度清算 of a month that is over: proposed, confirmed, reviewed, approved by four, funded by a use plan, paid. */
  async clear(month: string, on: Day): Promise<{ readonly paidFen: number; readonly providers: number }> {
    const { providers, clearings, payments, declarations } = this.#server.city.desks
    const depositRateBp = payments.depositBp(month)
    const due = []
    for (const { code, area } of providers.all()) {
      await declareMonth(declarations, { code, area, month, heldOn: on, more: 0, hands: DECLARING })
      const message = told<{ clearingId: string }>('benefits', `clearing ${code} ${month}`)
      const proposed = await clearings.propose(message, { provider: code, area, month, depositRateBp })
      if (!proposed.ok && proposed.code === 'clearing_nothing') continue
      const { clearingId } = this.#checked(`清算 ${code}`, proposed).value.answer as { readonly clearingId: string }
      for (const [step, who] of WAY) await this.#step({ clearingId, provider: code, month }, step, who)
      due.push({ clearingId, provider: code, area, month })
    }
    const funds = await this.#approved(month)
    for (const [fund, sums] of funds) await this.#book(`YK-${fund}-${month}`, on, fund, sums, 'use_plan_paid')
    for (const clearing of due) await this.#step(clearing, 'pay', 'finance')
    const paidFen = [...funds.values()].flat().reduce((sum, { amountFen }) => sum + amountFen, 0)
    return { paidFen, providers: due.length }
  }

  async #step(
    clearing: { readonly clearingId: string; readonly provider: string; readonly month: string },
    step: Step,
    who: string,
  ): Promise<void> {
    const note = step === 'pay' ? `回单${clearing.clearingId.slice(-8)}` : ''
    const message = told<{ clearingId: string }>(who, `${step} ${clearing.clearingId}`)
    const asked = { ...clearing, paymentId: null }
    this.#checked(`清算 ${step}`, await this.#server.city.desks.clearings.step(message, asked, { step, note }))
  }

  /** What the approved clearings of the month are to be paid, by fund and area. */
  async #approved(month: string): Promise<Map<Fund, AreaSum[]>> {
    const all = await clearingsOfMonth(this.#server.platform.reader, month)
    const approved = all.filter(({ state }) => state === 'approved')
    const rows = approved.flatMap(({ area, funds }) =>
      funds.map(({ fund, payableFen }) => ({ fund, area, amountFen: payableFen as Fen })),
    )
    const sums = new Map<Fund, AreaSum[]>()
    for (const [fund, own] of Map.groupBy(rows, (row) => row.fund)) {
      const areas = [...Map.groupBy(own, ({ area }) => area)].map(([area, each]) => ({
        area,
        amountFen: fen(each.reduce((sum, { amountFen }) => sum + amountFen, 0)),
      }))
      sums.set(
        fund,
        areas.filter(({ amountFen }) => amountFen > 0),
      )
    }
    return sums
  }

  /** 利息: a quarter's on what the fiscal account held, at the rate that is assumed. */
  async interest(on: Day, rateBp: number): Promise<number> {
    const sums = await this.#server.ledger.sums()
    let total = 0
    const held = sums.filter(({ layer, account }) => layer === 'cash' && account === '1003')
    for (const [fund, own] of Map.groupBy(held, (row) => row.fund)) {
      const balance = own.reduce((sum, row) => sum + row.debitFen - row.creditFen, 0)
      const amountFen = fen(Math.round((balance * rateBp) / 40_000))
      if (amountFen <= 0) continue
      const document = `LX-${fund}-${on.slice(0, 7)}`
      const events = [{ kind: 'interest_received' as const, id: document, on, fund: fund as Fund, amountFen }]
      this.#checked(document, await this.#server.ledger.book(document, events, { id: 'finance', channel: 'year' }))
      total += amountFen
    }
    return total
  }
}
