// 人员类别: who is recognised by which authority, and since when.

import type { CategoryRecord } from '@yibao/contract/load'
import { addDays, type Day } from '@yibao/kernel'
import type { Figure } from '../cities/index.ts'
import type { Random } from '../random.ts'

/** The authority that recognises a category. */
const AUTHORITIES: Readonly<Record<string, string>> = {
  extreme_poverty: '民政部门',
  orphan: '民政部门',
  minimum_allowance: '民政部门',
  marginal: '民政部门',
  monitored: '农业农村部门',
  registered_poor: '农业农村部门',
  severe_disability: '残疾人联合会',
  veteran: '退役军人事务部门',
}

/** Categories of need exclude one another: each person is recognised under the strongest. */
const OF_NEED = ['orphan', 'extreme_poverty', 'minimum_allowance', 'marginal', 'registered_poor', 'monitored'] as const
const ORPHAN_AGE_MAX = 17
const VETERAN_AGE_MIN = 22
/** Share of recognitions that ended shortly before, or begin during, the demonstration. */
const CHANGING_SHARE = 0.03

export interface CategorySubject {
  readonly personNo: string
  readonly age: number
  readonly scheme: 'employee' | 'resident'
}

/** `shares` are of all insured; since need is rare among employees, residents hold their part as well. */
export function drawCategories(
  random: Random,
  subject: CategorySubject,
  shares: Readonly<Record<string, Figure>>,
  residentShare: number,
  opensOn: Day,
): CategoryRecord[] {
  const records: CategoryRecord[] = []
  const need = subject.scheme === 'resident' ? drawNeed(random, subject, shares, residentShare) : undefined
  if (need) records.push(recognised(random, subject.personNo, need, opensOn))
  if (random.chance(shares.severe_disability?.value ?? 0)) {
    records.push(recognised(random, subject.personNo, 'severe_disability', opensOn))
  }
  if (subject.age >= VETERAN_AGE_MIN && random.chance(shares.veteran?.value ?? 0)) {
    records.push(recognised(random, subject.personNo, 'veteran', opensOn))
  }
  return records
}

function drawNeed(
  random: Random,
  { age }: CategorySubject,
  shares: Readonly<Record<string, Figure>>,
  residentShare: number,
): string | undefined {
  let left = random.next()
  for (const category of OF_NEED) {
    const share = (shares[category]?.value ?? 0) / residentShare
    left -= share
    if (left >= 0) continue
    // Orphans are children; an adult drawn here is recognised as 特困 instead.
    return category === 'orphan' && age > ORPHAN_AGE_MAX ? 'extreme_poverty' : category
  }
  return undefined
}

function recognised(random: Random, personNo: string, category: string, opensOn: Day): CategoryRecord {
  const authority = AUTHORITIES[category]
  if (authority === undefined) throw new Error(`No authority is known for the category ${category}`)
  const from = addDays(opensOn, -random.int(90, 2500))
  const changing = random.chance(CHANGING_SHARE)
  if (changing && random.chance(0.5))
    return { personNo, category, from: addDays(opensOn, random.int(1, 25)), authority }
  return { personNo, category, from, authority, ...(changing && { until: addDays(opensOn, random.int(-40, 20)) }) }
}
