// 试运行 over a lake: two versions of the rules over the same months, set-based; what comes, goes, changes, and what labels say of it.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { CompiledAudit, Fen, RuleTrial, TrialSide } from '@yibao/kernel'
import { openEngine } from '../history/engine.ts'
import { readManifest } from '../history/manifest.ts'
import { verifyLake } from '../replay/verify.ts'
import { SUBJECTS } from './findings.ts'
import { type AuditPeriod, loadBucket } from './from-lake.ts'
import { findInVain } from './in-vain.ts'
import { judgeSetBased } from './judge.ts'
import { append } from './load.ts'

/** What people decided about a finding of an earlier run. */
export interface FindingLabel {
  readonly rule: string
  readonly lines: readonly string[]
  readonly encounters: readonly string[]
  readonly isRight: boolean
}

export interface LakeTrialOptions {
  readonly folder: string
  readonly before: CompiledAudit
  readonly after: CompiledAudit
  readonly labels: readonly FindingLabel[]
  readonly period?: AuditPeriod
  readonly threads?: number
  readonly memoryMb?: number
  readonly onProgress?: (share: number, text: string) => void
}

export interface LakeTrial {
  readonly lines: number
  readonly setAside: number
  readonly rules: readonly RuleTrial[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
interface Count {
  readonly before: Mutable<TrialSide>
  readonly after: Mutable<TrialSide>
  added: number
  gone: number
  changed: number
}

export async function trialLake(options: LakeTrialOptions): Promise<LakeTrial> {
  const { folder, labels, period = {}, threads = 2, memoryMb = 3072, onProgress } = options
  const manifest = readManifest(folder)
  await verifyLake(folder, manifest)
  const counts = new Map<string, Count>()
  const met = { before: new Set<number>(), after: new Set<number>() }
  let [lines, setAside] = [0, 0]
  const engine = await openEngine({ memoryMb, threads })
  try {
    const { connection } = engine
    await loadLabels(connection, labels)
    for (let bucket = 0; bucket < manifest.buckets; bucket += 1) {
      await loadBucket(connection, folder, manifest, bucket, period)
      for (const side of ['before', 'after'] as const) {
        await judgeSide(connection, options[side], side)
        await addSide(connection, side, counts, met[side])
      }
      await addMoves(connection, counts)
      lines += await one(connection, `SELECT count(*) FROM lines WHERE encounter_id NOT IN (FROM earlier)`)
      setAside += await one(connection, 'SELECT count(*) FROM set_aside')
      onProgress?.((bucket + 1) / manifest.buckets, `${bucket + 1}/${manifest.buckets}`)
    }
  } finally {
    engine.close()
  }
  for (const side of ['before', 'after'] as const)
    for (const [at, { rule, isRight }] of labels.entries())
      if (isRight && !met[side].has(at)) countOf(counts, rule)[side].missed += 1
  return {
    lines,
    setAside,
    rules: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, each]) => said(rule, each)),
  }
}

const one = async (connection: DuckDBConnection, sql: string): Promise<number> =>
  Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0)

const emptySide = (): Mutable<TrialSide> => ({
  ...{ hits: 0, definite: 0, suspect: 0, needsEvidence: 0, amountFen: 0 as Fen },
  ...{ right: 0, wrong: 0, missed: 0 },
})

function countOf(counts: Map<string, Count>, rule: string): Count {
  const count = counts.get(rule) ?? { before: emptySide(), after: emptySide(), added: 0, gone: 0, changed: 0 }
  counts.set(rule, count)
  return count
}

async function loadLabels(connection: DuckDBConnection, labels: readonly FindingLabel[]): Promise<void> {
  await connection.run(
    'CREATE TABLE label (nth BIGINT, rule VARCHAR, lines VARCHAR[], encounters VARCHAR[], is_right BOOLEAN)',
  )
  const appender = await connection.createAppender('label')
  for (const [at, { rule, lines, encounters, isRight }] of labels.entries()) {
    appender.appendBigInt(BigInt(at))
    appender.appendVarchar(rule)
    append(appender, 'VARCHAR[]', lines)
    append(appender, 'VARCHAR[]', encounters)
    appender.appendBoolean(isRight)
    appender.endRow()
  }
  appender.flushSync()
  appender.closeSync()
}

const KEY = ['rule', 'period', 'list_sort(lines)', ...SUBJECTS.map((name) => `list_sort(${name})`)].join(', ')

