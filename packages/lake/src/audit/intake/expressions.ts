// A mapped column as SQL: the cell as its fact, and what is allowed where it cannot be one.
import { intake } from '@yibao/kernel'
import { quoted } from '../../history/engine.ts'

type MappedColumn = intake.MappedColumn

const DAY_FORMS = ['%Y-%m-%d', '%Y/%m/%d', '%Y%m%d', '%Y.%m.%d', '%Y年%m月%d日']
const MOMENT_FORMS = [
  ...['%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S', '%Y/%m/%d %H:%M:%S', '%Y-%m-%d %H:%M:%S.%f', '%Y-%m-%d %H:%M'],
  ...['%Y-%m-%dT%H:%M', '%Y/%m/%d %H:%M', '%Y%m%d%H%M%S', '%Y%m%d %H%M%S', '%Y-%m-%d %H:%M:%S+00'],
]

/** Forms of its own where the map says none: what the engine itself reads, which is quick, and then the others. */
const momentOf = (cell: string, own: readonly string[], usual: readonly string[]): string => {
  const parsed = (forms: readonly string[]): string => `TRY_STRPTIME(${cell}, [${forms.map(quoted).join(', ')}])`
  if (own.length > 0) return parsed(own)
  return `COALESCE(CASE WHEN length(${cell}) <= 19 THEN TRY_CAST(${cell} AS TIMESTAMP) END, ${parsed(usual)})`
}

/** No line of a bill reaches a hundred million, in yuan or in units: whoever finds one has taken cents for yuan, or another column. */
const MOST = 100_000_000
const below = (units: number): string => `BETWEEN ${1 - MOST * units} AND ${MOST * units - 1}`

/** Nobody's care was before 1900 or is after 2100: as days, and as minutes since 1970. */
const REASONABLE: Readonly<Record<string, string>> = {
  day: "BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'",
  moment: 'BETWEEN -36816480 AND 68899679',
  money: below(100),
  price: below(1_000_000),
  quantity: below(10_000),
}

/** Thousands may be parted by commas, where they part thousands. */
const decimal = (cell: string): string =>
  `TRY_CAST(CASE WHEN NOT contains(${cell}, ',') THEN ${cell}
    WHEN regexp_full_match(${cell}, '[-+]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?') THEN replace(${cell}, ',', '') END AS DECIMAL(28,6))`
const scaled = (cell: string, by: number): string => `TRY_CAST(round(${decimal(cell)} * ${by}, 0) AS BIGINT)`

/** Money in yuan is in cents a hundredth, unit prices are a millionth of a yuan: from cents ten thousandths. */
function typed({ field, formats, separator, unit }: MappedColumn, cell: string): string {
  switch (field.type) {
    case 'day':
      return `CAST(${momentOf(cell, formats, [...DAY_FORMS, ...MOMENT_FORMS])} AS DATE)`
    case 'moment':
      return `CAST(floor(epoch(${momentOf(cell, formats, [...MOMENT_FORMS, ...DAY_FORMS])}) / 60) AS BIGINT)`
    case 'money':
      return scaled(cell, unit === 'fen' ? 1 : 100)
    case 'price':
      return scaled(cell, unit === 'fen' ? 10_000 : 1_000_000)
    case 'quantity':
      return scaled(cell, 10_000)
    case 'whole':
      return `CASE WHEN ${decimal(cell)} = round(${decimal(cell)}, 0) THEN TRY_CAST(${decimal(cell)} AS BIGINT) END`
    case 'number':
      return `TRY_CAST(${cell} AS DOUBLE)`
    case 'texts':
      return `list_filter(list_transform(string_split(${cell}, ${quoted(separator)}), x -> trim(x)), x -> x <> '')`
    case 'flag':
      return `CASE ${cell} WHEN 'true' THEN true WHEN 'false' THEN false END`
    case 'choice':
      return `CASE WHEN ${cell} IN (${(field.choices ?? []).map(quoted).join(', ')}) THEN ${cell} END`
    default:
      return cell
  }
}

/** The word of the file as ours: the map's words first, then those everybody writes. */
function worded({ field, words }: MappedColumn, cell: string): string {
  const known = { ...(field.type === 'flag' ? intake.FLAG_WORDS : field.words) }
  const own = [...words].filter(([word]) => word !== '*').map(([word, to]) => `WHEN ${quoted(word)} THEN ${quoted(to)}`)
  const usual = Object.entries(known).map(([word, to]) => `WHEN ${quoted(word)} THEN ${quoted(to)}`)
  if (own.length + usual.length === 0 && !words.has('*')) return cell
  const others = words.get('*')
  const rest = others === undefined ? cell : quoted(others)
  const byUsual = usual.length > 0 ? `CASE lower(${cell}) ${usual.join(' ')} ELSE ${rest} END` : rest
  return own.length > 0 ? `CASE ${cell} ${own.join(' ')} ELSE ${byUsual} END` : byUsual
}

export interface ColumnSql {
  readonly column: MappedColumn
  /** The fact; null where the cell says none or cannot be read. */
  readonly value: string
  /** True where the row is to be set aside because of this cell: of a row that has the value under the field's name. */
  readonly isBad: string
  readonly cell: string
  readonly allowed: string
}

/** `at` is the place of the column in the file; a value for every row has none. */
export function columnSql(column: MappedColumn, at: number | undefined, isNeeded: boolean): ColumnSql {
  const cell = at === undefined ? 'CAST(NULL AS VARCHAR)' : `c${at}`
  const said = column.value === undefined ? cell : `COALESCE(${cell}, ${quoted(column.value)})`
  const value = typed(column, worded(column, said))
  const { name, type } = column.field
  const range = REASONABLE[type]
  const isEmpty = isNeeded ? `${said} IS NULL OR ` : ''
  return {
    column,
    value,
    cell,
    isBad: `(${isEmpty}(${said} IS NOT NULL AND ("${name}" IS NULL${range ? ` OR "${name}" NOT ${range}` : ''})))`,
    allowed: allowedText(column),
  }
}

const ALLOWED: Readonly<Record<string, string>> = {
  day: '日期，如 2026-03-01 a day',
  moment: '日期和时间，如 2026-03-01 09:00 a day and time',
  money: '金额，如 1,030.50，不到一亿元 an amount of money below 100 million yuan',
  price: '单价，不到一亿元 a unit price below 100 million yuan',
  quantity: '数量，不到一亿 a quantity below 100 million',
  whole: '整数 a whole number',
  number: '数 a number',
  flag: '是或否 yes or no',
  text: '不得为空 not empty',
  texts: '不得为空 not empty',
}

/** The engine's signs as a column map writes them. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ '%Y': 'YYYY', '%m': 'MM', '%d': 'DD', '%H': 'HH', '%M': 'mm', '%S': 'ss' },
}
const asWritten = (format: string): string => format.replace(/%[a-zA-Z]/g, (sign) => SIGNS[sign] ?? sign)

function allowedText({ field, formats, words }: MappedColumn): string {
  if (field.type === 'choice') return [...new Set([...words.keys(), ...(field.choices ?? [])])].slice(0, 12).join('、')
  if (formats.length > 0) return `${ALLOWED[field.type]}（${formats.map(asWritten).join('、')}）`
  return ALLOWED[field.type] ?? ''
}
