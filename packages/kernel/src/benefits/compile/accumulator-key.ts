// Names of accumulators: what is counted, for which tier or shared bucket, over which stretch of time.
// `deductible.resident_inpatient@chain/R17`, `limit.outpatient@2023`, `base.serious_illness@2023`, `admissions@2023`.
import type { Period } from '../../policy/model.ts'
import type { Context } from './context.ts'

export type KeyOf = (c: Context) => string

/** The key of a bucket for the bill at hand; '' where nothing outlives the visit. A stay in pieces is one visit. */
export function accumulatorKey(kind: 'deductible' | 'base' | 'limit' | 'paid', name: string, period: Period): KeyOf {
  const prefix = `${kind}.${name}@`
  switch (period) {
    case 'visit':
      return ({ stay }) => (stay === '' ? '' : `${prefix}stay/${stay}`)
    case 'lifetime': {
      const key = `${prefix}all`
      return () => key
    }
    case 'year':
      return cached(prefix, (c) => c.year)
    case 'month':
      return cached(prefix, (c) => c.month)
    case 'quarter':
      return cached(prefix, (c) => c.quarter)
    case 'half_year':
      return cached(prefix, (c) => c.halfYear)
    case 'day':
      return cached(prefix, (c) => c.day)
    case 'disease_year':
      return (c) => `${prefix}${c.year}/${c.visit.disease ?? ''}`
    case 'disease_lifetime':
      return (c) => `${prefix}all/${c.visit.disease ?? ''}`
    // Without a chain there is nothing earlier to count with: a deductible and the bands then stand for the visit alone,
    // a limit for the year.
    case 'referral_chain':
      return (c) => chainKey(prefix, c.visit.referralChain, kind, c)
    case 'disease_chain':
      return (c) => chainKey(prefix, c.visit.diseaseChain, kind, c)
    case 'pregnancy':
      return (c) => chainKey(prefix, c.visit.pregnancy, kind, c)
    case 'accident':
      return (c) => chainKey(prefix, c.visit.accident, kind, c)
    case 'event':
      return (c) => chainKey(prefix, c.visit.event, kind, c)
  }
}

/** Ends the key of a running total that tiers share within one visit and that nothing outlives. */
export const WITHIN_VISIT = '@visit'

export function sharedWithinVisit(kind: 'deductible' | 'limit', bucket: string): KeyOf {
  const [key, ofStay] = [`${kind}.${bucket}${WITHIN_VISIT}`, `${kind}.${bucket}@stay/`]
  return ({ stay }) => (stay === '' ? key : ofStay + stay)
}

function chainKey(prefix: string, chain: string | undefined, kind: string, c: Context): string {
  if (chain) return `${prefix}chain/${chain}`
  return kind === 'limit' ? `${prefix}${c.year}` : ''
}

/** Bills of one period follow each other, so the last key is kept: building it anew would cost more than the tier. */
function cached(prefix: string, period: KeyOf): KeyOf {
  let last = ''
  let key = ''
  return (c) => {
    const now = period(c)
    if (now !== last) {
      last = now
      key = prefix + now
    }
    return key
  }
}
