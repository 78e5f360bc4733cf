// Lists and catalogue of a generated city with the days on which each member is in force, and the outer figures that some indicators
// divide by.
import type { Day, Entry, Library } from '@yibao/kernel'
import type { OfficeRow } from '@yibao/lake'
import type { CatalogueItem, ShippedCatalogue } from '../../catalogue/index.ts'
import { type CityProfile, type CityYears, isAssumed } from '../../cities/index.ts'
import type { Heads } from './watching.ts'

export function catalogueRows(catalogue: ShippedCatalogue): OfficeRow[] {
  const of = (items: readonly CatalogueItem[]): OfficeRow[] =>
    items.map(({ entry }) => {
      const standard = entry.ceilings.find((ceiling) => ceiling.kind !== 'price_cap')
      return {
        ...{ item: entry.code, title: entry.name, kind: entry.listType, item_class: entry.paymentClass },
        tags: entry.tags.length > 0 ? entry.tags.join(' ') : undefined,
        ...{ from_on: entry.beginOn, until_on: entry.endOn },
        standard_micro_yuan: standard && Number(standard.price),
      }
    })
  return [...of(catalogue.drugs), ...of(catalogue.services), ...of(catalogue.consumables)].sort((a, b) =>
    `${a.item} ${a.from_on}` < `${b.item} ${b.from_on}` ? -1 : 1,
  )
}

/** What a city decides by one text for all of its counties: the policy language has no county to differ by. */
const UNIFIED = [
  ['coverage', '覆盖范围统一'],
  ['financing', '筹资政策统一'],
  ['benefits', '保障待遇统一'],
  ['catalogue', '医保目录统一'],
  ['agreements', '定点管理统一'],
  ['fund', '基金管理统一'],
] as const

export function listRows(
  library: Library,
  catalogue: ShippedCatalogue,
  profile: CityProfile,
  opensOn: Day,
): OfficeRow[] {
  const { tiers, plans } = library.content
  const source = `${profile.name}医疗保障政策（政策包 ${profile.id}）`
  const since = (entries: readonly Entry<unknown>[]): Day | undefined => entries.map(({ from }) => from).sort()[0]
  const ofTiers = [...tiers.values()].flatMap(({ id, title, payer, bands, rate_changes, base }): OfficeRow[] => {
    const from = since([...bands, ...rate_changes, ...base])
    return from === undefined ? [] : [row('tiers', payer ? `${payer}.${id}` : id, title, from, source)]
  })
  const ofPlans = [...plans.values()].flatMap(({ id, title, scheme, tiers: own }): OfficeRow[] => {
    const from = since(own)
    return from === undefined ? [] : [{ ...row('plans', id, title, from, source), scheme }]
  })
  const payers = Map.groupBy(
    [...tiers.values()].filter(({ payer, bands }) => payer !== undefined && bands.length > 0),
    ({ payer }) => payer,
  )
  const ofPayers = [...payers].map(([payer, own]) =>
    row('payers', payer!, own[0]!.title, since(own.flatMap(({ bands }) => bands))!, source),
  )
  const diseases = catalogue.chronicDiseases.map(({ code, name, beginOn, endOn }) => ({
    ...row('chronic_diseases', code, name, beginOn, '产品目录：门诊慢特病病种（示例）'),
    ...{ until_on: endOn, assumed: true },
  }))
  const unified = UNIFIED.map(([member, title]) => row('unified_aspects', member, title, opensOn, source))
  return [...diseases, ...ofPayers, ...ofPlans, ...ofTiers, ...unified].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const keyOf = (each: OfficeRow): string => `${each.list} ${each.member} ${each.scheme ?? ''} ${each.from_on}`
const row = (list: string, member: string, title: string, from: Day, source: string): OfficeRow => ({
  ...{ list, member, title, from_on: from, assumed: false, source },
})

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
