// Writes a city and its care to a folder, table by table: a data set with known truth. Care is planned, billed, settled and
// written day by day; what is held is the city itself and whoever lies in hospital.
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { CityLoad } from '@yibao/contract/load'
import { addDays, type Day, type PlanBook } from '@yibao/kernel'
import type { LakeWriter } from '@yibao/lake'
import { BillWriter, type CareEvent, careByDay, hasEffect, leavesOn, OfflinePlatform } from '../care/index.ts'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import { CsvFile } from './csv-file.ts'
import { type Counties, countiesOf, settledClaim } from './history.ts'
import * as rows from './rows.ts'
import { type Row, TABLES, type TableName } from './tables.ts'

export interface SynthOptions {
  readonly city: CityLoad
  readonly catalogue: ShippedCatalogue
  readonly months: number
  readonly seed: number
  /** Folder to write to; made when it does not exist. */
  readonly out: string
  /** The city's policy: settlements are written under it. Left out: visits and fee lines alone. */
  readonly book?: PlanBook
  /** Settled care is written to this lake too; it needs a policy. The caller closes it. */
  readonly lake?: LakeWriter
  readonly onProgress?: (progress: SynthProgress) => void
}

export interface SynthProgress {
  readonly stage: 'city' | 'care'
  readonly day?: Day
  readonly rows: number
}

export type RowCounts = Readonly<Record<TableName, number>>

type Files = { readonly [Name in TableName]: CsvFile<(typeof TABLES)[Name][number]> }

export async function synthesize(options: SynthOptions): Promise<RowCounts> {
  await mkdir(options.out, { recursive: true })
  const files = openFiles(options.out)
  const writer = new CityWriter(options, files)
  try {
    await writer.writeCity()
    await writer.writeCare()
  } finally {
    for (const file of Object.values(files)) await file.close()
  }
  for (const name of Object.keys(files)) await rename(partOf(options.out, name), join(options.out, `${name}.csv`))
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, file.rows])) as Record<TableName, number>
}

/** A table has its name when the city is whole: what was interrupted is not taken for a month of care. */
export const PART = '.csv.part'
const partOf = (folder: string, name: string): string => join(folder, `${name}${PART}`)

function openFiles(folder: string): Files {
  const entries = Object.entries(TABLES).map(([name, columns]) => [name, new CsvFile(partOf(folder, name), columns)])
  return Object.fromEntries(entries) as unknown as Files
}

class CityWriter {
  readonly #options: SynthOptions
  readonly #files: Files
  readonly #bills: BillWriter
  readonly #platform: OfflinePlatform | undefined
  readonly #counties: Counties
  /** Who leaves when: settled on that day, in the order of leaving. */
  readonly #leaving = new Map<Day, CareEvent[]>()

  constructor(options: SynthOptions, files: Files) {
    const { city, catalogue, book } = options
    this.#options = options
    this.#files = files
    this.#bills = new BillWriter(city, catalogue)
    this.#platform = book && new OfflinePlatform(city, book)
    this.#counties = countiesOf(city)
  }

  async writeCity(): Promise<void> {
    const { city } = this.#options
    await this.#all('persons', city.persons, rows.personRow)
    await this.#all('spells', city.spells, rows.spellRow)
    await this.#all('categories', city.categories, rows.categoryRow)
    await this.#all('certificates', city.certificates, rows.certificateRow)
    await this.#all('employers', city.employers, rows.employerRow)
    await this.#all('providers', city.providers, rows.providerRow)
    const staff = city.providers.flatMap((provider) =>
      provider.staff.map((member) => ({ provider: provider.code, ...member })),
    )
    await this.#all('staff', staff, (member) => member)
    await this.#all('accounts', city.accounts, ({ personNo, balanceFen }) => ({
      person_no: personNo,
      balance_fen: balanceFen,
    }))
    await this.#all('mutual_aid', city.mutualAid, (aid) => aid)
    await this.#all('funds', city.funds, ({ fund, amountFen, on }) => ({ fund, amount_fen: amountFen, on }))
  }

  async writeCare(): Promise<void> {
    const { city, months, seed } = this.#options
    let on = city.openedOn
    for (const events of careByDay({ city, months, seed })) {
      for (const event of events) await this.#begin(event)
      await this.#settle(on)
      on = addDays(on, 1)
    }
    // Those still in hospital leave after the last day.
    for (const day of [...this.#leaving.keys()].sort()) await this.#settle(day)
  }

  async #begin(event: CareEvent): Promise<void> {
    await this.#files.visits.write(rows.visitRow(event))
    const on = leavesOn(event)
    const others = this.#leaving.get(on)
    if (others) others.push(event)
    else this.#leaving.set(on, [event])
  }

  async #settle(on: Day): Promise<void> {
    for (const event of this.#leaving.get(on) ?? []) {
      const lines = this.#bills.linesOf(event)
      for (const line of lines) await this.#files.fee_lines.write(rows.feeLineRow(event, line))
      if (!this.#platform || !hasEffect(event)) continue
      const outcome = this.#platform.settle(event, lines)
      if (!outcome.ok) continue
      await this.#files.settlements.write(rows.settlementRow(event, outcome.value))
      await this.#options.lake?.add(settledClaim(event, outcome.value, this.#counties))
      for (const tier of rows.tierRows(event, outcome.value)) await this.#files.settlement_tiers.write(tier)
    }
    this.#leaving.delete(on)
    this.#options.onProgress?.({ stage: 'care', day: on, rows: this.#files.fee_lines.rows })
  }

  async #all<Name extends TableName, Item>(
    name: Name,
    items: readonly Item[],
    row: (item: Item) => Row<Name>,
  ): Promise<void> {
    const file = this.#files[name] as CsvFile<(typeof TABLES)[Name][number]>
    for (const item of items) await file.write(row(item))
    this.#options.onProgress?.({ stage: 'city', rows: file.rows })
  }
}
