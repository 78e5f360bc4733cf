// The only clock of the platform. Everything else is told what day and what moment it is.
import type { Day, Instant } from '@yibao/kernel'

/** China has one zone, without summer time since 1991: UTC + 8 hours. */
const SHANGHAI_AHEAD_MS = 8 * 3_600_000

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  epochMs(): number
  /** The moment in Asia/Shanghai, "2026-11-21 08:30:00". */
  now(): Instant
  /** The calendar day in Asia/Shanghai. */
  today(): Day
  /** For durations only: never jumps, has no relation to the calendar. */
  monotonicMs(): number
}

export interface SettableClock extends Clock {
  set(at: Instant): void
  advance(milliseconds: number): void
}

export function systemClock(): Clock {
  return clockOver(() => Date.now())
}

/** A clock that stands still until a test moves it. */
export function settableClock(start: Instant): SettableClock {
  let epochMs = epochMsOf(start)
  return {
    ...clockOver(() => epochMs),
    set: (at) => {
      epochMs = epochMsOf(at)
    },
    advance: (milliseconds) => {
      epochMs += milliseconds
    },
  }
}

function clockOver(epochMs: () => number): Clock {
  return {
    epochMs,
    now: () => instantAt(epochMs()),
    today: () => instantAt(epochMs()).slice(0, 10) as Day,
    monotonicMs: () => performance.now(),
  }
}

/** The Shanghai moment of an epoch time: instantAt(0) = "1970-01-01 08:00:00". */
export function instantAt(epochMs: number): Instant {
  return new Date(epochMs + SHANGHAI_AHEAD_MS).toISOString().slice(0, 19).replace('T', ' ') as Instant
}

/** The epoch time of a Shanghai moment: the inverse of `instantAt`. */
export function epochMsOf(at: Instant): number {
  return Date.parse(`${at.replace(' ', 'T')}Z`) - SHANGHAI_AHEAD_MS
}
