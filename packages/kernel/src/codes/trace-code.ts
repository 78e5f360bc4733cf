// Trace codes on drug packages: the common 20-digit form, or a GS1 element string.
import { isGtin } from './gs1.ts'

export type TraceCode =
  | { readonly form: 'twenty_digits'; readonly code: string; readonly drugPart: string; readonly serial: string }
  | { readonly form: 'gs1'; readonly code: string; readonly gtin: string; readonly serial: string }

const TWENTY_DIGITS = /^(\d{7})(\d{13})$/
const GS1 = /^(?:\(01\)|01)(\d{14})(?:\(21\)|21)([!-~]{1,20})$/
/** The widest field that a package's code may arrive in; longer text is not a trace code of any scheme. */
export const TRACE_CODE_LENGTH_MAX = 100

/** The first seven digits identify the drug; they are mapped to the catalogue, not computed. */
export function parseTraceCode(code: string): TraceCode | undefined {
  const digits = TWENTY_DIGITS.exec(code)
  if (digits) {
    const [, drugPart = '', serial = ''] = digits
    return { form: 'twenty_digits', code, drugPart, serial }
  }
  const gs1 = GS1.exec(code)
  if (!gs1) return undefined
  const [, gtin = '', serial = ''] = gs1
  return isGtin(gtin) ? { form: 'gs1', code, gtin, serial } : undefined
}

export type TraceCodeFault = 'trace_code_empty' | 'trace_code_length' | 'trace_code_not_digits'

/**
 * What is wrong with a scanned code, checked in the order in which hospital systems report it: empty, length, digits.
 * `undefined` for the 20-digit form and for a well-formed GS1 string.
 */
export function traceCodeFault(code: string): TraceCodeFault | undefined {
  if (code === '') return 'trace_code_empty'
  if (code.length <= TRACE_CODE_LENGTH_MAX && parseTraceCode(code)) return undefined
  return code.length === 20 ? 'trace_code_not_digits' : 'trace_code_length'
}
