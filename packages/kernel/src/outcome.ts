// An answer that may be a refusal. A refusal is a value with a code and the facts behind it; a bug throws.

/** The facts that a refusal shows: what was found, where, what is allowed. Never a secret, never a whole record. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>

export interface Accepted<T> {
  readonly ok: true
  readonly value: T
}

export interface Refused<Code extends string = string> {
  readonly ok: false
  readonly code: Code
  readonly facts: Facts
}

export type Outcome<T, Code extends string = string> = Accepted<T> | Refused<Code>

export function accepted<T>(value: T): Accepted<T> {
  return { ok: true, value }
}

export function refused<Code extends string>(code: Code, facts: Facts = {}): Refused<Code> {
  return { ok: false, code, facts }
}

/** A condition that only a bug can break. Throws at once, so that wrong money never leaves the kernel. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}
