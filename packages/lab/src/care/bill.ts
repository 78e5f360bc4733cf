// The rows of an event's bill, drawn from the event's own seed: the same event always gives the same rows.
import type { CityLoad, PersonRecord, ProviderRecord } from '@yibao/contract/load'
import { ageOn, lineAmount, type ProviderLevel, type UnitPrice } from '@yibao/kernel'
import type { CatalogueItem, ShippedCatalogue } from '../catalogue/index.ts'
import type { CareLevel } from '../cities/index.ts'
import { traceCode, traceDrugPart } from '../codes/index.ts'
import { random } from '../random.ts'
import { DraftBill, type DraftLine, ownCodeOf, quantityOf } from './draft-bill.ts'
import { type CareEvent, type FeeLine, isStay, startsOn } from './event.ts'
import type { ChronicCare, Illness, StayIllness } from './illness.ts'
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
import { type ItemName, itemsOf } from './items.ts'
import { careLevelOf } from './network.ts'
import { writeStayBill } from './stay-bill.ts'
import { secondsLater } from './times.ts'
import { writeVisitBill } from './visit-bill.ts'

const LEVEL_NUMBER: Readonly<Record<CareLevel, ProviderLevel>> = { primary: 1, county: 2, city: 3 }
const STAYS: readonly StayIllness[] = [...STAY_ILLNESSES, ...DAY_SURGERIES, ...DELIVERIES]
const VISITS: readonly Illness[] = [...VISIT_ILLNESSES, ...EMERGENCY_ILLNESSES, ...PHARMACY_ILLNESSES, ...ANTENATAL]
const CERTIFIED: readonly ChronicCare[] = [...CHRONIC_CARE, ...SPECIAL_CARE]

export interface DraftOptions {
  /** Whose bill it is, where the caller knows. */
  readonly patient?: PersonRecord
  /** One row for an item, whenever it was ordered. */
  readonly summed?: boolean
}

/** Writes the bills of one city's events. Holds no bill: a month is written as it is sent. */
export class BillWriter {
  readonly #items: Readonly<Record<ItemName, CatalogueItem>>
  readonly #providers: ReadonlyMap<string, ProviderRecord>
  readonly #persons: ReadonlyMap<string, PersonRecord>
  readonly #ownPrices = new Map<string, Map<ItemName, UnitPrice>>()

  constructor(city: CityLoad, catalogue: ShippedCatalogue) {
    this.#items = itemsOf(catalogue)
    this.#providers = new Map(city.providers.map((provider) => [provider.code, provider]))
    this.#persons = new Map(city.persons.map((person) => [person.personNo, person]))
  }

  linesOf(event: CareEvent): FeeLine[] {
    return numbered(event, this.draftsOf(event))
  }

  /** The rows of a bill as they were ordered, without serials and traces. */
  draftsOf(event: CareEvent, { patient, summed = false }: DraftOptions = {}): readonly DraftLine[] {
    const provider = this.#providers.get(event.provider)
    const person = patient ?? this.#persons.get(event.personNo)
    if (!provider || !person) throw new Error(`The event ${event.id} is not of this city`)
    const careLevel = careLevelOf(provider)
    const facts = {
      sex: person.sex,
      age: ageOn(person.bornOn, startsOn(event)),
      level: LEVEL_NUMBER[careLevel],
      stay: isStay(event),
      emergency: event.kind === 'emergency',
      maternity: event.kind === 'delivery' || event.kind === 'antenatal',
      diagnoses: event.diagnoses,
    }
    const ownPrices = this.#ownPrices.get(provider.code) ?? new Map<ItemName, UnitPrice>()
    this.#ownPrices.set(provider.code, ownPrices)
    const place = { provider: provider.code, level: facts.level, facts, ownPrices, summed }
    const bill = new DraftBill(this.#items, place, event.budgetFen, random(event.seed))
    if (isStay(event)) writeStayBill(bill, event, stayIllnessOf(event))
    else writeVisitBill(bill, event, needOf(event, person, facts.age), careLevel === 'primary')
    if (event.irregular.includes('returned_item')) giveSomethingBack(bill, event)
    return bill.lines
  }
}

function stayIllnessOf(event: CareEvent): StayIllness {
  const [diagnosis] = event.diagnoses
  const illness = STAYS.find((each) => each.diagnosis === diagnosis && each.surgery?.procedure === event.procedure)
  if (!illness) throw new Error(`No stay is known for the diagnosis ${diagnosis}`)
  return illness
}

function needOf(event: CareEvent, { sex }: PersonRecord, age: number): Pick<Illness, 'tests' | 'drugs'> {
  if (event.disease !== undefined) {
    const care = CERTIFIED.find(({ disease }) => disease === event.disease)
    if (care) return care
  }
  const [diagnosis] = event.diagnoses
  const known = VISITS.filter((each) => each.diagnosis === diagnosis)
  const fitting = known.find((each) => (each.ages?.[1] ?? age) >= age && (each.sex ?? sex) === sex)
  const need = fitting ?? known[0]
  if (!need) throw new Error(`No visit is known for the diagnosis ${diagnosis}`)
  return need
}

function giveSomethingBack(bill: DraftBill, event: CareEvent): void {
  const candidates = bill.lines.filter(({ item, count }) => bill.isDrug(item) && count >= 2)
  if (candidates.length === 0) return
  const line = bill.random.pick(candidates)
  const at = event.leavesAt && event.leavesAt > line.at ? line.at : secondsLater(line.at, 300)
  bill.giveBack(line, bill.random.int(1, line.count - 1), at)
}

/** Rows in the order of time, what is given back last of all; serials have fifteen digits: day, event and row. */
function numbered(event: CareEvent, drafts: readonly DraftLine[]): FeeLine[] {
  const sales = drafts.filter(({ returnOf }) => !returnOf).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const ordered = [...sales, ...drafts.filter(({ returnOf }) => returnOf)]
  const serials = new Map(ordered.map((line, at) => [line, `${event.id.slice(2)}${String(at + 1).padStart(3, '0')}`]))
  const { next } = random(event.seed).fork('trace')
  return ordered.map((line) => {
    const { entry, count, price, approved, returnOf } = line
    // What is entered late on the last day is still entered before the person leaves.
    const at = event.leavesAt && line.at > event.leavesAt ? event.leavesAt : line.at
    const serial = serials.get(line) as string
    const traced = entry.listType === 'drug' && count > 0
    return {
      serial,
      at,
      code: entry.code,
      name: entry.name,
      ownCode: ownCodeOf(line.item, entry),
      quantity: quantityOf(count),
      price,
      amountFen: lineAmount(quantityOf(count), price),
      approved,
      ...(returnOf && { returns: serials.get(returnOf) }),
      ...(traced && { traceCode: traceCode(next, traceDrugPart(Number(serial.slice(-3))), Number(serial.slice(-9))) }),
    }
  })
}
