// The plan of care: ordered, repeatable, one place at a time; bills of real items that cost about what was aimed at.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMonths, isInForce, lineAmount, parseTraceCode } from '@yibao/kernel'
import { CARE_KINDS } from '../cities/index.ts'
import { smallCity } from '../testing/shipped.ts'
import { BillWriter } from './bill.ts'
import { type CareEvent, IRREGULARITIES, isStay, leavesOn, startsOn } from './event.ts'
import { ITEMS, itemsOf } from './items.ts'
import { coverOn, Patients } from './people.ts'
import { planCare } from './plan.ts'

const SEED = 21

test('the same seed gives the same plan, and a longer plan begins with the shorter one', async () => {
  const { city } = await smallCity()
  const month = planCare({ city, months: 1, seed: SEED })
  assert.deepEqual(planCare({ city, months: 1, seed: SEED }), month)
  assert.deepEqual(planCare({ city, months: 2, seed: SEED }).slice(0, month.length), month)
  assert.notDeepEqual(planCare({ city, months: 1, seed: SEED + 1 }), month)
})

test('events ascend in time and lie within the month', async () => {
  const { city } = await smallCity({ people: 8000 })
  const plan = planCare({ city, months: 1, seed: SEED })
  const end = addMonths(city.openedOn, 1)
  for (const [at, event] of plan.entries()) {
    assert.ok(startsOn(event) >= city.openedOn && startsOn(event) < end)
    assert.ok(event.leavesAt === undefined || event.leavesAt > event.at, JSON.stringify(event))
    assert.equal(isStay(event), event.leavesAt !== undefined)
    assert.ok(event.id.startsWith(startsOn(event).replaceAll('-', '')))
    const next = plan[at + 1]
    assert.ok(!next || (event.id < next.id && event.at <= next.at), `${event.id} and ${next?.id}`)
  }
})

test('nobody is in two places: between admission and discharge there is no other event', async () => {
  const { city } = await smallCity({ people: 8000 })
  const plan = planCare({ city, months: 3, seed: SEED })
  for (const events of Map.groupBy(plan, ({ personNo }) => personNo).values()) {
    for (const [at, event] of events.entries()) {
      const next = events[at + 1]
      assert.ok(!next || startsOn(next) > leavesOn(event), JSON.stringify([event, next]))
    }
  }
})

test('every kind of care and every irregularity happens in a city of some size', async () => {
  const { city } = await smallCity({ people: 60_000, seed: 3 })
  const plan = planCare({ city, months: 1, seed: SEED })
  assert.deepEqual(new Set(plan.map(({ kind }) => kind)), new Set(CARE_KINDS))
  const seen = new Set(plan.flatMap(({ irregular }) => irregular))
  assert.deepEqual(
    [...IRREGULARITIES].filter((each) => !seen.has(each)),
    [],
  )
})

test('people, places and staff of an event belong together', async () => {
  const { city } = await smallCity({ people: 8000 })
  const providers = new Map(city.providers.map((provider) => [provider.code, provider]))
  const patients = new Map(new Patients(city, { chronic: 1, stay: 1 }).all.map((one) => [one.person.personNo, one]))
  for (const event of planCare({ city, months: 1, seed: SEED })) {
    const provider = providers.get(event.provider)!
    assert.ok(provider.departments.some(({ code }) => code === event.department))
    const physician = provider.staff.find(({ code }) => code === event.physician)
    assert.ok(physician?.active && physician.kind !== 'nurse')
    const patient = patients.get(event.personNo)!
    assert.equal(coverOn(patient, startsOn(event)) === undefined, event.irregular.includes('ineligible'))
    if (event.disease) assert.ok(patient.certificates.some(({ disease }) => disease === event.disease))
    if (event.kind === 'delivery') assert.equal(patient.person.sex, 'female')
    assert.equal(provider.agreement.state === 'suspended', event.irregular.includes('suspended_provider'))
  }
})

test('bills hold items of the catalogue in force, products of price and quantity, unique serials', async () => {
  const { city, catalogue } = await smallCity({ people: 8000 })
  const writer = new BillWriter(city, catalogue)
  const entries = new Map(city.catalogue.map((entry) => [entry.code, entry]))
  const serials = new Set<string>()
  for (const event of planCare({ city, months: 1, seed: SEED })) {
    const lines = writer.linesOf(event)
    assert.deepEqual(writer.linesOf(event), lines)
    assert.ok(lines.length > 0 && lines.length < 1000)
    for (const line of lines) {
      const entry = entries.get(line.code)!
      assert.ok(isInForce(entry, startsOn(event)), line.code)
      assert.equal(line.amountFen, lineAmount(line.quantity, line.price))
      assert.match(line.serial, /^[1-9]\d{14}$/)
      assert.ok(!serials.has(line.serial))
      serials.add(line.serial)
      assert.ok(line.at >= event.at && line.at <= (event.leavesAt ?? `${startsOn(event)} 23:59:59`), line.at)
      if (line.traceCode) assert.ok(parseTraceCode(line.traceCode))
      if (line.quantity < 0) checkReturn(lines, line)
    }
  }
})

function checkReturn(lines: ReturnType<BillWriter['linesOf']>, line: (typeof lines)[number]): void {
  const sale = lines.find(({ serial }) => serial === line.returns)
  assert.ok(sale && sale.code === line.code && sale.price === line.price && -line.quantity < sale.quantity)
}

test('bills come near their budgets, kind by kind', async () => {
  const { city, catalogue } = await smallCity({ people: 30_000, seed: 3 })
  const writer = new BillWriter(city, catalogue)
  const total = (event: CareEvent): number => writer.linesOf(event).reduce((sum, { amountFen }) => sum + amountFen, 0)
  for (const [kind, events] of Map.groupBy(planCare({ city, months: 1, seed: SEED }), ({ kind }) => kind)) {
    const billed = events.reduce((sum, event) => sum + total(event), 0)
    const aimed = events.reduce((sum, { budgetFen }) => sum + budgetFen, 0)
    const ratio = billed / aimed
    assert.ok(ratio > (isStay(events[0]!) ? 0.93 : 0.7) && ratio < 1.15, `${kind}: ${ratio.toFixed(3)} of the budget`)
  }
})

test('every named item is in the catalogue, and a catalogue without one says which', async () => {
  const { catalogue } = await smallCity({ people: 50 })
  assert.equal(Object.keys(itemsOf(catalogue)).length, Object.keys(ITEMS).length)
  const drugs = catalogue.drugs.filter(({ entry }) => entry.code !== ITEMS.metformin)
  assert.throws(() => itemsOf({ ...catalogue, drugs }), /metformin/)
})
