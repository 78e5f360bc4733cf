// What else stands on bills: common items that are ordered until a case costs what such cases cost.
import type { Day, Instant } from '@yibao/kernel'
import type { DraftBill } from './draft-bill.ts'
import type { ItemName } from './items.ts'
import { between } from './times.ts'

type Pool = readonly (readonly [item: ItemName, countMax: number])[]

export const WARD_POOL: Pool = [
  ...([
    ['saline250', 16],
    ['glucose250', 16],
    ['glucose500', 10],
    ['aminoAcids', 8],
    ['lipidEmulsion', 6],
  ] as const),
  ...([
    ['glutathione', 20],
    ['vitamins', 8],
    ['esomeprazole', 12],
    ['ambroxol', 20],
    ['piracetam', 10],
  ] as const),
  ...([
    ['bloodCount', 3],
    ['crp', 3],
    ['alt', 2],
    ['ast', 2],
    ['urea', 3],
    ['creatinine', 3],
    ['potassium', 4],
  ] as const),
  ...([
    ['sodium', 4],
    ['dDimer', 2],
    ['troponin', 2],
    ['culture', 1],
    ['tsh', 1],
    ['urine', 2],
  ] as const),
  ...([
    ['ct', 1],
    ['ultrasound', 2],
    ['dopplerUltrasound', 2],
    ['ecg', 2],
    ['holter', 1],
    ['echocardiogram', 1],
  ] as const),
  ...([
    ['cardiacMonitor', 60],
    ['oxygen', 60],
    ['oximetry', 48],
    ['nebuliser', 12],
    ['acupuncture', 10],
  ] as const),
  ...([
    ['moxibustion', 8],
    ['dressing', 6],
    ['infusionSet', 14],
    ['indwellingNeedle', 5],
  ] as const),
  ...([
    ['sterileDressing', 6],
    ['gauze', 6],
    ['silverDressing', 6],
    ['gown', 4],
    ['thymopentin', 8],
    ['syringe', 20],
    ['cefoperazoneBrand', 10],
  ] as const),
]

/** For the severe: what costs thousands. */
export const INTENSIVE_POOL: Pool = [
  ...([
    ['intensiveBed', 5],
    ['intensiveCare', 96],
    ['ventilator', 72],
    ['rescue', 2],
    ['meropenem', 24],
  ] as const),
  ...([
    ['latamoxef', 16],
    ['haemofiltration', 3],
    ['haemoperfusion', 2],
    ['picc', 1],
    ['mri', 1],
  ] as const),
  ...([
    ['mriEnhanced', 1],
    ['ctEnhanced', 2],
    ['aminoAcids', 20],
    ['lipidEmulsion', 14],
    ['somatostatin', 40],
  ] as const),
  ...([
    ['butylphthalide', 14],
    ['thymopentin', 10],
    ['silverDressing', 12],
    ['haemocoagulase', 10],
    ['adhesionBarrier', 1],
  ] as const),
  ...([
    ['haemostaticGauze', 3],
    ['zoledronate', 1],
    ['pegfilgrastim', 1],
    ['perfusionCartridge', 2],
  ] as const),
]
const INTENSIVE_FROM_FEN = 600_000
/** Enough is reached when so small a part of the budget is left. */
const ENOUGH = 0.02
const TRIES = 80

/** Orders from the pools, each time for a part of what is left, until little is left. */
export function fillBill(bill: DraftBill, days: readonly Day[], pool: Pool): void {
  const { random } = bill
  for (let attempt = 0; attempt < TRIES && bill.leftFen > bill.budgetFen * ENOUGH; attempt += 1) {
    const severe = bill.leftFen > INTENSIVE_FROM_FEN && random.chance(0.6)
    const [item, countMax] = random.pick(severe ? INTENSIVE_POOL : pool)
    const price = bill.priceFen(item)
    const affordable = Math.floor(bill.leftFen / price)
    if (affordable < 1) continue
    const wanted = Math.round((bill.leftFen * (0.1 + 0.35 * random.next())) / price)
    const count = Math.min(countMax, affordable, Math.max(1, wanted))
    const aDay = A_DAY[item]
    if (aDay === undefined) bill.add(item, count, dayTime(bill, random.pick(days)))
    else addByDays(bill, item, Math.min(count, aDay * days.length - bill.countOf(item)), aDay, days)
  }
}

/** What is charged by the hour, and what happens once a day at most: no day has more of it, however much it is used. */
const A_DAY: Partial<Record<ItemName, number>> = {
  ...{ cardiacMonitor: 24, oxygen: 24, oximetry: 24, intensiveCare: 24, ventilator: 24 },
  ...{ rescue: 1, intensiveBed: 1 },
}

/** From the first day on, each day full before the next. */
function addByDays(bill: DraftBill, item: ItemName, count: number, aDay: number, days: readonly Day[]): void {
  let left = count
  for (const on of days) {
    const used = Math.min(left, aDay - bill.countOn(item, on))
    if (used > 0) bill.addOn(item, used, on, dayTime(bill, on))
    left -= Math.max(0, used)
    if (left <= 0) return
  }
}

export const dayTime = (bill: DraftBill, on: Day): Instant => between(bill.random, on, 13, 21)
