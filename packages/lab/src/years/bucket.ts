// One bucket of a city's years: its people born, enrolled and dying, their care planned day by day, billed, settled and written
// month by month. A bucket draws from sources of its own, so that it comes out the same whoever makes it, and when.
import type { CityLoad } from '@yibao/contract/load'
import { addDays, addMonths, type Day, type DischargeType, day, dayNumber, type Instant } from '@yibao/kernel'
import {
  type BucketPart,
  BucketWriter,
  type CareFacts,
  type ChargeRates,
  type LakeCategory,
  type LakeCertificate,
  type LakePerson,
  type LakeSpell,
} from '@yibao/lake'
import type { DraftLine } from '../care/draft-bill.ts'
import { BillWriter, type CareEvent, hasEffect, isStay, leavesOn, startsOn } from '../care/index.ts'
import { type Patient, Patients } from '../care/people.ts'
import { DayPlanner } from '../care/plan.ts'
import type { YearShape } from '../cities/index.ts'
import type { FraudLabel, Mark } from '../fraud/index.ts'
import { type Random, random, seedOf } from '../random.ts'
import { YearAccounts } from './accounts.ts'
import { numberOf, usedDays } from './bill-of.ts'
import { Lives, type Seen, type Settled } from './lives.ts'
import { honest, type PlannedStage } from './planned-stage.ts'
import { Population, type YearSpell } from './population.ts'
import { Standings } from './standing.ts'
import { addSettlement, noTotals, type YearTotals } from './totals.ts'
import { Traces } from './traces.ts'
import { personRecord, profileOf, spellRecord, type World } from './world.ts'

export interface BucketTask {
  readonly world: World
  readonly folder: string
  readonly bucket: number
  readonly people: number
  /** Months of care, from the January of the first year on. */
  readonly months: number
  readonly stage?: PlannedStage
  /** What the stage planted, by event. */
  readonly markOf?: (eventId: string) => Mark | undefined
  /** Trace codes of what people take home are written, too. */
  readonly traced?: boolean
  readonly onMonth?: (month: string, claims: number) => void
}

export interface MadeBucket {
  readonly part: BucketPart
  readonly totals: readonly YearTotals[]
  readonly refused: Readonly<Record<string, number>>
  /** Settled visits that were planted. */
  readonly labels: readonly FraudLabel[]
}

const MONTHS = 12
const BP = 10_000
/** What a retired person's account gets in a month, against the city's base; assumed. */
const RETIRED_CREDIT_BP = 200

export async function makeBucket(task: BucketTask): Promise<MadeBucket> {
  const years = new BucketYears(task)
  return years.make()
}

class BucketYears {
  readonly #task: BucketTask
  readonly #random: Random
  readonly #shapes: readonly YearShape[]
  readonly #population: Population
  readonly #standings: Standings
  readonly #totals: YearTotals[]
  readonly #leaving = new Map<Day, Seen[]>()
  readonly #labels: FraudLabel[] = []
  readonly #traces: Traces | undefined
  #claims = 0

