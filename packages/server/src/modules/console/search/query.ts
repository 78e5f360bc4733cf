// What a text in the search box can be: each reading is a lookup by key, so that trying all of them costs little.
import { identifierIn } from '../settlement/found.ts'

export interface Readings {
  /** Person number or certificate. */
  readonly number?: string
  readonly mobile?: string
  readonly name?: string
  readonly initials?: string
  /** UUID of a settlement or visit. */
  readonly identifier?: string
  readonly msgid?: string
  /** Part of a provider's name, or the beginning of its code. */
  readonly provider?: string
}

const LONGEST_NAME = 50

export function readingsOf(typed: string): Readings {
  const text = typed.normalize('NFC').trim()
  if (text === '') return {}
  const identifier = identifierIn(text)
  const hasHan = /\p{Script=Han}/u.test(text)
  const isCode = /^[0-9A-Za-z-]+$/.test(text)
  return {
    ...(isCode && text.length >= 5 && { number: text }),
    ...(/^1\d{10}$/.test(text) && { mobile: text }),
    ...(hasHan && Array.from(text).length <= LONGEST_NAME && { name: text }),
    // A lone letter is the beginning of everybody.
    ...(/^[a-z]{2,8}$/i.test(text) && { initials: text.toLowerCase() }),
    ...(identifier && { identifier }),
    ...(isCode && text.length >= 16 && { msgid: text }),
    ...((hasHan || (isCode && text.length >= 3)) && { provider: text }),
  }
}
