// What a city's lake says of the city as a whole: who may treat and dispense, what the policy says, what is raised.
import { createHash } from 'node:crypto'
import { addDays, buildLibrary, type Day, day, type Layer } from '@yibao/kernel'
import { type LakeProvider, type PolicyRow, parameterRows, writeCityTables } from '@yibao/lake'
import { type CityProfile, type CityYears, isAssumed } from '../cities/index.ts'
import type { Figure } from '../cities/profile.ts'
import { makePlaces } from '../city/providers.ts'
import { random } from '../random.ts'

export interface CityTables {
  readonly people: number
  readonly seed: number
  readonly folder: string
  readonly layers: readonly Layer[]
}

export function cityTables(
  { people, seed, folder, layers }: CityTables,
  profile: CityProfile,
  plan: CityYears,
): ReturnType<typeof writeCityTables> {
  const { library } = buildLibrary(layers, (text) => createHash('sha256').update(text).digest('hex'))
  if (!library) throw new Error(`The policy of ${profile.id} cannot be read`)
  const opensOn = day(`${plan.years[0]!.year}-01-01`)
  const places = makePlaces(random(seed).fork(`places ${profile.id}`), profile, people, opensOn)
  const providers = places.map(
    ({ record: { code, kind, level, hospitalGrade, area, tags, agreement }, outside }): LakeProvider => ({
      ...{ code, kind, level, grade: hospitalGrade, county: area, tags, outside },
      ...{ from: agreement.from, until: lastOf(agreement, plan), state: agreement.state },
    }),
  )
  return writeCityTables(folder, providers, parameterRows(library, standards(plan)))
}

/** An agreement in force is renewed from year to year. */
const lastOf = ({ until, state }: { until: Day; state: string }, plan: CityYears): Day =>
  state === 'active' ? day(`${plan.years.at(-1)!.year}-12-31`) : until

/** What is raised in each year: the base of employees, a resident's own part, what the state adds, and both together. */
function standards(plan: CityYears): PolicyRow[] {
  const rows = plan.years.flatMap(({ year, baseYuan, residentOwnYuan, residentYuan }): PolicyRow[] => {
    const row = (parameter: string, title: string, yuan: number, figure: Figure): PolicyRow => ({
      ...{ parameter, title, from: day(`${year}-01-01`), until: addDays(day(`${year + 1}-01-01`), -1) },
      ...{ value: Math.round(yuan * 100), per: 1, assumed: isAssumed(figure) },
    })
    return [
      row('contribution_base', '职工医保标准缴费基数（月）', baseYuan.value, baseYuan),
      row('resident_contribution', '居民医保个人缴费标准', residentOwnYuan.value, residentOwnYuan),
      row('resident_subsidy', '居民医保财政补助标准', residentYuan.value - residentOwnYuan.value, residentYuan),
      row('resident_standard', '居民医保筹资标准', residentYuan.value, residentYuan),
    ]
  })
  const aid = Object.entries(plan.aidBp).map(
    ([category, share]): PolicyRow => ({
      ...{ parameter: `enrolment_aid.${category}`, title: '资助参保比例', from: day(`${plan.years[0]!.year}-01-01`) },
      ...{ value: share.value, per: 10_000, assumed: isAssumed(share) },
    }),
  )
  return [...rows, ...aid]
}
