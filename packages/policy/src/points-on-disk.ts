// The knowledge a pooling area has imported, on disk: one table a rule, and every batch as it came beside them.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  type FaultList,
  knowledgeIn,
  type RawPoint,
  readCsv,
  type StoredPoint,
  storedPoints,
  tableText,
} from '@yibao/kernel'
import { PolicyPathError } from './disk.ts'
import { productRules } from './rules-on-disk.ts'

/** The text of a table, unpacked when it is packed. */
export function tableFile(path: string): string {
  if (!existsSync(path) || !statSync(path).isFile()) throw new PolicyPathError(`没有这个文件：${path}（no such file）`)
  const bytes = readFileSync(path)
  try {
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    throw new PolicyPathError(
      `读不出这个文件：${path}，应为 UTF-8 的 CSV，可用 gzip 压缩（not UTF-8 text, packed or not）`,
    )
  }
}

/** Published lists are not ours to ship: they stay out of the folder of the product's own rules. */
export function checkPointsFolder(folder: string): void {
  const path = resolve(folder)
  if (path === productRules || path.startsWith(`${productRules}/`))
    throw new PolicyPathError(
      `${folder} 是产品自带的规则文件夹，知识点请放在别处（the product’s own folder; choose another）`,
    )
  if (existsSync(path) && !statSync(path).isDirectory())
    throw new PolicyPathError(`${folder} 不是文件夹（not a folder）`)
}

const tablesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.csv'))
        .sort()
        .map((name) => join(folder, name))
    : []

/** The rules whose points a folder holds: each has a table of its own. */
export function rulesOf(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) throw new PolicyPathError(`没有这个文件夹：${folder}（no such folder）`)
  return new Set(tablesIn(folder).map((path) => basename(path, '.csv')))
}

/** The points of a folder as rules read them, table by table. */
export function* loadPoints(folder: string, faults: FaultList): Iterable<RawPoint> {
  for (const path of tablesIn(folder)) yield* knowledgeIn(path, tableFile(path), faults)
}

/** The points of a folder as a batch is compared with them: only the tables of these rules. */
export function storedIn(folder: string, rules: ReadonlySet<string>, faults: FaultList): StoredPoint[] {
  return [...rules].flatMap((rule) => {
    const path = join(folder, `${rule}.csv`)
    if (!existsSync(path)) return []
    const table = readCsv(path, tableFile(path), faults)
    return table ? storedPoints(table) : []
  })
}

export interface StoredBatch {
  readonly name: string
  readonly file: string
  readonly text: string
  /** What was changed, for whoever looks later. */
  readonly summary: object
}

/** Writes the tables and keeps the batch. Each file appears whole or not at all. */
export function storePoints(folder: string, points: readonly StoredPoint[], batch: StoredBatch): void {
  mkdirSync(join(folder, 'batches'), { recursive: true })
  const byRule = new Map<string, StoredPoint[]>()
  for (const point of points) {
    const list = byRule.get(point.rule)
    if (list) list.push(point)
    else byRule.set(point.rule, [point])
  }
  const name = batch.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')
  put(join(folder, 'batches', `${name}.csv.gz`), gzipSync(batch.text))
  for (const [rule, list] of byRule) put(join(folder, `${rule}.csv`), tableText(list))
  put(join(folder, 'batches', `${name}.json`), `${JSON.stringify(batch.summary, null, 2)}\n`)
}

function put(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content)
  renameSync(`${path}.part`, path)
}
