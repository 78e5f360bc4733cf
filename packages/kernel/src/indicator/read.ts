// The file of an indicator: its parts, read with every fault placed. An unknown column is a fault, and so is a value nobody asks for.
import { type Fault, FaultList } from '../policy/text/faults.ts'
import { locate, type Place, shown } from '../policy/text/located.ts'
import {
  list,
  object,
  oneOf,
  optional,
  plainNumber,
  required,
  type Shape,
  type TypeOf,
  text,
} from '../policy/text/shape.ts'
import { type Condition, columnsOf, readCondition } from './condition.ts'
import {
  type Counted,
  type Formula,
  type Indicator,
  KINDS,
  type Measure,
  OPERATIONS,
  SIGNS,
  UNITS,
  type Unit,
} from './model.ts'

/** The tables that may be asked, with their columns: what the lake documents. */
export type Columns = Readonly<Record<string, ReadonlySet<string>>>

const whole = (min: number, max: number): Shape<number> => ({
  read(node, faults) {
    const value = node.kind === 'scalar' && typeof node.value === 'number' ? node.value : Number.NaN
    if (Number.isInteger(value) && value >= min && value <= max) return value
    faults.add(node.at, 'wrong_value', shown(node), `a whole number from ${min} to ${max}`)
    return undefined
  },
  schema: { type: 'integer', minimum: min, maximum: max },
})

const decimal = plainNumber(-1e15, 1e15, 'a number')

const measure = object({
  over: required(text(), 'the table'),
  where: optional(text(), 'a condition over its columns'),
  count: optional(oneOf(['rows'])),
  distinct: optional(text(), 'a column whose different values are counted'),
  sum: optional(text(), 'columns, joined by + or −'),
  days: optional(list(text(), 2), 'two columns of days'),
  value: optional(text(), 'the column of the one row that the condition picks out'),
  times: optional(whole(2, 10_000), 'the number is multiplied by it'),
})

const shape = object({
  indicator: required(text(/^[A-Z]{2}-\d{2,3}$/, 'two letters, a dash and digits')),
  version: required(whole(1, 999)),
  title: required(text()),
  title_en: required(text()),
  kind: required(oneOf(KINDS)),
  unit: required(oneOf(Object.keys(UNITS) as Unit[])),
  decimals: required(whole(0, 6)),
  rounding: optional(oneOf(['half_up', 'truncate'])),
  definition: required(text()),
  demanded_by: optional(
    list(object({ document: required(text()), paragraph: required(whole(1, 999)), quoted: required(text()) })),
  ),
  module: required(text()),
  records: required(list(text())),
  numerator: optional(measure),
  denominator: optional(measure),
  change: optional(object({ of: required(text()), as: required(oneOf(['growth', 'difference'])) })),
  from: optional(
    object({
      operation: required(oneOf(OPERATIONS)),
      of: required(list(text())),
      signs: optional(list(oneOf(SIGNS)), 'of the operation signs: one for each indicator'),
    }),
  ),
  waits_for: optional(text(), 'what must exist before it can be counted'),
  waits_for_en: optional(text(), 'the same in English'),
  checks: optional(list(object({ given: required(list(decimal)), expect: required(text()) }))),
})
type IndicatorText = NonNullable<TypeOf<typeof shape>>

export const indicatorSchema = shape.schema

export function readIndicator(
  file: string,
  source: string,
  columns: Columns,
): { readonly indicator: Indicator | undefined; readonly faults: readonly Fault[] } {
  const faults = new FaultList()
  const node = locate(file, source, faults)
  const read = node && shape.read(node, faults)
  const indicator = read && !faults.refuses ? indicatorOf(read, columns, faults) : undefined
  return { indicator: faults.refuses ? undefined : indicator, faults: faults.faults }
}

function indicatorOf(read: IndicatorText, columns: Columns, faults: FaultList): Indicator {
  const formula = formulaOf(read, columns, faults)
  if (!formula && !read.waits_for)
    faults.add(read.at, 'missing_key', 'neither a formula nor waits_for', 'numerator, change, from or waits_for')
  if (formula && read.waits_for) faults.add(read.at, 'unknown_key', 'a formula and waits_for', 'one of them')
  if ((read.waits_for === undefined) !== (read.waits_for_en === undefined))
    faults.add(read.at, 'missing_key', 'waits_for in one language', 'waits_for and waits_for_en')
  return {
    id: read.indicator,
    version: read.version,
    title: read.title,
    titleEn: read.title_en,
    kind: read.kind,
    unit: read.unit,
    decimals: read.decimals,
    rounding: read.rounding ?? 'half_up',
    definition: read.definition,
    demands: (read.demanded_by ?? []).map(({ document, paragraph, quoted }) => ({ document, paragraph, quoted })),
    module: read.module,
    records: read.records,
    formula,
    waitsFor: read.waits_for,
    waitsForEn: read.waits_for_en,
    checks: read.checks ?? [],
  }
}

