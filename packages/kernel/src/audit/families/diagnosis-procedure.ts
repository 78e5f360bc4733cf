// Family diagnosis-procedure: a procedure that does not go with the main diagnosis (诊断与手术操作不符).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { codeList } from '../knowledge/shapes.ts'
import { mainDiagnosis } from './codes.ts'
import { family } from './family.ts'

const shape = object({
  proc: required(codeList(), '手术操作编码，逐字相同'),
  forbiddenDx: optional(codeList(), '不应有的主要诊断，按前缀'),
  allowedDx: optional(codeList(), '应有的主要诊断，按前缀'),
})

/**
 * One of proc in the visit, and its main diagnosis begins with one of forbiddenDx, or with none of allowedDx. The finding is of
 * the visit, without excess. UNKNOWN without a main diagnosis.
 *
 * Set-based: visits with the procedure joined to their main diagnosis.
 */
export const diagnosisProcedure = family<TypeOf<typeof shape>>({
  name: 'diagnosis-procedure',
  title: { zh: '主要诊断与手术操作不符', en: 'Main diagnosis against procedure' },
  excess: 'none',
  holes: ['diagnosis', 'procedure'],
  shape,
  fault: ({ forbiddenDx, allowedDx }) =>
    forbiddenDx || allowedDx ? undefined : { found: 'neither forbiddenDx nor allowedDx', expected: 'one of them' },
  wake: ({ proc }) => ({ procedures: proc }),
  onEncounter: ({ point, encounter }) => {
    const { proc, forbiddenDx, allowedDx } = point.parameters
    const procedure = encounter.procedures?.find(({ code }) => proc.includes(code))?.code ?? ''
    const main = mainDiagnosis(encounter.diagnoses)
    const found = { lines: [], encounters: [encounter.id], holes: { diagnosis: main?.code ?? '', procedure } }
    if (!main) return [{ truth: 'unknown', ...found, missing: ['encounter.diagnoses'] }]
    const isForbidden = forbiddenDx?.some((prefix) => main.code.startsWith(prefix)) ?? false
    const isOther = allowedDx !== undefined && !allowedDx.some((prefix) => main.code.startsWith(prefix))
    return isForbidden || isOther ? [{ truth: 'true', ...found }] : []
  },
})
