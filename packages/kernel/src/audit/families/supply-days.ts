// Family supply-days: more days of supply on one line than the kind of visit allows (限最大开药天数).

import type { Quantity } from '../../money/line-amount.ts'
import { mulDiv } from '../../money/share.ts'
import { listOrOne, object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { CARE_MODES } from '../facts/model.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { includesCode } from './codes.ts'
import { family } from './family.ts'
import { amountOfPart, nothingOf } from './window.ts'

const shape = object({
  careMode: optional(listOrOne(oneOf(CARE_MODES)), '就医方式；不写则不限'),
  maxDays: required(wholeNumber(1), '最多天数'),
  longTermMaxDays: optional(wholeNumber(1), '长期处方最多天数'),
  codes: optional(codeList(), '仅这些药品；不写则全部药品'),
})

/**
 * TRUE when the days of supply of a line of drugs or herbs exceed maxDays (longTermMaxDays on a long-term prescription).
 * UNKNOWN when the codes are named and the line states no days. Excess: the line's quantity in proportion to the days above.
 *
 * Set-based: one row per counting line; days > case when long-term then longTermMaxDays else maxDays end.
 */
export const supplyDays = family<TypeOf<typeof shape>>({
  name: 'supply-days',
  title: { zh: '开药天数超过规定', en: 'More days of supply than allowed' },
  excess: 'above_limit',
  holes: ['days', 'max'],
  shape,
  wake: ({ codes }) => (codes ? { codes } : { everyLine: true }),
  onLine: ({ point, line, encounter }) => {
    const { careMode, maxDays, longTermMaxDays, codes } = point.parameters
    if (line.catalogue !== 'drug' && line.catalogue !== 'herb') return []
    if (careMode && !careMode.includes(encounter.careMode)) return []
    if (codes && !includesCode(codes, line.code)) return []
    const max = encounter.isLongTermPrescription ? (longTermMaxDays ?? maxDays) : maxDays
    const days = line.supplyDays
    if (days === undefined)
      return codes
        ? [{ truth: 'unknown', lines: [nothingOf(line)], missing: ['line.days'], holes: { days: '', max } }]
        : []
    if (days <= max) return []
    const quantity = mulDiv(line.netQuantity, days - max, days) as Quantity
    return [
      {
        truth: 'true',
        lines: [{ lineId: line.id, quantity, amountFen: amountOfPart(line, quantity) }],
        holes: { days, max },
      },
    ]
  },
})
