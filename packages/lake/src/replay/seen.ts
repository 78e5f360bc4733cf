// How many different people each group has: a bit for each group, the bits of a person side by side. Most people come back to
// the same groups again and again, and are then known by two numbers.
const BITS = 32
const NEVER = -1

export class SeenPersons {
  readonly #bits: Uint32Array
  readonly #words: number
  readonly #kind: Int32Array
  readonly #place: Int32Array
  readonly #month: Int32Array
  /** Persons by group, by month, and in all. */
  readonly groups: Float64Array
  readonly months: Float64Array
  all = 0

  constructor(groups: number, months: number, persons: number) {
    this.#words = Math.ceil(groups / BITS)
    this.#bits = new Uint32Array(this.#words * persons)
    this.#kind = new Int32Array(persons).fill(NEVER)
    this.#place = new Int32Array(persons).fill(NEVER)
    this.#month = new Int32Array(persons).fill(NEVER)
    this.groups = new Float64Array(groups)
    this.months = new Float64Array(months)
  }

  /** Months come in their order. */
  inMonth(person: number, month: number): void {
    const last = this.#month[person]!
    if (last === month) return
    if (last === NEVER) this.all += 1
    this.#month[person] = month
    this.months[month] = this.months[month]! + 1
  }

  /** Whether the person was in another kind or place at the last claim: then the groups have to be told. */
  isElsewhere(person: number, kind: number, place: number): boolean {
    if (this.#kind[person] === kind && this.#place[person] === place) return false
    this.#kind[person] = kind
    this.#place[person] = place
    return true
  }

  inGroup(person: number, group: number): void {
    const word = person * this.#words + (group >>> 5)
    const bit = 1 << (group & 31)
    if ((this.#bits[word]! & bit) !== 0) return
    this.#bits[word] = this.#bits[word]! | bit
    this.groups[group] = this.groups[group]! + 1
  }
}
