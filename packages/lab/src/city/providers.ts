// Hospitals by level and pharmacies of every county, one or two outside the area, and the state of their agreements.

import type { ProviderRecord } from '@yibao/contract/load'
import { addDays, type Day, day, yearOf } from '@yibao/kernel'
import type { CityProfile, County } from '../cities/index.ts'
import { hospitalCode, pharmacyCode, socialCreditCode } from '../codes/index.ts'
import type { Random } from '../random.ts'
import { departmentsOf, type PlaceLevel, StaffBook } from './staff.ts'

/** A provider with what the care plan must know of it. */
export interface Place {
  readonly record: ProviderRecord
  readonly careLevel: PlaceLevel
  readonly outside: boolean
}

/** Insured persons for each primary centre and each hospital of the city; small cities have one of each. */
const PER_PRIMARY = 9000
const PER_CITY_HOSPITAL = 400_000
const PER_PRIVATE_HOSPITAL = 150_000

/** The second pharmacy of the first county is suspended: what is billed there must be refused. */
const SUSPENDED_PHARMACY_AT = 1

interface Draft {
  readonly kind: 'hospital' | 'pharmacy'
  readonly name: string
  readonly area: string
  readonly careLevel: PlaceLevel
  readonly level: string
  /** hosp_lv of the national list. */
  readonly grade: string
  readonly tags?: readonly string[]
  /** Staff, against the usual of its level. */
  readonly size?: number
  readonly outside?: boolean
  readonly state?: ProviderRecord['agreement']['state']
}

export function makePlaces(random: Random, profile: CityProfile, people: number, opensOn: Day): Place[] {
  const staff = new StaffBook()
  const drafts = [
    ...cityHospitals(profile, people),
    ...profile.counties.flatMap((county) => countyDrafts(profile, county, people)),
    ...outsideHospitals(profile),
  ]
  const serials = new Map<string, number>()
  return drafts.map((draft) => {
    const serial = (serials.get(draft.area) ?? 0) + 1
    serials.set(draft.area, serial)
    return placeOf(random, draft, serial, opensOn, staff)
  })
}

function placeOf(random: Random, draft: Draft, serial: number, opensOn: Day, staff: StaffBook): Place {
  const { kind, area } = draft
  const code = kind === 'hospital' ? hospitalCode(area, serial) : pharmacyCode(area, serial)
  const departments = departmentsOf(draft.careLevel)
  const record: ProviderRecord = {
    code,
    name: draft.name,
    creditCode: socialCreditCode(random.next, { region: area, kind: kind === 'hospital' ? '12' : '91' }),
    kind,
    level: draft.level,
    hospitalGrade: draft.grade,
    area,
    tags: draft.tags ?? [],
    agreement: agreementOf(draft.state ?? 'active', opensOn),
    departments,
    staff: staff.employ(random, area, draft.careLevel, departments, draft.size ?? 1),
  }
  return { record, careLevel: draft.careLevel, outside: draft.outside ?? false }
}

/** Agreements run for a calendar year; a suspension began a month before the demonstration. */
function agreementOf(state: ProviderRecord['agreement']['state'], opensOn: Day): ProviderRecord['agreement'] {
  const year = yearOf(opensOn)
  if (state === 'terminated') return { from: day(`${year}-01-01`), until: addDays(opensOn, -31), state }
  return { from: day(`${year}-01-01`), until: day(`${year + 1}-12-31`), state }
}

function cityHospitals(profile: CityProfile, people: number): Draft[] {
  const seat = seatOf(profile).code
  const tertiary = { kind: 'hospital', area: seat, careLevel: 'city', level: 'level_3' } as const
  const more = Math.floor(people / PER_CITY_HOSPITAL)
  return [
    { ...tertiary, name: `${profile.name}人民医院`, grade: '2', size: 2 },
    { ...tertiary, name: `${profile.name}中医医院`, grade: '3', tags: ['tcm'], size: 1 },
    { ...tertiary, name: `${profile.name}妇幼保健院`, careLevel: 'county', level: 'level_2', grade: '5' },
    ...Array.from(
      { length: more },
      (_, at): Draft => ({
        ...tertiary,
        name: `${profile.name}第${at + 2}人民医院`,
        grade: '3',
      }),
    ),
  ]
}

