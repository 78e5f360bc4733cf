// The plan of a city's offices out of its profile, and what its providers are connected to.
import { addDays, addMonths, type Day, day } from '@yibao/kernel'
import type { OfficePlan, OfficeProvider, OfficeRow, OfficeShares } from '@yibao/lake'
import type { CityProfile, CityYears, OfficeShape } from '../../cities/index.ts'
import type { Figure } from '../../cities/profile.ts'
import type { Place } from '../../city/providers.ts'
import type { Random } from '../../random.ts'

const BP = 10_000

export interface OfficeFrame {
  readonly profile: CityProfile
  readonly plan: CityYears
  readonly months: number
  readonly seed: number
}

export function officePlan({ profile, plan, months, seed }: OfficeFrame, bucket: number): OfficePlan {
  const from = day(`${plan.years[0]!.year}-01-01`)
  const { offices } = plan
  return {
    ...{ seed, bucket, from, to: addDays(addMonths(from, months), -1) },
    homeAreas: profile.outside.map(({ code }) => code),
    shares: sharesOf(offices),
    ...{ selfDeclaredFrom: offices.selfDeclaredFrom, tracesFrom: offices.tracesFrom, walletsFrom: offices.walletsFrom },
  }
}

function sharesOf(offices: OfficeShape): OfficeShares {
  const bp = ({ value }: Figure): number => Math.round(value * BP)
  return {
    concentrated: bp(offices.concentrated),
    onlineFirst: bp(offices.onlineFirst),
    onlineLast: bp(offices.onlineLast),
    selfDeclaredBefore: bp(offices.selfDeclaredBefore),
    doubled: bp(offices.doubled),
    visitors: bp(offices.visitors),
    credentials: bp(offices.credentials),
    filedOnline: bp(offices.filedOnline),
    filedAtOnce: bp(offices.filedAtOnce),
    traced: bp(offices.traced),
    breaks: bp(offices.breaks),
    wallets: bp(offices.wallets),
  }
}

export const officeProviders = (places: readonly Place[]): OfficeProvider[] =>
  places.map(({ record: { code, kind, area }, outside }) => ({ code, kind, county: area, outside }))

/** Months after the first day within which providers of a level are connected: hospitals first. */
type Rollout = Readonly<Partial<Record<Place['careLevel'], readonly [first: number, last: number]>>>

const ROLLOUTS: Readonly<Record<string, Rollout>> = {
  direct: { city: [0, 0], county: [0, 0], primary: [0, 0], pharmacy: [0, 0] },
  cross_region: { city: [0, 0], county: [0, 9], primary: [12, 36], pharmacy: [18, 48] },
  smart_audit: { city: [0, 0], county: [0, 10], primary: [6, 24], pharmacy: [6, 24] },
  mobile_payment: { city: [3, 9], county: [6, 24], primary: [24, 54] },
  face_payment: { city: [30, 42], county: [36, 60] },
  prescription: { city: [24, 30], county: [24, 36], pharmacy: [24, 40] },
  trace_codes: { city: [42, 54], county: [42, 54], primary: [48, 58], pharmacy: [42, 52] },
}

/** Providers of the city with an agreement; a pharmacy that takes no part in pooling settles accounts alone. */
export function accessRows(random: Random, places: readonly Place[], from: Day): OfficeRow[] {
  return places.flatMap(({ record, careLevel, outside }): OfficeRow[] => {
    if (outside || record.agreement.state === 'terminated') return []
    const { code, kind, level, area, tags } = record
    const isPublic = kind === 'hospital' && !tags.includes('private')
    const { state, until } = record.agreement
    const base = { provider: code, kind, level, is_public: isPublic, county: area }
    const ends = state === 'active' ? {} : { until_on: until }
    const own = random.fork(`access ${code}`)
    return Object.entries(ROLLOUTS).flatMap(([capability, rollout]): OfficeRow[] => {
      const span = rollout[careLevel]
      const takesPart = kind === 'hospital' || tags.includes('outpatient_pooling') || !NEEDS_POOLING.has(capability)
      if (!span || !takesPart) return []
      return [{ ...base, ...ends, capability, from_on: addMonths(from, own.int(...span)) }]
    })
  })
}

const NEEDS_POOLING: ReadonlySet<string> = new Set(['cross_region', 'prescription'])
