// `audit run` over a lake: bucket after bucket; the set-based forms find, the kernel judges the rest and explains all of it.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  type AuditFacts,
  type AuditFinding,
  type CompiledAudit,
  deductions,
  type FactsView,
  runAudit,
  type Stage,
  viewOf,
} from '@yibao/kernel'
import { openEngine } from '../history/engine.ts'
import { contentHash, readManifest } from '../history/manifest.ts'
import { verifyLake } from '../replay/verify.ts'
import { type AuditPeriod, loadBucket } from './from-lake.ts'
import { asksInVain, findInVain } from './in-vain.ts'
import { judgeSetBased } from './judge.ts'
import { ownFolder, type Piece, pieceAt, refuseForeign, writeTables } from './output.ts'
import { OF_PERSON, readBatch, shareOutPersons } from './persons.ts'
import { appendMonths } from './results.ts'
import { withoutDays } from './undated.ts'

export interface AuditRunOptions {
  readonly out: string
  /** Only rules that the source can answer. */
  readonly audit: CompiledAudit
  /** A finding as its line in the results; `deductedFen` is what it takes of lines that no rule before it takes. */
  readonly rowOf: (finding: AuditFinding, deductedFen: number, view: FactsView) => object
  readonly threads?: number
  readonly memoryMb?: number
  readonly onProgress?: (share: number, text: string) => void
}

export interface LakeAuditOptions extends AuditRunOptions {
  readonly folder: string
  /** Names rules and points: another text makes what was done before be done again. */
  readonly fingerprint: string
  /** Only findings of visits settled in these months; earlier months are read as history. */
  readonly period?: AuditPeriod
  /** Where findings of several runs are gathered by month; the folder of results has one of its own otherwise. */
  readonly findings?: string
}

/** Where facts come from, bucket after bucket of whole persons. */
export interface FactSource {
  /** Names facts and rules: another text makes what was done before be done again. */
  readonly identity: string
  readonly buckets: number
  readonly stage: Stage
  /** Fills the tables of facts, `set_aside` and `undated`. */
  load(connection: DuckDBConnection, bucket: number): Promise<void>
  /** Findings that were made over all buckets, by the person of their lines; they are told with that person's own. */
  readonly across?: ReadonlyMap<string, readonly AuditFinding[]>
  /** Whether a finding is told at all; those that are not are counted. */
  readonly tells?: (finding: AuditFinding) => boolean
  /** A lake: what it can never answer is counted by the engine, and nobody's year is read for it. */
  readonly isLake?: boolean
}

export interface LakeAudit {
  readonly buckets: number
  /** Buckets that an earlier run had finished. */
  readonly resumed: number
  readonly lines: number
  readonly findings: number
  readonly setAside: number
  /** How many of them for which reason. */
  readonly setAsideFor: Readonly<Record<string, number>>
  readonly setBased: readonly string[]
  readonly byKernel: readonly string[]
  readonly pieces: readonly string[]
  /** Findings that were counted and not told, by rule. */
  readonly untold: Readonly<Record<string, number>>
}

/** What of a piece is kept while the others are made. */
interface Done {
  readonly path: string
  readonly lines: number
  readonly findings: number
  readonly setAside: number
  readonly setAsideFor: Readonly<Record<string, number>>
  readonly setBased: readonly string[]
  readonly byKernel: readonly string[]
  readonly untold?: Readonly<Record<string, number>>
}

export async function auditLake(options: LakeAuditOptions): Promise<LakeAudit> {
  const { folder } = options
  refuseForeign(options.out)
  const manifest = readManifest(folder)
  await verifyLake(folder, manifest)
  const { from = '', to = '' } = options.period ?? {}
  const months = from || to ? [`${from}..${to}`] : []
  const identity = [contentHash(manifest), options.fingerprint, ...months].join(' ')
  const source: FactSource = {
    ...{ identity, buckets: manifest.buckets, stage: 'post', isLake: true },
    load: (connection, bucket) => loadBucket(connection, folder, manifest, bucket, options.period),
  }
  const made = await auditSource(source, options)
  await writeTables(options.out, made.pieces)
  if (made.findings > 0) await appendMonths(options.out, options.findings ?? join(options.out, 'findings'), identity)
  return made
}

