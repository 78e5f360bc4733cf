// The clock of a demonstration: a month of care passes in a minute, then it is the clock on the wall. It never goes back.
import { type Clock, instantAt, systemClock } from '@yibao/server'
import { type MomentCell, momentIn } from './moment-cell.ts'

export interface DemoClock extends Clock {
  /** From now on the clock on the wall. */
  goLive(): void
}

/** Between two moments that the hospitals name, time passes as it does. */
export function demoClock(cell: MomentCell): DemoClock {
  const wall = systemClock()
  let isLive = false
  let named = 0
  let namedAt = 0
  let latest = 0

  function epochMs(): number {
    if (isLive) return wall.epochMs()
    const now = wall.monotonicMs()
    const moment = momentIn(cell)
    if (moment !== named) [named, namedAt] = [moment, now]
    latest = Math.max(latest, Math.floor(moment + now - namedAt))
    return latest
  }

  return {
    epochMs,
    now: () => instantAt(epochMs()),
    today: () => instantAt(epochMs()).slice(0, 10) as ReturnType<Clock['today']>,
    monotonicMs: () => wall.monotonicMs(),
    goLive: () => {
      isLive = true
    },
  }
}
