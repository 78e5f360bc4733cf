// Tables made from a lake afterwards, beside it and never in its manifest: groups/drg, groups/dip, findings/… Each part lies in a
// folder of its own with a `table.json` that says from which lake it was made, so that it is not read beside another one.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash, LakeError, type LakeFile, type Manifest } from './manifest.ts'

export const DERIVED_TABLES = ['groups', 'findings'] as const
export type DerivedName = (typeof DERIVED_TABLES)[number]

export interface DerivedPart {
  readonly table: DerivedName
  /** The content of the lake from which it was made. */
  readonly madeFrom: string
  /** What made it: a scheme with its version, a set of rules. */
  readonly origin: Readonly<Record<string, string>>
  readonly files: readonly LakeFile[]
}

const FILE = 'table.json'

/** Writes a part whole or not at all: `write` puts its files into the folder that it is given. */
export async function writeDerived(
  folder: string,
  manifest: Manifest,
  { table, part, origin }: { table: DerivedName; part: string; origin: Readonly<Record<string, string>> },
  write: (own: string) => Promise<readonly LakeFile[]>,
): Promise<DerivedPart> {
  const own = join(folder, table, part)
  if (existsSync(own))
    throw new LakeError(`${own} 已有，历史库的表不改写(it is there already; tables of a lake are not written over)`)
  const open = join(folder, table, `.${part}.part`)
  rmSync(open, { recursive: true, force: true })
  mkdirSync(open, { recursive: true })
  const files = await write(open)
  const made: DerivedPart = { table, madeFrom: contentHash(manifest), origin, files }
  writeFileSync(join(open, FILE), `${JSON.stringify(made, null, 1)}\n`)
  renameSync(open, own)
  return made
}

/** The parts of a table, paths as seen from the lake's folder. A part of another lake is refused. */
export function readDerived(folder: string, manifest: Manifest, table: DerivedName): readonly DerivedPart[] {
  const own = join(folder, table)
  if (!existsSync(own)) return []
  const parts = readdirSync(own, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
  return parts.map((part) => {
    const path = join(own, part, FILE)
    const read = partAt(path)
    if (read.table !== table || !Array.isArray(read.files))
      throw new LakeError(`${path} 不是 ${table} 的清单(not a list of the files of ${table})`)
    if (read.madeFrom !== contentHash(manifest))
      throw new LakeError(`${path}：由另一个历史库生成，请重新生成(made from another lake; make it again)`)
    return { ...read, files: read.files.map((file) => ({ ...file, path: `${table}/${part}/${file.path}` })) }
  })
}

function partAt(path: string): DerivedPart {
  if (!existsSync(path)) throw new LakeError(`缺少文件 ${path}(this file is missing)`)
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as DerivedPart
  } catch (error) {
    throw new LakeError(`${path} 不能读取(unreadable): ${error instanceof Error ? error.message : String(error)}`)
  }
}
