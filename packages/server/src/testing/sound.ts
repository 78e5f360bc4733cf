// What must hold of a platform after any test: books, settlements, accumulators and accounts agree to the fen.
import assert from 'node:assert/strict'
import type { RunningServer } from '../index.ts'
import { accountsAfter } from '../modules/account/index.ts'
import { shownId } from '../modules/gateway/index.ts'
import { personState } from '../modules/person/index.ts'
import { type StoredSettlement, settlementsAfter } from '../modules/settlement/index.ts'
import type { Walker } from './walker.ts'

export async function assertSound({ city, ledger }: Pick<RunningServer, 'city' | 'ledger'>): Promise<void> {
  const { faults } = await city.audit()
  assert.deepEqual(faults, [])
  const { balanced, chain, bridge, firstFault } = await ledger.verify()
  const sound = { balanced: true, chain: true, bridge: true, firstFault: null }
  assert.deepEqual({ balanced, chain, bridge, firstFault }, sound)
}

const FIRST = '00000000-0000-0000-0000-000000000000'
const ALL = 100_000

/** Settlements that were neither taken back nor take one back, oldest first. */
export async function effectiveSettlements({ platform }: Pick<RunningServer, 'platform'>): Promise<StoredSettlement[]> {
  const stored = await settlementsAfter(platform.reader, FIRST, ALL)
  return stored.filter(({ reverses, reversedBy }) => reverses === null && reversedBy === null)
}

export interface Standing {
  readonly personNo: string
  readonly accumulators: Readonly<Record<string, number>>
  readonly accountFen: number
  readonly creditedFen: number
}

/** What is kept of everybody: what limits have used up, what is in the account, and what ever came into it. */
export async function standings({ platform }: Pick<RunningServer, 'platform'>): Promise<Standing[]> {
  const stored = await accountsAfter(platform.reader, '', ALL)
  return stored.map(({ personNo, state, creditedFen }) => {
    const { accumulators, accountFen = 0 } = personState(state)
    return { personNo, accumulators, accountFen, creditedFen }
  })
}

/** Every settlement that was acknowledged to a walker is in effect, and no other. */
export async function assertRemembered(
  { platform }: Pick<RunningServer, 'platform'>,
  walkers: readonly Walker[],
): Promise<void> {
  const effective = Map.groupBy(await effectiveSettlements({ platform }), ({ personNo }) => personNo)
  for (const { patient, effective: remembered } of walkers) {
    const own = (effective.get(patient.personNo) ?? []).map(({ settlementId }) => shownId(settlementId))
    assert.deepEqual(own.sort(), [...remembered].sort(), patient.personNo)
  }
}
