// Writes one bucket of history by itself: its months one after the other, its people, their spells and charges. Buckets know
// nothing of each other, so any number of them are written side by side; `assembleLake` makes a lake of them at the end.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dayNumber, invariant, type TierOutcome } from '@yibao/kernel'
import type { SettledClaim } from './claim.ts'
import { CLAIM_COLUMNS, type Column } from './columns.ts'
import { CompactStaging } from './compact-staging.ts'
import { type Engine, openEngine, quoted } from './engine.ts'
import { LineStage } from './line-stage.ts'
import { hashOf, type LakeFile, type LakeSlice } from './manifest.ts'
import { chargesSelect, entriesSelect } from './money-tables.ts'
import {
  CATEGORY_COLUMNS,
  CERTIFICATE_COLUMNS,
  type ChargeRates,
  type LakeCategory,
  type LakeCertificate,
  type LakePerson,
  type LakeSpell,
  type LakeTrace,
  PEOPLE_COLUMNS,
  SPELL_COLUMNS,
  TIER_COLUMNS,
  TRACE_COLUMNS,
} from './table-columns.ts'
import { bucketName, textVersion } from './writer.ts'

/** What a bucket has written: enough to describe it in the manifest without looking at its files again. */
export interface BucketPart {
  readonly bucket: number
  readonly persons: number
  readonly personFile: LakeFile
  readonly slices: readonly LakeSlice[]
  readonly tables: Readonly<Record<string, readonly LakeFile[]>>
  readonly codes: Readonly<Record<string, readonly string[]>>
  readonly policyVersions: readonly string[]
  readonly claims: number
  readonly lines: number
}

export interface PeopleTables {
  readonly spells: readonly LakeSpell[]
  readonly categories: readonly LakeCategory[]
  readonly certificates: readonly LakeCertificate[]
  readonly rates: readonly ChargeRates[]
}

/** What the writer numbers itself. */
const NUMBERED = { claim: 'at_seq', person: 'at_place' } as const
const PARQUET = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)'

export class BucketWriter {
  readonly #folder: string
  readonly #bucket: number
  readonly #engine: Engine
  readonly #lines: LineStage
  readonly #people: readonly LakePerson[]
  readonly #slices: LakeSlice[] = []
  readonly #tables = new Map<string, LakeFile[]>()
  readonly #codes = new Map<string, Set<string>>()
  readonly #versions = new Set<string>()
  #claims = new CompactStaging<SettledClaim>('claims', CLAIM_COLUMNS)
  #tiers = new CompactStaging<TierOutcome>('tiers', TIER_COLUMNS)
  #traces = new CompactStaging<LakeTrace>('traces', TRACE_COLUMNS)
  #traceCount = 0
  #month = ''
  #seq = 0
  #claimCount = 0
  #lineCount = 0

  private constructor(folder: string, bucket: number, engine: Engine, people: readonly LakePerson[]) {
    this.#folder = folder
    this.#bucket = bucket
    this.#engine = engine
    this.#lines = new LineStage(engine.connection)
    this.#people = people
  }

  static async open(folder: string, bucket: number, people: readonly LakePerson[]): Promise<BucketWriter> {
    const spillTo = join(folder, `.spill-${bucket}`)
    return new BucketWriter(folder, bucket, await openEngine({ memoryMb: 1024, spillTo }), people)
  }

