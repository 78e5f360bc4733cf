// Under which name an amount is added up: "deductible.basic@2023". The names are those of the language's reference.
import type { Bill } from '../../src/benefits/bill.ts'
import type { Limit, Period, Tier } from '../../src/policy/model.ts'

/** The period a governing day falls in; `undefined`: nothing is carried from visit to visit. */
function periodOf(period: Period, on: string, bill: Bill): string | undefined {
  const [year, month] = [on.slice(0, 4), on.slice(5, 7)]
  const { referralChain, diseaseChain, pregnancy, disease, accident, event, stay } = bill.visit
  switch (period) {
    case 'visit':
      return stay === undefined ? undefined : `stay/${stay}`
    case 'day':
      return on
    case 'month':
      return `${year}-${month}`
    case 'quarter':
      return `${year}Q${Math.ceil(Number(month) / 3)}`
    case 'half_year':
      return `${year}H${Number(month) <= 6 ? 1 : 2}`
    case 'year':
      return year
    case 'lifetime':
      return 'all'
    case 'disease_year':
      return `${year}/${disease ?? ''}`
    case 'disease_lifetime':
      return `all/${disease ?? ''}`
    case 'accident':
      return accident && `chain/${accident}`
    case 'event':
      return event && `chain/${event}`
    case 'referral_chain':
      return referralChain && `chain/${referralChain}`
    case 'disease_chain':
      return diseaseChain && `chain/${diseaseChain}`
    case 'pregnancy':
      return pregnancy && `chain/${pregnancy}`
  }
}

/** A deductible or a band in a chain without an id stands for the visit alone: there is nothing earlier to count with. */
export function deductibleKey(tier: Tier, mode: Period, on: string, bill: Bill): string | undefined {
  const bucket = tier.deductibleBucket
  if (bucket && mode === 'visit' && bill.visit.stay === undefined) return `deductible.${bucket}@visit`
  const period = periodOf(mode, on, bill)
  return period && `deductible.${bucket ?? tier.id}@${period}`
}

export function baseKey(tier: Tier, scope: Period, on: string, bill: Bill): string | undefined {
  const period = periodOf(scope, on, bill)
  return period && `base.${tier.baseBucket ?? tier.id}@${period}`
}

/** A limit in a chain without an id counts for the year. A limit per visit is shared within the bill only. */
export function limitKey(tier: string, limit: Limit, on: string, bill: Bill): { key: string; kept: boolean } {
  const name = `limit.${limit.bucket ?? `${tier}.${limit.on}.${limit.per}`}`
  if (limit.per === 'visit' && bill.visit.stay === undefined) return { key: `${name}@visit`, kept: false }
  return { key: `${name}@${periodOf(limit.per, on, bill) ?? on.slice(0, 4)}`, kept: true }
}

/** What has been paid over the period, where better benefits reach back. */
export function paidKey(tier: Tier, scope: Period, on: string, bill: Bill): string | undefined {
  const period = periodOf(scope, on, bill)
  return period && `paid.${tier.baseBucket ?? tier.id}@${period}`
}
