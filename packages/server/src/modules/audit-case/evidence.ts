// 申诉材料: what an institution brings, kept with its hash. Steps name it; nobody changes it.
import { createHash } from 'node:crypto'
import { accepted, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { evidenceRow } from './store.ts'

export const EVIDENCE_BYTES_MAX = 2 * 1024 * 1024
const MEGABYTE = 1024 * 1024

/** What a browser shows without running it. */
export const EVIDENCE_KINDS: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png', 'text/plain'])

export interface EvidenceInput {
  readonly provider: string
  readonly area: string
  readonly name: string
  readonly mediaType: string
  /** Base64. */
  readonly content: string
}

export interface EvidenceTold {
  readonly evidenceId: string
  readonly sha256: string
}

export const evidenceBrought: Kind<Asked<EvidenceInput, EvidenceTold>> = {
  name: 'audit.evidence_brought',
  subjects: ({ input }) => [`provider:${input.provider}`],
  decide: ({ message, input }, _, context) => {
    const bytes = Buffer.from(input.content, 'base64')
    if (!EVIDENCE_KINDS.has(input.mediaType)) return refused('audit_evidence_kind', { kind: input.mediaType })
    if (bytes.length === 0 || bytes.length > EVIDENCE_BYTES_MAX)
      return refused('audit_evidence_size', { max: `${EVIDENCE_BYTES_MAX / MEGABYTE} MB` })
    const evidenceId = context.newId()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const row = evidenceRow({
      ...{ evidenceId, sha256, provider: input.provider, area: input.area },
      ...{ name: input.name, mediaType: input.mediaType, sizeBytes: bytes.length },
      // Written again by us: what stood between the letters of the sender is gone.
      content: bytes.toString('base64'),
      ...{ uploadedBy: context.actor.id, uploadedAt: context.now },
    })
    return accepted({
      answer: message.answer({ evidenceId, sha256 }, context),
      rows: { insert: { audit_evidence: [row] } },
      event: { evidenceId, sha256 },
      objects: [evidenceId],
    })
  },
}
