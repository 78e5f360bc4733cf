// The tables beside the cases: weights by group, providers, signed persons, money already moved.
import type { Exact } from '../../money/exact.ts'
import { exactFrom } from '../../money/exact.ts'
import { type Fen, fen, fenFromYuan } from '../../money/fen.ts'
import type { FaultList } from '../../policy/text/faults.ts'
import {
  type GroupRow,
  type Heads,
  MONEY_KINDS,
  type MoneyEvent,
  type MoneyKind,
  type PaymentProvider,
} from '../model.ts'
import { choice, count, key, money, must, number, optionalMoney, word } from './cells.ts'
import { readTable } from './table.ts'

const COEFFICIENT = /^coefficient(_(.+))?$/
const AVERAGE = /^average_cost(_(.+))?$/

const WEIGHT_COLUMNS = {
  group: key('group', 'drg'),
  title: word('title', 'name'),
  weight: number('weight', 'rw', 'score'),
  type: word('type', 'group_type'),
  averageDays: number('average_days'),
} as const

/** `coefficient`, `coefficient_<level>`, `average_cost`, `average_cost_<level>` may follow. */
export function readWeights(file: string, text: string, faults: FaultList): Map<string, GroupRow> {
  const rows = new Map<string, GroupRow>()
  readTable(file, text, WEIGHT_COLUMNS, [COEFFICIENT, AVERAGE], faults, (row, line, cells, head) => {
    if (rows.has(row.group)) faults.add({ file, line }, 'twice', `group ${row.group}`, 'each group once')
    const coefficients = byLevel(COEFFICIENT, cells, head, exactFrom, { file, line }, faults)
    const averageFen = byLevel(AVERAGE, cells, head, fenFromYuan, { file, line }, faults)
    rows.set(row.group, { ...row, coefficients, averageFen })
  })
  return rows
}

function byLevel<T>(
  pattern: RegExp,
  cells: readonly string[],
  head: readonly string[],
  read: (text: string) => T | undefined,
  at: { readonly file: string; readonly line: number },
  faults: FaultList,
): Map<string, T> {
  const values = new Map<string, T>()
  head.forEach((name, place) => {
    const match = pattern.exec(name)
    const cell = cells[place] ?? ''
    if (!match || cell === '') return
    const value = read(cell)
    if (value === undefined) faults.add(at, 'wrong_cell', `${name} ${cell}`, '数 a number')
    else values.set(match[2] ?? '', value)
  })
  return values
}

const PROVIDER_COLUMNS = {
  provider: key('provider'),
  name: word('name'),
  coefficient: number('coefficient'),
  score: number('score'),
  capFen: optionalMoney('total_budget'),
  baseUnits: number('base_units'),
  unreasonableFen: money('unreasonable'),
} as const

export function readProviders(file: string, text: string, faults: FaultList): Map<string, PaymentProvider> {
  const rows = new Map<string, PaymentProvider>()
  readTable(file, text, PROVIDER_COLUMNS, ['level', 'county'], faults, (row, line) => {
    if (rows.has(row.provider)) faults.add({ file, line }, 'twice', `provider ${row.provider}`, 'each provider once')
    if (row.score && beyondHundred(row.score)) faults.add({ file, line }, 'wrong_cell', 'score', '0 至 100')
    rows.set(row.provider, row)
  })
  return rows
}

const beyondHundred = ({ n, d }: Exact): boolean => n < 0n || n > 100n * d

const HEADS_COLUMNS = {
  provider: key('provider'),
  scheme: must(word('scheme')),
  class: must(word('class')),
  personMonths: count('person_months'),
  persons: count('persons'),
  elsewhereFen: money('elsewhere'),
} as const

/** `person_months`, or `persons` signed for the whole year. */
export function readHeads(file: string, text: string, faults: FaultList): Heads[] {
  const rows: Heads[] = []
  readTable(file, text, HEADS_COLUMNS, [], faults, ({ persons, personMonths, ...row }, line) => {
    if (persons > 0 && personMonths > 0)
      faults.add({ file, line }, 'wrong_row', 'persons and person_months', 'one of them')
    rows.push({ ...row, personMonths: personMonths || persons * 12 })
  })
  return rows
}

const KIND_WORDS = Object.fromEntries(MONEY_KINDS.map((kind) => [kind, kind])) as Record<MoneyKind, MoneyKind>
const MONTH = /^(\d{4}-(0[1-9]|1[0-2])|clearing)$/
const MONEY_COLUMNS = {
  provider: key('provider'),
  line: word('line'),
  month: {
    ...{ names: ['month'], required: true as const, empty: '', expected: '月份，如 2025-03，或 clearing' },
    read: (text: string) => (MONTH.test(text) ? text : undefined),
  },
  kind: must(choice<MoneyKind>(KIND_WORDS, 'deduction', 'kind')),
  amountFen: must(money('amount')),
} as const

export function readMoney(file: string, text: string, faults: FaultList): MoneyEvent[] {
  const rows: MoneyEvent[] = []
  readTable(file, text, MONEY_COLUMNS, ['note'], faults, (row, line) => {
    if (row.amountFen < 0) faults.add({ file, line }, 'wrong_cell', 'amount below zero', '不小于零 not below zero')
    rows.push({ ...row, amountFen: fen(row.amountFen) as Fen })
  })
  return rows
}
