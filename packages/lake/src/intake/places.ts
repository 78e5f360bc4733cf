// Where files that were brought in lie: imports/TABLE/SOURCE/, each with what it was made from.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LakeError, type LakeFile } from '../history/manifest.ts'

export const MANIFEST = 'import.json'
const FOLDER = 'imports'

export interface ImportPart {
  readonly table: string
  /** Name and hash of the file that was brought in. */
  readonly from: string
  readonly source: string
  readonly file: LakeFile
  readonly folder: string
}

export const importFolder = (lake: string, table: string): string => join(lake, FOLDER, table)

export function importsOf(lake: string, table: string): readonly ImportPart[] {
  const own = importFolder(lake, table)
  if (!existsSync(own)) return []
  return readdirSync(own)
    .filter((part) => !part.endsWith('.part'))
    .sort()
    .map((part) => partAt(join(own, part), table, `${FOLDER}/${table}/${part}`))
}

/** Of every table, the files as a lake lists its own. */
export function importedFiles(lake: string): ReadonlyMap<string, readonly LakeFile[]> {
  const all = join(lake, FOLDER)
  const tables = existsSync(all) ? readdirSync(all).sort() : []
  return new Map(tables.map((table) => [table, importsOf(lake, table).map(({ file }) => file)]))
}

function partAt(folder: string, table: string, path: string): ImportPart {
  const own = join(folder, MANIFEST)
  if (!existsSync(own)) throw new LakeError(`缺少文件 ${own}（this file is missing）`)
  try {
    const part = JSON.parse(readFileSync(own, 'utf8')) as ImportPart
    if (part.table !== table || typeof part.file?.path !== 'string') throw new Error(`not an import of ${table}`)
    return { ...part, folder, file: { ...part.file, path: `${path}/${part.file.path}` } }
  } catch (error) {
    throw new LakeError(`${own} 不能读取（unreadable）：${error instanceof Error ? error.message : String(error)}`)
  }
}
