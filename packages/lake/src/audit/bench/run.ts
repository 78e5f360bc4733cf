// The bench of auditing after the event: every rule that looks at lines and windows, over generated lines, group by group.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { CompiledAudit } from '@yibao/kernel'
import { openEngine, quoted } from '../../history/engine.ts'
import { createText, FACT_COLUMNS, type FactTable } from '../columns.ts'
import { judgeSetBased } from '../judge.ts'
import { generatePiece, linesOfAPerson, type Piece } from './generate.ts'

export interface AuditPostOptions {
  readonly audit: CompiledAudit
  readonly lines: number
  readonly folder: string
  readonly now: () => number
  readonly memoryMb?: number
  readonly onProgress?: (what: string, share: number) => void
}

export interface AuditPostResult {
  readonly lines: number
  readonly pieces: number
  readonly rules: number
  readonly points: number
  readonly families: readonly string[]
  readonly memoryMb: number
  readonly generateSeconds: number
  readonly auditSeconds: number
  /** Processor time of the audit, which other work on the machine does not stretch. */
  readonly auditCpuSeconds: number
  readonly linesPerSecond: number
  readonly findings: number
  readonly excessFen: number
  /** One rule (a quantity of one item in a visit above a limit) as a statement of its own over the same files. */
  readonly plainSeconds: number
  readonly plainLinesPerSecond: number
}

const LINES_OF_A_PIECE = 2_000_000

/**
 * Families that look at lines, alone, in a window or beside other lines of the person. Trace codes meet across persons and are
 * left out; so are families of visits and of records of providers.
 */
export const LINE_AND_WINDOW: ReadonlySet<string> = new Set([
  ...['line-limit', 'price-ceiling', 'line-arithmetic', 'supply-days', 'stay-dates', 'upload-lag', 'eligibility'],
  ...[
    'indication',
    'contraindication',
    'performed',
    'prescription-evidence',
    'outside-list',
    'prior-therapy',
    'companion',
  ],
  ...['frequency', 'distinct-days', 'amount-cap', 'interval', 'daily-quantity', 'on-hand', 'workload'],
  ...['pair', 'bundle', 'combined-use', 'discount', 'prescription-kinds', 'prescription-only'],
])

