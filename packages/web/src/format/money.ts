// Amounts as people read them: whole 分 in, yuan with thousands and two decimals out.

/** 123456 → "1,234.56". Whole numbers only go in, so nothing is rounded. */
export function yuan(fen: number): string {
  const [sign, whole] = fen < 0 ? ['−', -fen] : ['', fen]
  const cents = String(whole % 100).padStart(2, '0')
  return `${sign}${thousands(Math.floor(whole / 100))}.${cents}`
}

/** "1,234.5" → 123450; undefined where it is no amount of yuan with at most two decimals. */
export function fenOf(text: string): number | undefined {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(',', ''))
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined
}

/** 1234567 → "1,234,567". */
export function thousands(count: number): string {
  const [sign, digits] = count < 0 ? ['−', String(-count)] : ['', String(count)]
  return sign + digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

export interface ShortMoney {
  readonly figure: string
  readonly unit: string
}

const UNITS = {
  zh: [
    [10_000_000_000, '亿元'],
    [1_000_000, '万元'],
    [100, '元'],
  ],
  en: [
    [100_000_000_000, 'bn yuan'],
    [100_000_000, 'm yuan'],
    [100, 'yuan'],
  ],
} as const satisfies Record<'zh' | 'en', readonly (readonly [number, string])[]>

/** For boards: two decimals in the largest unit that fits, the unit always shown. */
export function shortMoney(fen: number, language: 'zh' | 'en'): ShortMoney {
  const units = UNITS[language]
  const [size, unit] = units.find(([least]) => Math.abs(fen) >= least) ?? units[2]
  const hundredths = Math.round((Math.abs(fen) / size) * 100)
  return { figure: yuan(fen < 0 ? -hundredths : hundredths), unit }
}

/** 7654 bp → "76.54%". */
export function percent(rateBp: number): string {
  return `${(rateBp / 100).toFixed(2).replace(/\.?0+$/, '')}%`
}

/** A computed ratio, always with two decimals: 6770 → "67.70%". */
export const ratioText = (ratioBp: number): string => `${(ratioBp / 100).toFixed(2)}%`

/** The share of a part in a whole, in basis points; 0 of nothing. */
export function ratioBp(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000)
}
