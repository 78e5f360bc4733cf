// Proof that one record is in the chain, for whoever holds the record and a head published earlier, without the database.
import type pg from 'pg'
import { type BlockHeader, headerHash } from './block.ts'
import { leafHash, merklePath, rootFromPath } from './merkle.ts'
import type { SealedSource } from './source.ts'
import { blocksAfter, blocksSpanning } from './store.ts'

export interface InclusionProof {
  readonly id: string
  readonly path: readonly { readonly siblingIsLeft: boolean; readonly hash: string }[]
  /** The block that holds the record and every later one up to the head, oldest first. */
  readonly headers: readonly PlainHeader[]
}

type PlainHeader = Omit<BlockHeader, 'previousHash' | 'merkleRoot'> & {
  readonly previousHash: string
  readonly merkleRoot: string
  readonly hash: string
}

/** `undefined`: not sealed (yet). */
export async function proofOf(pool: pg.Pool, { chain }: SealedSource, id: string): Promise<InclusionProof | undefined> {
  for (const block of await blocksSpanning(pool, chain, id)) {
    const index = block.leaves.findIndex((leaf) => leaf.id === id)
    if (index < 0) continue
    const path = merklePath(
      block.leaves.map(({ hash }) => hash),
      index,
    )
    return {
      id,
      path: path.map(({ siblingIsLeft, hash }) => ({ siblingIsLeft, hash: hash.toString('hex') })),
      headers: await headersFrom(pool, chain, block.no),
    }
  }
  return undefined
}

async function headersFrom(pool: pg.Pool, chain: string, no: number): Promise<PlainHeader[]> {
  const client = await pool.connect()
  try {
    const headers: PlainHeader[] = []
    for (;;) {
      const blocks = await blocksAfter(client, chain, no + headers.length - 1, 256)
      headers.push(
        ...blocks.map(({ leaves: _leaves, upTo: _upTo, previousHash, merkleRoot, hash, ...rest }) => ({
          ...rest,
          previousHash: previousHash.toString('hex'),
          merkleRoot: merkleRoot.toString('hex'),
          hash: hash.toString('hex'),
        })),
      )
      if (blocks.length < 256) return headers
    }
  } finally {
    client.release()
  }
}

/** Pure: does this content, by this proof, lie under this head? */
export function isIncluded(content: string, proof: InclusionProof, headHash: string): boolean {
  const path = proof.path.map(({ siblingIsLeft, hash }) => ({ siblingIsLeft, hash: Buffer.from(hash, 'hex') }))
  const root = rootFromPath(leafHash(content), path).toString('hex')
  if (proof.headers[0]?.merkleRoot !== root) return false
  let previous: string | undefined
  for (const header of proof.headers) {
    const hash = headerHash({
      ...header,
      previousHash: Buffer.from(header.previousHash, 'hex'),
      merkleRoot: Buffer.from(header.merkleRoot, 'hex'),
    }).toString('hex')
    if (hash !== header.hash || (previous !== undefined && header.previousHash !== previous)) return false
    previous = hash
  }
  return previous === headHash
}
