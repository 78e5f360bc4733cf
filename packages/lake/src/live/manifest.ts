// lake.json of a lake that a platform writes as it goes: which files hold, how far the platform's operations are in them. The
// renaming of this one file is the commit: a file that it does not name was never written.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { LakeError } from '../history/manifest.ts'
import { LIVE_SCHEMA } from './tables.ts'

export const LIVE_FORMAT = 'yibao-lake-live'
export const LIVE_VERSION = 2

/** A place in the order of the platform's operations: transaction, then operation. */
export interface LivePosition {
  readonly xid: string
  readonly opId: string
}

export interface LiveFile {
  readonly path: string
  readonly rows: number
  readonly sha256: string
  /** Of settling, of booking, of the charge; people, what they hold and what superseded what are not kept by month. */
  readonly month?: string
  /** 0: written by a batch; 1: sixteen of these put together, and so on. */
  readonly level: number
}

export interface LiveManifest {
  readonly format: typeof LIVE_FORMAT
  readonly version: number
  /** Which columns are written; another program may write others. */
  readonly schema: string
  /** The first operation of the database whose history this is. */
  readonly origin: string
  readonly area: string
  /** The last batch; 0: nothing was written yet. */
  readonly batch: number
  readonly position: LivePosition | null
  /** The moment of the last operation that is in. */
  readonly at: string
  readonly tables: Readonly<Record<string, readonly LiveFile[]>>
  /** Files that larger ones replaced, with the batch since which nobody begins to read them. */
  readonly retired: readonly { readonly path: string; readonly batch: number }[]
}

const FILE = 'lake.json'

export const isLiveLake = (folder: string): boolean => {
  const path = join(folder, FILE)
  return existsSync(path) && readFileSync(path, 'utf8').slice(0, 200).includes(`"${LIVE_FORMAT}"`)
}

export function readLiveManifest(folder: string): LiveManifest | undefined {
  const manifest = manifestIn(folder)
  if (manifest && !isOfThisForm(manifest))
    throw new LakeError(
      `${join(folder, FILE)}：由另一版本的程序写成，平台启动时会重新写成(written by another version; a platform writes it anew as it starts)`,
    )
  return manifest
}

export const isOfThisForm = ({ version, schema }: LiveManifest): boolean =>
  version === LIVE_VERSION && schema === LIVE_SCHEMA

/** Of whatever version. */
export function manifestIn(folder: string): LiveManifest | undefined {
  const path = join(folder, FILE)
  if (!existsSync(path)) return undefined
  const manifest = parsed(path)
  if (manifest.format !== LIVE_FORMAT || typeof manifest.tables !== 'object')
    throw new LakeError(`${path} 不是随业务写成的历史库(not a lake written by a platform)`)
  return manifest
}

function parsed(path: string): LiveManifest {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LiveManifest
  } catch (error) {
    throw new LakeError(`${path} 不能读取(unreadable): ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Durable when it comes back: content first, then the name. */
export function commitManifest(folder: string, manifest: LiveManifest, beforeRename: () => void): void {
  const own = join(folder, FILE)
  const handle = openSync(`${own}.part`, 'w')
  try {
    writeSync(handle, `${JSON.stringify(manifest, null, 1)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  beforeRename()
  renameSync(`${own}.part`, own)
  syncPath(folder)
}

/** A file's content, or a folder's names, on the disk and not only on its way there. */
export function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
