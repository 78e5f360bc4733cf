// What a refusal may repeat of a value it refuses: short, on one line, without characters that act on a screen or a log.

const SHOWN_MAX = 20

/** Everything that is invisible, moves text about, or could be taken for markup. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}<>\ufffe\uffff]/gu

/** A value as a refusal shows it: text shortened and in quotes, other values by their kind. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `“${shortened(value)}”`
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return '过大的数'
  if (typeof value === 'number' || typeof value === 'boolean') return shortened(String(value))
  return kindOf(value)
}

export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return '空'
  if (Array.isArray(value)) return `数组(${value.length}项)`
  const names: Readonly<Record<string, string>> = {
    string: '字符串',
    number: '数字',
    boolean: '布尔值',
    object: '对象',
  }
  return names[typeof value] ?? typeof value
}

/** The first characters of a text, harmless to show. Names, numbers and titles that a request invents go through it too. */
export function shortened(text: string, max = SHOWN_MAX): string {
  const head = text.slice(0, max * 2 + 2)
  const safe = [...head.replace(UNSAFE, '□')]
  return safe.length > max ? `${safe.slice(0, max).join('')}…` : safe.join('')
}

/** Length in characters (code points), as C(n) counts. */
export function characters(text: string): number {
  let count = text.length
  for (let at = 0; at < text.length - 1; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0xd800 && code < 0xdc00) {
      count--
      at++
    }
  }
  return count
}
