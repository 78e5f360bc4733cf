// S15: what a decided bill changes: the settlement's row, accumulators and accounts, the journal. And what is told of it.
import { type Day, dayOf, type Instant, post, type Settlement } from '@yibao/kernel'
import type { Context, Decision, Json } from '../../platform/index.ts'
import { type Person, type PersonState, personState } from '../person/index.ts'
import type { Provider } from '../provider/index.ts'
import type { ChargedLine, Frame, Visit, VisitCategory } from '../visit/index.ts'
import type { Computed } from './compute.ts'
import type { AccountChoice, SettledBatch, SettlementRecord } from './model.ts'

/** What a settlement tells whoever asked for it. */
export interface Settled {
  readonly record: SettlementRecord
  readonly person: Person
  readonly visit: Visit
  readonly provider: Provider
  readonly category: VisitCategory
  /** Settled under this plan, with the work of the whole bill. */
  readonly computed: Computed
  /** Splits of the lines, where the message brought them itself. */
  readonly lines: readonly ChargedLine[]
}

export interface ToConclude {
  readonly settlementId: string
  readonly personNo: string
  readonly person: Person
  readonly visit: Visit
  readonly provider: Provider
  readonly category: VisitCategory
  readonly msgid: string
  readonly frame: Frame
  readonly computed: Computed
  readonly choice: AccountChoice
  readonly batches: readonly SettledBatch[]
  readonly prior: readonly string[]
  readonly states: Readonly<Record<string, Json>>
  readonly notes: Readonly<Record<string, string>>
  readonly policy: string
}

/** The fund whose personal accounts pay: only the employee scheme has accounts. */
const ACCOUNT_FUND = 'employee_basic'

export interface Concluded {
  readonly record: SettlementRecord
  readonly journals: NonNullable<Decision['journals']>
  readonly states: Readonly<Record<string, Json>>
}

export function conclude(facts: ToConclude, context: Context): Concluded {
  const { computed, personNo, states } = facts
  const { settlement } = computed
  const own = personState(states[personNo] ?? {})
  const accountAfterFen = (own.accountFen ?? 0) - settlement.accountPaid
  const record = recordOf(facts, accountAfterFen, context.now)
  return {
    record,
    journals: journalsOf(record, context.today),
    states: {
      [personNo]: changedState(own, settlement, -settlement.accountPaid, context.today),
      ...Object.fromEntries(
        settlement.mutual.map(({ giver, paid }) => [giver, accountChanged(personState(states[giver] ?? {}), -paid)]),
      ),
    },
  }
}

function recordOf(facts: ToConclude, accountAfterFen: number, now: Instant): SettlementRecord {
  const { computed, frame, visit, person, category } = facts
  const { ruling, account, settlement } = computed
  return {
    settlementId: facts.settlementId,
    personNo: facts.personNo,
    visitId: visit.visitId,
    msgid: facts.msgid,
    provider: visit.provider,
    area: person.area,
    settledAt: now,
    clearing: category.clearing,
    reverses: null,
    reversedBy: null,
    accountAfterFen,
    notes: facts.notes,
    settlement,
    frozen: {
      policy: facts.policy,
      plan: settlement.plan,
      on: ruling.on,
      knownOn: ruling.knownOn,
      person: frame.person,
      visit: frame.visit,
      denials: frame.denials,
      before: computed.read,
      account,
      batches: facts.batches,
      prior: facts.prior,
    },
  }
}

/** The postings of a settlement: a function of what its row holds. */
export function journalsOf(record: SettlementRecord, on: Day = dayOf(record.settledAt)) {
  const { settlementId, settlement, provider, area, frozen } = record
  return post({
    kind: 'settled',
    id: settlementId,
    on,
    settlement,
    provider,
    area,
    benefitKind: frozen.visit.setting,
    benefitYear: Number(frozen.on.slice(0, 4)),
    accountFund: ACCOUNT_FUND,
    payee: frozen.visit.channel === 'manual' ? 'person' : 'provider',
  })
}

/** Accumulators of benefit years that can no longer be settled or cancelled are let go. */
const YEARS_KEPT = 3

export const changedState = (state: PersonState, settlement: Settlement, accountFen: number, today: Day): Json =>
  accountChanged({ ...state, accumulators: moved(state, settlement.changes, today) }, accountFen)

/** Accumulators alone, where no account moves. */
export const accumulatorsMoved = (state: PersonState, changes: Settlement['changes'], today: Day): Json =>
  accountChanged({ ...state, accumulators: moved(state, changes, today) }, 0)

function moved(state: PersonState, changes: Settlement['changes'], today: Day): Record<string, number> {
  const accumulators: Record<string, number> = { ...state.accumulators }
  for (const { key, change } of changes) {
    const value = (accumulators[key] ?? 0) + change
    if (value === 0) delete accumulators[key]
    else accumulators[key] = value
  }
  const oldest = String(Number(today.slice(0, 4)) - YEARS_KEPT)
  for (const key of Object.keys(accumulators)) {
    const period = key.slice(key.indexOf('@') + 1)
    if (/^\d{4}/.test(period) && period.slice(0, 4) < oldest) delete accumulators[key]
  }
  return accumulators
}

/** A person without an account stays without one. */
export function accountChanged(state: PersonState, byFen: number): Json {
  const changed =
    state.accountFen === undefined && byFen === 0 ? state : { ...state, accountFen: (state.accountFen ?? 0) + byFen }
  return changed as unknown as Json
}
