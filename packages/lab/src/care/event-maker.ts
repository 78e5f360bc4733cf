// Turns "this person seeks this kind of care today" into one event: place, illness, times, budget.
import type { ProviderRecord } from '@yibao/contract/load'
import { addDays, type Day, type Fen, fen } from '@yibao/kernel'
import type { CareKind, CareLevel, CityProfile, Figure } from '../cities/index.ts'
import type { Random } from '../random.ts'
import type { CareEvent, Irregularity } from './event.ts'
import { type ChronicCare, type Illness, type StayIllness, suits } from './illness.ts'
import {
  ANTENATAL,
  CHRONIC_CARE,
  DAY_SURGERIES,
  DELIVERIES,
  EMERGENCY_ILLNESSES,
  PHARMACY_ILLNESSES,
  SPECIAL_CARE,
  STAY_ILLNESSES,
  VISIT_ILLNESSES,
} from './illnesses/index.ts'
import { drawIrregular } from './irregular.ts'
import { departmentFor, type Network } from './network.ts'
import { coverOn, type Patient } from './people.ts'
import { COST_SPREAD, type CostShape } from './shape.ts'
import { between } from './times.ts'

const ALSO_SHARE = 0.35
const REFERRED_SHARE = 0.55
const EMERGENCY_SHARE = 0.1
const SUSPENDED_SHARE = 0.004
const OPENING = { visit: [8, 17.5], pharmacy: [8, 20.5], emergency: [0, 23.9], stay: [8.5, 12] } as const
const LEAVING = { stay: [9.5, 16], sameDay: [16.5, 18] } as const
type Hours = readonly [from: number, to: number]
const leaving = (days: number): Hours => (days === 0 ? LEAVING.sameDay : LEAVING.stay)
/** Days spread lognormally around the usual stay. */
const DAYS_SPREAD = 0.35
const PRIMARY_DAYS_FACTOR = 0.8

const VISIT_LISTS: Partial<Record<CareKind, readonly Illness[]>> = {
  emergency: EMERGENCY_ILLNESSES,
  pharmacy: PHARMACY_ILLNESSES,
  pooled_pharmacy: PHARMACY_ILLNESSES,
  antenatal: ANTENATAL,
}
const STAY_LISTS: Partial<Record<CareKind, readonly StayIllness[]>> = {
  day_surgery: DAY_SURGERIES,
  delivery: DELIVERIES,
}

interface Setting {
  readonly random: Random
  readonly kind: CareKind
  readonly on: Day
  readonly patient: Patient
  readonly covered: boolean
}

export class EventMaker {
  readonly #profile: CityProfile
  readonly #network: Network
  readonly #cost: CostShape

  constructor(profile: CityProfile, network: Network, cost: CostShape) {
    this.#profile = profile
    this.#network = network
    this.#cost = cost
  }

  /** `undefined` when nothing suits: a delivery nobody can attend, a disease without a certificate. */
  make(random: Random, kind: CareKind, on: Day, patient: Patient, covered: boolean): CareEvent | undefined {
    const setting: Setting = { random, kind, on, patient, covered }
    if (kind === 'inpatient' || kind === 'outside_stay' || STAY_LISTS[kind]) return this.#stay(setting)
    if (kind === 'chronic' || kind === 'two_disease' || kind === 'special') return this.#certified(setting)
    return this.#visit(setting)
  }

