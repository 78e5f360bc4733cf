// What a replay is asked for, and the id that follows from it: the same history, policies and options have the same id.
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { buildLibrary, type Layer, type Library } from '@yibao/kernel'
import { contentHash, LakeError, type Manifest } from '../history/manifest.ts'

/** Changes when the same inputs may give another result file. */
export const RESULT_FORMAT = 2

export interface ReplayAsk {
  readonly folder: string
  /** The policy as it is, and the same with the reform on top. */
  readonly base: readonly Layer[]
  readonly reformed: readonly Layer[]
  /** First and last month of settling that count, as 2025-01. */
  readonly from?: string
  readonly to?: string
  /** Bills shown of each kind: largest gains, largest losses, in the middle. */
  readonly samples: number
  /** Classify all lines again, not only where the reform may change it. */
  readonly withLines: boolean
  /** Settle under both policies even where both must answer alike: the result is the same, for measuring. */
  readonly apart?: boolean
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The texts of a policy without where on disk they lie. */
export const policyHash = (layers: readonly Layer[]): string =>
  hashed(layers.map(({ files }) => files.map(({ path, text }) => `${basename(path)}\n${text}`).join('\n')).join('\n\n'))

export function runIdOf(manifest: Manifest, { base, reformed, from, to, samples, withLines }: ReplayAsk): string {
  const content = {
    format: RESULT_FORMAT,
    lake: contentHash(manifest),
    base: policyHash(base),
    reformed: policyHash(reformed),
    from: from ?? '',
    to: to ?? '',
    samples,
    withLines,
  }
  return hashed(JSON.stringify(content)).slice(0, 16)
}

export function libraryOf(layers: readonly Layer[]): Library {
  const { library, faults } = buildLibrary(layers, hashed)
  if (!library) throw new LakeError(`政策有误(the policy has faults): ${JSON.stringify(faults[0])}`)
  return library
}
