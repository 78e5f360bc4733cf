// The sums of one bucket: a row of numbers for every group, persons counted once in each, gains and losses in steps.
import { FUNDS, type Fund, PAYERS, type Payer } from '@yibao/kernel'
import { DIMENSIONS, type Dimension, FUND_A, FUND_B, type GroupValues, STEPS, stepOf, WIDTH } from './groups.ts'

/** What both policies gave for one claim. */
export interface Compared {
  totalFen: number
  fundA: number
  fundB: number
  personA: number
  personB: number
  accountA: number
  accountB: number
  /** By fund and by payer, in the order of FUNDS and PAYERS. */
  readonly fundsA: Float64Array
  readonly fundsB: Float64Array
  readonly payersA: Float64Array
  readonly payersB: Float64Array
}

export const newCompared = (): Compared => ({
  totalFen: 0,
  fundA: 0,
  fundB: 0,
  personA: 0,
  personB: 0,
  accountA: 0,
  accountB: 0,
  fundsA: new Float64Array(FUNDS.length),
  fundsB: new Float64Array(FUNDS.length),
  payersA: new Float64Array(PAYERS.length),
  payersB: new Float64Array(PAYERS.length),
})

export interface StepCounts {
  readonly claims: number[]
  readonly fen: number[]
}

export interface Sums {
  /** By dimension and value, only groups that have claims. */
  readonly groups: { readonly [K in Dimension]: Record<string, number[]> }
  /** Claims to which a fund or payer paid something, and what it paid. */
  readonly funds: Record<Fund, [claims: number, a: number, b: number]>
  readonly payers: Record<Payer, [claims: number, a: number, b: number]>
  readonly gainedClaims: StepCounts
  readonly lostClaims: StepCounts
  readonly gainedPersons: StepCounts
  readonly lostPersons: StepCounts
  /** A fund pays only under B; only under A. */
  readonly newlyCovered: [claims: number, fen: number]
  readonly newlyUncovered: [claims: number, fen: number]
}

/** Persons are counted once in each group: a bit for each group, the bits of a person side by side. */
const BITS = 32

export class Tally {
  readonly #values: GroupValues
  /** Where the values of each dimension begin among all values. */
  readonly #starts: readonly number[]
  readonly #cells: Float64Array
  readonly #seen: Uint32Array
  readonly #words: number
  readonly #gain: Float64Array
  readonly #paying: number[] = []
  readonly #funds = FUNDS.map((): [number, number, number] => [0, 0, 0])
  readonly #payers = PAYERS.map((): [number, number, number] => [0, 0, 0])
  readonly #gained = steps()
  readonly #lost = steps()
  readonly #covered: [number, number] = [0, 0]
  readonly #uncovered: [number, number] = [0, 0]

