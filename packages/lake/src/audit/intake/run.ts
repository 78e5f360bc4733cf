// An audit of another system's files: read by a column map, put together, judged bucket after bucket of whole persons. What was
// read and judged stays in the folder, so that the same command goes on where it was interrupted.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type AuditFinding, intake, type Stage } from '@yibao/kernel'
import { type Engine, openEngine, quoted } from '../../history/engine.ts'
import { LakeError } from '../../history/manifest.ts'
import { createText, FACT_TABLES } from '../columns.ts'
import { refuseForeign, writeOfficeCsv, writeTables } from '../output.ts'
import { type AuditRunOptions, auditSource, type FactSource, type LakeAudit } from '../run.ts'
import { judgeAcross, looksAcross, part } from './across.ts'
import { gather } from './gather.ts'
import { inUtf8, isPacked, isParquet, titlesOf } from './scan.ts'
import { placeRows, type ReadableFile, readTyped, SET_ASIDE, type TypedFile, titleOf } from './typed.ts'

export interface GivenFile {
  readonly path: string
  readonly mapped: intake.MappedFile
}

export interface FileAuditOptions extends AuditRunOptions {
  readonly files: readonly GivenFile[]
  readonly fields: ReadonlySet<string>
  /** Names map, rules and points. */
  readonly fingerprint: string
  readonly stage: Stage
  /** A finding that stands on lines of no person alone, such as a buyer's. */
  readonly looseRowOf: (finding: AuditFinding) => object
}

export interface SetAside {
  readonly file: string
  readonly row: number
  readonly column: string
  readonly field: string
  readonly found: string
  readonly allowed: string
}

export interface FileAudit extends LakeAudit {
  readonly files: readonly {
    readonly file: string
    readonly table: string
    readonly rows: number
    readonly setAside: number
  }[]
  readonly visits: number
  readonly persons: number
  readonly names: Readonly<Record<string, string>>
}

/** What of a reading is kept beside its tables. */
interface Reading {
  readonly identity: string
  readonly buckets: number
  readonly lines: number
  readonly visits: number
  readonly persons: number
  readonly files: FileAudit['files']
  readonly names: Readonly<Record<string, string>>
  readonly across: readonly { readonly person: string; readonly finding: AuditFinding }[]
}

/** Of the whole work, as progress shows it. */
const READ_SHARE = 0.3
const MEMORY_MB = 2048
/** Lines that are judged together. */
const BUCKET_LINES = 400_000

/** The titles of each file, in its own encoding. */
export async function headersOf(
  files: readonly { readonly path: string; readonly encoding: string; readonly delimiter?: string }[],
) {
  const engine = await openEngine()
  try {
    const headers: { readonly path: string; readonly titles: readonly string[]; readonly delimiter: string }[] = []
    for (const { path, encoding, delimiter } of files)
      headers.push({ path, ...(await titlesOf(engine.connection, path, encoding, delimiter)) })
    return headers
  } finally {
    engine.close()
  }
}

export async function auditFiles(options: FileAuditOptions): Promise<FileAudit> {
  const { out, files, audit, fields } = options
  refuseForeign(out)
  mkdirSync(out, { recursive: true })
  const identity = await identityOf(files, options.fingerprint)
  const work = join(out, 'work')
  const reading = readingAt(work, identity) ?? (await read(options, work, identity))
  const across = new Map<string, AuditFinding[]>()
  for (const { person, finding } of reading.across)
    if (person !== '') across.set(person, [...(across.get(person) ?? []), finding])
  const source: FactSource = {
    ...{ identity, buckets: reading.buckets, stage: options.stage, across },
    load: (connection, bucket) => loadPart(connection, work, bucket),
    tells: (finding) => asks(finding, fields),
  }
  const made = await auditSource(source, {
    ...{ out, rowOf: options.rowOf, audit: part(audit, (family, point) => !looksAcross(family, point)) },
    onProgress: (share, text) => options.onProgress?.(READ_SHARE + share * (1 - READ_SHARE), text),
  })
  const loose = join(out, 'pieces', 'across.json')
  const rows = reading.across.filter(({ person }) => person === '').map(({ finding }) => options.looseRowOf(finding))
  writeFileSync(loose, `${JSON.stringify({ lines: 0, setAside: [], setBased: [], byKernel: [], rows })}\n`)
  const pieces = [...made.pieces, loose]
  await writeTables(out, pieces, false)
  const { lines, visits, persons, names } = reading
  const setAside = reading.files.reduce((sum, each) => sum + each.setAside, 0)
  return {
    ...{
      ...made,
      pieces,
      findings: made.findings + rows.length,
      lines,
      visits,
      persons,
      names,
      files: reading.files,
      setAside,
    },
  }
}

