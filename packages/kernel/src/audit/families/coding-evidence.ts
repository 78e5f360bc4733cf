// Family coding-evidence: a coded diagnosis that must leave a trace in the bill and left none (疾病诊断编码异常).
import { object, required, type TypeOf } from '../../policy/text/shape.ts'
import { codeList } from '../knowledge/shapes.ts'
import { includesCode } from './codes.ts'
import { family } from './family.ts'

const shape = object({
  dx: required(codeList(), '诊断，按前缀'),
  anyOf: required(codeList(), '至少应收的项目'),
})

/**
 * A diagnosis of dx in the visit and no counting line of anyOf in it. The finding is of the visit, without excess.
 *
 * Set-based: visits with such a diagnosis, anti-joined with their counting lines of anyOf.
 */
export const codingEvidence = family<TypeOf<typeof shape>>({
  name: 'coding-evidence',
  title: { zh: '诊断没有明细支持', en: 'A diagnosis without evidence in the bill' },
  excess: 'none',
  holes: ['coded'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: ({ point, encounter, view, holdsOn }) => {
    const { dx, anyOf } = point.parameters
    const coded = encounter.diagnoses?.find(({ code }) => dx.some((prefix) => code.startsWith(prefix)))
    if (!coded) return []
    const lines = view.linesOfEncounter(encounter.id)
    if (lines.some((line) => includesCode(anyOf, line.code) && holdsOn(line.on))) return []
    return [{ truth: 'true', lines: [], encounters: [encounter.id], holes: { coded: coded.code } }]
  },
})
