// What is counted for a person, named as the policy names it: limits used, deductibles taken, stays of the year.
import type { Library, Limit } from '@yibao/kernel'

export interface AccumulatorName {
  readonly title: string
  /** The stretch of time it counts over: a year, a month, one chain of stays. */
  readonly period: string
  readonly isCount: boolean
}

const namesByLibrary = new WeakMap<Library, ReadonlyMap<string, string>>()

/** `limit.outpatient@2026`, `deductible.inpatient@chain/…`, `admissions@2026` in words. */
export function accumulatorName(library: Library, key: string): AccumulatorName {
  const at = key.indexOf('@')
  const [name, stretch] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)]
  if (name === 'admissions') return { title: '住院次数', period: periodText(stretch), isCount: true }
  return { title: namesOf(library).get(name) ?? name, period: periodText(stretch), isCount: false }
}

function namesOf(library: Library): ReadonlyMap<string, string> {
  const known = namesByLibrary.get(library)
  if (known) return known
  const names = new Map<string, string>()
  for (const tier of library.content.tiers.values()) {
    names.set(`deductible.${tier.id}`, `${tier.title}起付线`)
    names.set(`base.${tier.id}`, `${tier.title}累计费用`)
    for (const entry of tier.limits) {
      for (const limit of entry.value) names.set(`limit.${bucketOf(tier.id, limit)}`, limitTitle(tier.title, limit))
    }
  }
  namesByLibrary.set(library, names)
  return names
}

const bucketOf = (tier: string, { bucket, on, per }: Limit): string => bucket ?? `${tier}.${on}.${per}`

/** A shared bucket is known by its own title, a tier's own limit by that of its tier. */
const limitTitle = (tier: string, { bucket, title }: Limit): string =>
  bucket !== undefined || title.includes(tier) ? title : `${tier}${title}`

function periodText(stretch: string): string {
  if (stretch === '' || stretch === 'visit') return '本次'
  if (stretch === 'all') return '终身'
  if (stretch.startsWith('chain/')) return '本次病程'
  return stretch.replace('/', ' ')
}