/** A finding that misses nothing but facts for which the files have no column asks nobody. */
const asks = ({ missing }: AuditFinding, fields: ReadonlySet<string>): boolean =>
  missing.length === 0 ||
  missing.some((fact) => {
    const field = intake.ANSWERED_BY[fact]
    return field === undefined || fields.has(field)
  })

async function identityOf(files: readonly GivenFile[], fingerprint: string): Promise<string> {
  const hash = createHash('sha256').update(fingerprint)
  for (const { path, mapped } of files) {
    hash.update(`\n${basename(path)} ${mapped.table}\n`)
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array)
  }
  return hash.digest('hex')
}

function readingAt(work: string, identity: string): Reading | undefined {
  const path = join(work, 'reading.json')
  if (!existsSync(path)) return undefined
  const reading = JSON.parse(readFileSync(path, 'utf8')) as Reading
  if (reading.identity === identity) return reading
  throw new LakeError(
    `${join(work, '..')} 是另一次审核的结果，文件、列对照或规则不同，请另选文件夹（the results of another run; choose another folder）`,
  )
}

async function read(options: FileAuditOptions, work: string, identity: string): Promise<Reading> {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  const engine = await openEngine({ memoryMb: MEMORY_MB, threads: 2, spillTo: join(work, 'spill') })
  try {
    const typed = await readAll(engine, options, work)
    options.onProgress?.(READ_SHARE * 0.8, '拼合 putting together')
    await gather(engine.connection, typed)
    const reading = await keep(engine.connection, options, work, identity, typed)
    writeFileSync(join(work, 'reading.part'), `${JSON.stringify(reading)}\n`)
    renameSync(join(work, 'reading.part'), join(work, 'reading.json'))
    return reading
  } finally {
    engine.close()
    rmSync(join(work, 'spill'), { recursive: true, force: true })
  }
}

async function readAll(
  { connection }: Engine,
  { files, onProgress }: FileAuditOptions,
  work: string,
): Promise<TypedFile[]> {
  await connection.run(SET_ASIDE)
  const typed: TypedFile[] = []
  for (const [number, { path, mapped }] of files.entries()) {
    onProgress?.((number / files.length) * READ_SHARE * 0.8, `读入 reading ${basename(path)}`)
    const isOther = (mapped.encoding !== 'utf-8' || isPacked(path)) && !isParquet(path)
    const plain = isOther ? join(work, `input-${number}.csv`) : path
    const { titles, delimiter } = await titlesOf(connection, path, mapped.encoding, mapped.delimiter)
    if (isOther) await inUtf8(path, mapped.encoding, plain)
    const file: ReadableFile = { path: plain, name: path, mapped, titles, delimiter }
    typed.push(await readTyped(connection, file, number).catch((error: unknown) => refuseBroken(path, error)))
    if (isOther) rmSync(plain)
  }
  return typed
}

/** What the engine says of a file's bytes is an answer to whoever gave the file; anything else is a fault of ours. */
function refuseBroken(path: string, error: unknown): never {
  const [reason = ''] = (error instanceof Error ? error.message : '').split('\n')
  if (
    !/^(Invalid Input|IO|Corruption|Serialization|TProtocolException|Invalid|Snappy|ZSTD)\b.*(Error|exception)?/i.test(
      reason,
    )
  )
    throw error
  throw new LakeError(`${path}：文件已损坏，读不出来（the file is damaged）：${reason.slice(0, 200)}`)
}

const countOf = async (connection: DuckDBConnection, sql: string): Promise<number> =>
  Number((await connection.runAndReadAll(`SELECT count(*) FROM ${sql}`)).getRows()[0]?.[0] ?? 0)

