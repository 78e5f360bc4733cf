// The ledger of a running platform: seal, verify, prove, close a month, read balances.
import type { Outcome } from '@yibao/kernel'
import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import { type InclusionProof, proofOf, seal } from '../../platform/seal/index.ts'
import type { Actor, Receipt, WritePath } from '../../platform/write/index.ts'
import { JOURNALS } from './journal-source.ts'
import { closePeriod } from './periods.ts'
import * as store from './store.ts'
import { type BridgeCheck, type LedgerReport, type LedgerVerifyOptions, verifyLedger } from './verify.ts'

export interface Ledger {
  /** Seals what can be sealed; run by a job, safe at any time. */
  seal(): Promise<number>
  verify(options?: Pick<LedgerVerifyOptions, 'anchor'>): Promise<LedgerReport>
  /** Proof that a journal is in its block, or in the chain up to a published head; `undefined` while it is not sealed. */
  prove(journalId: string, head?: number): Promise<InclusionProof | undefined>
  closePeriod(period: string, actor: Actor): Promise<Outcome<Receipt<{ period: string; state: store.PeriodState }>>>
  closedPeriods(): ReturnType<typeof store.closedPeriods>
  /** `within`: a connection that sees its own area and institution only. */
  balances(filter?: store.BalanceFilter, within?: Pick<pg.ClientBase, 'query'>): Promise<store.BalanceRow[]>
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
  return {
    seal: sealAll,
    verify: (options) => verifyLedger(reader, { bridges, ...options }),
    prove: (journalId, head) => proofOf(reader, JOURNALS, journalId, head),
    closePeriod: (period, actor) => closePeriod({ writePath, pool: reader, sealAll }, period, actor),
    closedPeriods: () => store.closedPeriods(reader),
    balances: (filter, within = reader) => store.balanceRows(within, filter),
    journalsOf: (personNo, causeId) => store.journalsOf(reader, personNo, causeId),
    journalsBehind: (filter, page) => store.journalsBehind(reader, filter, page),
    registerBridge: (check) => {
      bridges.push(check)
    },
  }
}
