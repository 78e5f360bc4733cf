// Identifiers at the edge: a UUID as 26 characters of Crockford base32. They order like the UUIDs, and thus by time.

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SHOWN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]))

/** 128 bits in 26 letters of five bits: the first carries three. */
export function shownId(uuid: string): string {
  const hex = uuid.replaceAll('-', '')
  const high = BigInt(`0x${hex}`)
  let shown = ''
  for (let shift = 125n; shift >= 0n; shift -= 5n) shown += LETTERS[Number((high >> shift) & 31n)]
  return shown
}

/** The UUID behind a shown identifier; `undefined` for a text that is none. */
export function uuidOf(shown: string): string | undefined {
  const text = shown.toUpperCase()
  if (!SHOWN.test(text)) return undefined
  let value = 0n
  for (const letter of text) value = (value << 5n) | BigInt(VALUES.get(letter)!)
  const hex = value.toString(16).padStart(32, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
