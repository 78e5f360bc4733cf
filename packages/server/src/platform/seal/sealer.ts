// Sealing: committed records, in an order that no late transaction can upset, become blocks of a hash chain.
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import { GENESIS, makeBlock } from './block.ts'
import { leafHash } from './merkle.ts'
import { folded, type SealedSource } from './source.ts'
import { addUp, insertBlock, isFromTheFuture, lastBlock, lockChain, recordsAfter, START } from './store.ts'

/** A block holds up to this many records; a busy minute makes several blocks. */
const BLOCK_RECORDS_MAX = 4_096

/** Seals all that can be sealed now; returns how many records. Safe to run at any time, by any number of processes. */
export async function seal(pool: pg.Pool, source: SealedSource, clock: Clock): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await sealOneBlock(pool, source, clock)
    sealed += count
    if (count < BLOCK_RECORDS_MAX) return sealed
  }
}

async function sealOneBlock(pool: pg.Pool, source: SealedSource, clock: Clock): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await lockChain(client, source.chain)
    const last = await lastBlock(client, source.chain)
    if (last && (await isFromTheFuture(client, last.upTo))) {
      throw new Error(
        `Chain ${source.chain} ends at transaction ${last.upTo.xid}, which this server has not reached: restored from a dump?`,
      )
    }
    const records = await recordsAfter(client, source, last?.upTo ?? START, BLOCK_RECORDS_MAX)
    const end = records.at(-1)
    if (end) {
      const leaves = records.map(({ id, content }) => ({ id, hash: leafHash(content) }))
      const block = makeBlock(source.chain, (last?.no ?? 0) + 1, last?.hash ?? GENESIS, leaves, clock.now())
      await insertBlock(client, block, end)
      if (source.fold) await addUp(client, source.fold, [...folded(source.fold, records).values()])
    }
    await client.query('commit')
    return records.length
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
