// Reads one payment configuration and says what is wrong with it, where, what was found and what was expected.
import { type Fault, FaultList } from '../../policy/text/faults.ts'
import { locate } from '../../policy/text/located.ts'
import { checkPayment } from './check.ts'
import { citeAll } from './cite.ts'
import { type PaymentRules, paymentFileShape } from './file.ts'

export interface PaymentBuilt {
  /** Absent when a fault refuses the file. */
  readonly rules?: PaymentRules
  readonly faults: readonly Fault[]
  readonly values: { readonly total: number; readonly assumed: number }
}

/** A payment configuration says so in its first key; everything else below policies/ is a policy. */
export const isPaymentText = (text: string): boolean => /^payment:/m.test(text)

export function readPayment(path: string, text: string): PaymentBuilt {
  const faults = new FaultList()
  const node = locate(path, text, faults)
  const rules = node && paymentFileShape.read(node, faults)
  if (!rules || faults.refuses) return { faults: faults.faults, values: { total: 0, assumed: 0 } }
  const count = citeAll(rules, faults)
  checkPayment(rules, faults)
  return { ...(!faults.refuses && { rules }), faults: faults.faults, values: count }
}
