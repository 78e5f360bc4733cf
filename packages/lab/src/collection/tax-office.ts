// A simulated tax office, treasury and bank: they answer a hand-over file with files that come twice, late, and out of order,
// and now and then with what should not be. The same seed gives the same files.
import { addDays, type Day, day, type Fen, yuanText } from '@yibao/kernel'
import { type Random, random } from '../random.ts'

export interface ChargeToPay {
  readonly chargeNo: string
  readonly payer: string
  readonly fund: string
  readonly period: string
  readonly amountFen: number
  readonly dueOn: string
}

export interface CollectionFile {
  readonly kind: 'receipts' | 'arrivals'
  readonly name: string
  /** The day on which it comes in. */
  readonly on: Day
  readonly text: string
}

export interface TaxOfficeOptions {
  readonly seed: number
  /** First day on which somebody pays. */
  readonly from: Day
  readonly days: number
  /** How much goes wrong, of all charges; 0: nothing does. */
  readonly wrongShare?: number
  /** Set apart the numbers of several such collections: the same charge may be paid in a later one. */
  readonly series?: string
}

/** What happened, for whoever checks the platform against the truth. */
export interface CollectionTruth {
  /** Charges paid in full, once or more. */
  readonly paid: readonly string[]
  readonly unpaid: readonly string[]
  /** All money that arrived, and what of it belongs to no charge. */
  readonly arrivedFen: number
  readonly strayFen: number
}

const RECEIPTS = '收款编号,征缴单号,缴费人编号,基金,所属期,金额,缴款日期'
const ARRIVALS = '入账编号,收款编号,基金,金额,入账日期'
const WRONGS = ['unpaid', 'twice', 'short', 'unknown_charge', 'wrong_period', 'refunded', 'lost_receipt'] as const
type Wrong = (typeof WRONGS)[number]

interface Line {
  readonly on: Day
  readonly text: string
}

class Ledger {
  readonly receipts: Line[] = []
  readonly arrivals: Line[] = []
  readonly paid = new Set<string>()
  readonly unpaid: string[] = []
  arrivedFen = 0
  strayFen = 0
  readonly #series: string
  #serial = 0

  constructor(series: string) {
    this.#series = series
  }

  pay(
    charge: ChargeToPay,
    paidOn: Day,
    change: {
      chargeNo?: string
      period?: string
      amountFen?: number
      receipt?: boolean
      money?: boolean
      stray?: boolean
    } = {},
  ): void {
    this.#serial += 1
    const number = `${charge.chargeNo}-${this.#series}${this.#serial}`
    const { amountFen = charge.amountFen, chargeNo = charge.chargeNo, period = charge.period } = change
    const amount = `${amountFen < 0 ? '-' : ''}${yuanText(Math.abs(amountFen) as Fen)}`
    if (change.receipt !== false)
      this.receipts.push({
        on: paidOn,
        text: [`R${number}`, chargeNo, charge.payer, charge.fund, period, amount, paidOn].join(','),
      })
    if (change.money === false) return
    const arrivedOn = addDays(paidOn, 1 + (this.#serial % 2))
    this.arrivals.push({ on: arrivedOn, text: [`A${number}`, `R${number}`, charge.fund, amount, arrivedOn].join(',') })
    this.arrivedFen += amountFen
    if (change.stray) this.strayFen += amountFen
    else this.paid.add(charge.chargeNo)
  }
}

export function simulateCollection(
  charges: readonly ChargeToPay[],
  options: TaxOfficeOptions,
): { files: CollectionFile[]; truth: CollectionTruth } {
  const source = random(options.seed).fork('tax office')
  const ledger = new Ledger(options.series ?? '')
  for (const charge of charges) {
    const paidOn = addDays(options.from, source.int(0, Math.max(0, options.days - 1)))
    const wrong = source.chance(options.wrongShare ?? 0) ? source.pick(WRONGS) : undefined
    happen(charge, paidOn, wrong, ledger)
  }
  const files = [
    ...filesOf('receipts', RECEIPTS, ledger.receipts, source),
    ...filesOf('arrivals', ARRIVALS, ledger.arrivals, source),
  ]
  const { paid, unpaid, arrivedFen, strayFen } = ledger
  return {
    files: files.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.name < b.name ? -1 : 1)),
    truth: { paid: [...paid].sort(), unpaid, arrivedFen, strayFen },
  }
}

function happen(charge: ChargeToPay, paidOn: Day, wrong: Wrong | undefined, ledger: Ledger): void {
  if (wrong === undefined) {
    ledger.pay(charge, paidOn)
    return
  }
  if (wrong !== 'twice') ledger.unpaid.push(charge.chargeNo)
  if (wrong === 'unpaid') return
  if (wrong === 'twice') {
    ledger.pay(charge, paidOn)
    ledger.pay(charge, addDays(paidOn, 1), { stray: true })
  } else if (wrong === 'short')
    ledger.pay(charge, paidOn, { amountFen: Math.max(1, charge.amountFen - 1), stray: true })
  else if (wrong === 'unknown_charge') ledger.pay(charge, paidOn, { chargeNo: `${charge.chargeNo}X`, stray: true })
  else if (wrong === 'wrong_period') ledger.pay(charge, paidOn, { period: '1999', stray: true })
  else if (wrong === 'lost_receipt') ledger.pay(charge, paidOn, { receipt: false, stray: true })
  else ledger.pay(charge, paidOn, { amountFen: -charge.amountFen, money: false })
}

/** A day's lines in any order; now and then a file comes again, or days later. */
function filesOf(kind: CollectionFile['kind'], head: string, lines: readonly Line[], source: Random): CollectionFile[] {
  return [...Map.groupBy(lines, ({ on }) => on)].flatMap(([on, own]) => {
    const shuffled = own.map((line) => ({ line, at: source.next() })).sort((a, b) => a.at - b.at)
    const text = [head, ...shuffled.map(({ line }) => line.text), ''].join('\r\n')
    const comesOn = source.chance(0.3) ? addDays(on, source.int(1, 5)) : on
    const file: CollectionFile = { kind, name: `${kind}-${on}.csv`, on: comesOn, text }
    return source.chance(0.3)
      ? [file, { ...file, name: `${kind}-${on}-again.csv`, on: addDays(comesOn, source.int(0, 3)) }]
      : [file]
  })
}

/** The lines of a hand-over file. */
export function readHandOver(text: string): ChargeToPay[] {
  const [, ...rows] = text.trim().split(/\r?\n/)
  return rows.map((row) => {
    const [chargeNo = '', , payer = '', fund = '', period = '', , amount = '', dueOn = ''] = row.split(',')
    return { chargeNo, payer, fund, period, amountFen: Math.round(Number(amount) * 100), dueOn: day(dueOn) }
  })
}
