// Damage to texts: what a slip of the hand, a bad merge or a hostile sender makes of a policy file.
import fc from 'fast-check'

const WORDS = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'none',
    'null',
    '~',
    'true',
    'NaN',
    '.inf',
    '0x10',
    '1e309',
  ],
  ...['-1元', '0.001元', '99999999999999元', '元', '%', '101%', '-5%', '1.234%', '3', '-0', '1e3', '无', '5个百分点'],
  ...[
    '&a',
    '*a',
    '!!js/function',
    '<<',
    '? ',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '#',
    '|',
    '>',
    '\t',
    '---',
    '...',
  ],
  ...['2023-02-29', '2023-13-01', '9999-99-99', '0000-00-00', 'level_9', 'otherwise', 'used_by', 'left', 'parameter'],
  ...['\u0000', '\u2028', '\ufeff', '\ud800', '𠀀', '，', '：', 'a'.repeat(300), '['.repeat(60), '{a: '.repeat(60)],
]

export interface Damage {
  readonly kind: 'cut' | 'double' | 'swap' | 'insert' | 'replace' | 'indent' | 'truncate' | 'unit' | 'rename'
  readonly at: number
  readonly size: number
  readonly word: string
}

export const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('cut', 'double', 'swap', 'insert', 'replace', 'indent', 'truncate', 'unit', 'rename'),
  at: fc.nat(1_000_000),
  size: fc.nat(60),
  word: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS) }, fc.string({ maxLength: 12 })),
})

export function damaged(text: string, { kind, at, size, word }: Damage): string {
  const place = text.length === 0 ? 0 : at % text.length
  const lines = text.split('\n')
  const line = at % lines.length
  const withLine = (changed: string) => [...lines.slice(0, line), changed, ...lines.slice(line + 1)].join('\n')
  const current = lines[line] ?? ''
  switch (kind) {
    case 'cut':
      return text.slice(0, place) + text.slice(place + size)
    case 'double':
      return text.slice(0, place + size) + text.slice(place)
    case 'swap': {
      const other = (line + 1 + size) % lines.length
      return lines.map((each, k) => (k === line ? lines[other] : k === other ? lines[line] : each)).join('\n')
    }
    case 'insert':
      return text.slice(0, place) + word + text.slice(place)
    case 'replace':
      return replacedAt(text, /[\p{L}\p{N}_%.-]+/gu, place, word)
    case 'indent':
      return withLine(size % 2 === 0 ? ` ${current}` : current.replace(/^ {1,2}/, ''))
    case 'truncate':
      return text.slice(0, place)
    case 'unit':
      return replacedAt(text, /元|万元|%|个百分点/gu, place, size % 2 === 0 ? '%' : '元')
    case 'rename':
      return replacedAt(text, /[a-z_]+(?=:)/gu, place, word)
  }
}

/** The first match from a place on, replaced. */
function replacedAt(text: string, pattern: RegExp, place: number, word: string): string {
  pattern.lastIndex = place
  const match = pattern.exec(text)
  return match ? text.slice(0, match.index) + word + text.slice(match.index + match[0].length) : text
}
