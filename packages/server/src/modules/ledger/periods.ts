// Closing a month: refuse what comes, wait for what is under way, seal what is there, then say that it is closed.
import { setTimeout as sleep } from 'node:timers/promises'
import { accepted, type Day, monthOf, type Outcome, parseDay, refused } from '@yibao/kernel'
import type pg from 'pg'
import type { Actor, Kind, Receipt, WritePath } from '../../platform/write/index.ts'
import { areEarlierPostingsFinished, closingFacts, type PeriodState, periodFacts } from './store.ts'

const POLL_MS = 20

interface ClosePeriod {
  readonly period: string
}

interface ClosingFacts {
  readonly state: PeriodState | null
  /** The first month before it that has postings and is not closed. */
  readonly earlier: string | null
}

type PeriodAnswer = { readonly period: string; readonly state: PeriodState }

/** From here on every posting into the month is refused. A month is closed when it is over, never before. */
const beginClosing: Kind<ClosePeriod, ClosingFacts, PeriodAnswer> = {
  name: 'ledger.period_closing',
  subjects: ({ period }) => [`ledger:${period}`],
  facts: closingFacts,
  decide: ({ period }, { facts }, { today }) => {
    if (parseDay(`${period}-01`) === undefined) return refused('ledger_period_unknown', { period })
    if (period >= monthOf(today as Day)) return refused('ledger_period_not_over', { period, today })
    if (facts.state !== null) return refused('ledger_period_closed', { period, state: facts.state })
    if (facts.earlier !== null) return refused('ledger_period_order', { period, open: facts.earlier })
    const answer: PeriodAnswer = { period, state: 'closing' }
    return accepted({ answer, rows: { insert: { ledger_period: [{ ...answer }] } }, event: { period } })
  },
}

const finishClosing: Kind<ClosePeriod, PeriodState | null, PeriodAnswer> = {
  name: 'ledger.period_closed',
  subjects: ({ period }) => [`ledger:${period}`],
  facts: periodFacts,
  decide: ({ period }, { facts }) => {
    if (facts !== 'closing') return refused('ledger_period_closed', { period, state: facts })
    const answer: PeriodAnswer = { period, state: 'closed' }
    const update = [{ key: { period }, set: { state: 'closed' } }]
    return accepted({ answer, rows: { update: { ledger_period: update } }, event: { period } })
  },
}

export interface Closing {
  readonly writePath: WritePath
  readonly pool: pg.Pool
  readonly sealAll: () => Promise<number>
}

const commandOf = <Facts>(
  kind: Kind<ClosePeriod, Facts, PeriodAnswer>,
  msgid: string,
  period: string,
  actor: Actor,
) => ({
  ...{ kind, key: { sender: 'system', msgid }, actor },
  ...{ input: { period }, request: { period } },
})

/** From its answer on nothing more is posted into the month, and all that was posted is sealed. */
export async function stopPosting(
  closing: Closing,
  period: string,
  actor: Actor,
): Promise<Outcome<Receipt<PeriodAnswer>>> {
  const begun = await closing.writePath.submit(commandOf(beginClosing, `ledger closing ${period}`, period, actor))
  if (!begun.ok) return begun
  while (!(await areEarlierPostingsFinished(closing.pool, begun.value.opId!))) await sleep(POLL_MS)
  await closing.sealAll()
  return begun
}

/** May be called again after it was interrupted: it goes on where it stopped. */
export async function closePeriod(
  closing: Closing,
  period: string,
  actor: Actor,
): Promise<Outcome<Receipt<PeriodAnswer>>> {
  const stopped = await stopPosting(closing, period, actor)
  if (!stopped.ok) return stopped
  return closing.writePath.submit(commandOf(finishClosing, `ledger closed ${period}`, period, actor))
}