  constructor(task: BucketTask) {
    const { world, bucket, people, months } = task
    this.#task = task
    this.#traces = task.traced ? new Traces(bucket) : undefined
    this.#random = random(seedOf(`${world.profile.id} bucket ${bucket}`, world.frame.seed))
    this.#shapes = world.plan.years.slice(0, Math.ceil(months / MONTHS))
    const years = this.#shapes.map(({ year }) => year)
    const { profile, plan } = world
    this.#population = new Population(this.#random.fork('people'), {
      ...{ profile, plan, area: profile.area, bucket, people, years },
    })
    this.#standings = new Standings(world, this.#random.fork('standing'))
    this.#totals = years.map(noTotals)
  }

  async make(): Promise<MadeBucket> {
    const { world, folder, bucket } = this.#task
    for (const [at, { year }] of this.#shapes.entries())
      this.#standings.turn(this.#population.spells.get(year)!, year, at === 0)
    const accounts = new YearAccounts(this.#standings.mutualAid)
    const lives = new Lives(world, accounts)
    const people = this.#population.souls.map(({ county, ...soul }) => ({ ...soul, county: county.code }))
    const writer = await BucketWriter.open(folder, bucket, people)
    await writer.writePeople({ spells: this.#lakeSpells(), ...this.#held(people), rates: this.#rates() })
    for (const [at, shape] of this.#shapes.entries()) await this.#year(shape, at, lives, accounts, writer)
    return { part: await writer.close(), totals: this.#totals, refused: lives.refused, labels: this.#labels }
  }

  /** What people hold, in their order: who was never enrolled was never asked. */
  #held(people: readonly LakePerson[]): { categories: LakeCategory[]; certificates: LakeCertificate[] } {
    const asked = people.flatMap(({ person, personNo, county }) => {
      const held = this.#standings.ifAny(person)
      return held ? { ...held, who: { person, personNo, county } } : []
    })
    return {
      categories: asked.flatMap(({ who, categories }) => categories.map((each) => ({ ...each, ...who }))),
      certificates: asked.flatMap(({ who, certificates }) => certificates.map((each) => ({ ...each, ...who }))),
    }
  }

  #rates(): ChargeRates[] {
    const { plan } = this.#task.world
    const aidBp = Object.fromEntries(Object.entries(plan.aidBp).map(([category, { value }]) => [category, value]))
    return this.#shapes.map(({ year, residentOwnYuan, residentYuan }) => ({
      year,
      employerBp: plan.employerBp.value,
      employeeBp: plan.employeeBp.value,
      residentFen: Math.round(residentOwnYuan.value * 100),
      subsidyFen: Math.round((residentYuan.value - residentOwnYuan.value) * 100),
      aidBp,
    }))
  }

  #lakeSpells(): LakeSpell[] {
    return this.#shapes.flatMap((shape, at) =>
      this.#population.spells.get(shape.year)!.map((spell) => {
        this.#count(spell, shape, this.#totals[at]!)
        const { soul, scheme, status, from, until, continuousYears, civilServant } = spell
        return {
          ...{
            person: soul.person,
            personNo: soul.personNo,
            scheme,
            status,
            from,
            until,
            continuousYears,
            civilServant,
          },
          county: soul.county.code,
          baseFen: this.#baseFen(spell, shape),
        }
      }),
    )
  }

  /** Contributions are due by the month for those who work, by the year for residents; an employee's own part is the account's. */
  #count(spell: YearSpell, shape: YearShape, totals: YearTotals): void {
    const { employerBp } = this.#task.world.plan
    const { soul, scheme, from, until } = spell
    totals.personYears += 1
    if (soul.bornOn >= `${shape.year}-01-01`) totals.births += 1
    if (soul.diedOn?.startsWith(`${shape.year}`)) totals.deaths += 1
    const first = from.endsWith('-01') ? Number(from.slice(5, 7)) : Number(from.slice(5, 7)) + 1
    const months = Number(until.slice(5, 7)) - first + 1
    const monthly = (this.#baseFen(spell, shape) * employerBp.value) / BP
    totals.incomeFen += scheme === 'employee' ? monthly * months : Math.round(shape.residentYuan.value * 100)
  }

  #baseFen({ soul, scheme, status }: YearSpell, { baseYuan }: YearShape): number {
    if (scheme !== 'employee' || status === 'retired') return 0
    // Whole yuan, as bases are.
    return Math.round(baseYuan.value * this.#standings.of(soul.person).baseFactor) * 100
  }

  async #year(shape: YearShape, at: number, lives: Lives, accounts: YearAccounts, writer: BucketWriter): Promise<void> {
    const { world, months } = this.#task
    const { year } = shape
    const spells = this.#population.spells.get(year)!
    lives.turn(year)
    this.#turnAccounts(spells, shape, accounts)
    const city = this.#cityOf(spells, year)
    const profile = profileOf(world, shape)
    const { needChronic, needStay } = profile.care
    const patients = new Patients(city, { chronic: needChronic.value, stay: needStay.value })
    const seen = new Map(
      patients.all.map((patient, k) => [patient.person.personNo, { patient, person: spells[k]!.soul.person }]),
    )
    const planner = new DayPlanner({ profile, patients, network: world.network })
    const bills = new BillWriter(city, world.catalogue)
    const yearRandom = this.#random.fork(`care ${year}`)
    for (let month = 0; month < MONTHS && at * MONTHS + month < months; month += 1) {
      const first = addMonths(day(`${year}-01-01`), month)
      await writer.begin(first.slice(0, 7))
      for (let on = first; on.slice(0, 7) === first.slice(0, 7); on = addDays(on, 1)) {
        this.#plan(on, planner, yearRandom, seen, city)
        this.#settleDay(on, bills, lives, writer)
      }
      await writer.end()
      this.#task.onMonth?.(first.slice(0, 7), this.#claims)
    }
  }

  #turnAccounts(spells: readonly YearSpell[], shape: YearShape, accounts: YearAccounts): void {
    const retiredFen = Math.round((shape.baseYuan.value * 100 * RETIRED_CREDIT_BP) / BP)
    for (const spell of spells) {
      const { person, personNo } = spell.soul
      if (spell.scheme === 'employee') {
        const own = Math.round((this.#baseFen(spell, shape) * this.#task.world.plan.employeeBp.value) / BP)
        const monthly = spell.status === 'retired' ? retiredFen : own
        accounts.turn(person, personNo, shape.year, this.#standings.of(person).openingFen, monthly)
      } else accounts.stop(person, shape.year)
    }
  }

  /** The city of one year as the planner and the bills see it: those who are enrolled in it. */
  #cityOf(spells: readonly YearSpell[], year: number): CityLoad {
    const { world } = this.#task
    const held = spells.map(({ soul }) => this.#standings.of(soul.person))
    return {
      ...world.frame,
      openedOn: day(`${year}-01-01`),
      persons: spells.map(personRecord),
      spells: spells.map(spellRecord),
      categories: held.flatMap(({ categories }) => categories),
      certificates: held.flatMap(({ certificates, certifiedIn }) => (certifiedIn <= year ? certificates : [])),
      accounts: spells
        .filter(({ scheme }) => scheme === 'employee')
        .map(({ soul }) => ({ personNo: soul.personNo, balanceFen: 0 as never })),
      mutualAid: this.#standings.mutualAid,
    }
  }

  #plan(
    on: Day,
    planner: DayPlanner,
    source: Random,
    known: ReadonlyMap<string, { readonly patient: Patient; readonly person: number }>,
    city: CityLoad,
  ): void {
    const { bucket, stage = honest } = this.#task
    const patientOf = (personNo: string): Patient | undefined => known.get(personNo)?.patient
    const planned = planner.plan(on, source.fork(on)).filter(hasEffect)
    for (const event of stage({ bucket, on, events: planned, random: source.fork(`stage ${on}`), patientOf })) {
      const { patient, person } = known.get(event.personNo)!
      const { diedOn } = this.#population.souls[person]!
      if (diedOn && diedOn < on) continue
      const lived = diedOn && diedOn < leavesOn(event) ? leftBy(event, diedOn) : event
      const others = this.#leaving.get(leavesOn(lived))
      const seen = { event: lived, patient, person, city }
      if (others) others.push(seen)
      else this.#leaving.set(leavesOn(lived), [seen])
    }
  }

  #settleDay(on: Day, bills: BillWriter, lives: Lives, writer: BucketWriter): void {
    const leaving = this.#leaving.get(on) ?? []
    this.#leaving.delete(on)
    leaving.sort((a, b) =>
      leftAt(a.event) < leftAt(b.event) ? -1 : leftAt(a.event) > leftAt(b.event) ? 1 : a.person - b.person,
    )
    for (const seen of leaving) {
      const drafts = bills.draftsOf(seen.event, { patient: seen.patient.person, summed: true })
      const settled = lives.settle(seen, drafts)
      if (settled) this.#write(seen, drafts, settled, writer)
    }
  }

  #write(
    seen: Seen,
    drafts: readonly DraftLine[],
    { bill, plan, on, settlement }: Settled,
    writer: BucketWriter,
  ): void {
    const { event, person } = seen
    const id = `${String(this.#task.bucket).padStart(3, '0')}${event.id}`
    const traced = this.#traces?.of(event, drafts)
    const claim = {
      ...{ id, visitId: id, personNo: event.personNo, provider: event.provider, county: seen.patient.person.area },
      settledAt: leftAt(event) as Instant,
      on,
      knownOn: bill.visit.settledOn,
      bill,
      care: careFacts(seen, drafts, this.#population.souls[person]!.diedOn),
      usedDays: usedDays(event, drafts),
      splits: settlement.lines,
      parts: plan.parts,
      settlement,
      settlements: 1,
    }
    writer.add(person, claim, traced?.traces)
    this.#claims += 1
    const mark = this.#task.markOf?.(event.id)
    const { personNo, provider, physician } = event
    // Who wanted to scan an old package and had none has sold a new one.
    if (mark && (!event.scansOld || traced?.hasOld))
      this.#labels.push({ ...mark, visitId: id, personNo, provider, practitioner: physician })
    const at = Number(bill.visit.settledOn.slice(0, 4)) - this.#shapes[0]!.year
    addSettlement(
      this.#totals[at]!,
      event.kind,
      bill.person.scheme as 'employee' | 'resident',
      bill.person.categories ?? [],
      settlement,
    )
  }
}

