// What holds for the whole area: its providers with their agreements, and what the policy says.
import { type PolicyRow, parameterRows } from '@yibao/lake'
import type { HistoryRow } from '../../common/index.ts'
import { latestLibrary } from '../../policy/index.ts'
import { allProviders, type Provider } from '../../provider/index.ts'
import { kindsOf, type RecordSource, recordsOf } from './source.ts'

/** A provider's place is in the area when most of its number is that of the city. */
const CITY_DIGITS = 4

export const providers: RecordSource = async ({ reader, operations, poolingArea }) => {
  if (kindsOf(operations, 'city.reference_loaded', 'provider.').length === 0) return []
  const all = await allProviders(reader)
  const rows = all.map((each): HistoryRow => ({ key: each.code, row: providerRow(each, poolingArea) }))
  return recordsOf(
    'provider',
    rows.map(({ key }) => key),
    { providers: rows },
  )
}

type Registered = Pick<Provider, 'code' | 'kind' | 'level' | 'hospitalGrade' | 'area' | 'tags' | 'agreement'>

const providerRow = (each: Registered, poolingArea: string): HistoryRow['row'] => ({
  ...{ provider: each.code, kind: each.kind, level: each.level, grade: each.hospitalGrade, county: each.area },
  tags: each.tags.length > 0 ? each.tags.join(' ') : null,
  outside: !each.area.startsWith(poolingArea.slice(0, CITY_DIGITS)),
  ...{ from_on: each.agreement.from, until_on: each.agreement.until, state: each.agreement.state },
})

/** One record: a new text of the policy takes the place of the one before, with the dated values of both. */
export const policy: RecordSource = async ({ reader, operations }) => {
  if (kindsOf(operations, 'policy.adopted').length === 0) return []
  const library = await latestLibrary(reader)
  if (!library) return []
  const rows = parameterRows(library).map((each): HistoryRow => ({ key: 'policy', row: parameterRow(each) }))
  return recordsOf('policy', ['policy'], { parameters: rows })
}

const parameterRow = (each: PolicyRow): HistoryRow['row'] => ({
  ...{ parameter: each.parameter, title: each.title, from_on: each.from, until_on: each.until ?? null },
  ...{ value: each.value, per: each.per, assumed: each.assumed, source: each.source ?? null },
})
