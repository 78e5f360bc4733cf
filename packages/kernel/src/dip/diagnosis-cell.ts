// A cell of diagnoses: prefixes (I21, I21.0, I21.000) and ranges of categories or subcategories (A15-A16, I21.0-I21.4), joined by `|`.

const CATEGORY = /^([A-Z])(\d{2})$/
const SUBCATEGORY = /^([A-Z]\d{2})\.(\d)$/
const PREFIX = /^[A-Z]\d{2}(?:\.[\dx]{1,3}(?:x\d{0,3})?(?:\+.*)?)?$/

/** Prefixes that stand for the cell, each as codes begin; `undefined` when a part is no prefix and no range. */
export function diagnosisPrefixes(cell: string): string[] | undefined {
  const parts = cell.split('|').map((part) => part.trim())
  const prefixes: string[] = []
  for (const part of parts) {
    const own = part.includes('-') ? rangeOf(part) : PREFIX.test(part) ? [part] : undefined
    if (!own) return undefined
    prefixes.push(...own)
  }
  return [...new Set(prefixes)]
}

function rangeOf(text: string): string[] | undefined {
  const [from = '', to = '', more] = text.split('-')
  if (more !== undefined) return undefined
  const subcategories = [SUBCATEGORY.exec(from), SUBCATEGORY.exec(to)] as const
  if (subcategories[0] && subcategories[1]) return subcategoriesBetween(subcategories[0], subcategories[1])
  const [first, last] = [categoryNumber(from), categoryNumber(to)]
  if (first === undefined || last === undefined || last < first) return undefined
  return Array.from({ length: last - first + 1 }, (_, at) => categoryText(first + at))
}

function subcategoriesBetween(from: RegExpExecArray, to: RegExpExecArray): string[] | undefined {
  const [first, last] = [Number(from[2]), Number(to[2])]
  if (from[1] !== to[1] || last < first) return undefined
  return Array.from({ length: last - first + 1 }, (_, at) => `${from[1]}.${first + at}`)
}

function categoryNumber(text: string): number | undefined {
  const match = CATEGORY.exec(text)
  return match ? (match[1]!.charCodeAt(0) - 65) * 100 + Number(match[2]) : undefined
}

const categoryText = (number: number): string =>
  `${String.fromCharCode(65 + Math.floor(number / 100))}${String(number % 100).padStart(2, '0')}`

/** The longest of the prefixes with which the code begins. */
export function longestPrefix(
  prefixes: ReadonlySet<string>,
  lengths: readonly number[],
  code: string,
): string | undefined {
  for (const length of lengths) {
    if (length > code.length) continue
    const start = code.slice(0, length)
    if (prefixes.has(start)) return start
  }
  return undefined
}

/** Lengths of prefixes, longest first: only these need be tried. */
export const lengthsOf = (prefixes: Iterable<string>): number[] =>
  [...new Set([...prefixes].map(({ length }) => length))].sort((a, b) => b - a)
