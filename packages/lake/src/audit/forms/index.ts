// The families that have a set-based form; the others are judged by the kernel over the rows that wake them.
import type { SqlForm } from '../form.ts'
import { lineArithmetic, lineLimit, priceCeiling, supplyDays } from './line.ts'
import { bundle, companion, outsideList, pair, priorTherapy, workload } from './together.ts'
import { amountCap, dailyQuantity, distinctDays, frequency, interval, onHand } from './window.ts'

export const SQL_FORMS: readonly SqlForm[] = [
  ...[lineLimit, priceCeiling, lineArithmetic, supplyDays],
  ...[frequency, distinctDays, amountCap, interval, dailyQuantity, onHand],
  ...[pair, bundle, companion, priorTherapy, outsideList, workload],
]

export const sqlFormOf = (family: string): SqlForm | undefined => SQL_FORMS.find((form) => form.family === family)
