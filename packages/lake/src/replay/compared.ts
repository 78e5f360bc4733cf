// One claim under both policies: what the tables of a replay add up.
import { FUNDS, PAYERS } from '@yibao/kernel'

/** What both policies gave for one claim. */
export interface Compared {
  totalFen: number
  fundA: number
  fundB: number
  personA: number
  personB: number
  accountA: number
  accountB: number
  /** 1 where the reform rules the claim by another text, 0 elsewhere. */
  reformed: number
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
  reformed: 0,
  fundsA: new Float64Array(FUNDS.length),
  fundsB: new Float64Array(FUNDS.length),
  payersA: new Float64Array(PAYERS.length),
  payersB: new Float64Array(PAYERS.length),
})
