// The sums of one bucket: a row of numbers for every group, persons counted once in each, gains and losses in steps.
import { FUNDS, type Fund, PAYERS, type Payer } from '@yibao/kernel'
import { Cells } from './cells.ts'
import type { Compared } from './compared.ts'
import { AT, DIMENSIONS, type Dimension, type GroupValues, STEPS, stepOf, WIDTH } from './groups.ts'
import { LOSS_REASONS, type LossReason } from './reasons.ts'
import { SeenPersons } from './seen.ts'

export interface StepCounts {
  readonly claims: number[]
  readonly fen: number[]
}

export type LossCounts = Record<LossReason, [claims: number, fen: number]>

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
  /** Why claims are heavier under B. */
  readonly lossReasons: LossCounts
  /** A fund pays only under B; only under A. */
  readonly newlyCovered: [claims: number, fen: number]
  readonly newlyUncovered: [claims: number, fen: number]
}

/** Positions of a claim among the values of each dimension; the categories as the code of the whole list. */
export interface Places {
  scheme: number
  setting: number
  age: number
  level: number
  county: number
  month: number
  categories: number
}

export class Tally {
  readonly #values: GroupValues
  readonly #kinds: Cells
  readonly #places: Cells
  readonly #months: Cells
  readonly #seen: SeenPersons
  /** Where the values of each dimension begin among all values. */
  readonly #starts: Readonly<Record<Dimension, number>>
  readonly #sizes: Readonly<Record<Dimension, number>>
  readonly #gain: Float64Array
  readonly #paying: number[] = []
  readonly #funds = FUNDS.map((): [number, number, number] => [0, 0, 0])
  readonly #payers = PAYERS.map((): [number, number, number] => [0, 0, 0])
  readonly #gained = steps()
  readonly #lost = steps()
  readonly #lossReasons = LOSS_REASONS.map((): [number, number] => [0, 0])
  readonly #covered: [number, number] = [0, 0]
  readonly #uncovered: [number, number] = [0, 0]

  constructor(values: GroupValues, persons: number) {
    this.#values = values
    const size = (name: Dimension): number => values.values[name].length
    let count = 0
    const starts: [Dimension, number][] = DIMENSIONS.map((name) => {
      const start = count
      count += size(name)
      return [name, start]
    })
    this.#starts = Object.fromEntries(starts) as Record<Dimension, number>
    this.#sizes = Object.fromEntries(DIMENSIONS.map((name) => [name, size(name)])) as Record<Dimension, number>
    this.#kinds = new Cells(size('scheme') * size('setting') * size('age') * size('level'))
    this.#places = new Cells(values.categoriesOf.length * size('county'))
    this.#months = new Cells(size('month'))
    this.#seen = new SeenPersons(count, size('month'), persons)
    this.#gain = new Float64Array(persons)
  }

  add(compared: Compared, person: number, at: Places): void {
    this.#notePaying(compared)
    const { setting, age, level } = this.#sizes
    const kind = ((at.scheme * setting + at.setting) * age + at.age) * level + at.level
    const place = at.categories * this.#sizes.county + at.county
    this.#kinds.add(kind, compared, this.#paying)
    this.#places.add(place, compared, this.#paying)
    this.#months.add(at.month, compared, this.#paying)
    this.#seen.inMonth(person, at.month)
    if (this.#seen.isElsewhere(person, kind, place)) this.#see(person, at)
    byName(this.#payers, compared.payersA, compared.payersB)
    const gain = compared.personA - compared.personB
    if (gain !== 0) {
      this.#gain[person] = this.#gain[person]! + gain
      step(gain > 0 ? this.#gained : this.#lost, gain)
    }
    if (compared.fundA === 0 && compared.fundB > 0) mark(this.#covered, compared.fundB)
    if (compared.fundA > 0 && compared.fundB === 0) mark(this.#uncovered, compared.fundA)
  }

  addLoss(reason: LossReason, lossFen: number): void {
    mark(this.#lossReasons[LOSS_REASONS.indexOf(reason)]!, lossFen)
  }

  #see(person: number, at: Places): void {
    const starts = this.#starts
    this.#seen.inGroup(person, starts.scheme + at.scheme)
    this.#seen.inGroup(person, starts.setting + at.setting)
    this.#seen.inGroup(person, starts.age + at.age)
    this.#seen.inGroup(person, starts.level + at.level)
    this.#seen.inGroup(person, starts.county + at.county)
    for (const category of this.#values.categoriesOf[at.categories]!)
      this.#seen.inGroup(person, starts.category + category)
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

  sums(): Sums {
    const persons = [steps(), steps()] as const
    for (const gain of this.#gain) if (gain !== 0) step(persons[gain > 0 ? 0 : 1], gain)
    return {
      groups: this.#groups(),
      funds: Object.fromEntries(FUNDS.map((name, at) => [name, this.#funds[at]!])) as Sums['funds'],
      payers: Object.fromEntries(PAYERS.map((name, at) => [name, this.#payers[at]!])) as Sums['payers'],
      gainedClaims: this.#gained,
      lostClaims: this.#lost,
      gainedPersons: persons[0],
      lostPersons: persons[1],
      lossReasons: Object.fromEntries(LOSS_REASONS.map((name, at) => [name, this.#lossReasons[at]!])) as LossCounts,
      newlyCovered: this.#covered,
      newlyUncovered: this.#uncovered,
    }
  }

  #groups(): Sums['groups'] {
    const { setting, age, level, county } = this.#sizes
    const blank = (name: Dimension): number[][] => this.#values.values[name].map(() => new Array<number>(WIDTH).fill(0))
    const rows = Object.fromEntries(DIMENSIONS.map((name) => [name, blank(name)])) as Record<Dimension, number[][]>
    this.#kinds.addUp((kind) => [
      rows.scheme[Math.floor(kind / (level * age * setting))]!,
      rows.setting[Math.floor(kind / (level * age)) % setting]!,
      rows.age[Math.floor(kind / level) % age]!,
      rows.level[kind % level]!,
    ])
    this.#places.addUp((place) => [
      rows.county[place % county]!,
      ...this.#values.categoriesOf[Math.floor(place / county)]!.map((category) => rows.category[category]!),
    ])
    this.#months.addUp((month) => [rows.month[month]!, rows.all[0]!])
    return Object.fromEntries(DIMENSIONS.map((name) => [name, this.#named(name, rows[name])])) as Sums['groups']
  }

  /** The groups that have claims, with their persons. */
  #named(name: Dimension, rows: readonly number[][]): Record<string, number[]> {
    const entries = this.#values.values[name].flatMap((value, at): [string, number[]][] => {
      const row = rows[at]!
      if (row[AT.claims] === 0) return []
      row[AT.persons] = this.#persons(name, at)
      return [[value, row]]
    })
    return Object.fromEntries(entries)
  }

  #persons(name: Dimension, at: number): number {
    if (name === 'all') return this.#seen.all
    return (name === 'month' ? this.#seen.months[at] : this.#seen.groups[this.#starts[name] + at])!
  }
}

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
  for (const name of LOSS_REASONS) addTo(into.lossReasons[name], other.lossReasons[name])
  addTo(into.newlyCovered, other.newlyCovered)
  addTo(into.newlyUncovered, other.newlyUncovered)
}

function addTo(into: number[], other: readonly number[]): void {
  for (let at = 0; at < other.length; at += 1) into[at] = (into[at] ?? 0) + other[at]!
}
