// Days and months as they come in an address.
import { day as readDay } from '@yibao/kernel'

/** A day that exists: 2026-02-30 does not. */
export function isDay(text: string): boolean {
  try {
    return readDay(text) === text
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
