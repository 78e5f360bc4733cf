// A business small enough for the platform's own tests and measurements, and shaped like the real one: a visit is
// opened, and settled by spending from the person's account, with a journal in two funds.
import { accepted, day, type Fen, type JournalEntry, refused } from '@yibao/kernel'
import type pg from 'pg'
import type { Json } from '../json.ts'
import type { Actor, Command, Kind } from '../write/index.ts'

export const DEMO_TABLES = `
  create table demo_visit (
    visit_id uuid not null, person_no text not null, status text not null, note text,
    primary key (visit_id, person_no)) with (fillfactor = 80);
  create table demo_settlement (
    settlement_id uuid not null, person_no text not null, visit_id uuid not null, total_fen bigint not null,
    document jsonb not null, primary key (settlement_id, person_no)) partition by range (settlement_id);
  create table demo_settlement_default partition of demo_settlement default;
  create table demo_trace_code (code text primary key, person_no text not null);`

export const createDemoTables = (pool: pg.Pool): Promise<unknown> => pool.query(DEMO_TABLES)

export const DEMO_ACTOR: Actor = { id: 'H1', channel: 'test', area: '990100', provider: 'H1' }

/** What a person has left; everyone begins with 1000.00. */
export interface DemoState {
  readonly accountFen: number
}
export const OPENING_FEN = 100_000
const accountOf = (state: Json): number => (state as Partial<DemoState>).accountFen ?? OPENING_FEN

export interface OpenVisit {
  readonly person: string
  readonly note?: string
}

export const openVisit: Kind<OpenVisit, unknown, { visitId: string }> = {
  name: 'demo.visit_opened',
  subjects: ({ person }) => [person],
  decide: ({ person, note }, _, { newId }) => {
    const visitId = newId()
    const row = { visit_id: visitId, person_no: person, status: 'open', note: note ?? null }
    return accepted({
      answer: { visitId },
      rows: { insert: { demo_visit: [row] } },
      event: { visitId },
      objects: [visitId],
    })
  },
}

export interface SettleVisit {
  readonly person: string
  readonly visitId: string
  readonly spendFen: number
  readonly document?: Json
  readonly traceCode?: string
  /** Extra fields of the answer, to give it the weight of a real one. */
  readonly answerWith?: Readonly<Record<string, Json>>
}

type Settled = { readonly settlementId: string; readonly leftFen: number } & Readonly<Record<string, Json>>

export const settleVisit: Kind<SettleVisit, { status: string } | null, Settled> = {
  name: 'demo.settled',
  subjects: ({ person }) => [person],
  facts: {
    sql: `select (select json_build_object('status', v.status) from demo_visit v
      where v.visit_id = (q.args ->> 'visitId')::uuid and v.person_no = q.person_no) as facts`,
    args: ({ visitId }) => ({ visitId }),
  },
  conflicts: { demo_trace_code_pkey: 'trace_code_used' },
  decide: (
    { person, visitId, spendFen, document, traceCode, answerWith },
    { facts, state },
    { newId, today, actor },
  ) => {
    if (facts === null) return refused('visit_unknown', { visitId })
    if (facts.status !== 'open') return refused('visit_not_open', { visitId, status: facts.status })
    const leftFen = accountOf(state) - spendFen
    if (leftFen < 0) return refused('account_too_small', { leftFen: accountOf(state) })
    const settlementId = newId()
    const settlement = {
      settlement_id: settlementId,
      person_no: person,
      visit_id: visitId,
      total_fen: spendFen,
      document: document ?? {},
    }
    return accepted({
      answer: { settlementId, leftFen, ...answerWith },
      rows: {
        insert: {
          demo_settlement: [settlement],
          ...(traceCode ? { demo_trace_code: [{ code: traceCode, person_no: person }] } : {}),
        },
        update: { demo_visit: [{ key: { visit_id: visitId, person_no: person }, set: { status: 'settled' } }] },
      },
      states: { [person]: { accountFen: leftFen } },
      journals: [demoEntry(settlementId, spendFen, actor, today)],
      event: { settlementId, visitId },
      objects: [settlementId, visitId],
    })
  },
}

export function demoEntry(settlementId: string, amountFen: number, actor: Actor, on = day('2026-11-21')): JournalEntry {
  const dimensions = { area: actor.area, provider: actor.provider }
  const lines = ['F1', 'F3'].flatMap((fund) => [
    { fund, account: 'benefit due', side: 'debit' as const, amountFen: amountFen as Fen, ...dimensions },
    { fund, account: 'provider payable', side: 'credit' as const, amountFen: amountFen as Fen, ...dimensions },
  ])
  return { layer: 'accrual', postedOn: on, cause: { kind: 'settlement', id: settlementId }, lines }
}

/** Money from one person's account to another's: one command, two subjects. */
export const transfer: Kind<{ from: string; to: string; amountFen: number }, unknown, { leftFen: number }> = {
  name: 'demo.transferred',
  subjects: ({ from, to }) => [from, to],
  decide: ({ from, to, amountFen }, { states }) => {
    const leftFen = accountOf(states[from] ?? {}) - amountFen
    if (leftFen < 0) return refused('account_too_small', {})
    const states2 = { [from]: { accountFen: leftFen }, [to]: { accountFen: accountOf(states[to] ?? {}) + amountFen } }
    return accepted({ answer: { leftFen }, states: states2 })
  },
}

let messages = 0

export function demoCommand<Input, Facts, Answer extends Json>(
  kind: Kind<Input, Facts, Answer>,
  input: Input,
  msgid = `m${++messages}`,
): Command<Input, Facts, Answer> {
  return { kind, key: { sender: 'H1', msgid }, actor: DEMO_ACTOR, input, request: input as Json }
}
