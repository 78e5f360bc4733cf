// The bill of a visit or a purchase: the physician's fee, tests, and medicines for days or months.
import type { DraftBill } from './draft-bill.ts'
import type { CareEvent } from './event.ts'
import { isPharmacy } from './event.ts'
import type { ChronicCare, Illness } from './illness.ts'
import type { ItemName } from './items.ts'
import { secondsLater } from './times.ts'

const TEST_SHARE = 0.55
const EXPERT_SHARE = 0.2
/** Packs of one medicine in a prescription, at most. */
const PACKS_MAX = { usual: 6, special: 14 } as const
/** Kinds of medicine on one prescription (处方管理办法 第六条). */
const KINDS_MAX = 5
const TRIES = 24
const ENOUGH = 0.06

export function writeVisitBill(
  bill: DraftBill,
  event: CareEvent,
  need: Pick<Illness | ChronicCare, 'tests' | 'drugs'>,
  primary: boolean,
): void {
  const { random } = bill
  const at = secondsLater(event.at, 600)
  if (!isPharmacy(event)) {
    bill.add(feeOf(bill, event, primary), 1, secondsLater(event.at, 60))
    for (const test of need.tests) {
      const certain = test === 'dialysis'
      if (certain) bill.add(test, 1, at)
      else if (random.chance(TEST_SHARE)) bill.addIfLeft(test, 1, at)
    }
  }
  prescribe(bill, need.drugs, event.kind === 'special' ? PACKS_MAX.special : PACKS_MAX.usual, at)
  if (!isPharmacy(event) && !primary) examine(bill, at)
}

function feeOf({ random }: DraftBill, { kind }: CareEvent, primary: boolean): ItemName {
  if (kind === 'emergency') return 'emergencyFee'
  if (primary) return 'primaryFee'
  return random.chance(EXPERT_SHARE) ? 'expertVisitFee' : 'visitFee'
}

/** What hospitals look at when a visit costs more than its medicines. */
const EXAMINATIONS: readonly ItemName[] = [
  ...(['bloodCount', 'crp', 'alt', 'glucose', 'tsh', 'ultrasound', 'dopplerUltrasound'] as const),
  ...(['ecg', 'echocardiogram', 'ct', 'mri', 'dDimer', 'infusion', 'saline250'] as const),
]
const EXAMINE_FROM = 0.2

function examine(bill: DraftBill, at: CareEvent['at']): void {
  for (let attempt = 0; attempt < TRIES && bill.leftFen > bill.budgetFen * EXAMINE_FROM; attempt += 1) {
    bill.addIfLeft(
      bill.random.weighted(EXAMINATIONS, (each) => Math.min(bill.priceFen(each), bill.leftFen)),
      1,
      at,
    )
  }
}

/** Medicines until the visit costs what such visits cost; at least one, the cheapest if need be. */
function prescribe(bill: DraftBill, drugs: readonly ItemName[], packsMax: number, at: CareEvent['at']): void {
  const { random } = bill
  const taken = new Map<ItemName, number>()
  for (let attempt = 0; attempt < TRIES && bill.leftFen > bill.budgetFen * ENOUGH; attempt += 1) {
    const drug = random.weighted(drugs, (each) => Math.min(bill.priceFen(each), bill.leftFen))
    const room = Math.min(packsMax - (taken.get(drug) ?? 0), Math.floor(bill.leftFen / bill.priceFen(drug)))
    if (room < 1 || (taken.size === KINDS_MAX && !taken.has(drug))) continue
    const count = random.int(1, Math.max(1, Math.ceil(room * 0.7)))
    bill.add(drug, count, at)
    taken.set(drug, (taken.get(drug) ?? 0) + count)
  }
  const cheapest = drugs.toSorted((a, b) => bill.priceFen(a) - bill.priceFen(b))[0]
  if (taken.size === 0 && cheapest) bill.add(cheapest, 1, at)
}