  async writePeople({ spells, categories, certificates, rates }: PeopleTables): Promise<void> {
    await this.#writeTable('people', PEOPLE_COLUMNS, this.#people)
    await this.#writeTable('spells', SPELL_COLUMNS, spells)
    await this.#writeTable('categories', CATEGORY_COLUMNS, categories)
    await this.#writeTable('certificates', CERTIFICATE_COLUMNS, certificates)
    for (const each of rates) {
      const select = chargesSelect((table) => this.#read(table), each)
      this.#note('charges', await this.#copy('charges', `year=${each.year}/`, select))
    }
  }

  /** Begins a month; claims are then added in the order in which they were settled. */
  async begin(month: string): Promise<void> {
    invariant(month > this.#month, `months are written in their order: ${month} after ${this.#month}`)
    this.#month = month
    this.#seq = 0
    this.#claims = new CompactStaging('claims', CLAIM_COLUMNS)
    this.#tiers = new CompactStaging('tiers', TIER_COLUMNS)
    this.#traces = new CompactStaging('traces', TRACE_COLUMNS)
    this.#traceCount = 0
    await this.#traces.create(this.#engine.connection)
    await this.#claims.create(this.#engine.connection)
    await this.#tiers.create(this.#engine.connection)
    await this.#lines.begin()
  }

  add(person: number, claim: SettledClaim, traces: readonly LakeTrace[] = []): void {
    const { lines } = claim.bill
    this.#claims.add(this.#seq, person, claim)
    const settled = dayNumber(claim.bill.visit.settledOn)
    for (let at = 0; at < lines.length; at += 1)
      this.#lines.add(this.#seq, at, lines[at]!, claim.usedDays?.[at] ?? settled)
    for (const tier of claim.settlement.tiers) this.#tiers.add(this.#seq, 0, tier)
    for (const trace of traces) this.#traces.add(this.#seq, 0, trace)
    this.#traceCount += traces.length
    this.#versions.add(textVersion(claim.settlement.policyVersion))
    this.#seq += 1
  }

  async end(): Promise<void> {
    const { connection } = this.#engine
    if (this.#seq > 0) await this.#writeMonth()
    for (const table of ['claims', 'tiers', 'traces', 'staged_lines']) await connection.run(`DROP TABLE ${table}`)
    this.#claimCount += this.#seq
    this.#lineCount += this.#lines.count
  }

  async close(): Promise<BucketPart> {
    const personFile = await this.#copy('persons', '', `SELECT person, person_no FROM ${this.#read('people')}`)
    if (this.#tables.has('charges')) this.#note('entries', await this.#copy('entries', '', this.#entries()))
    this.#engine.close()
    rmSync(join(this.#folder, `.spill-${this.#bucket}`), { recursive: true, force: true })
    return {
      bucket: this.#bucket,
      persons: this.#people.length,
      personFile,
      slices: this.#slices,
      tables: Object.fromEntries(this.#tables),
      codes: Object.fromEntries([...this.#codes].map(([name, values]) => [name, [...values].sort()])),
      policyVersions: [...this.#versions].sort(),
      claims: this.#claimCount,
      lines: this.#lineCount,
    }
  }

  async #writeMonth(): Promise<void> {
    this.#claims.flush()
    this.#tiers.flush()
    this.#traces.flush()
    const month = `month=${this.#month}/`
    const claims = await this.#copy('claims', month, this.#claims.select(NUMBERED, CLAIM_COLUMNS))
    const tiers = this.#tiers.select(NUMBERED, TIER_COLUMNS)
    const lines = await this.#copy('claim_lines', month, await this.#lines.select())
    this.#note('claim_tiers', await this.#copy('claim_tiers', month, tiers))
    if (this.#traceCount > 0)
      this.#note('trace_codes', await this.#copy('trace_codes', month, this.#traces.select(NUMBERED, TRACE_COLUMNS)))
    this.#keepCodes('claims', this.#claims.codes())
    this.#keepCodes('claim_lines', this.#lines.codes())
    this.#slices.push({
      month: this.#month,
      bucket: this.#bucket,
      claims,
      claim_lines: lines,
      empty: this.#claims.empty(),
    })
  }

  #entries(): string {
    const paths = (files: readonly LakeFile[]): string =>
      `read_parquet([${files.map(({ path }) => quoted(join(this.#folder, path))).join(', ')}], hive_partitioning = false)`
    const claims = this.#slices.map((slice) => slice.claims)
    const last = this.#month
    return entriesSelect({ charges: paths(this.#tables.get('charges') ?? []), claims: paths(claims), last })
  }

  async #writeTable<Item>(table: string, columns: readonly Column<Item>[], items: readonly Item[]): Promise<void> {
    const { connection } = this.#engine
    const staging = new CompactStaging<Item>('staged', columns)
    await staging.create(connection)
    items.forEach((item, at) => {
      staging.add(at, 0, item)
    })
    staging.flush()
    this.#note(table, await this.#copy(table, '', staging.select(NUMBERED, columns)))
    await connection.run('DROP TABLE staged')
  }

  #note(table: string, file: LakeFile): void {
    this.#tables.set(table, [...(this.#tables.get(table) ?? []), file])
  }

  #keepCodes(table: string, codes: readonly (readonly [string, readonly string[]])[]): void {
    for (const [column, values] of codes) {
      const key = `${table}.${column}`
      this.#codes.set(key, (this.#codes.get(key) ?? new Set()).union(new Set(values)))
    }
  }

  #read(table: string): string {
    return `read_parquet(${quoted(join(this.#folder, this.#pathOf(table, '')))})`
  }

  #pathOf(table: string, within: string): string {
    return `${table}/${within}${bucketName(this.#bucket)}`
  }

  async #copy(table: string, within: string, select: string): Promise<LakeFile> {
    const path = this.#pathOf(table, within)
    const own = join(this.#folder, path)
    mkdirSync(dirname(own), { recursive: true })
    const result = await this.#engine.connection.runAndReadAll(`COPY (${select}) TO ${quoted(own)} ${PARQUET}`)
    return { path, rows: Number(result.getRows()[0]?.[0] ?? 0), sha256: await hashOf(own) }
  }
}
