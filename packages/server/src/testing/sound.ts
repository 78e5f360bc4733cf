// What must hold of a platform after any test: books, settlements, accumulators and accounts agree to the fen.
import assert from 'node:assert/strict'
import type { RunningServer } from '../index.ts'
import { shownId } from '../modules/gateway/index.ts'
import { settlementsAfter } from '../modules/settlement/index.ts'
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

/** Every settlement that was acknowledged to a walker is in effect, and no other. */
export async function assertRemembered(
  { platform }: Pick<RunningServer, 'platform'>,
  walkers: readonly Walker[],
): Promise<void> {
  const stored = await settlementsAfter(platform.reader, FIRST, ALL)
  const effective = Map.groupBy(
    stored.filter(({ reverses, reversedBy }) => reverses === null && reversedBy === null),
    ({ personNo }) => personNo,
  )
  for (const { patient, effective: remembered } of walkers) {
    const own = (effective.get(patient.personNo) ?? []).map(({ settlementId }) => shownId(settlementId))
    assert.deepEqual(own.sort(), [...remembered].sort(), patient.personNo)
  }
}
