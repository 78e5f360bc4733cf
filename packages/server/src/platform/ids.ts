// Identifiers made by the application: UUIDv7, so that keys lead with time and a month of rows lies together.
import { randomFillSync } from 'node:crypto'
import type { Day } from '@yibao/kernel'
import { type Clock, epochMsOf, instantAt } from './clock.ts'

/** 12 bits after the version digit count identifiers within a millisecond. */
const COUNTER_LIMIT = 0x1000
/** A millisecond starts counting low enough that it practically never runs out. */
const COUNTER_START_LIMIT = 0x400
const POOL_BYTES = 4096
const BYTES_EACH = 10

export interface Ids {
  /**
   * The next identifier: later calls in this process give greater ids, even when the clock is set back. `epochMs`: of
   * that moment instead of now, so that what is made together carries one time although the clock leaps in between.
   */
  next(epochMs?: number): string
}

export function createIds(clock: Pick<Clock, 'epochMs'>): Ids {
  const pool = Buffer.alloc(POOL_BYTES)
  let poolAt = POOL_BYTES
  let lastMs = 0
  let counter = 0

  function next(epochMs = clock.epochMs()): string {
    if (poolAt + BYTES_EACH > POOL_BYTES) {
      randomFillSync(pool)
      poolAt = 0
    }
    if (epochMs > lastMs) {
      lastMs = epochMs
      counter = pool.readUInt16LE(poolAt) % COUNTER_START_LIMIT
    } else {
      counter += 1 // same millisecond, or the clock went back: time stands still for identifiers
      if (counter === COUNTER_LIMIT) {
        lastMs += 1
        counter = 0
      }
    }
    const variant = (0x80 | (pool[poolAt + 2]! & 0x3f)).toString(16)
    const tail = pool.toString('hex', poolAt + 3, poolAt + BYTES_EACH)
    poolAt += BYTES_EACH
    const time = lastMs.toString(16).padStart(12, '0')
    const count = counter.toString(16).padStart(3, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`
  }

  return { next }
}

/** When an identifier was made, in milliseconds since 1970. */
export function epochMsOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/** The calendar month in Asia/Shanghai in which an identifier was made, "2026-11". */
export const monthOfId = (id: string): string => instantAt(epochMsOfId(id)).slice(0, 7)

/** The smallest identifier of a day: the bound between monthly partitions and the start of range scans. */
export const firstIdOf = (on: Day): string => idAt(epochMsOf(`${on} 00:00:00` as never))

/** The smallest identifier of a moment, in milliseconds since 1970. */
export function idAt(epochMs: number): string {
  const time = epochMs.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}
