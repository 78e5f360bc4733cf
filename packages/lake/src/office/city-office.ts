// The office tables of a whole city, one file each, written when all of its buckets are there.
import { join } from 'node:path'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import type { LakeFile } from '../history/manifest.ts'
import { clearingsSelect } from './beside-care.ts'
import { type BookFact, type BookFactKind, bookFactsSelect } from './book-facts.ts'
import { type OfficeProvider, orderedText, putProviders, readText, writeTable } from './bucket-tables.ts'
import type { OfficePlan } from './plan.ts'
import { type OfficeRow, writeOfficeRows } from './rows.ts'

const MEMORY_MB = 2048

export class CityOffice {
  readonly files: Record<string, readonly LakeFile[]> = {}
  readonly #engine: Engine
  readonly #folder: string
  readonly #known: Readonly<Record<string, readonly LakeFile[]>>
  readonly #plan: OfficePlan

  private constructor(
    engine: Engine,
    folder: string,
    known: Readonly<Record<string, readonly LakeFile[]>>,
    plan: OfficePlan,
  ) {
    this.#engine = engine
    this.#folder = folder
    this.#known = known
    this.#plan = plan
  }

  static async open(
    folder: string,
    known: Readonly<Record<string, readonly LakeFile[]>>,
    plan: OfficePlan,
    providers: readonly OfficeProvider[],
  ): Promise<CityOffice> {
    const engine = await openEngine({ memoryMb: MEMORY_MB, spillTo: join(folder, '.parts', 'spill-city') })
    await putProviders(engine, providers)
    return new CityOffice(engine, folder, known, plan)
  }

  close(): void {
    this.#engine.close()
  }

  /** `workdays` are the working days of the years, in their order. */
  async clearings(workdays: readonly string[]): Promise<void> {
    const { connection } = this.#engine
    const days = workdays.map((on, n) => `(DATE '${on}', ${n})`).join(', ')
    await connection.run(`CREATE TABLE workdays AS SELECT * FROM (VALUES ${days}) t("on", n)`)
    await this.#write('clearings', clearingsSelect(this.#source()), 'month, provider, fund')
  }

  async bookFacts(): Promise<BookFact[]> {
    const found = await this.#engine.connection.runAndReadAll(bookFactsSelect(this.#source()))
    return found.getRows().map(([kind, month, fund, county, fen]) => ({
      ...{ kind: kind as BookFactKind, month: String(month), fund: String(fund), county: String(county) },
      amountFen: Number(fen),
    }))
  }

  /** Enrolled on the first day of each year, by scheme and status: what budgets are made with. */
  async heads(): Promise<{ year: number; scheme: string; status: string; people: number }[]> {
    const found = await this.#engine.connection.runAndReadAll(
      `SELECT YEAR(from_on), scheme, status, COUNT(*) FROM ${this.#read('spells')} GROUP BY ALL ORDER BY ALL`,
    )
    return found.getRows().map(([year, scheme, status, people]) => ({
      ...{ year: Number(year), scheme: String(scheme), status: String(status), people: Number(people) },
    }))
  }

  /** Deposits that were withheld, by provider and year of the care. */
  async deposits(): Promise<{ provider: string; county: string; year: number; depositFen: number }[]> {
    const found = await this.#engine.connection.runAndReadAll(
      `SELECT provider, MAX(county), CAST(substr(month, 1, 4) AS INTEGER) AS year, CAST(SUM(deposit_fen) AS DOUBLE) FROM ${this.#read('clearings')}
        GROUP BY provider, year HAVING SUM(deposit_fen) > 0 ORDER BY year, provider`,
    )
    return found.getRows().map(([provider, county, year, fen]) => ({
      ...{ provider: String(provider), county: String(county), year: Number(year), depositFen: Number(fen) },
    }))
  }

  /** What the pooled fund paid for a county's insured, to some providers and to all others, by year. */
  async paidBetween(
    county: string,
    scheme: string,
    members: readonly string[],
  ): Promise<{ year: number; insideFen: number; outsideFen: number }[]> {
    const isMember = `provider IN (${members.map(quoted).join(', ') || "''"})`
    const found = await this.#engine.connection.runAndReadAll(
      `SELECT YEAR(settled_on) AS year, CAST(SUM(CASE WHEN ${isMember} THEN payer_pooled_fen ELSE 0 END) AS DOUBLE),
        CAST(SUM(CASE WHEN ${isMember} THEN 0 ELSE payer_pooled_fen END) AS DOUBLE)
        FROM ${this.#read('claims')} WHERE county = ${quoted(county)} AND scheme = ${quoted(scheme)} GROUP BY year ORDER BY year`,
    )
    return found.getRows().map(([year, inside, outside]) => ({
      ...{ year: Number(year), insideFen: Number(inside), outsideFen: Number(outside) },
    }))
  }

  async rows(table: string, rows: readonly OfficeRow[]): Promise<void> {
    this.files[table] = [await writeOfficeRows(this.#engine, this.#folder, table, `${table}/${table}.parquet`, rows)]
  }

  async #write(table: string, select: string, order: string): Promise<void> {
    const path = `${table}/${table}.parquet`
    this.files[table] = [await writeTable(this.#engine, this.#folder, path, orderedText(table, select, order))]
  }

  #read(table: string): string {
    if (table === 'providers') return 'city_providers'
    return readText(this.#folder, table, this.files[table] ?? this.#known[table] ?? [])
  }

  #source() {
    return { read: (table: string) => this.#read(table), plan: this.#plan }
  }
}