/** Two buckets at a time: the engine finds in one while this process explains what it found in the other. */
const LANES = 2

/** Every bucket that is not yet done, each a piece of its own. */
export async function auditSource(source: FactSource, options: AuditRunOptions): Promise<LakeAudit> {
  const { out, onProgress } = options
  const { identity, buckets } = source
  const pieces = join(out, 'pieces')
  mkdirSync(pieces, { recursive: true })
  const resumes = ownFolder(out, identity)
  const done: Done[] = []
  let [resumed, next, ended] = [0, 0, 0]
  const lane = async (): Promise<void> => {
    while (next < buckets) {
      const bucket = next++
      const path = join(pieces, `bucket-${String(bucket).padStart(3, '0')}.json`)
      if (resumes && existsSync(path)) resumed += 1
      else await writeWhole(path, await auditBucket(source, options, bucket))
      const { rows, setAside, ...rest } = pieceAt(path)
      const counts = { findings: rows.length, setAside: setAside.length, setAsideFor: reasonsOf(setAside) }
      done[bucket] = { path, ...rest, ...counts }
      ended += 1
      onProgress?.(ended / buckets, `${ended}/${buckets}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(LANES, buckets) }, lane))
  const sum = (of: (piece: Done) => number) => done.reduce((total, each) => total + of(each), 0)
  const names = (of: (piece: Done) => readonly string[]) => [...new Set(done.flatMap(of))].sort()
  const paths = done.map(({ path }) => path)
  return {
    ...{
      buckets,
      resumed,
      lines: sum(({ lines }) => lines),
      findings: sum(({ findings }) => findings),
    },
    setAside: sum(({ setAside }) => setAside),
    setAsideFor: summed(done.map(({ setAsideFor }) => setAsideFor)),
    ...{ setBased: names(({ setBased }) => setBased), byKernel: names(({ byKernel }) => byKernel) },
    pieces: paths,
    untold: summed(done.map(({ untold }) => untold ?? {})),
  }
}

const reasonsOf = (setAside: Piece['setAside']): Record<string, number> =>
  summed(setAside.map(([, , reason = '']) => ({ [reason]: 1 })))

function summed(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const each of counts) for (const [rule, count] of Object.entries(each)) sum[rule] = (sum[rule] ?? 0) + count
  return sum
}

async function writeWhole(path: string, piece: Piece): Promise<void> {
  writeFileSync(`${path}.part`, `${JSON.stringify(piece)}\n`)
  renameSync(`${path}.part`, path)
}

async function auditBucket(source: FactSource, options: AuditRunOptions, bucket: number): Promise<Piece> {
  const { threads = 2, memoryMb = 3072 } = options
  const spillTo = join(options.out, `spill-${bucket}`)
  const engine = await openEngine({ memoryMb: Math.floor(memoryMb / LANES), threads, spillTo })
  const { connection } = engine
  try {
    await connection.run('CREATE TABLE earlier (encounter_id VARCHAR)')
    await source.load(connection, bucket)
    const { judged, left } = await judgeSetBased(connection, options.audit, { stage: source.stage })
    const untold = source.isLake ? await findInVain(connection, options.audit) : {}
    await choose(connection, left.length > 0 || source.across !== undefined, source.isLake === true)
    const batches = await shareOutPersons(connection)
    const rows: object[] = []
    const tells = (finding: AuditFinding): boolean => {
      if (source.isLake) return !asksInVain(finding)
      if (source.tells?.(finding) ?? true) return true
      untold[finding.rule] = (untold[finding.rule] ?? 0) + 1
      return false
    }
    for (let batch = 0; batch < batches; batch += 1)
      rows.push(...(await explain(connection, { ...source, tells }, options, judged, batch)))
    const [lines = []] = (await connection.runAndReadAll(LINES_OF_PERIOD)).getRows()
    const aside = (
      await connection.runAndReadAll('SELECT line, encounter, reason FROM set_aside ORDER BY line, encounter')
    ).getRows()
    return {
      lines: Number(lines[0]),
      setAside: aside.map((row) => row.map(String)),
      setBased: judged,
      byKernel: left,
      rows,
      untold,
    }
  } finally {
    engine.close()
    rmSync(spillTo, { recursive: true, force: true })
  }
}

const LINES_OF_PERIOD = 'SELECT count(*) FROM lines WHERE encounter_id NOT IN (SELECT encounter_id FROM earlier)'
/** Of a finding, a visit that was settled in the months asked for. */
const IN_PERIOD = `SELECT 1 FROM (SELECT UNNEST(f.encounters) AS encounter_id UNION ALL SELECT x.encounter_id FROM (SELECT UNNEST(f.lines) AS id) i
  JOIN lines x USING (id)) v WHERE v.encounter_id NOT IN (SELECT encounter_id FROM earlier)`
function inPeriodOf({ lines }: AuditFacts, earlier: ReadonlySet<string>): (finding: AuditFinding) => boolean {
  const visitOf = new Map(lines.map((line) => [line.id, line.encounterId]))
  return (finding) =>
    [...finding.encounters, ...finding.lines.map(({ lineId }) => visitOf.get(lineId) ?? '')].some(
      (id) => !earlier.has(id),
    )
}

/** Everybody, where the kernel has families to judge; else those of whom something is told. */
const choose = async (connection: DuckDBConnection, everybody: boolean, isLake: boolean): Promise<void> => {
  const told = isLake ? 'f.rowid NOT IN (SELECT no FROM in_vain) AND ' : ''
  const found = `SELECT DISTINCT e.person_id FROM ${OF_PERSON} WHERE ${told}EXISTS (${IN_PERIOD})`
  await connection.run(`CREATE OR REPLACE TABLE chosen AS SELECT person_id, row_number() OVER (ORDER BY person_id) AS nth
    FROM (${everybody ? 'SELECT DISTINCT person_id FROM encounters' : found})`)
}

async function explain(
  connection: DuckDBConnection,
  { stage, across, tells }: FactSource,
  { audit, rowOf }: AuditRunOptions,
  judged: readonly string[],
  batch: number,
): Promise<object[]> {
  const { facts, found, undated, earlier } = await readBatch(connection, batch)
  const view = viewOf(facts)
  const all = runAudit(audit, view, { stage })
  const familyOf = ({ rule }: AuditFinding): string => audit.rules.get(rule)?.card.family.name ?? ''
  agree(
    found,
    all.filter((each) => judged.includes(familyOf(each))),
  )
  const inPeriod = earlier.size === 0 ? all : all.filter(inPeriodOf(facts, earlier))
  const own = inPeriod.map((each) => withoutDays(each, familyOf(each), undated))
  const findings = [...own, ...facts.persons.flatMap(({ id }) => across?.get(id) ?? [])].filter(tells ?? (() => true))
  const taken = new Map<AuditFinding, number>()
  for (const { finding, amountFen } of deductions(findings)) taken.set(finding, (taken.get(finding) ?? 0) + amountFen)
  return findings.map((finding) => rowOf(finding, taken.get(finding) ?? 0, view))
}

/** Both forms are one definition. Should they ever differ here, nothing is published: that is a fault of ours. */
function agree(found: readonly string[], findings: readonly AuditFinding[]): void {
  const ours = [...found].sort()
  const theirs = findings
    .map(
      ({ rule, knowledge, severity, lines, encounters, excessQuantity, excessAmountFen }) =>
        `${rule} ${knowledge[0]?.id} ${severity} ${lines.map(({ lineId }) => lineId).join(',')} ${encounters.join(',')} ${excessQuantity} ${excessAmountFen}`,
    )
    .sort()
  const at = ours.findIndex((each, index) => each !== theirs[index])
  if (at >= 0 || ours.length !== theirs.length)
    throw new Error(
      `The two forms differ: set-based ${ours[at] ?? ours.length}, kernel ${theirs[Math.max(at, 0)] ?? theirs.length}`,
    )
}
