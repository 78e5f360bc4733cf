// A month's collection of a synthetic year, as the platform does it: charges assessed and handed over, a simulated tax office, treasury
// and bank that answer with files that come twice, late and out of order and sometimes wrong, the nights of the scheduler that take
// them, accounts credited the day after, what belongs to nobody given back by two, and what was missed paid late with its fee.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, addMonths, type Day } from '@yibao/kernel'
import { type ChargeToPay, readHandOver, simulateCollection } from '@yibao/lab'
import { contributionSentence, exchangeNight, listArrivals, type RunningServer } from '@yibao/server'

export interface CollectionFigures {
  charges: number
  files: number
  arrivedFen: number
  creditedLines: number
  refundedFen: number
  lateFees: number
  /** Files that the platform did not take: none may be. */
  refusedFiles: number
}

const NIGHTS = 6
const PAYING_DAYS = 3
const WRONG_SHARE = 0.02
const SUSPENSE_DAYS = 30
const ALL = { offset: 0, limit: 100_000 }

type Checked = <T extends { readonly ok: boolean }>(what: string, outcome: T) => Extract<T, { readonly ok: true }>

export interface CollectionParts {
  readonly server: RunningServer
  readonly folder: string
  readonly seed: number
  readonly checked: Checked
  readonly advance: (on: Day, time: string) => void
}

export class Collection {
  readonly #parts: CollectionParts
  readonly figures: CollectionFigures = {
    ...{ charges: 0, files: 0, arrivedFen: 0, creditedLines: 0, refundedFen: 0, lateFees: 0, refusedFiles: 0 },
  }
  /** Charges that nobody paid in full yet. */
  #missed: ChargeToPay[] = []
  #round = 0

  constructor(parts: CollectionParts) {
    this.#parts = parts
    mkdirSync(join(parts.folder, 'in'), { recursive: true })
  }

  /** Of the periods, in the first days of a month; what arrived, and the charges that were handed over. */
  async run(month: Day, periods: readonly string[]): Promise<readonly ChargeToPay[]> {
    const { server, checked, advance, seed } = this.#parts
    const desk = server.city.desks.contributions
    const actor = { id: 'collection', channel: 'year' }
    advance(month, '01:00:00')
    for (const period of periods) {
      const assessed = checked(`核定 ${period}`, await desk.assess(period, actor))
      this.figures.charges += assessed.value.charges
    }
    const fresh = await this.#night(month)
    this.#round += 1
    const paying = [...this.#missed, ...fresh]
    const simulated = simulateCollection(paying, {
      seed: seed * 1_000 + this.#round,
      from: addDays(month, 1),
      days: PAYING_DAYS,
      wrongShare: WRONG_SHARE,
      series: `${this.#round}.`,
    })
    for (let at = 1; at <= NIGHTS; at += 1) {
      const on = addDays(month, at)
      const last = at === NIGHTS
      for (const { name, text, on: comesOn } of simulated.files)
        if (comesOn === addDays(on, -1) || (last && comesOn >= on))
          this.#lay(`${name.replace('.csv', '')}-${this.#round}.csv`, text)
      fresh.push(...(await this.#night(on)))
    }
    const { unpaid, arrivedFen } = simulated.truth
    const isUnpaid = new Set(unpaid)
    this.#missed = [
      ...paying.filter(({ chargeNo }) => isUnpaid.has(chargeNo)),
      ...fresh.filter((each) => !paying.includes(each)),
    ]
    this.figures.arrivedFen += arrivedFen
    this.figures.files += simulated.files.length
    await this.#giveBack(addDays(month, NIGHTS))
    return paying
  }

  #lay(name: string, text: string): void {
    writeFileSync(join(this.#parts.folder, 'in', name), text)
  }

  /** What the scheduler does at half past one; the charges that it handed over. */
  async #night(on: Day): Promise<ChargeToPay[]> {
    const { server, advance, folder } = this.#parts
    advance(on, '01:30:00')
    const { reader, clock, log } = server.platform
    const desk = server.city.desks.contributions
    const night = await exchangeNight({ desk, reader, clock, log, folder, sentence: contributionSentence })
    this.figures.creditedLines += night.credited
    this.figures.refusedFiles += night.refused.length
    const handed = night.handedOver.flatMap((name) => readHandOver(readFileSync(join(folder, 'out', name), 'utf8')))
    this.figures.lateFees += handed.filter(({ chargeNo }) => chargeNo.endsWith('-L')).length
    return handed
  }

  /** 退费: what nobody has claimed for thirty days goes back, proposed by one and paid by another. */
  async #giveBack(today: Day): Promise<void> {
    const { server, checked } = this.#parts
    const desk = server.city.desks.contributions
    const { rows } = await listArrivals(server.platform.reader, { ...ALL, state: 'suspense' })
    for (const { arrivalNo, arrivedOn, amountFen } of rows) {
      if (addDays(arrivedOn, SUSPENSE_DAYS) > today) continue
      const [proposer, payer] = ['collection', 'finance'].map((id) => ({ id, channel: 'year' }))
      checked(
        '退费',
        await desk.proposeRefund({ arrivalNo, reason: '满三十日无人认领' }, proposer!, `refund ${arrivalNo}`),
      )
      const paid = await desk.stepRefund({ arrivalNo, to: 'paid', note: arrivalNo }, payer!, `refund paid ${arrivalNo}`)
      checked('退费支付', paid)
      this.figures.refundedFen += amountFen
    }
  }
}

/** Employees of the month before; in November the residents of the year to come. */
export const periodsOf = (month: Day): string[] => {
  const before = addMonths(month, -1).slice(0, 7)
  return month.slice(5, 7) === '11' ? [before, String(Number(month.slice(0, 4)) + 1)] : [before]
}
