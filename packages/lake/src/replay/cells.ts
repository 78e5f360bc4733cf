// Sums of many claims by their combination of groups: one row of numbers for each combination that occurs. A claim is added to
// a row once, and the rows are added up to groups at the end.

import type { Compared } from './compared.ts'
import { FUND_A, FUND_B, WIDTH } from './groups.ts'

const FIRST_ROWS = 64
const NO_ROW = -1

export class Cells {
  readonly #rowOf: Int32Array
  /** The combination that each row stands for. */
  readonly #combinations: number[] = []
  #cells = new Float64Array(FIRST_ROWS * WIDTH)

  /** `combinations`: how many there can be. */
  constructor(combinations: number) {
    this.#rowOf = new Int32Array(combinations).fill(NO_ROW)
  }

  /** The places are those of MEASURES, written as numbers: this runs three times for every claim. Persons come apart. */
  add(combination: number, compared: Compared, paying: readonly number[]): void {
    let row = this.#rowOf[combination]!
    if (row === NO_ROW) row = this.#open(combination)
    const cells = this.#cells
    const at = row * WIDTH
    cells[at] = cells[at]! + 1
    cells[at + 2] = cells[at + 2]! + compared.totalFen
    cells[at + 3] = cells[at + 3]! + compared.fundA
    cells[at + 4] = cells[at + 4]! + compared.fundB
    cells[at + 5] = cells[at + 5]! + compared.personA
    cells[at + 6] = cells[at + 6]! + compared.personB
    cells[at + 7] = cells[at + 7]! + compared.accountA
    cells[at + 8] = cells[at + 8]! + compared.accountB
    if (compared.personB < compared.personA) cells[at + 9] = cells[at + 9]! + 1
    else if (compared.personB > compared.personA) cells[at + 10] = cells[at + 10]! + 1
    cells[at + 11] = cells[at + 11]! + compared.reformed
    for (let k = 0; k < paying.length; k += 1) {
      const fund = paying[k]!
      cells[at + FUND_A + fund] = cells[at + FUND_A + fund]! + compared.fundsA[fund]!
      cells[at + FUND_B + fund] = cells[at + FUND_B + fund]! + compared.fundsB[fund]!
    }
  }

  /** Adds every row to the rows of numbers that `into` names for its combination. */
  addUp(into: (combination: number) => readonly number[][]): void {
    for (const [row, combination] of this.#combinations.entries()) {
      const own = this.#cells.subarray(row * WIDTH, (row + 1) * WIDTH)
      for (const sums of into(combination)) for (let at = 0; at < WIDTH; at += 1) sums[at] = sums[at]! + own[at]!
    }
  }

  #open(combination: number): number {
    const row = this.#combinations.length
    this.#combinations.push(combination)
    this.#rowOf[combination] = row
    if ((row + 1) * WIDTH > this.#cells.length) {
      const wider = new Float64Array(this.#cells.length * 2)
      wider.set(this.#cells)
      this.#cells = wider
    }
    return row
  }
}