  #visit(setting: Setting): CareEvent | undefined {
    const { random, kind, on, patient } = setting
    const illness = drawIllness(random, VISIT_LISTS[kind] ?? VISIT_ILLNESSES, patient)
    if (!illness) return undefined
    const provider = this.#visitPlace(setting)
    const pharmacy = provider.kind === 'pharmacy'
    const [from, to] = kind === 'emergency' ? OPENING.emergency : pharmacy ? OPENING.pharmacy : OPENING.visit
    return {
      ...this.#common(setting, provider, illness),
      at: between(random, on, from, to),
      budgetFen: this.#budget(setting, COST_SPREAD.visit, 1),
    }
  }

  #certified(setting: Setting): CareEvent | undefined {
    const { random, kind, on, patient } = setting
    const held = patient.certificates.filter((certificate) => certificate.kind === kind && certificate.from <= on)
    if (held.length === 0) return undefined
    const { disease } = random.pick(held)
    const care = careFor(disease)
    if (!care) return undefined
    const group = kind === 'special' ? 'county' : drawLevel(random, this.#profile.care.visitLevels)
    const provider = this.#network.choose(random, group, patient.person.area)
    return {
      ...this.#common(setting, provider, care),
      at: between(random, on, ...OPENING.visit),
      disease,
      budgetFen: this.#budget(setting, COST_SPREAD.visit, kind === 'two_disease' ? 1 : care.cost),
    }
  }

  #stay(setting: Setting): CareEvent | undefined {
    const { random, kind, on, patient } = setting
    const outside = kind === 'outside_stay'
    const level = outside ? 'city' : this.#stayLevel(setting)
    const list = (STAY_LISTS[kind] ?? STAY_ILLNESSES).filter(({ levels }) => levels?.includes(level) ?? true)
    const illness = drawIllness(random, list, patient)
    if (!illness) return undefined
    const provider = this.#network.choose(random, outside ? 'outside' : level, patient.person.area)
    const days = stayDays(random, kind, illness, level)
    const factor = illness.cost * (kind === 'inpatient' ? this.#cost.level[level] : 1)
    const employee = coverOn(patient, on)?.scheme === 'employee' ? this.#cost.employee : 1
    const { surgery } = illness
    return {
      ...this.#common(setting, provider, illness, { days }),
      at: between(random, on, ...OPENING.stay),
      leavesAt: between(random, addDays(on, days), ...leaving(days)),
      ...(surgery && { procedure: surgery.procedure }),
      ...(kind === 'delivery' && { delivery: illness.diagnosis.startsWith('O82') ? 'caesarean' : 'natural' }),
      referral: outside ? drawReferral(random) : 'none',
      budgetFen: this.#budget(setting, COST_SPREAD.stay, factor * (kind === 'inpatient' || outside ? employee : 1)),
    }
  }

  /** Births and operations of one day are for larger hospitals. */
  #stayLevel({ random, kind, patient, on }: Setting): CareLevel {
    if (kind === 'inpatient') {
      const { stayLevels, employeeCity } = this.#profile.care
      const employee = coverOn(patient, on)?.scheme === 'employee'
      return drawLevel(random, stayLevels, employee ? employeeCity.value : 1)
    }
    return random.chance(kind === 'delivery' ? 0.7 : 0.4) ? 'county' : 'city'
  }

  #visitPlace({ random, kind, patient }: Setting): ProviderRecord {
    const { area } = patient.person
    const suspended =
      kind === 'pharmacy' && random.chance(SUSPENDED_SHARE) ? this.#network.chooseSuspended(random) : undefined
    if (suspended) return suspended
    if (kind === 'pharmacy') return this.#network.choose(random, 'pharmacy', area)
    if (kind === 'pooled_pharmacy') return this.#network.choose(random, 'pooling', area)
    if (kind === 'outside_visit') return this.#network.choose(random, 'outside', area)
    if (kind === 'emergency' || kind === 'antenatal') {
      return this.#network.choose(random, random.chance(0.7) ? 'county' : 'city', area)
    }
    return this.#network.choose(random, drawLevel(random, this.#profile.care.visitLevels), area)
  }

  #common(
    setting: Setting,
    provider: ProviderRecord,
    illness: Pick<Illness, 'diagnosis' | 'also' | 'department'>,
    stay?: { readonly days: number },
  ) {
    const { random, kind, patient } = setting
    const department = departmentFor(provider, illness.department)
    return {
      id: '',
      kind,
      personNo: patient.person.personNo,
      provider: provider.code,
      department,
      physician: this.#network.physician(random, provider, department).code,
      diagnoses: [illness.diagnosis, ...(illness.also ?? []).filter(() => random.chance(ALSO_SHARE))],
      referral: kind === 'outside_visit' ? drawReferral(random) : ('none' as const),
      account: patient.account,
      irregular: irregularOf(setting, provider, stay),
      seed: random.int(0, 2 ** 32 - 1),
    }
  }

  #needCost(kind: CareKind): number {
    const { needChronicCost, needStayCost } = this.#profile.care
    if (kind === 'chronic' || kind === 'special') return needChronicCost.value
    return kind === 'inpatient' || kind === 'outside_stay' ? needStayCost.value : 1
  }

  #budget({ random, kind, patient }: Setting, spread: number, factor: number): Fen {
    const mean = this.#cost.baseFen[kind] * factor * (patient.inNeed ? this.#needCost(kind) : 1)
    return fen(Math.round(mean * random.lognormal(-(spread * spread) / 2, spread)))
  }
}

/** Who is not covered, or comes to a suspended provider, is refused: nothing else is planned to go wrong then. */
function irregularOf(setting: Setting, provider: ProviderRecord, stay?: { readonly days: number }): Irregularity[] {
  if (!setting.covered) return ['ineligible']
  if (provider.agreement.state === 'suspended') return ['suspended_provider']
  return drawIrregular(setting.random, setting.kind, stay)
}

function drawIllness<I extends Illness>(random: Random, list: readonly I[], { person, age }: Patient): I | undefined {
  const suited = list.filter((illness) => suits(illness, { sex: person.sex, age }))
  return suited.length > 0 ? random.weighted(suited, ({ weight }) => weight) : undefined
}

const careFor = (disease: string): ChronicCare | undefined =>
  [...CHRONIC_CARE, ...SPECIAL_CARE].find((care) => care.disease === disease)

function drawLevel(random: Random, shares: Readonly<Record<CareLevel, Figure>>, cityFactor = 1): CareLevel {
  const weight = (level: CareLevel): number => shares[level].value * (level === 'city' ? cityFactor : 1)
  return random.weighted(['primary', 'county', 'city'] as const, weight)
}

function drawReferral(random: Random): CareEvent['referral'] {
  if (random.chance(REFERRED_SHARE)) return 'referred'
  return random.chance(EMERGENCY_SHARE) ? 'emergency' : 'unfiled'
}

function stayDays(random: Random, kind: CareKind, illness: StayIllness, level: CareLevel): number {
  if (kind === 'day_surgery') return random.chance(0.5) ? 0 : 1
  const usual = illness.days * (level === 'primary' ? PRIMARY_DAYS_FACTOR : 1)
  return Math.max(1, Math.round(usual * random.lognormal(0, DAYS_SPREAD)))
}
