// A value that a reader refuses, before its place in the message is known.
import type { ValueFaultCode } from '../protocol-refusals.ts'

/** Readers give a value or a Fault; a class of its own, so that one `instanceof` tells them apart. */
export class Fault {
  readonly code: ValueFaultCode
  readonly found: string
  readonly allowed: string

  constructor(code: ValueFaultCode, found: string, allowed = '') {
    this.code = code
    this.found = found
    this.allowed = allowed
  }
}

/** Nothing was sent: missing, null, "" and the text "null" all mean it. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 'null'
