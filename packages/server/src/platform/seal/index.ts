// The door of sealing.
export { leafHash } from './merkle.ts'
export { type InclusionProof, isIncluded, proofOf } from './proof.ts'
export { seal } from './sealer.ts'
export type { Addend, Fold, SealedRecord, SealedSource } from './source.ts'
export { lastBlock } from './store.ts'
export { type SealFault, type SealReport, type VerifyOptions, verifyChain } from './verify.ts'