/** The tables in parts by person, and the findings over all of them. */
async function keep(
  connection: DuckDBConnection,
  { audit, stage, out }: FileAuditOptions,
  work: string,
  identity: string,
  typed: readonly TypedFile[],
): Promise<Reading> {
  const lines = await countOf(connection, 'lines')
  const empty = typed.find(({ rows }) => rows === 0)
  if (lines === 0 && empty)
    throw new LakeError(`${basename(empty.file.name)}：只有列名，没有数据（titles and no rows）`)
  await writeSetAside(connection, out, typed)
  if (lines === 0) throw new LakeError(`没有一行明细能读入，见 ${join(out, 'set-aside.csv')}（no line could be read）`)
  const buckets = Math.max(1, Math.ceil(lines / BUCKET_LINES))
  await connection.run(
    `CREATE OR REPLACE TABLE of_person AS SELECT id AS person_id, CAST(hash(id) % ${buckets} AS INTEGER) AS bucket FROM persons`,
  )
  const visit = 'JOIN encounters e ON e.id = t.encounter_id JOIN of_person b ON b.person_id = e.person_id'
  const parts: Readonly<Record<string, string>> = {
    persons: 'SELECT t.*, b.bucket FROM persons t JOIN of_person b ON b.person_id = t.id',
    encounters: 'SELECT t.*, b.bucket FROM encounters t JOIN of_person b USING (person_id)',
    lines: `SELECT t.*, b.bucket FROM lines t ${visit}`,
    records: `SELECT t.*, b.bucket FROM records t LEFT JOIN encounters e ON e.id = t.encounter_id
      JOIN of_person b ON b.person_id = COALESCE(t.person_id, e.person_id)`,
  }
  for (const [table, sql] of Object.entries(parts)) await write(connection, work, table, sql, ', PARTITION_BY (bucket)')
  for (const table of ['providers', 'practitioners'])
    await write(connection, work, `${table}.parquet`, `SELECT * FROM ${table}`, '')
  const across = await judgeAcross(connection, part(audit, looksAcross), stage)
  const aside = new Map(
    (await connection.runAndReadAll('SELECT file, count(DISTINCT row) FROM set_aside GROUP BY 1'))
      .getRows()
      .map(([file, count]) => [Number(file), Number(count)]),
  )
  const names = (await connection.runAndReadAll('SELECT key, name FROM names')).getRows()
  return {
    ...{
      identity,
      buckets,
      lines,
      visits: await countOf(connection, 'encounters'),
      persons: await countOf(connection, '(SELECT DISTINCT person_id FROM encounters)'),
    },
    files: typed.map(({ file, number, rows }) => ({
      file: basename(file.name),
      table: file.mapped.table,
      rows,
      setAside: aside.get(number) ?? 0,
    })),
    names: Object.fromEntries(names.map(([key, name]) => [String(key), String(name)])),
    across: await withPersons(connection, across),
  }
}

const write = (connection: DuckDBConnection, work: string, name: string, sql: string, more: string) =>
  connection.run(`COPY (${sql}) TO ${quoted(join(work, name))} (FORMAT parquet${more})`)

/** Lines of a finding are all of one visit, and so of one person; a finding without lines is of nobody. */
async function withPersons(
  connection: DuckDBConnection,
  findings: readonly AuditFinding[],
): Promise<Reading['across']> {
  const first = findings.map(({ lines: [line] }) => line?.lineId ?? '')
  const list = first.filter((id) => id !== '').map(quoted)
  if (list.length === 0) return findings.map((finding) => ({ person: '', finding }))
  const rows = await connection.runAndReadAll(
    `SELECT l.id, e.person_id FROM lines l JOIN encounters e ON e.id = l.encounter_id WHERE l.id IN (${list.join(', ')})`,
  )
  const persons = new Map(rows.getRows().map(([id, person]) => [String(id), String(person)]))
  return findings.map((finding, at) => ({ person: persons.get(first[at] ?? '') ?? '', finding }))
}

async function loadPart(connection: DuckDBConnection, work: string, bucket: number): Promise<void> {
  for (const table of FACT_TABLES) await connection.run(createText(table))
  await connection.run('CREATE OR REPLACE TABLE set_aside (line VARCHAR, encounter VARCHAR, reason VARCHAR)')
  await connection.run('CREATE OR REPLACE TABLE undated (id VARCHAR)')
  for (const table of ['persons', 'encounters', 'lines', 'records']) {
    const folder = join(work, table, `bucket=${bucket}`)
    if (existsSync(folder))
      await connection.run(
        `INSERT INTO ${table} BY NAME SELECT * FROM read_parquet(${quoted(join(folder, '*.parquet'))}, hive_partitioning = false)`,
      )
  }
  for (const table of ['providers', 'practitioners'])
    await connection.run(
      `INSERT INTO ${table} BY NAME SELECT * FROM read_parquet(${quoted(join(work, `${table}.parquet`))})`,
    )
}

export const setAsideFile = (out: string): string => join(out, 'set-aside.csv')

const ASIDE_TITLES = ['file', 'row', 'column', 'field', 'found', 'allowed']

/** Every row that was not read: file, row, column, what was found, what is allowed. */
async function writeSetAside(connection: DuckDBConnection, out: string, typed: readonly TypedFile[]): Promise<void> {
  for (const each of typed) await placeRows(connection, each)
  const files = new Map(typed.map(({ file, number }) => [number, file]))
  const aside = await connection.stream(
    `SELECT file, row, field, COALESCE(found, ''), allowed FROM set_aside ORDER BY set_aside.file, row, field`,
  )
  const rows: string[][] = []
  for await (const chunk of aside.yieldRows())
    for (const [number, ...cells] of chunk) {
      const [row = '', field = '', found = '', allowed = ''] = cells.map(String)
      const file = files.get(Number(number))
      if (file) rows.push([basename(file.name), row, titleOf(file, field), field, found, allowed])
    }
  writeOfficeCsv(setAsideFile(out), ASIDE_TITLES, rows)
}