const leftAt = (event: CareEvent): string => event.leavesAt ?? event.at

/** Death ends a stay. */
const leftBy = (event: CareEvent, diedOn: Day): CareEvent => {
  const evening = `${diedOn} 23:59:59` as Instant
  return { ...event, leavesAt: evening }
}

const NEWBORN_DAYS = 28
const YEAR_DAYS = 365
const MEAN_BIRTH_G = 3300
const SPREAD_BIRTH_G = 450
/** Shares of the ways to leave, by the national code; assumed. */
const DISCHARGES: readonly (readonly [type: DischargeType, until: number])[] = [
  ['4', 0.03],
  ['2', 0.055],
  ['3', 0.065],
  ['1', 1],
]

function careFacts({ event, patient }: Seen, drafts: readonly DraftLine[], diedOn: Day | undefined): CareFacts {
  const base = {
    department: event.department,
    practitioner: event.physician,
    diagnoses: event.codedAs ?? event.diagnoses,
    ...(event.procedure !== undefined && { procedures: [event.procedure] }),
  }
  if (!isStay(event)) return base
  const [first, last] = [startsOn(event), leavesOn(event)]
  const ageDays = numberOf(first) - dayNumber(patient.person.bornOn)
  const drawn = random(event.seed).fork('discharge')
  const chance = drawn.next()
  const icuHours = drafts.reduce((sum, { item, count }) => (item === 'intensiveCare' ? sum + count : sum), 0)
  return {
    ...base,
    losDays: Math.max(1, numberOf(last) - numberOf(first)),
    dischargeType: diedOn !== undefined && diedOn <= last ? '5' : DISCHARGES.find(([, until]) => chance < until)![0],
    ...(ageDays < YEAR_DAYS && { ageDays }),
    ...(ageDays < NEWBORN_DAYS && { birthWeightG: Math.round(drawn.normal(MEAN_BIRTH_G, SPREAD_BIRTH_G)) }),
    ...(icuHours > 0 && { icuHours }),
  }
}
