// How lists are read and grouped where a city says nothing of its own: the usual limits, and the teaching schemes.
import { join } from 'node:path'
import { compileDip, hasProcedureCodeForm, isDiagnosisCode } from '@yibao/kernel'
import { loadDipCatalogue, loadScheme, productSchemes } from '@yibao/policy'
import type { GroupingScheme } from './group-case.ts'
import type { ListSettings } from './model.ts'

/**
 * Codes are looked at for their form: the teaching scheme knows a few hundred of them and is no table of what is in force.
 * Signs and symptoms (R) are grey as main diagnosis.
 */
export const usualSettings: ListSettings = {
  preAdmissionDays: 3,
  inTimeDays: 30,
  isDiagnosisCode,
  isProcedureCode: hasProcedureCodeForm,
  isGrey: (code) => /^R/.test(code),
}

/** Read and compiled when the first list comes. */
export function productSchemesInUse(): () => readonly GroupingScheme[] {
  let schemes: readonly GroupingScheme[] | undefined
  return () => {
    schemes ??= teachingSchemes()
    return schemes
  }
}

function teachingSchemes(): GroupingScheme[] {
  const drg = loadScheme(join(productSchemes, 'drg-teaching')).compiled
  const { name, version } = drg.scheme.manifest
  const dip = compileDip(loadDipCatalogue(join(productSchemes, 'dip-teaching')))
  return [
    { name, version, drg },
    { name: 'dip-teaching', version, dip },
  ]
}
