// Indexes as people read them.
import { ratioText } from '../../format/money.ts'

/** 12345 ten-thousandths → "1.2345"; nothing where there is none. */
export const e4 = (value: number | null): string => (value === null ? '—' : (value / 10_000).toFixed(4))
export const e2 = (value: number | null): string => (value === null ? '—' : (value / 100).toFixed(2))
export const share = (value: number | null): string => (value === null ? '—' : ratioText(value))
export const part = (count: number, whole: number): string =>
  whole === 0 ? '—' : ratioText(Math.round((count * 10_000) / whole))
