// The folder of an audit's results: whose it is, and its tables, each of which is there as a whole or not at all.
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OFFICE_CSV_BEGIN, officeCsvRow } from '@yibao/kernel'
import { openEngine, quoted } from '../history/engine.ts'
import { LakeError } from '../history/manifest.ts'

export interface Piece {
  readonly lines: number
  readonly setAside: readonly (readonly string[])[]
  readonly setBased: readonly string[]
  readonly byKernel: readonly string[]
  readonly rows: readonly object[]
  /** Findings that are not told, by rule. */
  readonly untold?: Readonly<Record<string, number>>
}

export const pieceAt = (path: string): Piece => JSON.parse(readFileSync(path, 'utf8')) as Piece

/** What an interrupted run may have left before it named itself. */
const BEGUN = /^(work|pieces|spill(-\d+)?)$/

/** Results are written over only where they are ours: a folder with anything else in it is somebody's. */
export function refuseForeign(out: string): void {
  if (!existsSync(out) || existsSync(join(out, 'run.txt'))) return
  const names = readdirSync(out)
  const isBegun = (name: string): boolean => BEGUN.test(name) || (name === 'set-aside.csv' && names.includes('work'))
  const other = names.find((name) => !isBegun(name))
  if (other !== undefined)
    throw new LakeError(
      `${out} 里有别的文件（${other}），不写入；请另指一个新文件夹（not empty and not of an audit: name a new folder）`,
    )
}

/** True when the folder holds an unfinished or finished run of the same lake and rules; another run's folder is refused. */
export function ownFolder(out: string, identity: string): boolean {
  const path = join(out, 'run.txt')
  if (!existsSync(path)) {
    writeFileSync(path, `${identity}\n`)
    return false
  }
  if (readFileSync(path, 'utf8').trim() === identity) return true
  throw new LakeError(
    `${out} 是另一次审核的结果，历史库或规则不同，请另选文件夹(the results of another run; choose another folder)`,
  )
}

/** A table under its name only when it is whole. */
function settle(path: string): void {
  renameSync(`${path}.part`, path)
}

/** One file of all findings as lines of JSON, as Parquet and as CSV, one of the lines set aside; one piece in memory at a time. */
export async function writeTables(out: string, pieces: readonly string[], withSetAside = true): Promise<void> {
  const [lines, table, columns] = ['findings.jsonl', 'findings.csv', 'findings.parquet'].map((name) => join(out, name))
  const findings = writeFindings(lines!, table!, pieces)
  if (withSetAside) writeLinesAside(join(out, 'set-aside.csv'), pieces)
  if (findings === 0) return
  const engine = await openEngine({ memoryMb: 1024 })
  try {
    const source = `SELECT * FROM read_json(${quoted(lines!)}, format = 'newline_delimited', sample_size = -1)`
    await engine.connection.run(`COPY (${source}) TO ${quoted(`${columns}.part`)} (FORMAT parquet)`)
    settle(columns!)
  } finally {
    engine.close()
  }
}

function writeFindings(lines: string, table: string, pieces: readonly string[]): number {
  let findings = 0
  writeFileSync(`${lines}.part`, '')
  for (const path of pieces) {
    const { rows } = pieceAt(path)
    const [first] = rows
    if (first && findings === 0)
      writeFileSync(`${table}.part`, `${OFFICE_CSV_BEGIN}${officeCsvRow(Object.keys(first))}`)
    findings += rows.length
    appendFileSync(`${lines}.part`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    if (findings > 0) appendFileSync(`${table}.part`, rows.map((row) => officeCsvRow(Object.values(row))).join(''))
  }
  settle(lines)
  if (findings > 0) settle(table)
  return findings
}

function writeLinesAside(path: string, pieces: readonly string[]): void {
  writeFileSync(`${path}.part`, `${OFFICE_CSV_BEGIN}line,encounter,reason\r\n`)
  for (const piece of pieces) appendFileSync(`${path}.part`, pieceAt(piece).setAside.map(officeCsvRow).join(''))
  settle(path)
}

/** Rows of any table as a file for office programs. */
export function writeOfficeCsv(path: string, titles: readonly string[], rows: Iterable<readonly string[]>): void {
  writeFileSync(`${path}.part`, `${OFFICE_CSV_BEGIN}${officeCsvRow(titles)}`)
  let text = ''
  for (const row of rows) {
    text += officeCsvRow(row)
    if (text.length < CHUNK) continue
    appendFileSync(`${path}.part`, text)
    text = ''
  }
  appendFileSync(`${path}.part`, text)
  settle(path)
}

const CHUNK = 1 << 20