  constructor(values: GroupValues, persons: number) {
    let count = 0
    this.#values = values
    this.#starts = DIMENSIONS.map((name) => {
      const start = count
      count += values.values[name].length
      return start
    })
    this.#words = Math.ceil(count / BITS)
    this.#cells = new Float64Array(count * WIDTH)
    this.#seen = new Uint32Array(this.#words * persons)
    this.#gain = new Float64Array(persons)
  }

  /** `groups` holds a position for each dimension in order; the categories come apart, for there may be several. */
  add(compared: Compared, person: number, groups: readonly number[], categories: readonly number[]): void {
    this.#notePaying(compared)
    for (let at = 0; at < groups.length; at += 1) {
      if (at !== CATEGORY) this.#into(this.#starts[at]! + groups[at]!, compared, person)
    }
    for (let at = 0; at < categories.length; at += 1)
      this.#into(this.#starts[CATEGORY]! + categories[at]!, compared, person)
    byName(this.#payers, compared.payersA, compared.payersB)
    const gain = compared.personA - compared.personB
    if (gain !== 0) {
      this.#gain[person] = this.#gain[person]! + gain
      step(gain > 0 ? this.#gained : this.#lost, gain)
    }
    if (compared.fundA === 0 && compared.fundB > 0) mark(this.#covered, compared.fundB)
    if (compared.fundA > 0 && compared.fundB === 0) mark(this.#uncovered, compared.fundA)
  }

  /** The funds that pay anything, once for all groups. */
  #notePaying({ fundsA, fundsB }: Compared): void {
    const paying = this.#paying
    paying.length = 0
    for (let fund = 0; fund < fundsA.length; fund += 1) {
      const [a, b] = [fundsA[fund]!, fundsB[fund]!]
      if (a === 0 && b === 0) continue
      paying.push(fund)
      addPair(this.#funds[fund]!, a, b)
    }
  }

  /** The places are those of MEASURES, written as numbers: this runs ten times for every claim. */
  #into(value: number, compared: Compared, person: number): void {
    const cells = this.#cells
    const at = value * WIDTH
    cells[at] = cells[at]! + 1
    const word = person * this.#words + (value >>> 5)
    const bit = 1 << (value & 31)
    if ((this.#seen[word]! & bit) === 0) {
      this.#seen[word] = this.#seen[word]! | bit
      cells[at + 1] = cells[at + 1]! + 1
    }
    cells[at + 2] = cells[at + 2]! + compared.totalFen
    cells[at + 3] = cells[at + 3]! + compared.fundA
    cells[at + 4] = cells[at + 4]! + compared.fundB
    cells[at + 5] = cells[at + 5]! + compared.personA
    cells[at + 6] = cells[at + 6]! + compared.personB
    cells[at + 7] = cells[at + 7]! + compared.accountA
    cells[at + 8] = cells[at + 8]! + compared.accountB
    if (compared.personB < compared.personA) cells[at + 9] = cells[at + 9]! + 1
    else if (compared.personB > compared.personA) cells[at + 10] = cells[at + 10]! + 1
    for (const fund of this.#paying) {
      cells[at + FUND_A + fund] = cells[at + FUND_A + fund]! + compared.fundsA[fund]!
      cells[at + FUND_B + fund] = cells[at + FUND_B + fund]! + compared.fundsB[fund]!
    }
  }

  sums(): Sums {
    const persons = [steps(), steps()] as const
    for (const gain of this.#gain) if (gain !== 0) step(persons[gain > 0 ? 0 : 1], gain)
    return {
      groups: Object.fromEntries(DIMENSIONS.map((name, at) => [name, this.#groups(at, name)])) as Sums['groups'],
      funds: Object.fromEntries(FUNDS.map((name, at) => [name, this.#funds[at]!])) as Sums['funds'],
      payers: Object.fromEntries(PAYERS.map((name, at) => [name, this.#payers[at]!])) as Sums['payers'],
      gainedClaims: this.#gained,
      lostClaims: this.#lost,
      gainedPersons: persons[0],
      lostPersons: persons[1],
      newlyCovered: this.#covered,
      newlyUncovered: this.#uncovered,
    }
  }

  #groups(dimension: number, name: Dimension): Record<string, number[]> {
    const cells = this.#cells
    const entries = this.#values.values[name].flatMap((value, place): [string, number[]][] => {
      const at = (this.#starts[dimension]! + place) * WIDTH
      return cells[at]! > 0 ? [[value, [...cells.subarray(at, at + WIDTH)]]] : []
    })
    return Object.fromEntries(entries)
  }
}

const CATEGORY = DIMENSIONS.indexOf('category')

const steps = (): StepCounts => ({ claims: STEPS.map(() => 0), fen: STEPS.map(() => 0) })

function step(counts: StepCounts, gain: number): void {
  const at = stepOf(gain)
  counts.claims[at] = counts.claims[at]! + 1
  counts.fen[at] = counts.fen[at]! + Math.abs(gain)
}

function mark(counts: [number, number], fen: number): void {
  counts[0] += 1
  counts[1] += fen
}

function byName(rows: readonly [number, number, number][], a: Float64Array, b: Float64Array): void {
  for (let at = 0; at < rows.length; at += 1) if (a[at] !== 0 || b[at] !== 0) addPair(rows[at]!, a[at]!, b[at]!)
}

function addPair(row: [number, number, number], a: number, b: number): void {
  row[0] += 1
  row[1] += a
  row[2] += b
}

/** Adds the sums of another bucket: persons live in one bucket alone, so their counts add up too. */
export function addSums(into: Sums, other: Sums): void {
  for (const name of DIMENSIONS) {
    for (const [value, row] of Object.entries(other.groups[name])) {
      const own = into.groups[name][value]
      if (own) addTo(own, row)
      else into.groups[name][value] = [...row]
    }
  }
  for (const name of FUNDS) addTo(into.funds[name], other.funds[name])
  for (const name of PAYERS) addTo(into.payers[name], other.payers[name])
  for (const name of ['gainedClaims', 'lostClaims', 'gainedPersons', 'lostPersons'] as const) {
    addTo(into[name].claims, other[name].claims)
    addTo(into[name].fen, other[name].fen)
  }
  addTo(into.newlyCovered, other.newlyCovered)
  addTo(into.newlyUncovered, other.newlyUncovered)
}

function addTo(into: number[], other: readonly number[]): void {
  for (let at = 0; at < other.length; at += 1) into[at] = (into[at] ?? 0) + other[at]!
}
