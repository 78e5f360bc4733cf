// A published list of knowledge as points of ours: columns and words translated, every row read by its rule's family.
import type { FaultList } from '../../policy/text/faults.ts'
import type { MapNode, Place, TextNode } from '../../policy/text/located.ts'
import { type Day, parseDay } from '../../time/day.ts'
import type { RuleCard } from '../card/card.ts'
import { HEAD_COLUMNS, overlaid, readRawPoint } from '../knowledge/point.ts'
import { cellNode } from '../knowledge/read-csv.ts'
import type { CsvRow, CsvTable } from './csv.ts'
import { type BatchForm, columnsOf } from './form.ts'
import { type StoredPoint, storedPoint } from './stored.ts'

export interface Batch {
  readonly name: string
  readonly points: readonly StoredPoint[]
  /** Rows of rules that were not asked for, by the name the list gives them. */
  readonly passedOver: ReadonlyMap<string, number>
}

/** Undefined when a single row is wrong: a batch comes in whole or not at all. */
export function readBatch(
  file: string,
  table: CsvTable,
  form: BatchForm,
  cards: readonly RuleCard[],
  faults: FaultList,
): Batch | undefined {
  const wanted = wantedCards(form, cards, file, faults)
  if (wanted.length === 0) return undefined
  const ours = [...new Set([...HEAD_COLUMNS, ...wanted.flatMap((card) => card.family.columns)])]
  for (const column of form.fixed?.keys() ?? []) {
    if (!ours.includes(column)) faults.add({ file, line: 1 }, 'unknown_key', column, `one of ${ours.join(', ')}`)
  }
  const columns = columnsOf(table.titles, form, ours, { file }, faults)
  if (table.rows.length === 0) faults.add({ file, line: 1 }, 'empty_file', 'titles without rows', 'at least one point')
  if (faults.refuses) return undefined
  const reader = new BatchReader(file, table, form, columns, cards, wanted, faults)
  const points = table.rows.flatMap((row) => reader.read(row) ?? [])
  return faults.refuses ? undefined : { name: form.batch, points, passedOver: reader.passedOver }
}

function wantedCards(
  form: BatchForm,
  cards: readonly RuleCard[],
  file: string,
  faults: FaultList,
): readonly RuleCard[] {
  if (!form.rules) return cards
  return form.rules.flatMap((id) => {
    const card = cards.find((each) => each.id === id)
    if (!card) faults.add({ file, line: 1 }, 'unknown_rule', id, `one of ${cards.map((each) => each.id).join(', ')}`)
    return card ?? []
  })
}

const LONGEST_CELL = 20_000
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/
const CODE_COLUMNS: readonly string[] = ['codes', 'a', 'b', 'item', 'composite', 'parts', 'firstLine', 'billed']
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._+*-]{0,59}$/u

const shownCell = (cell: string): string => JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)

class BatchReader {
  readonly passedOver = new Map<string, number>()
  readonly #named = new Map<string, RuleCard>()
  readonly #first = new Map<string, number>()

  constructor(
    file: string,
    table: CsvTable,
    form: BatchForm,
    columns: readonly (string | undefined)[],
    cards: readonly RuleCard[],
    wanted: readonly RuleCard[],
    faults: FaultList,
  ) {
    this.#file = file
    this.#titles = table.titles
    this.#form = form
    this.#columns = columns
    this.#wanted = wanted
    this.#faults = faults
    // A list may call a rule by its id, its national code or its Chinese name.
    for (const card of cards)
      for (const name of [card.id, card.officialCode, card.title.zh]) if (name) this.#named.set(name, card)
  }

  readonly #file: string
  readonly #titles: readonly string[]
  readonly #form: BatchForm
  readonly #columns: readonly (string | undefined)[]
  readonly #wanted: readonly RuleCard[]
  readonly #faults: FaultList