/** What only asks for a fact that a lake holds of nothing counts for neither version, as a run does not tell it. */
async function judgeSide(connection: DuckDBConnection, audit: CompiledAudit, side: 'before' | 'after'): Promise<void> {
  await judgeSetBased(connection, audit, { stage: 'post' })
  await findInVain(connection, audit)
  await connection.run(`CREATE OR REPLACE TABLE of_${side} AS SELECT rule, lines, ${SUBJECTS.join(', ')}, hash(${KEY}) AS key, severity, excess_fen
    FROM finding WHERE finding.rowid NOT IN (SELECT no FROM in_vain) AND ((SELECT count(*) FROM earlier) = 0
      OR EXISTS (SELECT 1 FROM (SELECT UNNEST(encounters) AS id
        UNION ALL SELECT l.encounter_id FROM (SELECT UNNEST(finding.lines) AS id) x JOIN lines l USING (id)) v WHERE v.id NOT IN (FROM earlier)))`)
}

/** Right and wrong of a version: a label judges a finding of its rule that names nothing beyond it. */
const JUDGED = (
  side: string,
): string => `SELECT DISTINCT f.rowid AS nth, f.rule, l.nth AS label, l.is_right FROM of_${side} f
  JOIN (SELECT *, UNNEST(lines) AS line FROM label) l ON l.rule = f.rule AND l.line = f.lines[1] WHERE list_has_all(l.lines, f.lines)
  UNION SELECT DISTINCT f.rowid, f.rule, l.nth, l.is_right FROM of_${side} f JOIN (SELECT *, UNNEST(encounters) AS visit FROM label WHERE len(lines) = 0) l
    ON l.rule = f.rule AND l.visit = f.encounters[1] WHERE len(f.lines) = 0 AND list_has_all(l.encounters, f.encounters)`

async function addSide(
  connection: DuckDBConnection,
  side: 'before' | 'after',
  counts: Map<string, Count>,
  met: Set<number>,
): Promise<void> {
  const sql = `SELECT rule, count(*), count(*) FILTER (severity = 'definite'), count(*) FILTER (severity = 'suspect'),
    count(*) FILTER (severity = 'needs_evidence'), CAST(SUM(excess_fen) AS DOUBLE) FROM of_${side} GROUP BY rule`
  for (const [rule, hits, definite, suspect, needsEvidence, fen] of (await connection.runAndReadAll(sql)).getRows()) {
    const own = countOf(counts, String(rule))[side]
    own.hits += Number(hits)
    own.definite += Number(definite)
    own.suspect += Number(suspect)
    own.needsEvidence += Number(needsEvidence)
    own.amountFen = (own.amountFen + Number(fen)) as Fen
  }
  const judged = `SELECT rule, count(*) FILTER (good), count(*) FILTER (NOT good) FROM (SELECT nth, rule, BOOL_OR(is_right) AS good
    FROM (${JUDGED(side)}) GROUP BY 1, 2) GROUP BY rule`
  for (const [rule, right, wrong] of (await connection.runAndReadAll(judged)).getRows()) {
    const own = countOf(counts, String(rule))[side]
    own.right += Number(right)
    own.wrong += Number(wrong)
  }
  for (const [at] of (await connection.runAndReadAll(`SELECT DISTINCT label FROM (${JUDGED(side)})`)).getRows())
    met.add(Number(at))
}

async function addMoves(connection: DuckDBConnection, counts: Map<string, Count>): Promise<void> {
  const once = (side: string): string =>
    `(SELECT rule, key, ANY_VALUE(severity) AS severity, MAX(excess_fen) AS fen FROM of_${side} GROUP BY rule, key)`
  const sql = `SELECT COALESCE(a.rule, b.rule), count(*) FILTER (b.key IS NULL), count(*) FILTER (a.key IS NULL),
      count(*) FILTER (a.severity <> b.severity OR a.fen <> b.fen)
    FROM ${once('after')} a FULL JOIN ${once('before')} b ON b.rule = a.rule AND b.key = a.key GROUP BY 1`
  for (const [rule, added, gone, changed] of (await connection.runAndReadAll(sql)).getRows()) {
    const own = countOf(counts, String(rule))
    own.added += Number(added)
    own.gone += Number(gone)
    own.changed += Number(changed)
  }
}

const percentOf = ({ right, wrong }: TrialSide): number | undefined =>
  right + wrong === 0 ? undefined : Math.round((right * 1000) / (right + wrong)) / 10

function said(rule: string, { before, after, added, gone, changed }: Count): RuleTrial {
  const [precisionBefore, precisionAfter] = [percentOf(before), percentOf(after)]
  return {
    ...{ rule, before, after, added, gone, changed },
    ...(precisionBefore !== undefined && { precisionBefore }),
    ...(precisionAfter !== undefined && { precisionAfter }),
  }
}
