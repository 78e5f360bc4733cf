// The tables of a scheme as the second grouper keeps them: rows of text, and sets by name.
import { parseCsv } from '../catalogue/csv.ts'

export type TableRow = Readonly<Record<string, string>>

/** The tables of a scheme: rows by the name of their file. */
export type NaiveTables = Readonly<Record<string, readonly TableRow[]>>

export interface NaiveRecord {
  readonly id: string
  /** As written: '1', '2', or anything else. */
  readonly sex: string
  readonly ageYears: number | undefined
  readonly ageDays: number | undefined
  readonly weightG: number | undefined
  readonly losDays: number | undefined
  readonly icuHours: number | undefined
  readonly dischargeType: string
  readonly departments: readonly string[]
  readonly dx: readonly string[]
  readonly proc: readonly string[]
}

export function naiveTables(files: readonly { readonly name: string; readonly text: string }[]): NaiveTables {
  return Object.fromEntries(
    files.map(({ name, text }) => {
      const [header, ...rows] = parseCsv(text).rows
      const titles = header?.cells ?? []
      return [name, rows.map(({ cells }) => Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])))]
    }),
  )
}

/** What the steps look up, by key. */
export class NaiveScheme {
  readonly mdcs: readonly TableRow[]
  readonly #adrgs: ReadonlyMap<string, readonly TableRow[]>
  readonly #drgs: ReadonlyMap<string, readonly TableRow[]>
  readonly #lists = new Map<string, Set<string>>()
  readonly #sites = new Map<string, string[]>()
  readonly #severity: ReadonlyMap<string, TableRow>
  readonly #exclusion: ReadonlyMap<string, string>
  readonly valid: ReadonlySet<string>

  constructor(tables: NaiveTables) {
    const rows = (name: string): readonly TableRow[] => tables[name] ?? []
    const inOrder = (name: string) => [...rows(name)].sort((a, b) => Number(a.order) - Number(b.order))
    this.mdcs = inOrder('mdc.csv')
    this.#adrgs = Map.groupBy(inOrder('adrg.csv'), (row) => row.mdc ?? '')
    this.#drgs = Map.groupBy(inOrder('drg.csv'), (row) => row.adrg ?? '')
    this.#severity = new Map(rows('severity-dx.csv').map((row) => [row.dx_code ?? '', row]))
    this.#exclusion = new Map(rows('exclusion-pdx.csv').map((row) => [row.pdx_code ?? '', row.exclusion_table ?? '']))
    this.valid = new Set(rows('or-proc.csv').map((row) => row.proc_code ?? ''))
    for (const row of rows('mdc-dx.csv')) {
      this.#add(`${row.mdc} dx`, row.dx_code)
      if (row.site)
        this.#sites.set(`${row.mdc} ${row.dx_code}`, [...this.sitesOf(row.mdc ?? '', row.dx_code ?? ''), row.site])
    }
    for (const row of rows('mdc-proc.csv')) this.#add(`${row.mdc} proc`, row.proc_code)
    for (const row of rows('adrg-dx.csv')) this.#add(`${row.adrg} dx ${row.part || 'A'}`, row.dx_code)
    for (const row of rows('adrg-proc.csv')) this.#add(`${row.adrg} proc ${row.part}`, row.proc_code)
    for (const row of rows('lists.csv')) this.#add(`:${row.list} ${row.kind}`, row.code)
  }

  #add(list: string, code = ''): void {
    this.#lists.set(list, (this.#lists.get(list) ?? new Set()).add(code))
  }

  has(list: string, code: string): boolean {
    return this.#lists.get(list)?.has(code) === true
  }

  codes(list: string): string[] {
    return [...(this.#lists.get(list) ?? [])]
  }

  sitesOf(mdc: string, code: string): readonly string[] {
    return this.#sites.get(`${mdc} ${code}`) ?? []
  }

  adrgsOf(mdc: string): readonly TableRow[] {
    return this.#adrgs.get(mdc) ?? []
  }

  drgsOf(adrg: string): readonly TableRow[] {
    return this.#drgs.get(adrg) ?? []
  }

  /** The levels of the secondary diagnoses that count. */
  levels(record: NaiveRecord): string[] {
    const table = this.#exclusion.get(record.dx[0] ?? '')
    return record.dx.slice(1).flatMap((code) => {
      const row = this.#severity.get(code)
      return row && (table === undefined || row.exclusion_table !== table) ? [row.level ?? ''] : []
    })
  }
}
