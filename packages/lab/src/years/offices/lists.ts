// Lists and catalogue of a generated city with the days on which each member is in force, and the outer figures that some indicators
// divide by.
import type { Day, Library } from '@yibao/kernel'
import { catalogueRow, type OfficeRow, policyLists } from '@yibao/lake'
import { listFile, readLists } from '@yibao/policy'
import type { CatalogueItem, ShippedCatalogue } from '../../catalogue/index.ts'
import { type CityProfile, type CityYears, isAssumed } from '../../cities/index.ts'
import { diseaseRows } from '../../city/registers.ts'
import type { Heads } from './watching.ts'

export function catalogueRows(catalogue: ShippedCatalogue): OfficeRow[] {
  const of = (items: readonly CatalogueItem[]): OfficeRow[] => items.map(({ entry }) => catalogueRow(entry))
  return [...of(catalogue.drugs), ...of(catalogue.services), ...of(catalogue.consumables)].sort((a, b) =>
    `${a.item} ${a.from_on}` < `${b.item} ${b.from_on}` ? -1 : 1,
  )
}

export function listRows(
  library: Library,
  catalogue: ShippedCatalogue,
  profile: CityProfile,
  opensOn: Day,
): OfficeRow[] {
  const source = `${profile.name}医疗保障政策（政策包 ${profile.id}）`
  const policy: OfficeRow[] = policyLists(library, source, opensOn).map((each) => ({ ...each }))
  const listed = readLists(listFile(profile.id)).map(
    ({ from, until, scheme, ...each }): OfficeRow => ({
      ...each,
      ...{ scheme: scheme || undefined, from_on: from, until_on: until },
    }),
  )
  return [...diseaseRows(catalogue), ...listed, ...policy].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const keyOf = (each: OfficeRow): string => `${each.list} ${each.member} ${each.scheme ?? ''} ${each.from_on}`

const TARGET_SHARE = 0.955

/** Yearly targets as a bureau sets them, and the outer figure of people in work. */
export function statisticRows(plan: CityYears, people: number, heads: readonly Heads[]): OfficeRow[] {
  return plan.years.flatMap(({ year, baseYuan, residentOwnYuan }): OfficeRow[] => {
    const count = (scheme: string, status?: string): number =>
      heads
        .filter((each) => each.year === year && each.scheme === scheme && (!status || each.status === status))
        .reduce((sum, each) => sum + each.people, 0)
    if (count('resident') === 0) return []
    const rateBp = plan.employerBp.value + plan.employeeBp.value
    const target =
      Math.round((count('employee', 'active') * baseYuan.value * 12 * rateBp) / 10_000) +
      Math.round(count('resident') * residentOwnYuan.value)
    const figure = (series: string, title: string, value: number, source: string): OfficeRow => ({
      ...{ series, title, from_on: `${year}-01-01`, until_on: `${year}-12-31`, value, assumed: true, source },
    })
    return [
      figure('enrolment_target', '参保扩面年度目标（人）', Math.round(people * TARGET_SHARE), '按人口的95.5%假定'),
      figure('collection_target', '征缴年度目标（分）', target * 100, '按参保人数与标准测算'),
      figure(
        'employed_population',
        '单位就业人员（人）',
        Math.round(people * plan.offices.employed.value),
        isAssumed(plan.offices.employed) ? '假定值' : '统计部门',
      ),
    ]
  })
}
