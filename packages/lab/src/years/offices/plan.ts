// The plan of a city's offices out of its profile.
import { addDays, addMonths, day } from '@yibao/kernel'
import type { OfficePlan, OfficeProvider, OfficeShares } from '@yibao/lake'
import type { CityProfile, CityYears, OfficeShape } from '../../cities/index.ts'
import type { Figure } from '../../cities/profile.ts'
import type { Place } from '../../city/providers.ts'

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
