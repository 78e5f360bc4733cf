// A refusal of the platform on the command line: its sentence, and exit code 1.
import type { Refused } from '@yibao/kernel'
import { authRefusals, ledgerRefusals, platformRefusals } from '@yibao/server'
import type { ExitCode } from './command.ts'

export function sayRefusal({ code, facts }: Refused): ExitCode {
  const said = authRefusals[code] ?? ledgerRefusals[code] ?? platformRefusals[code]
  const sentence = said?.message(facts) ?? `${code} ${JSON.stringify(facts)}`
  process.stderr.write(`${sentence}\n`)
  return 1
}
