// Registers that a bureau keeps beside its people: what each provider is connected to, the diseases of outpatient benefits, and outer
// figures that indicators divide by.
import type { CityLoad } from '@yibao/contract/load'
import { addMonths, type Day } from '@yibao/kernel'
import type { OfficeRow } from '@yibao/lake'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import type { Random } from '../random.ts'
import type { Place } from './providers.ts'

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

export const diseaseRows = ({ chronicDiseases }: Pick<ShippedCatalogue, 'chronicDiseases'>): OfficeRow[] =>
  chronicDiseases.map(({ code, name, beginOn, endOn }) => ({
    ...{ list: 'chronic_diseases', member: code, title: name, from_on: beginOn, until_on: endOn },
    ...{ assumed: true, source: '产品目录：门诊慢特病病种（示例）' },
  }))

/** By the day on which a demonstration opens, everything that is rolled out over years is there. */
const ROLLED_OUT_MONTHS = 60
const TARGET_SHARE = 0.955
const EMPLOYED_PER_INSURED = 1.06

export interface RegistersOf {
  readonly places: readonly Place[]
  readonly catalogue: ShippedCatalogue
  readonly openedOn: Day
  readonly people: number
  /** Employees in work who are insured. */
  readonly employed: number
}

/** As a bureau would hand them over; the figures are assumed, and marked so. */
export function cityRegisters(random: Random, city: RegistersOf): NonNullable<CityLoad['registers']> {
  const { places, catalogue, openedOn, people, employed } = city
  const year = openedOn.slice(0, 4)
  const statistic = (series: string, title: string, value: number, source: string): OfficeRow => ({
    ...{ series, title, from_on: `${year}-01-01`, until_on: `${year}-12-31`, value, assumed: true, source },
  })
  return {
    access: accessRows(random, places, addMonths(openedOn, -ROLLED_OUT_MONTHS)).map(plain),
    lists: diseaseRows(catalogue).map(plain),
    statistics: [
      statistic('enrolment_target', '参保扩面年度目标（人）', Math.round(people * TARGET_SHARE), '按人口的95.5%假定'),
      statistic('employed_population', '单位就业人员（人）', Math.round(employed * EMPLOYED_PER_INSURED), '假定值'),
    ].map(plain),
  }
}

const plain = (row: OfficeRow): Readonly<Record<string, string | number | boolean>> =>
  Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
