// Family injury: an injury that a third party bears, or whose statement is not signed (第三方责任).
import { object, optional, type TypeOf } from '../../policy/text/shape.ts'
import { codeList } from '../knowledge/shapes.ts'
import { matchesDiagnosis } from './codes.ts'
import { family } from './family.ts'

const shape = object({ dx: optional(codeList(), '须有外伤说明的诊断，按前缀') })

/**
 * A visit with injury facts: third party liable, or the statement not signed: TRUE. A visit without injury facts whose diagnoses
 * match dx: UNKNOWN. The finding is of the visit, without excess.
 *
 * Set-based: one row per visit.
 */
export const injury = family<TypeOf<typeof shape>>({
  name: 'injury',
  title: { zh: '外伤费用责任不明', en: 'Injury borne by others' },
  excess: 'none',
  holes: ['reason'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: ({ point, encounter }) => {
    const found = (reason: string) => ({ lines: [], encounters: [encounter.id], holes: { reason } })
    const { injury: facts, diagnoses = [] } = encounter
    if (!facts) {
      const isInjury = point.parameters.dx !== undefined && matchesDiagnosis(diagnoses, point.parameters.dx)
      return isInjury ? [{ truth: 'unknown', ...found(''), missing: ['encounter.injury'] }] : []
    }
    if (facts.thirdParty) return [{ truth: 'true', ...found('第三方责任｜a third party is liable') }]
    if (facts.statementSigned !== true) return [{ truth: 'true', ...found('外伤说明未签｜statement not signed') }]
    return []
  },
})
