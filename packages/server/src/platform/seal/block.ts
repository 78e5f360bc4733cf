// A sealed block: which records it holds, and the hash that binds them to every block before.
import { merkleRoot, sha256 } from './merkle.ts'

const ID_BYTES = 16
const LEAF_BYTES = 48

/** What precedes the first block of every chain. */
export const GENESIS = Buffer.alloc(32)

export interface Leaf {
  readonly id: string
  readonly hash: Buffer
}

export interface BlockHeader {
  readonly chain: string
  readonly no: number
  readonly previousHash: Buffer
  readonly merkleRoot: Buffer
  readonly records: number
  /** Smallest and greatest identifier. */
  readonly firstId: string
  readonly lastId: string
  readonly sealedAt: string
}

export interface Block extends BlockHeader {
  readonly hash: Buffer
  readonly leaves: readonly Leaf[]
}

export function makeBlock(
  chain: string,
  no: number,
  previousHash: Buffer,
  leaves: readonly Leaf[],
  sealedAt: string,
): Block {
  const ids = leaves.map(({ id }) => id).sort()
  const header: BlockHeader = {
    chain,
    no,
    previousHash,
    merkleRoot: merkleRoot(leaves.map(({ hash }) => hash)),
    records: leaves.length,
    firstId: ids[0]!,
    lastId: ids.at(-1)!,
    sealedAt,
  }
  return { ...header, hash: headerHash(header), leaves }
}

export function headerHash(header: BlockHeader): Buffer {
  const { chain, no, previousHash, records, firstId, lastId, sealedAt } = header
  const root = header.merkleRoot.toString('hex')
  return sha256(
    Buffer.from(JSON.stringify([chain, no, previousHash.toString('hex'), root, records, firstId, lastId, sealedAt])),
  )
}

export function packLeaves(leaves: readonly Leaf[]): Buffer {
  return Buffer.concat(leaves.flatMap(({ id, hash }) => [Buffer.from(id.replaceAll('-', ''), 'hex'), hash]))
}

export function unpackLeaves(packed: Buffer): Leaf[] {
  const leaves: Leaf[] = []
  for (let at = 0; at + LEAF_BYTES <= packed.length; at += LEAF_BYTES) {
    leaves.push({
      id: uuidText(packed.toString('hex', at, at + ID_BYTES)),
      hash: packed.subarray(at + ID_BYTES, at + LEAF_BYTES),
    })
  }
  return leaves
}

const uuidText = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
