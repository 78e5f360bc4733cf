// 申诉材料: what an institution brings, kept with its hash. Steps name it; nobody changes it.
import { createHash } from 'node:crypto'
import { accepted, type Refused, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { evidenceRow } from './store.ts'

export const EVIDENCE_BYTES_MAX = 2 * 1024 * 1024
const MEGABYTE = 1024 * 1024

/** What a browser shows without running it. */
export const EVIDENCE_KINDS: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png', 'text/plain'])

export interface EvidenceFile {
  readonly name: string
  readonly mediaType: string
  /** Base64. */
  readonly content: string
}

export interface EvidenceInput {
  readonly provider: string
  readonly area: string
  /** Brought together: all are kept, or none. */
  readonly files: readonly EvidenceFile[]
}

export interface EvidenceTold {
  readonly files: readonly { readonly evidenceId: string; readonly sha256: string }[]
}

export const EVIDENCE_FILES_MAX = 5

export const evidenceBrought: Kind<Asked<EvidenceInput, EvidenceTold>> = {
  name: 'audit.evidence_brought',
  subjects: ({ input }) => [`provider:${input.provider}`],
  decide: ({ message, input }, _, context) => {
    const { provider, area, files } = input
    if (files.length === 0 || files.length > EVIDENCE_FILES_MAX)
      return refused('audit_evidence_count', { max: EVIDENCE_FILES_MAX })
    const wrong = files.map(notTaken).find((each) => each !== undefined)
    if (wrong) return wrong
    const kept = files.map(({ name, mediaType, content }) => {
      const bytes = Buffer.from(content, 'base64')
      return {
        ...{ evidenceId: context.newId(), sha256: createHash('sha256').update(bytes).digest('hex'), provider, area },
        ...{ name, mediaType, sizeBytes: bytes.length },
        // Written again by us: what stood between the letters of the sender is gone.
        content: bytes.toString('base64'),
        ...{ uploadedBy: context.actor.id, uploadedAt: context.now },
      }
    })
    const told = kept.map(({ evidenceId, sha256 }) => ({ evidenceId, sha256 }))
    return accepted({
      answer: message.answer({ files: told }, context),
      rows: { insert: { audit_evidence: kept.map(evidenceRow) } },
      event: { files: told },
      objects: told.map(({ evidenceId }) => evidenceId),
    })
  },
}

function notTaken({ mediaType, content }: EvidenceFile): Refused | undefined {
  if (!EVIDENCE_KINDS.has(mediaType)) return refused('audit_evidence_kind', { kind: mediaType }) as Refused
  const size = Buffer.from(content, 'base64').length
  const max = `${EVIDENCE_BYTES_MAX / MEGABYTE} MB`
  return size === 0 || size > EVIDENCE_BYTES_MAX ? (refused('audit_evidence_size', { max }) as Refused) : undefined
}

/** By what the bytes begin with: a message names its files as it likes. */
export function mediaTypeOf(bytes: Uint8Array): string {
  const begins = (...first: readonly number[]) => first.every((byte, at) => bytes[at] === byte)
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'application/pdf'
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  return bytes.includes(0) ? 'application/octet-stream' : 'text/plain'
}
