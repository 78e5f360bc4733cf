// The ledger of a running platform: seal, verify, prove, close a month, read balances.
import type { BookSum, Outcome } from '@yibao/kernel'
import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import { type InclusionProof, proofOf, seal } from '../../platform/seal/index.ts'
import type { Actor, Receipt, WritePath } from '../../platform/write/index.ts'
import { type BookedEvent, fundBooked } from './booking.ts'
import { JOURNALS } from './journal-source.ts'
import { closePeriod } from './periods.ts'
import { type ProofFile, proofFile } from './proof-file.ts'
import { type JournalSeal, sealOf } from './seal-of.ts'
import * as store from './store.ts'
import { type BridgeCheck, type LedgerReport, type LedgerVerifyOptions, verifyLedger } from './verify.ts'
import { closeYear, type YearAnswer } from './years.ts'

export interface Ledger {
  /** Seals what can be sealed; run by a job, safe at any time. */
  seal(): Promise<number>
  verify(options?: Omit<LedgerVerifyOptions, 'bridges'>): Promise<LedgerReport>
  /** How many journals `verify` has to go through before the bridges, but for those not sealed yet. */
  sealed(): Promise<number>
  /** The block that holds a journal, and whether the journal as it lies there is the one that was sealed. */
  sealOf(journalId: string): Promise<JournalSeal | undefined>
  /** Proof that a journal is in its block, or in the chain up to a published head; `undefined` while it is not sealed. */
  prove(journalId: string, head?: number): Promise<InclusionProof | undefined>
  closePeriod(period: string, actor: Actor): Promise<Outcome<Receipt<{ period: string; state: store.PeriodState }>>>
  closedPeriods(): ReturnType<typeof store.closedPeriods>
  /** Books what the finance office books by itself; `document` is the number of the paper behind it, booked once. */
  book(document: string, events: readonly BookedEvent[], actor: Actor): Promise<Outcome<Receipt<{ journals: number }>>>
  /** Closes what is open of its months, then income and expense to the balance. */
  closeYear(year: number, actor: Actor): Promise<Outcome<Receipt<YearAnswer>>>
  closedYears(within?: Pick<pg.ClientBase, 'query'>): Promise<store.ClosedYear[]>
  /** Sums by fund, account, area and month up to a month: what the statements are made of. */
  sums(toPeriod?: string, within?: Pick<pg.ClientBase, 'query'>): Promise<BookSum[]>
  /** Proof of the journals of one settlement up to the chain's head; `undefined`: it has none. Seals what waits. */
  proveSettlement(settlementId: string): Promise<ProofFile | undefined>
  /** `within`: a connection that sees its own area and institution only. */
  balances(
    filter?: store.BalanceFilter,
    within?: Pick<pg.ClientBase, 'query'>,
    by?: readonly store.Dimension[],
  ): Promise<store.BalanceRow[]>
  journalsOf(personNo: string, causeId: string): Promise<store.JournalView[]>
  journalsBehind(filter: store.EntryFilter, page: { limit: number; before?: string }): Promise<store.JournalView[]>
  /** The module that owns a business ties it to the books. */
  registerBridge(check: BridgeCheck): void
}

export interface LedgerParts {
  readonly reader: pg.Pool
  /** May write blocks and balances. */
  readonly maintenance: pg.Pool
  readonly writePath: WritePath
  readonly clock: Clock
}

export function createLedger({ reader, maintenance, writePath, clock }: LedgerParts): Ledger {
  const bridges: BridgeCheck[] = []
  const sealAll = () => seal(maintenance, JOURNALS, clock)
  const sums: Ledger['sums'] = (toPeriod, within = reader) =>
    store.balanceRows(within, toPeriod === undefined ? {} : { toPeriod }, [
      'layer',
      'period',
      'fund',
      'account',
      'area',
    ])
  const closing = { writePath, pool: reader, sealAll, sums }
  return {
    seal: sealAll,
    verify: (options) => verifyLedger(reader, { bridges, ...options }),
    sealed: () => store.sealedCount(reader),
    sealOf: (journalId) => sealOf(reader, journalId),
    prove: (journalId, head) => proofOf(reader, JOURNALS, journalId, head),
    closePeriod: (period, actor) => closePeriod(closing, period, actor),
    closedPeriods: () => store.closedPeriods(reader),
    book: (document, events, actor) =>
      writePath.submit({
        ...{ kind: fundBooked, key: { sender: 'books', msgid: document }, actor, input: { events } },
        request: events.map((event) => ({ ...event })),
      }),
    closeYear: (year, actor) => closeYear(closing, year, actor),
    closedYears: (within = reader) => store.closedYears(within),
    sums,
    proveSettlement: async (settlementId) => {
      await sealAll()
      return proofFile(reader, settlementId)
    },
    balances: (filter, within = reader, by) => store.balanceRows(within, filter, by),
    journalsOf: (personNo, causeId) => store.journalsOf(reader, personNo, causeId),
    journalsBehind: (filter, page) => store.journalsBehind(reader, filter, page),
    registerBridge: (check) => {
      bridges.push(check)
    },
  }
}
