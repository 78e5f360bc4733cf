// What the workbench hears: what was settled is looked at, what was cancelled takes its open cases with it. In order, one after
// the other, with a breath between two so that nobody who settles waits for the audit.
import { setImmediate as breath } from 'node:timers/promises'
import type { EventHandler, OutboxEvent } from '../../platform/index.ts'

export interface Heard {
  readonly settled: readonly string[]
  readonly cancelled: readonly string[]
  /** Settlement lists that count: with them the operations of a stay are known, and it is looked at again. */
  readonly listed: readonly string[]
}

interface Told {
  readonly settlementId?: unknown
  readonly reverses?: unknown
  readonly settlements?: unknown
  readonly listId?: unknown
  readonly state?: unknown
}

const text = (value: unknown): string[] => (typeof value === 'string' ? [value] : [])

const NOTHING: Heard = { settled: [], cancelled: [], listed: [] }

/** References only: what they name is read when it is looked at. */
export function heardIn({ kind, event }: Pick<OutboxEvent, 'kind' | 'event'>): Heard {
  const told = (event ?? {}) as Told
  if (kind.startsWith('settlement.') && kind.endsWith('_settled'))
    return { ...NOTHING, settled: text(told.settlementId) }
  if (kind === 'settlement.cancelled') return { ...NOTHING, cancelled: text(told.reverses) }
  if (kind === 'settlement_list.received')
    return { ...NOTHING, listed: told.state === 'effective' ? text(told.listId) : [] }
  if (kind === 'flow.correction_approved' || kind === 'flow.cancellation_approved') {
    const all = (Array.isArray(told.settlements) ? told.settlements : []) as readonly (readonly unknown[])[]
    return {
      ...NOTHING,
      settled: all.flatMap(([, , again]) => text(again)),
      cancelled: all.flatMap(([original]) => text(original)),
    }
  }
  return NOTHING
}

export interface Hearing {
  audit(settlementId: string): Promise<unknown>
  cancel(settlementId: string): Promise<unknown>
  listed(listId: string): Promise<unknown>
}

/** An event that is told again changes nothing: its message numbers are those of the settlements. */
export const listening =
  ({ audit, cancel, listed: again }: Hearing): EventHandler =>
  async (events) => {
    for (const event of events) {
      const { settled, cancelled, listed } = heardIn(event)
      for (const id of cancelled) await cancel(id)
      for (const id of settled) {
        await audit(id)
        await breath()
      }
      for (const id of listed) await again(id)
    }
  }
