// Diagnosis (ICD-10 insurance version 2.0), procedure (ICD-9-CM-3 insurance version 2.0) and special-disease codes.
// Compared case-sensitively and never trimmed: capital X is an external cause, lower-case x an extension.

export interface DiagnosisCode {
  readonly code: string
  /** Letter and two digits, such as I10. */
  readonly category: string
  /** Category and first digit, such as E11.9; absent where the category has no subcategory ("I10.x00"). */
  readonly subcategory: string | undefined
  /** The asterisk code of a dagger/asterisk pair, such as J17.0*: one code of up to 18 characters, never cut. */
  readonly manifestation: string | undefined
}

const DIAGNOSIS = /^([A-Z]\d{2})\.(?:(\d)\d{2}|x\d{2})(?:x\d{3})?(?:\+([A-Z]\d{2}(?:\.\d)?\*))?$/

/** Wide on purpose: 213 real codes break the textbook form, so a procedure is valid only by table look-up. */
const PROCEDURE = /^\d{2}\.(?:\d{4}(?:\d|x\d{3})?|\dx\d{2}(?:x\d{3})?|\d{3}[A-Z]\d|\d{3}x\d{4})$/

const CHRONIC_DISEASE = /^M(\d{3})(\d{2})$/

/** Only billable codes have this form; a bare category or subcategory (I10, E11.9) is refused. */
export function parseDiagnosisCode(code: string): DiagnosisCode | undefined {
  const match = DIAGNOSIS.exec(code)
  if (!match) return undefined
  const [, category = '', digit, manifestation] = match
  return { code, category, subcategory: digit === undefined ? undefined : `${category}.${digit}`, manifestation }
}

export const isDiagnosisCode = (code: string): boolean => DIAGNOSIS.test(code)

/** The form only: look the code up in the table in force before it decides anything. */
export const hasProcedureCodeForm = (code: string): boolean => PROCEDURE.test(code)

/** 门诊慢特病病种: three digits of the disease, two of the detail ("00" is the whole disease). */
export function parseChronicDiseaseCode(code: string): { disease: string; detail: string } | undefined {
  const match = CHRONIC_DISEASE.exec(code)
  if (!match) return undefined
  const [, disease = '', detail = ''] = match
  return { disease, detail }
}
