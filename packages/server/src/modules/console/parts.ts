// What the console stands on: the platform and the desks of the city, given when the server is put together.
import type { AboutPlatform, Platform } from '../../platform/index.ts'
import type { ClueDesk } from '../audit-case/index.ts'
import type { Desks } from '../gateway/index.ts'
import type { LakeDesk } from '../lake/index.ts'
import type { Ledger } from '../ledger/index.ts'

export interface ConsoleParts {
  readonly platform: Pick<Platform, 'scoped' | 'accessLog' | 'clock' | 'reader'>
  readonly desks: Pick<
    Desks,
    | 'city'
    | 'policy'
    | 'providers'
    | 'catalogue'
    | 'settlements'
    | 'poolingArea'
    | 'flows'
    | 'payLater'
    | 'recoveries'
    | 'clearings'
    | 'declarations'
    | 'advances'
    | 'wallets'
    | 'watch'
    | 'bookings'
    | 'bank'
    | 'contributions'
    | 'batches'
    | 'window'
    | 'transfers'
    | 'identities'
    | 'payments'
    | 'calendar'
    | 'auditCases'
  >
  readonly ledger: Ledger
  readonly lake: LakeDesk
  readonly clues: ClueDesk
  readonly about: () => AboutPlatform
  /** How far a demonstration is; null where this is none. */
  readonly demoProgress: () => { readonly sent: number; readonly planned: number; readonly done: boolean } | null
}