/** Lines are rounded up to whole persons. */
export async function benchAuditPost(options: AuditPostOptions): Promise<AuditPostResult> {
  const { audit, folder, now, onProgress, memoryMb = 4096 } = options
  const lines = Math.ceil(options.lines / linesOfAPerson) * linesOfAPerson
  const engine = await openEngine({ memoryMb, threads: 2, spillTo: join(folder, 'spill') })
  try {
    const started = now()
    const pieces = await generate(engine.connection, options, lines)
    const generated = now()
    const before = cpuSeconds()
    // Findings have an order of their own: nothing is kept in the order of the files.
    await engine.connection.run('SET preserve_insertion_order = false')
    let [findings, excessFen, families] = [0, 0, [] as readonly string[]]
    for (const [at, piece] of pieces.entries()) {
      const found = await auditPiece(engine.connection, audit, piece)
      findings += found.findings
      excessFen += found.excessFen
      families = found.families
      onProgress?.('audit', (at + 1) / pieces.length)
    }
    const audited = now()
    const auditCpuSeconds = cpuSeconds() - before
    await engine.connection.run(plainText(pieces))
    const plain = now()
    const auditSeconds = (audited - generated) / 1000
    const plainSeconds = (plain - audited) / 1000
    const own = [...audit.rules.values()].filter(
      ({ card }) => families.includes(card.family.name) && card.stages.includes('post'),
    )
    return {
      ...{ lines, pieces: pieces.length, families, memoryMb, findings, excessFen },
      rules: own.length,
      points: own.reduce((sum, { points }) => sum + points.length, 0),
      ...{
        generateSeconds: (generated - started) / 1000,
        auditSeconds,
        auditCpuSeconds,
        linesPerSecond: lines / auditSeconds,
      },
      ...{ plainSeconds, plainLinesPerSecond: lines / plainSeconds },
    }
  } finally {
    engine.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function generate(
  connection: DuckDBConnection,
  { audit, folder, onProgress }: AuditPostOptions,
  lines: number,
): Promise<Piece[]> {
  await connection.run('CREATE TABLE codes (number BIGINT, code VARCHAR, catalogue VARCHAR)')
  const appender = await connection.createAppender('codes')
  for (const [number, code] of [...audit.byCode.keys()].sort().entries()) {
    appender.appendBigInt(BigInt(number))
    appender.appendVarchar(code)
    // Codes of drugs begin with a letter, those of services with a digit, those of consumables with C and digits.
    appender.appendVarchar(/^C\d/.test(code) ? 'consumable' : /^\d/.test(code) ? 'service' : 'drug')
    appender.endRow()
  }
  appender.closeSync()
  const size = Math.floor(LINES_OF_A_PIECE / linesOfAPerson) * linesOfAPerson
  const pieces: Piece[] = []
  for (let from = 0; from < lines; from += size) {
    const to = Math.min(lines, from + size)
    pieces.push(await generatePiece(connection, folder, { at: pieces.length, from, to, codes: audit.byCode.size }))
    onProgress?.('generate', to / lines)
  }
  for (const table of ['providers', 'practitioners', 'records'] as const) await connection.run(createText(table))
  await connection.run(`INSERT INTO providers (id, provider_type, provider_level, capabilities)
    SELECT 'H' || h, 'hospital', 1 + h % 3, ['CT'] FROM range(300) t(h)`)
  await connection.run(`INSERT INTO practitioners (id, antibiotic_right)
    SELECT 'D' || d, CASE d % 3 WHEN 0 THEN 'NON_RESTRICTED' WHEN 1 THEN 'RESTRICTED' ELSE 'SPECIAL' END FROM range(3000) t(d)`)
  return pieces
}

function cpuSeconds(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  return (userCPUTime + systemCPUTime) / 1_000_000
}

const read = (path: string): string => `read_parquet(${quoted(path)}, hive_partitioning = false)`

async function auditPiece(connection: DuckDBConnection, audit: CompiledAudit, piece: Piece) {
  for (const table of ['lines', 'encounters', 'persons'] as const)
    await connection.run(`CREATE OR REPLACE VIEW ${table} AS ${await complete(connection, table, read(piece[table]))}`)
  const { judged } = await judgeSetBased(connection, audit, { stage: 'post', only: LINE_AND_WINDOW })
  const [row = []] = (
    await connection.runAndReadAll('SELECT count(*), CAST(COALESCE(SUM(excess_fen), 0) AS DOUBLE) FROM finding')
  ).getRows()
  return { findings: Number(row[0]), excessFen: Number(row[1]), families: judged }
}

/** A file with the facts it lacks as unknown. */
async function complete(connection: DuckDBConnection, table: FactTable, source: string): Promise<string> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`)
  const has = new Set(described.getRows().map(([name]) => String(name)))
  const lacking = FACT_COLUMNS[table].filter(({ name }) => !has.has(name))
  const unknown = lacking.map(({ name, type }) => `CAST(NULL AS ${type === 'JSON' ? 'VARCHAR' : type}) AS ${name}`)
  return `SELECT ${['*', ...unknown].join(', ')} FROM ${source}`
}

const plainText = (pieces: readonly Piece[]): string => {
  const files = pieces.map(({ lines }) => quoted(lines)).join(', ')
  return `SELECT count(*), SUM(total) FROM (SELECT encounter_id, code, SUM(quantity) AS total
    FROM read_parquet([${files}], hive_partitioning = false) WHERE to_fund AND reversal_of IS NULL
      AND code IN (SELECT code FROM codes) GROUP BY encounter_id, code HAVING SUM(quantity) > 20000)`
}
