// Family prescription-evidence: a prescription drug without a valid electronic prescription behind it (无处方).
import type { Quantity } from '../../money/line-amount.ts'
import { listOrOne, object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { CARE_MODES } from '../facts/model.ts'
import { codeList } from '../knowledge/shapes.ts'
import { family, type LineWork, wholeLine } from './family.ts'
import { amountOfPart } from './window.ts'

const shape = object({
  codes: required(codeList(), '处方药'),
  careMode: optional(listOrOne(oneOf(CARE_MODES)), '仅这些就医方式'),
})

type Work = LineWork<TypeOf<typeof shape>>

/**
 * TRUE when the line has no electronic prescription, or one of another person, issued after the line, expired before it, or for
 * less than the net quantity. Excess: the whole line; of a quantity too small only what is above it.
 *
 * Set-based: one row per counting line.
 */
export const prescriptionEvidence = family<TypeOf<typeof shape>>({
  name: 'prescription-evidence',
  title: { zh: '处方药无有效处方', en: 'No valid prescription' },
  excess: 'whole_line',
  holes: ['reason'],
  shape,
  wake: ({ codes }) => ({ codes }),
  onLine: (work) => {
    const { careMode } = work.point.parameters
    if (careMode && !careMode.includes(work.encounter.careMode)) return []
    const { line } = work
    const reason = faultOf(work)
    if (reason) return [{ truth: 'true', lines: [wholeLine(line)], holes: { reason } }]
    const allowed = line.ePrescription?.quantity
    if (allowed === undefined || line.netQuantity <= allowed) return []
    const quantity = (line.netQuantity - allowed) as Quantity
    const lines = [{ lineId: line.id, quantity, amountFen: amountOfPart(line, quantity) }]
    return [{ truth: 'true', lines, holes: { reason: '超过处方数量｜more than prescribed' } }]
  },
})

function faultOf({ line, encounter }: Work): string | undefined {
  const rx = line.ePrescription
  if (!rx) return '没有处方｜no prescription'
  if (rx.personId !== undefined && rx.personId !== encounter.personId) return '他人的处方｜of another person'
  if (rx.issuedAt !== undefined && rx.issuedAt > line.at) return '开方晚于结算｜issued afterwards'
  if (rx.validUntil !== undefined && rx.validUntil < line.at) return '处方已过期｜expired'
  return undefined
}
