// What others may see of a person. Counted by code points: a name may hold a character outside the basic plane.

const points = (text: string): string[] => Array.from(text)
const stars = (count: number): string => '*'.repeat(Math.max(0, count))

/** 李 → *, 张三 → 张*, 欧阳娜 → 欧*娜: never the whole name. */
export function maskName(name: string): string {
  const letters = points(name.trim())
  if (letters.length === 0) return ''
  const first = letters[0] ?? ''
  if (letters.length === 1) return '*'
  if (letters.length === 2) return `${first}*`
  return `${first}${stars(letters.length - 2)}${letters.at(-1)}`
}

/** First three and last four of a certificate number; nothing of one shorter than eight. */
export function maskCertificate(text: string): string {
  const letters = points(text)
  if (letters.length < 8) return stars(letters.length)
  return `${letters.slice(0, 3).join('')}${stars(letters.length - 7)}${letters.slice(-4).join('')}`
}

/** 138****5678; of any other number only the last three digits. */
export function maskMobile(text: string): string {
  return /^\d{11}$/.test(text) ? `${text.slice(0, 3)}****${text.slice(-4)}` : text.replace(/\d(?=\d{3})/g, '*')
}

/** Only the last four. */
export function maskBankAccount(text: string): string {
  const letters = points(text)
  if (letters.length < 8) return stars(letters.length)
  return `${stars(letters.length - 4)}${letters.slice(-4).join('')}`
}

/** U+2022, U+30FB, U+FF0E and U+2027 stand where names have the middle dot U+00B7. */
const DOT_LOOKALIKES = /[\u2022\u30fb\uff0e\u2027]/g

/** For comparing names only; the name itself is stored as it was written. */
export const nameForMatching = (name: string): string =>
  name.normalize('NFC').replace(DOT_LOOKALIKES, '\u00b7').replace(/\s+/g, '')