function countyDrafts(profile: CityProfile, county: County, people: number): Draft[] {
  const share = (people * county.shareBp) / 10_000
  const centres = Math.max(1, Math.round(share / PER_PRIMARY))
  const pharmacies = Math.max(2, Math.round((share * profile.pharmaciesPer100000.value) / 100_000))
  const here = { area: county.code } as const
  const primary = {
    ...here,
    kind: 'hospital',
    careLevel: 'primary',
    level: 'level_1',
    grade: '8',
    tags: [county.urban ? 'community' : 'township'],
  } as const
  return [
    {
      ...here,
      kind: 'hospital',
      name: `${county.name}人民医院`,
      careLevel: 'county',
      level: 'level_2',
      grade: '5',
      size: 2,
    },
    ...(county.shareBp >= 1000
      ? [
          {
            ...here,
            kind: 'hospital',
            name: `${county.name}中医医院`,
            careLevel: 'county',
            level: 'level_2',
            grade: '6',
            tags: ['tcm'],
          } as const,
        ]
      : []),
    ...privateHospitals(county, share),
    ...Array.from(
      { length: centres },
      (_, at): Draft => ({
        ...primary,
        name: county.urban ? `${county.name}第${at + 1}社区卫生服务中心` : `${county.name}第${at + 1}中心卫生院`,
      }),
    ),
    ...Array.from({ length: pharmacies }, (_, at): Draft => pharmacy(county, at, county === profile.counties[0])),
  ]
}

function privateHospitals(county: County, share: number): Draft[] {
  if (!county.urban && share < PER_PRIVATE_HOSPITAL) return []
  return [
    {
      kind: 'hospital',
      name: `${county.name}仁和医院`,
      area: county.code,
      careLevel: 'county',
      level: 'level_2',
      grade: '7',
      tags: ['private'],
      size: 0.7,
    },
  ]
}

const PHARMACY_WORDS = ['百姓', '康泰', '同济', '益民', '众生', '惠仁', '德济', '安康', '永和', '万家'] as const

function pharmacy(county: County, at: number, firstCounty: boolean): Draft {
  const word = PHARMACY_WORDS[at % PHARMACY_WORDS.length] ?? ''
  return {
    kind: 'pharmacy',
    name: `${county.name}${word}大药房${at < PHARMACY_WORDS.length ? '' : `${at + 1}店`}`,
    area: county.code,
    careLevel: 'pharmacy',
    level: 'pharmacy',
    grade: '11',
    // Every second pharmacy takes part in outpatient pooling, one in four sells dual-channel drugs.
    tags: [...(at % 2 === 0 ? ['outpatient_pooling'] : []), ...(at % 4 === 0 ? ['dual_channel'] : [])],
    ...(firstCounty && at === SUSPENDED_PHARMACY_AT && { state: 'suspended' as const }),
  }
}

function outsideHospitals(profile: CityProfile): Draft[] {
  return profile.outside.map(
    ({ code, name, place }): Draft => ({
      kind: 'hospital',
      name: `${name}第一人民医院`,
      area: code,
      careLevel: 'city',
      level: 'level_3',
      grade: '2',
      tags: [place],
      outside: true,
    }),
  )
}

/** The county in which the city's own institutions lie: the largest urban one. */
export function seatOf(profile: CityProfile): County {
  const urban = profile.counties.filter((county) => county.urban)
  const [largest] = [...(urban.length > 0 ? urban : profile.counties)].sort((a, b) => b.shareBp - a.shareBp)
  if (!largest) throw new Error(`The city ${profile.id} has no county`)
  return largest
}
