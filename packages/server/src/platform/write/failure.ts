// What a database error means for the command that met it.

/**
 * `race`: somebody was quicker, decide again. `connection`: the outcome is unknown; the message's key will tell.
 * An object: a guard or a unique constraint said no. `undefined`: a bug.
 */
export type Failure = 'race' | 'connection' | { readonly refusal?: string; readonly constraint?: string } | undefined

const RACES = new Set(['40001', '40P01', '55P03'])
/** Rows that the program believed in are missing: its own error, never the sender's. */
const BUGS = new Set(['row_missing'])
const UNIQUE_VIOLATION = '23505'
const OUR_GUARD = 'YB001'

interface DatabaseError {
  readonly code?: string
  readonly message: string
  readonly constraint?: string
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return undefined
  const { code = '', message, constraint } = error as DatabaseError
  if (RACES.has(code)) return 'race'
  if (code === OUR_GUARD) {
    if (message === 'lost_race') return 'race'
    return BUGS.has(message) ? undefined : { refusal: message }
  }
  if (code === UNIQUE_VIOLATION) return constraint === 'message_key_pkey' ? 'race' : { constraint }
  if (isConnectionFailure(code, message)) return 'connection'
  return undefined
}

/** Classes 08 (connection) and 57P (the server is stopping), 53300 (too many connections), and what the driver and the socket say. */
function isConnectionFailure(code: string, message: string): boolean {
  if (code.startsWith('08') || code.startsWith('57P') || code === '53300') return true
  if (['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'ETIMEDOUT'].includes(code)) return true
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    message,
  )
}
