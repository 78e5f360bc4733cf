// Who treated and what was found, as history keeps it of a claim: from the visit, discharge before admission.
import { type Day, daysBetween } from '@yibao/kernel'
import type { CareFacts } from '@yibao/lake'
import type { Visit } from '../visit/index.ts'

/**
 * Operations are not here: a visit does not carry them, and the way of leaving would say that all of them are named. The settlement
 * list has both; the lake keeps it as a table of its own.
 */
export function careOf({ kind, details, endedOn }: Visit): CareFacts {
  const { discharge, attending, beganAt } = details
  const found = discharge?.diagnoses ?? details.diagnoses
  const diagnoses = [...found].sort((a, b) => Number(b.main) - Number(a.main)).map(({ code }) => code)
  const department = discharge?.department ?? attending.department
  const days = kind === 'inpatient' && endedOn ? daysBetween(beganAt.slice(0, 10) as Day, endedOn) : undefined
  return {
    ...(department !== '' && { department }),
    ...(attending.doctor !== '' && { practitioner: attending.doctor }),
    ...(diagnoses.length > 0 && { diagnoses: [...new Set(diagnoses)] }),
    ...(days !== undefined && { losDays: Math.max(1, days) }),
  }
}
