// Personal accounts, the relatives who may use them, and the balances with which the funds open.

import type { AccountOpening, FundOpening, MutualAidRecord } from '@yibao/contract/load'
import { addDays, basisPoints, type Day, type Fen, fen, share } from '@yibao/kernel'
import type { Random } from '../random.ts'
import type { Citizen } from './person.ts'

/** Assumed: median balance in yuan, and how widely balances spread. */
const MEDIAN_YUAN = { active: 1100, retired: 2400, flexible: 300, unemployed: 200 } as const
const SPREAD = 0.9
const GIVERS_SHARE = 0.18

export function accountOpening(random: Random, personNo: string, status: string): AccountOpening {
  const median = MEDIAN_YUAN[status as keyof typeof MEDIAN_YUAN] ?? 300
  const cents = Math.round(median * random.lognormal(0, SPREAD) * 100)
  return { personNo, balanceFen: fen(cents) }
}

interface Relative {
  readonly personNo: string
  readonly relation: 'spouse' | 'child' | 'parent'
}

/** 家庭共济: some members of the employee scheme let a relative use their account, in an order of their own. */
export function drawMutualAid(
  random: Random,
  givers: readonly Citizen[],
  residents: readonly Citizen[],
  opensOn: Day,
): MutualAidRecord[] {
  const byCounty = Map.groupBy(residents, ({ county }) => county.code)
  const taken = new Set<string>()
  return givers.flatMap((giver) => {
    if (!random.chance(GIVERS_SHARE)) return []
    const near = byCounty.get(giver.county.code) ?? []
    return drawRelatives(random, giver, near, taken).map(({ personNo, relation }): MutualAidRecord => {
      return { giver: giver.record.personNo, receiver: personNo, relation, from: addDays(opensOn, -random.int(5, 700)) }
    })
  })
}

function drawRelatives(random: Random, giver: Citizen, near: readonly Citizen[], taken: Set<string>): Relative[] {
  const relatives: Relative[] = []
  // A few tries instead of a search: that a giver finds nobody is as plausible as a small family.
  for (let attempt = 0; attempt < 12 && near.length > 0 && relatives.length < 2; attempt += 1) {
    const other = random.pick(near)
    const relation = relationOf(giver, other)
    if (!relation || taken.has(other.record.personNo)) continue
    taken.add(other.record.personNo)
    relatives.push({ personNo: other.record.personNo, relation })
  }
  return relatives
}

function relationOf(giver: Citizen, other: Citizen): Relative['relation'] | undefined {
  const younger = giver.age - other.age
  if (younger >= 20 && younger <= 38) return 'child'
  if (younger <= -20 && younger >= -38) return 'parent'
  const spouse = Math.abs(younger) <= 6 && giver.record.sex !== other.record.sex && other.age >= 22
  return spouse ? 'spouse' : undefined
}

/** How an opening balance lies in the funds: assumed shares, per ten thousand, by who pays into them. */
const FUND_SHARES: readonly { readonly fund: string; readonly shareBp: number }[] = [
  { fund: 'employee_basic', shareBp: 5200 },
  { fund: 'resident_basic', shareBp: 3000 },
  { fund: 'resident_serious_illness', shareBp: 700 },
  { fund: 'employee_supplement', shareBp: 500 },
  { fund: 'civil_servant_aid', shareBp: 200 },
  { fund: 'medical_assistance', shareBp: 400 },
]

/** Assumed: a use plan was paid just before, so that a fifth lies where payments are made from. */
const EXPENDITURE = basisPoints(2_000)

export function fundOpenings(insured: number, yuanEach: number, on: Day): FundOpening[] {
  return FUND_SHARES.map(({ fund, shareBp }) => {
    const amountFen = openingFen(insured, yuanEach, shareBp)
    return { fund, amountFen, expenditureFen: share(amountFen, EXPENDITURE), on }
  })
}

/** Whole yuan: opening balances are round sums in the accounts of the treasury. */
function openingFen(insured: number, yuanEach: number, shareBp: number): Fen {
  return fen(Math.round((insured * yuanEach * shareBp) / 10_000) * 100)
}