function formulaOf(read: IndicatorText, columns: Columns, faults: FaultList): Formula | undefined {
  const ways = [read.numerator, read.change, read.from].filter((each) => each !== undefined)
  if (ways.length > 1) faults.add(read.at, 'unknown_key', 'several formulas', 'one of numerator, change, from')
  if (read.change) return { kind: 'change', of: read.change.of, as: read.change.as }
  if (read.from) {
    const { operation, of, signs } = read.from
    if (operation !== 'sum' && operation !== 'signs' && of.length !== 2)
      faults.add(read.from.at, 'wrong_value', `${of.length} indicators`, `two for ${operation}`)
    if ((operation === 'signs') !== (signs !== undefined) || (signs && signs.length !== of.length))
      faults.add(read.from.at, 'wrong_value', `${signs?.length ?? 0} signs`, `${of.length} for signs, none for others`)
    return { kind: 'of', operation, of, ...(signs && { signs }) }
  }
  if (!read.numerator) return undefined
  const numerator = measureOf(read.numerator, columns, faults)
  const denominator = read.denominator && measureOf(read.denominator, columns, faults)
  if (!numerator) return undefined
  return denominator ? { kind: 'ratio', numerator, denominator } : { kind: 'count', numerator }
}

type MeasureText = NonNullable<TypeOf<typeof measure>>

function measureOf(read: MeasureText, columns: Columns, faults: FaultList): Measure | undefined {
  const known = columns[read.over]
  if (!known) {
    faults.add(read.at, 'wrong_value', read.over, `one of ${Object.keys(columns).join(', ')}`)
    return undefined
  }
  const where = read.where === undefined ? undefined : conditionOf(read.where, read.at, faults)
  const counted = countedOf(read, faults)
  for (const name of [...(where ? columnsOf(where) : []), ...(counted ? usedBy(counted) : [])])
    if (!known.has(name)) faults.add(read.at, 'wrong_value', name, `a column of ${read.over}`)
  return counted && { over: read.over, where, counted, times: read.times ?? 1 }
}

function conditionOf(source: string, at: Place, faults: FaultList): Condition | undefined {
  const read = readCondition(source)
  if ('condition' in read) return read.condition
  faults.add(
    at,
    'wrong_value',
    read.wrongAt,
    "columns, 'words', numbers, and, or, not, in, is null, has(column, 'word')",
  )
  return undefined
}

function countedOf(read: MeasureText, faults: FaultList): Counted | undefined {
  const ways = [read.count, read.distinct, read.sum, read.days, read.value].filter((each) => each !== undefined)
  if (ways.length !== 1) {
    faults.add(read.at, 'wrong_value', `${ways.length} ways to count`, 'one of count, distinct, sum, days, value')
    return undefined
  }
  if (read.distinct) return { kind: 'distinct', column: read.distinct }
  if (read.value) return { kind: 'value', column: read.value }
  if (read.sum) return sumOf(read.sum, read.at, faults)
  const [from, to] = read.days ?? []
  return from !== undefined && to !== undefined ? { kind: 'days', from, to } : { kind: 'rows' }
}

function sumOf(source: string, at: Place, faults: FaultList): Counted | undefined {
  const plain = source.replaceAll(/\s+/g, '')
  if (!/^-?[a-z_]+([+-][a-z_]+)*$/.test(plain)) {
    faults.add(at, 'wrong_value', source, 'columns joined by + or −')
    return undefined
  }
  const terms = [...plain.matchAll(/([+-]?)([a-z_]+)/g)].map(([, sign, column = '']) => ({
    column,
    sign: sign === '-' ? (-1 as const) : (1 as const),
  }))
  return { kind: 'sum', terms }
}

const usedBy = (counted: Counted): string[] => {
  if (counted.kind === 'distinct' || counted.kind === 'value') return [counted.column]
  if (counted.kind === 'sum') return counted.terms.map(({ column }) => column)
  return counted.kind === 'days' ? [counted.from, counted.to] : []
}
