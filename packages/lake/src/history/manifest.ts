// lake.json: what lies in the folder, file by file, with the hash of each; and the refusals of a folder that is something else.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LAKE_FORMAT, LAKE_VERSION } from './columns.ts'

export const TABLES = ['claims', 'claim_lines'] as const
export type LakeTable = (typeof TABLES)[number]

export interface LakeFile {
  readonly path: string
  readonly rows: number
  readonly sha256: string
}

/** One month of one bucket: both files hold the same claims. */
export interface LakeSlice {
  readonly month: string
  readonly bucket: number
  readonly claims: LakeFile
  readonly claim_lines: LakeFile
  /** Columns of the claims that hold nothing here, so that nobody need read them. */
  readonly empty: readonly string[]
}

export interface Manifest {
  readonly format: typeof LAKE_FORMAT
  readonly version: number
  /** The policy pack of the area, `city/…`, and the versions that decided. */
  readonly area: string
  readonly policy: string
  readonly policyVersions: readonly string[]
  readonly buckets: number
  /** Persons of each bucket. */
  readonly persons: readonly number[]
  readonly personFiles: readonly LakeFile[]
  readonly claims: number
  readonly lines: number
  /** Every value of each coded column, `table.column`, in order. */
  readonly codes: Readonly<Record<string, readonly string[]>>
  /** By month, then by bucket. */
  readonly slices: readonly LakeSlice[]
  /** Files of the tables beside claims and lines, where the lake has them. */
  readonly tables?: Readonly<Record<string, readonly LakeFile[]>>
}

/** A folder or file that is no history of ours, or no longer what was written: one sentence with the place. */
export class LakeError extends Error {
  override readonly name = 'LakeError'
}

const FILE = 'lake.json'

export function writeManifest(folder: string, manifest: Manifest): void {
  const own = join(folder, FILE)
  writeFileSync(`${own}.part`, `${JSON.stringify(manifest, null, 1)}\n`)
  renameSync(`${own}.part`, own)
}

export function readManifest(folder: string): Manifest {
  const path = join(folder, FILE)
  if (!existsSync(path)) throw new LakeError(`${folder} 不是历史库：没有 ${FILE}(not a lake: it has no ${FILE})`)
  const manifest = parsed(path)
  if ((manifest.format as string) === 'yibao-lake-live')
    throw new LakeError(
      `${folder} 是平台随业务写成的历史库，这里需要按人分桶的历史库，请用 yibao lake export 写出(kept by a platform: export it first)`,
    )
  if (manifest.format !== LAKE_FORMAT || !Array.isArray(manifest.slices))
    throw new LakeError(`${path} 不是历史库的清单(not the manifest of a lake)`)
  if (manifest.version !== LAKE_VERSION)
    throw new LakeError(`${path}：格式版本为 ${manifest.version}，本程序读 ${LAKE_VERSION}(another format version)`)
  return manifest
}

function parsed(path: string): Manifest {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest
  } catch (error) {
    throw new LakeError(`${path} 不能读取(unreadable): ${error instanceof Error ? error.message : String(error)}`)
  }
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** The content of a lake in one text: the same for the same files in the same format. */
export function contentHash(manifest: Manifest): string {
  const hash = createHash('sha256')
  hash.update(`${manifest.format} ${manifest.version} ${manifest.policy} ${manifest.buckets}`)
  for (const { month, bucket, claims, claim_lines } of manifest.slices)
    hash.update(`\n${month} ${bucket} ${claims.sha256} ${claim_lines.sha256}`)
  return hash.digest('hex')
}
