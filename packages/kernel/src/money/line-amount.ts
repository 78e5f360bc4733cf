// Quantity times unit price: the exact product of two scaled integers, rounded once to fen.
import { type Fen, fen } from './fen.ts'
import { mulDiv } from './share.ts'

declare const quantityBrand: unique symbol
declare const priceBrand: unique symbol

/** A quantity in ten-thousandths of its unit (N(16,4) of the national interface): 1.5 tablets = 15000. */
export type Quantity = number & { readonly [quantityBrand]: true }

/** A unit price in millionths of a yuan (N(16,6) of the national interface): 12.50 yuan = 12500000. */
export type UnitPrice = number & { readonly [priceBrand]: true }

const QUANTITY_DECIMALS = 4
const PRICE_DECIMALS = 6
/** 10^4 (quantity) × 10^6 (price in yuan) / 10^2 (fen per yuan) */
const SCALE = 100_000_000

export const quantity = (text: string): Quantity | undefined => scaled(text, QUANTITY_DECIMALS) as Quantity | undefined
export const unitPrice = (text: string): UnitPrice | undefined => scaled(text, PRICE_DECIMALS) as UnitPrice | undefined

/** 金额 = 单价 × 数量, rounded half away from zero to fen (interface rules on values: row amount, two places). */
export function lineAmount(count: Quantity, price: UnitPrice): Fen {
  return fen(mulDiv(count, price, SCALE))
}

/** Reads a plain decimal with at most `decimals` places as an integer of that scale; `undefined` for anything else. */
function scaled(text: string, decimals: number): number | undefined {
  const match = /^([+-]?)(\d{1,12})(?:\.(\d+))?$/.exec(text)
  if (!match) return undefined
  const [, sign, whole = '0', fraction = ''] = match
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > decimals) return undefined
  const value = Number(whole) * 10 ** decimals + Number(kept.padEnd(decimals, '0') || '0')
  if (!Number.isSafeInteger(value)) return undefined
  return sign === '-' && value !== 0 ? -value : value
}

/** The decimal text of a quantity or price, without trailing zeros: 15000 → "1.5". */
export const quantityText = (value: Quantity): string => unscaled(value, QUANTITY_DECIMALS)
export const unitPriceText = (value: UnitPrice): string => unscaled(value, PRICE_DECIMALS)

function unscaled(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  const fraction = digits.slice(-decimals).replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}${fraction ? `.${fraction}` : ''}`
}
