// What must hold of a platform after any test: books, settlements, accumulators and accounts agree to the fen.
import assert from 'node:assert/strict'
import type { RunningServer } from '../index.ts'

export async function assertSound({ city, ledger }: Pick<RunningServer, 'city' | 'ledger'>): Promise<void> {
  const { faults } = await city.audit()
  assert.deepEqual(faults, [])
  const { balanced, chain, bridge, firstFault } = await ledger.verify()
  assert.deepEqual(
    { balanced, chain, bridge, firstFault },
    { balanced: true, chain: true, bridge: true, firstFault: null },
  )
}
