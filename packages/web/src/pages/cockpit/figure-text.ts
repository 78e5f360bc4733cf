// A figure as people read it: money in the largest unit that fits, counts in full, everything else as the definition rounds it.
import type { FigureView } from '@yibao/contract/rest'
import { shortMoney, thousands } from '../../format/money.ts'
import type { Language } from '../../words/index.ts'
import { nameOf } from '../../words/names.ts'

export interface FigureText {
  readonly figure: string
  readonly unit: string
}

const MONEY = new Set(['元', '万元', '亿元'])
const WHOLE: Readonly<Record<string, string>> = { 万人: '人', 万人次: '人次' }

type Counted = Pick<FigureView, 'value' | 'unit' | 'numerator' | 'denominator'>

/** Undefined where there is no value. A sum of fen or a count is shown from what was counted, so that small cities are not 0.00. */
export function figureText(
  { value, unit, numerator, denominator }: Counted,
  language: Language,
): FigureText | undefined {
  if (value === null) return undefined
  const counted = denominator === '1' && numerator !== null ? Number(numerator) : undefined
  if (counted !== undefined && MONEY.has(unit)) return shortMoney(counted, language)
  const whole = WHOLE[unit]
  if (counted !== undefined && whole !== undefined)
    return { figure: thousands(counted), unit: nameOf(language, 'unit', whole, whole) }
  return { figure: grouped(value), unit: nameOf(language, 'unit', unit, unit) }
}

/** "1234567.80" → "1,234,567.80". */
export function grouped(value: string): string {
  const [, sign = '', digits = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(value) ?? []
  return digits === '' ? value : `${sign === '-' ? '−' : ''}${thousands(Number(digits))}${rest}`
}

export interface Scale {
  readonly unit: string
  /** The number to draw. */
  readonly of: (point: Omit<Counted, 'unit'>) => number
}

const YUAN: readonly (readonly [least: number, unit: string])[] = [
  [10_000_000_000, '亿元'],
  [1_000_000, '万元'],
  [0, '元'],
]
const FEN = { 亿元: 10_000_000_000, 万元: 1_000_000, 元: 100 } as const

/** One unit for all marks of a chart: money in the largest that the largest mark fills, counts in full. */
export function scaleOf(points: readonly Omit<Counted, 'unit'>[], unit: string): Scale {
  const isCounted = points.every(({ denominator }) => denominator === '1')
  const whole = WHOLE[unit]
  if (isCounted && whole !== undefined) return { unit: whole, of: ({ numerator }) => Number(numerator) }
  if (!isCounted || !MONEY.has(unit)) return { unit, of: ({ value }) => Number(value) }
  const most = Math.max(0, ...points.map(({ numerator }) => Math.abs(Number(numerator))))
  const [, shown] = YUAN.find(([least]) => most >= least) ?? YUAN[2]!
  return { unit: shown, of: ({ numerator }) => Number(numerator) / FEN[shown as keyof typeof FEN] }
}
