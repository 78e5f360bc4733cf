// The bill of a stay: bed and care by the day, tests, the operation, medicines, and what else such a case needs.
import { addDays, type Day, daysBetween } from '@yibao/kernel'
import type { DraftBill } from './draft-bill.ts'
import { type CareEvent, leavesOn, startsOn } from './event.ts'
import { dayTime, fillBill, WARD_POOL } from './fill.ts'
import type { StayIllness } from './illness.ts'
import type { ItemName } from './items.ts'
import { secondsLater } from './times.ts'

/** From here on, daily items are entered for several days at once. */
const DAILY_UNTIL = 30
const LATER_STEP = 5
const SEVERE_COST = 1.8
const DRUG_SHARE = 0.8
/** Items of an operation of which several are used. */
const SEVERAL: Partial<Record<ItemName, readonly [number, number]>> = {
  coronaryStent: [1, 2],
  coronaryBalloon: [1, 2],
  generalAnaesthesia: [1, 2],
  spinalAnaesthesia: [1, 2],
  analgesia: [1, 3],
  dialysis: [2, 4],
  dialyser: [2, 4],
  dialysisTubing: [2, 4],
}

export function writeStayBill(bill: DraftBill, event: CareEvent, illness: StayIllness): void {
  const first = startsOn(event)
  const length = Math.max(1, daysBetween(first, leavesOn(event)))
  const days = Array.from({ length }, (_, at) => addDays(first, at))
  addBedDays(bill, event, days, illness)
  addTests(bill, event, illness)
  addSurgery(bill, days, illness)
  addDrugs(bill, days, illness)
  fillBill(bill, days, WARD_POOL)
}

function addBedDays(bill: DraftBill, event: CareEvent, days: readonly Day[], { cost }: StayIllness): void {
  const nursing: ItemName = cost >= SEVERE_COST ? 'nursingOne' : 'nursingTwo'
  if (bill.isSummed) {
    for (const item of ['bed', 'stayFee', nursing] as const) bill.add(item, days.length, event.at)
    return
  }
  for (let at = 0; at < days.length; at += at < DAILY_UNTIL ? 1 : LATER_STEP) {
    const count = at < DAILY_UNTIL ? 1 : Math.min(LATER_STEP, days.length - at)
    const on = days[at] as Day
    // On the first day not before the admission itself.
    const time = at === 0 ? secondsLater(event.at, 900) : dayTime(bill, on)
    for (const item of ['bed', 'stayFee', nursing] as const) bill.add(item, count, time)
  }
}

function addTests(bill: DraftBill, event: CareEvent, { tests }: StayIllness): void {
  for (const test of tests) bill.addIfLeft(test, 1, secondsLater(event.at, 1800))
}

function addSurgery(bill: DraftBill, days: readonly Day[], { surgery }: StayIllness): void {
  const on = days[Math.min(1, days.length - 1)] as Day
  const time = dayTime(bill, on)
  for (const item of surgery?.items ?? []) {
    const [from, to] = SEVERAL[item] ?? [1, 1]
    bill.add(item, bill.random.int(from, to), time)
  }
}

/** The injections of all days in one row, as far as the money goes. */
function addCourse(bill: DraftBill, drug: ItemName, days: number, time: CareEvent['at']): void {
  const wanted = days + bill.random.int(0, days)
  const count = Math.min(wanted, Math.floor(bill.leftFen / bill.priceFen(drug)))
  if (count < 1) return
  bill.add(drug, count, time)
  if (drug.startsWith('saline')) bill.addIfLeft('infusion', count, time)
}

/** Injections day by day, medicines by mouth in packs. */
function addDrugs(bill: DraftBill, days: readonly Day[], { drugs }: StayIllness): void {
  const { random } = bill
  for (const drug of drugs) {
    if (!random.chance(DRUG_SHARE)) continue
    if (!bill.isInjection(drug)) {
      bill.addIfLeft(drug, random.int(1, 2), dayTime(bill, days[0] as Day))
      continue
    }
    if (bill.isSummed) {
      addCourse(bill, drug, Math.min(days.length, random.int(3, 10)), dayTime(bill, days[0] as Day))
      continue
    }
    const course = days.slice(0, Math.min(days.length, random.int(3, 10)))
    for (const on of course) {
      const time = dayTime(bill, on)
      if (!bill.addIfLeft(drug, random.int(1, 2), time)) break
      if (drug.startsWith('saline')) bill.addIfLeft('infusion', 1, time)
    }
  }
}
