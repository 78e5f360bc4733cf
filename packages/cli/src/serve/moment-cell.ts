// One number shared between the platform and the thread of the hospitals: the simulated moment, in milliseconds since 1970.
import type { Instant } from '@yibao/kernel'

export type MomentCell = BigInt64Array<SharedArrayBuffer>

export const momentCell = (): MomentCell => new BigInt64Array(new SharedArrayBuffer(8))

export const momentIn = (cell: MomentCell): number => Number(Atomics.load(cell, 0))

/** Sets the cell to a moment in Asia/Shanghai, unless that has passed. */
export const advanceCell = (cell: MomentCell, at: Instant): void =>
  advanceCellTo(cell, Date.parse(`${at.replace(' ', 'T')}+08:00`))

/** The same, by milliseconds since 1970. */
export function advanceCellTo(cell: MomentCell, epochMs: number): void {
  const wanted = BigInt(epochMs)
  for (let seen = Atomics.load(cell, 0); seen < wanted; ) {
    const found = Atomics.compareExchange(cell, 0, seen, wanted)
    if (found === seen) return
    seen = found
  }
}
