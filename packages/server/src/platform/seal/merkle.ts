// Merkle trees over SHA-256: one hash stands for many records, and a short path proves that one record is among them.
import { hash } from 'node:crypto'

/** Records and inner nodes are hashed under different first bytes, so that neither can pass for the other. */
const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

export const sha256 = (data: Buffer): Buffer => hash('sha256', data, 'buffer')
export const leafHash = (content: string): Buffer => sha256(Buffer.concat([LEAF, Buffer.from(content)]))
const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.concat([NODE, left, right]))

/** One step from a leaf to the root: the sibling, and whether it stands left of us. */
export interface ProofStep {
  readonly siblingIsLeft: boolean
  readonly hash: Buffer
}

export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  let level = leaves
  while (level.length > 1) level = parentsOf(level)
  if (!level[0]) throw new Error('A tree needs a leaf')
  return level[0]
}

export function merklePath(leaves: readonly Buffer[], index: number): ProofStep[] {
  const path: ProofStep[] = []
  let at = index
  for (let level = leaves; level.length > 1; level = parentsOf(level)) {
    const sibling = level[at ^ 1]
    if (sibling) path.push({ siblingIsLeft: at % 2 === 1, hash: sibling })
    at = Math.floor(at / 2)
  }
  return path
}

export function rootFromPath(leaf: Buffer, path: readonly ProofStep[]): Buffer {
  return path.reduce(
    (node, { siblingIsLeft, hash: sibling }) => (siblingIsLeft ? nodeHash(sibling, node) : nodeHash(node, sibling)),
    leaf,
  )
}

/** A node without a sibling moves up as it is. */
function parentsOf(level: readonly Buffer[]): Buffer[] {
  const parents: Buffer[] = []
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at]!, level[at + 1]]
    parents.push(right ? nodeHash(left, right) : left)
  }
  return parents
}
