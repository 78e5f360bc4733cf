// Expected values of the care plan's draws, so that the means of a city come out as its profile aims at.
import { CARE_KINDS, type CareKind, type CareLevel, type CityProfile } from '../cities/index.ts'
import type { StayIllness } from './illness.ts'
import { DAY_SURGERIES, DELIVERIES, STAY_ILLNESSES } from './illnesses/index.ts'

/** Widths of the lognormal spread of costs; assumed. */
export const COST_SPREAD = { stay: 0.55, visit: 0.6 } as const

const LEVELS: readonly CareLevel[] = ['primary', 'county', 'city']

export interface CostShape {
  /** Mean cost in fen of a visit or stay of a kind, before illness, level and person are known. */
  readonly baseFen: Readonly<Record<CareKind, number>>
  readonly level: Readonly<Record<CareLevel, number>>
  readonly employee: number
}

/** `baseFen` is the aimed mean divided by the expected product of the factors that are applied afterwards. */
export function costShape({ care, population }: CityProfile): CostShape {
  const level = Object.fromEntries(LEVELS.map((each) => [each, care.levelCost[each].value])) as CostShape['level']
  const employee = care.employeeCost.value
  const members = population.employees.value
  const byPerson = members * employee + (1 - members)
  const byLevel = (illnesses: readonly StayIllness[]): number =>
    LEVELS.reduce((sum, each) => sum + care.stayLevels[each].value * level[each] * meanCost(illnesses, each), 0)
  const factors: Partial<Record<CareKind, number>> = {
    inpatient: byPerson * byLevel(STAY_ILLNESSES),
    outside_stay: byPerson * meanCost(STAY_ILLNESSES, 'city'),
    day_surgery: meanCost(DAY_SURGERIES, 'city'),
    delivery: meanCost(DELIVERIES, 'city'),
  }
  const baseFen = CARE_KINDS.map((kind) => [kind, (care.meanYuan[kind].value * 100) / (factors[kind] ?? 1)])
  return { baseFen: Object.fromEntries(baseFen) as CostShape['baseFen'], level, employee }
}

/** Mean relative cost of the illnesses that a level treats. */
function meanCost(illnesses: readonly StayIllness[], level: CareLevel): number {
  const treated = illnesses.filter((illness) => illness.levels?.includes(level) ?? true)
  const weight = treated.reduce((sum, illness) => sum + illness.weight, 0)
  return treated.reduce((sum, illness) => sum + illness.weight * illness.cost, 0) / weight
}
