// A hole in the policy met while settling: the table has no row for this person or visit. Never guessed around.
import type { FactName } from '../../policy/facts.ts'
import type { Place } from '../../policy/text/located.ts'

export class PolicyGap extends Error {
  readonly fact: FactName | undefined
  readonly found: string
  readonly place: Place

  constructor(place: Place, fact: FactName | undefined, found: string) {
    super(`No value of the policy for ${fact ?? 'this case'} = ${found} (${place.file}:${place.line})`)
    this.fact = fact
    this.found = found
    this.place = place
  }
}
