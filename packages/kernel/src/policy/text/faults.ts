// What is wrong with a policy: where it stands, what was found, what was expected.

/** Where something stands in the policy files. */
export interface Place {
  readonly file: string
  readonly line: number
}

export interface Fault extends Place {
  /** Stable code, listed in docs/policy-language.md. */
  readonly code: string
  readonly found: string
  readonly expected: string
  /** A warning is shown but does not refuse the policy. */
  readonly warning: boolean
}

export class FaultList {
  readonly faults: Fault[] = []

  add(at: Place, code: string, found: string, expected: string): void {
    this.faults.push({ ...at, code, found, expected, warning: false })
  }

  warn(at: Place, code: string, found: string, expected: string): void {
    this.faults.push({ ...at, code, found, expected, warning: true })
  }

  get refuses(): boolean {
    return this.faults.some((fault) => !fault.warning)
  }
}

/** One line for people: `file:line code: found …; expected …`. */
export function faultText(fault: Fault): string {
  const level = fault.warning ? 'warning ' : ''
  return `${fault.file}:${fault.line} ${level}${fault.code}: found ${fault.found}; expected ${fault.expected}`
}
