// Settles a planned month without a platform: the policy and the kernel alone, with accumulators and accounts kept in memory.
// For calibration, for synthetic data sets, and to see what a platform should answer.
import type { CityLoad, ProviderRecord, SpellRecord } from '@yibao/contract/load'
import {
  type AccountUse,
  type Bill,
  type CatalogueEntry,
  type CompiledPlan,
  type Day,
  type Fen,
  fen,
  type Line,
  type Outcome,
  type PlanBook,
  refused,
  ruledBy,
  type Setting,
  type Settlement,
  settle,
} from '@yibao/kernel'
import type { CareKind } from '../cities/index.ts'
import { type CareEvent, type FeeLine, isStay, leavesOn, startsOn } from './event.ts'
import { kernelLine } from './kernel-line.ts'
import { kernelPerson } from './kernel-person.ts'
import { coverOn, type Patient, Patients } from './people.ts'

const SETTINGS: Readonly<Record<CareKind, Setting>> = {
  outpatient: 'outpatient',
  emergency: 'emergency',
  chronic: 'chronic',
  special: 'special',
  two_disease: 'two_disease',
  pharmacy: 'pharmacy',
  pooled_pharmacy: 'pharmacy',
  inpatient: 'inpatient',
  day_surgery: 'day_surgery',
  delivery: 'maternity_inpatient',
  antenatal: 'maternity_outpatient',
  outside_visit: 'outpatient',
  outside_stay: 'inpatient',
}

export const settingOf = ({ kind, referral }: CareEvent): Setting =>
  kind === 'outside_visit' && referral === 'emergency' ? 'emergency' : SETTINGS[kind]

export interface OfflineSettlement {
  readonly settlement: Settlement
  /** What was settled, under which plan, and on which governing day. */
  readonly bill: Bill
  readonly plan: CompiledPlan
  readonly on: Day
  readonly scheme: SpellRecord['scheme']
}

export class OfflinePlatform {
  readonly #book: PlanBook
  readonly #city: CityLoad
  readonly #patients: ReadonlyMap<string, Patient>
  readonly #providers: ReadonlyMap<string, ProviderRecord>
  readonly #entries: ReadonlyMap<string, CatalogueEntry>
  readonly #givers: ReadonlyMap<string, readonly string[]>
  readonly #balances: Map<string, Fen>
  readonly #accumulators = new Map<string, Record<string, number>>()

  constructor(city: CityLoad, book: PlanBook) {
    this.#book = book
    this.#city = city
    this.#patients = new Map(new Patients(city, { chronic: 1, stay: 1 }).all.map((one) => [one.person.personNo, one]))
    this.#providers = new Map(city.providers.map((provider) => [provider.code, provider]))
    this.#entries = new Map(city.catalogue.map((entry) => [entry.code, entry]))
    this.#balances = new Map(city.accounts.map(({ personNo, balanceFen }) => [personNo, balanceFen]))
    const givers = Map.groupBy(city.mutualAid, ({ receiver }) => receiver)
    this.#givers = new Map([...givers].map(([receiver, rows]) => [receiver, rows.map(({ giver }) => giver)]))
  }

  /** Settles at the end of the visit or stay and keeps what it used up. Call in the order in which people leave. */
  settle(event: CareEvent, lines: readonly FeeLine[]): Outcome<OfflineSettlement> {
    const bill = this.#bill(event, lines)
    if (!bill) return refused('not_covered', { personNo: event.personNo })
    const ruled = ruledBy(this.#book, bill, leavesOn(event))
    if (!ruled.ok) return ruled
    const { plan, on } = ruled.value
    const outcome = settle(plan, bill)
    if (!outcome.ok) return outcome
    this.#keep(event, outcome.value)
    return { ok: true, value: { settlement: outcome.value, scheme: bill.person.scheme, bill, plan, on } }
  }

  #bill(event: CareEvent, lines: readonly FeeLine[]): Bill | undefined {
    const patient = this.#patients.get(event.personNo)
    const provider = this.#providers.get(event.provider)
    const spell = patient && coverOn(patient, startsOn(event))
    if (!patient || !spell || provider?.agreement.state !== 'active') return undefined
    return {
      person: kernelPerson(this.#city, patient, spell, startsOn(event)),
      visit: {
        setting: settingOf(event),
        level: provider.level,
        place: placeOf(this.#city, provider),
        referral: event.referral,
        admittedOn: startsOn(event),
        dischargedOn: leavesOn(event),
        settledOn: leavesOn(event),
        // Outpatient pooling at a pharmacy follows a physician's prescription.
        tags: event.kind === 'pooled_pharmacy' ? [...provider.tags, 'prescription'] : provider.tags,
        ...(event.disease && { disease: event.disease }),
        ...(event.delivery && { delivery: event.delivery, newborns: 1 }),
      },
      lines: lines.map((line) => this.#line(event, patient, provider, line)),
      accumulators: this.#accumulators.get(event.personNo) ?? {},
      ...this.#account(event, spell),
    }
  }

  #line(event: CareEvent, patient: Patient, provider: ProviderRecord, line: FeeLine): Line {
    const entry = this.#entries.get(line.code)
    if (!entry) throw new Error(`The city's catalogue has no item ${line.code}`)
    return kernelLine(entry, line, provider, {
      sex: patient.person.sex,
      age: patient.age,
      stay: isStay(event),
      emergency: event.kind === 'emergency',
      maternity: event.kind === 'delivery' || event.kind === 'antenatal',
      diagnoses: event.diagnoses,
    })
  }

  #account(event: CareEvent, spell: SpellRecord): { account?: AccountUse } {
    if (event.account === 'none') return {}
    const mutual = (this.#givers.get(event.personNo) ?? []).map((giver) => ({
      giver,
      availableFen: this.#balances.get(giver) ?? fen(0),
    }))
    const balanceFen = spell.scheme === 'employee' ? (this.#balances.get(event.personNo) ?? fen(0)) : fen(0)
    return { account: { use: true, balanceFen, mutual } }
  }

  #keep({ personNo }: CareEvent, settlement: Settlement): void {
    const used = { ...this.#accumulators.get(personNo) }
    for (const { key, change } of settlement.changes) used[key] = (used[key] ?? 0) + change
    this.#accumulators.set(personNo, used)
    this.#take(personNo, settlement.accountPaid)
    for (const { giver, paid } of settlement.mutual) this.#take(giver, paid)
  }

  #take(personNo: string, paid: Fen): void {
    if (paid !== 0) this.#balances.set(personNo, fen((this.#balances.get(personNo) ?? 0) - paid))
  }
}

/** Where a provider lies, seen from the city: its province is the first two digits of its area. */
export function placeOf(city: CityLoad, { area }: ProviderRecord): 'local' | 'in_province' | 'out_of_province' {
  const pool = city.areas[0]?.code ?? ''
  if (city.areas.some(({ code }) => code === area)) return 'local'
  return area.slice(0, 2) === pool.slice(0, 2) ? 'in_province' : 'out_of_province'
}
