// The office tables of a whole city, one file each, written when all of its buckets are there.
import { join } from 'node:path'
import type { Column } from '../history/columns.ts'
import { CompactStaging } from '../history/compact-staging.ts'
import { type Engine, openEngine } from '../history/engine.ts'
import type { LakeFile } from '../history/manifest.ts'
import { OFFICE_TABLES } from '../history/office-columns.ts'
import { clearingsSelect } from './beside-care.ts'
import { type BookFact, type BookFactKind, bookFactsSelect } from './book-facts.ts'
import { type OfficeProvider, orderedText, putProviders, readText, writeTable } from './bucket-tables.ts'
import type { OfficePlan } from './plan.ts'

export type OfficeValue = string | number | boolean | undefined
/** Values by column. */
export type OfficeRow = Readonly<Record<string, OfficeValue>>

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

  async rows(table: string, rows: readonly OfficeRow[]): Promise<void> {
    const columns = OFFICE_TABLES[table]!.map((each) => ({
      ...(each as Column<never>),
      of: (row: OfficeRow) => row[each.name],
    })) as unknown as Column<OfficeRow>[]
    const staging = new CompactStaging<OfficeRow>('staged', columns)
    await staging.create(this.#engine.connection)
    for (const [at, row] of rows.entries()) staging.add(at, 0, row)
    staging.flush()
    this.files[table] = [
      await writeTable(this.#engine, this.#folder, `${table}/${table}.parquet`, staging.select({}, columns)),
    ]
    await this.#engine.connection.run('DROP TABLE staged')
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
