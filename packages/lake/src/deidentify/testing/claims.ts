// Made-up claims of made-up people, from a seed: enough of them that most people are like ten others, and some are like nobody.
import type { SettledClaim } from '../../history/claim.ts'

/** A small generator: the same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const DAY_MS = 86_400_000

export function madeUpClaims(seed: number, people: number): SettledClaim[] {
  const below = numbers(seed)
  return Array.from({ length: people }, (_, at) => personClaims(at, below)).flat()
}

function personClaims(at: number, below: (n: number) => number): SettledClaim[] {
  const isOdd = at % 97 === 0
  const who = {
    ...{ scheme: below(3) === 0 ? 'employee' : 'resident', status: 'adult', sex: below(2) === 0 ? 'female' : 'male' },
    ...{ age: isOdd ? 99 : 20 + below(50), categories: [], certifiedDiseases: [] },
  }
  const county = isOdd ? '990199' : `99010${1 + below(3)}`
  return Array.from({ length: 1 + below(7) }, (_, n) => {
    const on = new Date(Date.UTC(2026, 0, 1) + below(330) * DAY_MS).toISOString().slice(0, 10)
    const totalFen = 1_000 + below(900_000)
    return {
      ...{
        id: `claim-${at}-${n}`,
        visitId: `visit-${at}-${n}`,
        personNo: `insured-${at}`,
        provider: `hospital-9900${below(isOdd ? 40 : 5)}`,
        county,
      },
      ...{ settledAt: `${on} 10:00:00`, on, knownOn: on, splits: [], parts: ['main'], settlements: 1 },
      care: {
        diagnoses: [['I10.x00', 'J18.900', 'E11.900', 'C34.900', `Q${10 + (at % 40)}.000`][below(isOdd ? 5 : 4)]!],
      },
      bill: {
        person: who,
        visit: {
          ...{
            setting: below(100) === 0 ? 'emergency' : below(4) === 0 ? 'inpatient' : 'outpatient',
            level: 'level_2',
            place: 'local',
            referral: 'none',
            tags: [],
          },
          ...{ settledOn: on, admittedOn: on, dischargedOn: on },
        },
        ...{ denials: [], lines: [] },
      },
      settlement: {
        ...{ plan: 'outpatient', policyVersion: 'trial#1/outpatient@2026', total: totalFen, deductible: 0 },
        ...{
          fundPaid: totalFen - (totalFen >> 1),
          providerPaid: 0,
          personPaid: totalFen >> 1,
          accountPaid: 0,
          mutualPaid: 0,
          cash: 0,
        },
        tiers: [],
      },
    } as unknown as SettledClaim
  })
}
