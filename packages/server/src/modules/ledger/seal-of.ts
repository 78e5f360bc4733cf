// The seal of one journal: its block, the way from its hash to the block's root, and whether that way still leads there.
import type pg from 'pg'
import { isIncluded, leafHash, proofOf } from '../../platform/seal/index.ts'
import { JOURNALS } from './journal-source.ts'
import { contentOf } from './store.ts'

export interface JournalSeal {
  readonly block: number
  /** Of the journal as it is stored now: where the way to the root begins. */
  readonly hash: string
  readonly root: string
  readonly path: readonly { readonly siblingIsLeft: boolean; readonly hash: string }[]
  /** The journal as it is stored now is the one that was sealed. */
  readonly holds: boolean
}

/** `undefined`: it waits for its block, or there is none of that number. */
export async function sealOf(pool: pg.Pool, journalId: string): Promise<JournalSeal | undefined> {
  const proof = await proofOf(pool, JOURNALS, journalId)
  const header = proof?.headers[0]
  if (!proof || !header) return undefined
  const content = await contentOf(pool, JOURNALS.columns, journalId)
  if (content === undefined) return undefined
  const { no, hash, merkleRoot } = header
  const own = leafHash(content).toString('hex')
  return { block: no, hash: own, root: merkleRoot, path: proof.path, holds: isIncluded(content, proof, hash) }
}
