// Family prescription-only: a herbal prescription that consists of nothing but listed herbs (单方使用不予支付).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { codeList } from '../knowledge/shapes.ts'
import { family, wholeLine } from './family.ts'
import { prescriptionKey, prescriptionLines } from './prescription.ts'

const shape = object({
  codes: required(codeList(), '单方或仅与同类合用时不予支付的饮片'),
  alsoListed: optional(codeList(), '一律不予支付的饮片，同样不算他药'),
})

/**
 * TRUE when every herb of the prescription that counts is in codes or alsoListed (of any point of the rule that holds): all
 * lines of the prescription are excess, whole.
 *
 * Set-based: bool_and(code is listed) over (visit, prescription) of herbs.
 */
export const prescriptionOnly = family<TypeOf<typeof shape>>({
  name: 'prescription-only',
  title: { zh: '全方均为不单独支付的饮片', en: 'Nothing but herbs that are not paid alone' },
  excess: 'whole_line',
  holes: ['total'],
  shape,
  wake: ({ codes }) => ({ codes }),
  windowOf: (work) => (work.line.catalogue === 'herb' ? (prescriptionKey(work) ?? work.line.id) : work.line.id),
  judgesWholeRule: true,
  onLine: (work) => {
    if (work.line.catalogue !== 'herb' || prescriptionKey(work) === undefined) return []
    const lines = prescriptionLines(work, 'herb')
    const isListed = (code: string) =>
      work.pointsFor(code).some((point) => work.pointHoldsOn(point, work.line.on)) ||
      (work.point.parameters.alsoListed?.includes(code) ?? false)
    if (!lines.every((line) => isListed(line.code))) return []
    return [{ truth: 'true', lines: lines.map(wholeLine), holes: { total: lines.length } }]
  },
})
