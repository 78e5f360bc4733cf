// Closing a year: its months in their order, then income and expense to the balance, in December's last moment. Race-free: December
// already refuses every other posting when the sums are read.
import {
  accepted,
  type BookSum,
  closedAmounts,
  type JournalEntry,
  type Outcome,
  refused,
  yearClosing,
} from '@yibao/kernel'
import type pg from 'pg'
import type { Actor, Json, Kind, Receipt } from '../../platform/index.ts'
import { type Closing, closePeriod, stopPosting } from './periods.ts'
import { firstOpenPeriod, type PeriodState, yearFacts } from './store.ts'

interface CloseYear {
  readonly year: number
  readonly entries: readonly JournalEntry[]
}

interface YearFacts {
  readonly december: PeriodState | null
  readonly isClosed: boolean
}

export interface YearAnswer {
  readonly [key: string]: Json
  readonly year: number
  readonly journals: number
}

const yearClosed: Kind<CloseYear, YearFacts, YearAnswer> = {
  name: 'ledger.year_closed',
  subjects: ({ year }) => [`ledger:${year}-12`],
  facts: yearFacts,
  decide: ({ year, entries }, { facts }, { actor, now }) => {
    if (facts.isClosed || facts.december !== 'closing') return refused('ledger_year_closed', { year })
    const row = { year, closed: closedAmounts(entries) as unknown as Json, closed_by: actor.id, closed_at: now }
    const december = [{ key: { period: `${year}-12` }, set: { state: 'closed' } }]
    return accepted({
      answer: { year, journals: entries.length },
      rows: { insert: { ledger_year: [row] }, update: { ledger_period: december } },
      journals: entries,
      event: { year },
    })
  },
}

export interface YearClosing extends Closing {
  readonly pool: pg.Pool
  readonly sums: (toPeriod: string) => Promise<readonly BookSum[]>
}

/** May be called again after it was interrupted: months that are closed stay closed, and it goes on where it stopped. */
export async function closeYear(
  closing: YearClosing,
  year: number,
  actor: Actor,
): Promise<Outcome<Receipt<YearAnswer>>> {
  await closing.sealAll()
  for (;;) {
    const open = await firstOpenPeriod(closing.pool, `${year}-12`)
    if (open === undefined || open === `${year}-12`) break
    const closed = await closePeriod(closing, open, actor)
    if (!closed.ok) return closed
  }
  const stopped = await stopPosting(closing, `${year}-12`, actor)
  if (!stopped.ok) return stopped
  const entries = yearClosing(await closing.sums(`${year}-12`), year, `${year}`)
  return closing.writePath.submit({
    kind: yearClosed,
    key: { sender: 'system', msgid: `ledger year ${year}` },
    actor,
    input: { year, entries },
    request: { year },
  })
}
