// The finance office of a synthetic year: money in from the collection, through treasury and fiscal account to the expenditure
// account, to the providers by four pairs of hands; each step with its document, each once.
import type { CityLoad } from '@yibao/contract/load'
import { type Day, type Fen, type Fund, type FundEvent, fen } from '@yibao/kernel'
import { clearingsOfMonth, type RunningServer } from '@yibao/server'
import { type AreaSum, employeeMonth, otherFunds, residentYear } from './collect.ts'

export class YearRefused extends Error {
  override readonly name = 'YearRefused'
}

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

export class FinanceOffice {
  readonly #server: RunningServer
  readonly #city: CityLoad

  constructor(server: RunningServer, city: CityLoad) {
    this.#server = server
    this.#city = city
  }

  /** What came of a step; the first refusal ends the year with its sentence. */
  #checked<T extends Outcome>(what: string, outcome: T): Extract<T, { readonly ok: true }> {
    if (outcome.ok) return outcome as Extract<T, { readonly ok: true }>
    const { code, facts } = outcome as Extract<Outcome, { readonly ok: false }>
    throw new YearRefused(`${what}：${code} ${JSON.stringify(facts ?? {})}`)
  }

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

  /** One month of employees, with the credits to their accounts; in the concentrated period the residents too. */
  async collect(month: Day): Promise<number> {
    const { charged, credits } = employeeMonth(this.#city, month)
    let total = await this.#collected(`ZJ-ZG-${month.slice(0, 7)}`, month, 'employee_basic', charged)
    for (const { personNo, amountFen } of credits) {
      const message = told<{ creditId: string; balanceFen: number }>(
        'collection',
        `credit ${month.slice(0, 7)} ${personNo}`,
      )
      const credit = { personNo, amountFen, cause: `${month.slice(0, 7)}缴费划入`, on: month }
      this.#checked('划入个人账户', await this.#server.city.desks.accounts.credit(message, credit))
    }
    const no = Number(month.slice(5, 7))
    if (no === 1)
      for (const { fund, sums } of otherFunds(this.#city, month)) total += await this.#yearly(month, fund, sums)
    if (no === 1 || no === 7) total += await this.#subsidies(month)
    if (no === 2) await this.#premium(month)
    if (no === 11) total += await this.#residents(month)
    return total
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

  /** 集中参保期: persons pay at the tax office, the assistance fund pays for whom it sponsors. */
  async #residents(month: Day): Promise<number> {
    const { persons, assistance } = residentYear(this.#city, month)
    const paid = await this.#collected(`ZJ-JM-${month.slice(0, 4)}`, month, 'resident_basic', persons)
    await this.#book(`ZZ-BK-${month.slice(0, 4)}`, month, 'medical_assistance', assistance, 'use_plan_paid')
    await this.#between(`ZZ-${month.slice(0, 4)}`, month, 'enrolment_subsidised', assistance, {
      fund: 'medical_assistance',
      receiver: 'resident_basic',
    })
    return paid + assistance.reduce((sum, { amountFen }) => sum + amountFen, 0)
  }

  async #between(
    document: string,
    on: Day,
    kind: 'illness_premium_transferred' | 'enrolment_subsidised',
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
    const { providers, clearings, payments } = this.#server.city.desks
    const depositRateBp = payments.depositBp(month)
    const due = []
    for (const { code, area } of providers.all()) {
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
