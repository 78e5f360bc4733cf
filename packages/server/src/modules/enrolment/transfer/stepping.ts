// What a step of a transfer is told, and what it does beside moving the transfer on.
import type { enrolment, JournalEntry } from '@yibao/kernel'
import type { Context, Row } from '../../../platform/index.ts'
import type { Money } from '../../ledger/index.ts'
import type { Person, PersonState, Spell } from '../../person/index.ts'
import type { PersonRow } from '../store.ts'
import type { Transfer, TransferStepAsked } from './model.ts'

export interface StepInput extends TransferStepAsked {
  readonly bridgeMonths: number
}

export interface StoredJournal extends Pick<JournalEntry, 'layer' | 'cause' | 'lines'> {
  readonly journalId: string
}

export interface StepFacts {
  readonly person: PersonRow | null
  readonly transfer: Transfer | null
  readonly earlier: readonly enrolment.PaidStretch[]
  readonly inHospital: boolean
  readonly usedAfter: string | null
  readonly journals: readonly StoredJournal[]
  readonly money: Money
}

/** What a step does beside moving the transfer on. */
export interface Done {
  readonly transfer?: Partial<Transfer>
  readonly spells?: { readonly spells: readonly Spell[]; readonly employerNo: string | undefined }
  readonly state?: PersonState
  readonly insert?: Readonly<Record<string, readonly Row[]>>
  readonly journals?: readonly JournalEntry[]
}

export interface Stepping {
  readonly input: StepInput
  readonly transfer: Transfer
  readonly person: Person
  readonly facts: StepFacts
  readonly state: PersonState
  readonly context: Context
}
