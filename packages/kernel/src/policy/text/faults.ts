// What is wrong with a policy: where it stands, what was found, what was expected.

/** Where something stands in the policy files; in a table, in which column too. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column?: string
}

export interface Fault extends Place {
  /** Stable code, listed in docs/policy-language.md. */
  readonly code: string
  readonly found: string
  readonly expected: string
  /** A warning is shown but does not refuse the policy. */
  readonly warning: boolean
}

/** Nobody reads more than these at once, and a file of one mistake repeated must not fill the memory. */
const MOST_FAULTS = 500
const MOST_CHARACTERS = 240

export class FaultList {
  readonly faults: Fault[] = []
  #refusing = 0

  add(at: Place, code: string, found: string, expected: string): void {
    this.#refusing += 1
    if (this.#refusing < MOST_FAULTS) this.#push(at, code, found, expected, false)
    else if (this.#refusing === MOST_FAULTS)
      this.#push(at, 'file_too_large', `more than ${MOST_FAULTS} faults`, 'the first ones mended', false)
  }

  warn(at: Place, code: string, found: string, expected: string): void {
    this.#push(at, code, found, expected, true)
  }

  get refuses(): boolean {
    return this.#refusing > 0
  }

  #push({ file, line, column }: Place, code: string, found: string, expected: string, warning: boolean): void {
    const place = column === undefined ? { file, line } : { file, line, column }
    this.faults.push({ ...place, code, found: shortened(found), expected: shortened(expected), warning })
  }
}

/** A message quotes what it found, but not a whole file of it. */
const shortened = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text

/** One line for people: `file:line code: found …; expected …`; in a table `file:line[column]`. */
export function faultText(fault: Fault): string {
  const level = fault.warning ? 'warning ' : ''
  const column = fault.column === undefined ? '' : `[${fault.column}]`
  return `${fault.file}:${fault.line}${column} ${level}${fault.code}: found ${fault.found}; expected ${fault.expected}`
}
