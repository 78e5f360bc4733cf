// What the policy lists: payers, plans and tiers with the days on which they are in force, and the aspects that one text rules for
// all counties.
import type { Day, Entry, Library } from '@yibao/kernel'

export interface ListRow {
  readonly list: string
  readonly member: string
  readonly title: string
  readonly scheme?: string
  readonly from_on: Day
  readonly until_on?: Day | undefined
  readonly assumed: boolean
  readonly source: string
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

/** `opensOn`: since when this text rules the city. */
export function policyLists(library: Library, source: string, opensOn: Day): ListRow[] {
  const { tiers, plans } = library.content
  const row = (list: string, member: string, title: string, from: Day): ListRow => ({
    ...{ list, member, title, from_on: from, assumed: false, source },
  })
  const ofTiers = [...tiers.values()].flatMap(({ id, title, payer, bands, rate_changes, base }): ListRow[] => {
    const from = since([...bands, ...rate_changes, ...base])
    return from === undefined ? [] : [row('tiers', payer ? `${payer}.${id}` : id, title, from)]
  })
  const ofPlans = [...plans.values()].flatMap(({ id, title, scheme, tiers: own }): ListRow[] => {
    const from = since(own)
    return from === undefined ? [] : [{ ...row('plans', id, title, from), scheme }]
  })
  const payers = Map.groupBy(
    [...tiers.values()].filter(({ payer, bands }) => payer !== undefined && bands.length > 0),
    ({ payer }) => payer,
  )
  const ofPayers = [...payers].map(([payer, own]) =>
    row('payers', payer!, own[0]!.title, since(own.flatMap(({ bands }) => bands))!),
  )
  const unified = UNIFIED.map(([member, title]) => row('unified_aspects', member, title, opensOn))
  return [...ofPayers, ...ofPlans, ...ofTiers, ...unified]
}

const since = (entries: readonly Entry<unknown>[]): Day | undefined => entries.map(({ from }) => from).sort()[0]
