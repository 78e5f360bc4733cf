// Personal accounts over the years: an opening balance, a credit for every month that has passed, and what settlements take.
import type { MutualAidRecord } from '@yibao/contract/load'
import { type Day, type Fen, fen } from '@yibao/kernel'
import type { AccountBook } from './lives.ts'

const MONTHS = 12

export class YearAccounts implements AccountBook {
  readonly #balances: number[] = []
  /** What a month brings, from the month (counted from year 0) on up to which it was already credited. */
  readonly #monthly: number[] = []
  readonly #credited: number[] = []
  readonly #persons = new Map<string, number>()
  readonly #givers: ReadonlyMap<string, readonly string[]>

  constructor(mutualAid: readonly MutualAidRecord[]) {
    const groups = Map.groupBy(mutualAid, ({ receiver }) => receiver)
    this.#givers = new Map([...groups].map(([receiver, rows]) => [receiver, rows.map(({ giver }) => giver)]))
  }

  /** At the beginning of a year: who has an account, and what a month of this year brings. */
  turn(person: number, personNo: string, year: number, openingFen: number, monthlyFen: number): void {
    const month = year * MONTHS
    if (this.#balances[person] === undefined) {
      this.#balances[person] = openingFen
      this.#credited[person] = month
      this.#persons.set(personNo, person)
    } else this.#creditUntil(person, month)
    this.#monthly[person] = monthlyFen
  }

  /** Who has left the scheme keeps what is there and gets no more. */
  stop(person: number, year: number): void {
    if (this.#balances[person] === undefined) return
    this.#creditUntil(person, year * MONTHS)
    this.#monthly[person] = 0
  }

  balanceOn(person: number, on: Day): Fen {
    if (this.#balances[person] === undefined) return fen(0)
    this.#creditUntil(person, Number(on.slice(0, 4)) * MONTHS + Number(on.slice(5, 7)))
    return this.#balances[person] as Fen
  }

  take(person: number, amount: Fen): void {
    this.#balances[person] = (this.#balances[person] ?? 0) - amount
  }

  readonly personOf = (personNo: string): number | undefined => this.#persons.get(personNo)
  readonly giversOf = (personNo: string): readonly string[] => this.#givers.get(personNo) ?? NOBODY

  #creditUntil(person: number, month: number): void {
    const passed = month - this.#credited[person]!
    if (passed <= 0) return
    this.#balances[person] = this.#balances[person]! + passed * this.#monthly[person]!
    this.#credited[person] = month
  }
}

const NOBODY: readonly string[] = []