  read(row: CsvRow): StoredPoint | undefined {
    const cells = this.#cells(row)
    const card = this.#cardOf(cells, row)
    if (!card) return undefined
    cells.set('rule', card.id)
    cells.set('batch', cells.get('batch') ?? this.#form.batch)
    if (!cells.has('validFrom')) {
      const expected = 'a day in the list, or --from DAY'
      this.#faults.add(
        this.#place(row, 'validFrom'),
        'missing_key',
        'a point without a first day of validity',
        expected,
      )
      return undefined
    }
    if (!this.#fits(card, cells, row)) return undefined
    const point = storedPoint(card.id, cells)
    return this.#isFirst(point, row) ? point : undefined
  }

  #cells(row: CsvRow): Map<string, string> {
    const cells = new Map(this.#form.fixed)
    this.#columns.forEach((column, at) => {
      const cell = row.cells[at]?.trim() ?? ''
      if (column !== undefined && cell !== '') cells.set(column, this.#form.words?.get(cell) ?? cell)
    })
    return cells
  }

  #cardOf(cells: ReadonlyMap<string, string>, row: CsvRow): RuleCard | undefined {
    const name = cells.get('rule')
    if (name === undefined) {
      if (this.#wanted.length === 1) return this.#wanted[0]
      this.#faults.add(this.#place(row, 'rule'), 'missing_key', 'a row without rule', 'a column rule, or one --rule')
      return undefined
    }
    const card = this.#named.get(name)
    if (card && this.#wanted.includes(card)) return card
    if (!card && !this.#form.rules)
      this.#faults.add(this.#place(row, 'rule'), 'unknown_rule', name, 'the id, national code or name of a rule')
    else this.passedOver.set(name, (this.passedOver.get(name) ?? 0) + 1)
    return undefined
  }

  /** Where a cell of ours came from in the list. */
  #place(row: CsvRow, column: string): Place {
    const at = this.#columns.indexOf(column)
    return { file: this.#file, line: row.line, column: at < 0 ? column : (this.#titles[at] ?? column) }
  }

  /** The same two steps as when a table is loaded: head, then parameters by the family. */
  #fits(card: RuleCard, cells: ReadonlyMap<string, string>, row: CsvRow): boolean {
    const count = this.#faults.faults.length
    this.#checkCells(cells, row)
    const entries = new Map<string, TextNode>()
    const keys = new Map<string, Place>()
    for (const [column, cell] of cells) {
      const at = this.#place(row, column)
      entries.set(column, cellNode(cell, at))
      keys.set(column, at)
    }
    const node: MapNode = { kind: 'map', at: { file: this.#file, line: row.line }, entries, keys }
    const raw = readRawPoint(node, { id: 'row' }, this.#faults)
    if (raw) card.family.read(overlaid(card.parameters, raw.parameters), this.#faults)
    return this.#faults.faults.length === count
  }

  /** Codes are short and plain; no cell holds a character that nobody can see. */
  #checkCells(cells: ReadonlyMap<string, string>, row: CsvRow): void {
    for (const [column, cell] of cells) {
      if (cell.length > LONGEST_CELL || UNSEEN.test(cell))
        this.#faults.add(
          this.#place(row, column),
          'wrong_value',
          shownCell(cell),
          `at most ${LONGEST_CELL} characters that can be seen`,
        )
      else if (CODE_COLUMNS.includes(column)) {
        const odd = cell.split('|').find((code) => !CODE.test(code.trim()))
        if (odd !== undefined)
          this.#faults.add(
            this.#place(row, column),
            'wrong_value',
            shownCell(odd),
            'codes of letters, digits and . + * -, separated by |',
          )
      }
    }
  }

  /** One list says one thing of one point. The same row again says nothing new; another one contradicts it. */
  #isFirst(point: StoredPoint, row: CsvRow): boolean {
    const key = `${point.key} ${point.from}`
    const other = this.#first.get(key)
    if (other === undefined) {
      this.#first.set(key, row.line)
      return true
    }
    const expected = `each point once; it is in line ${other} too`
    this.#faults.add(this.#place(row, 'codes'), 'wrong_value', `the point ${point.key} again`, expected)
    return false
  }
}

/** The first day of a batch: the earliest of its points. */
export const firstDayOf = (batch: Batch): Day | undefined =>
  parseDay(batch.points.reduce((first, { from = '' }) => (first === '' || from < first ? from : first), ''))
