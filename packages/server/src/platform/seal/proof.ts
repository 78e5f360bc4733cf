// Proof that one record is in the chain, for whoever holds the record and a head published earlier, without the database.
import type pg from 'pg'
import { type BlockHeader, headerHash } from './block.ts'
import { leafHash, merklePath, rootFromPath } from './merkle.ts'
import type { SealedSource } from './source.ts'
import { blocksSpanning, headersBetween } from './store.ts'

export interface InclusionProof {
  readonly id: string
  readonly path: readonly { readonly siblingIsLeft: boolean; readonly hash: string }[]
  /** The block that holds the record, and the later ones up to the head that was asked for, oldest first. */
  readonly headers: readonly PlainHeader[]
}

type PlainHeader = Omit<BlockHeader, 'previousHash' | 'merkleRoot'> & {
  readonly previousHash: string
  readonly merkleRoot: string
  readonly hash: string
}

/**
 * Proof up to block `head`, whose hash was published, or up to the record's own block. `undefined`: not sealed (by then).
 */
export async function proofOf(
  pool: pg.Pool,
  { chain }: SealedSource,
  id: string,
  head?: number,
): Promise<InclusionProof | undefined> {
  for (const { no, leaves } of await blocksSpanning(pool, chain, id)) {
    const index = leaves.findIndex((leaf) => leaf.id === id)
    if (index < 0 || (head !== undefined && head < no)) continue
    const hashes = leaves.map(({ hash }) => hash)
    return {
      id,
      path: merklePath(hashes, index).map(({ siblingIsLeft, hash }) => ({ siblingIsLeft, hash: hash.toString('hex') })),
      headers: (await headersBetween(pool, chain, no, head ?? no)).map(plainHeader),
    }
  }
  return undefined
}

const plainHeader = ({
  previousHash,
  merkleRoot,
  hash,
  ...rest
}: BlockHeader & { readonly hash: Buffer }): PlainHeader => ({
  ...rest,
  previousHash: previousHash.toString('hex'),
  merkleRoot: merkleRoot.toString('hex'),
  hash: hash.toString('hex'),
})

/** Pure: does this content, by this proof, lie under this hash of the proof's last block? */
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
