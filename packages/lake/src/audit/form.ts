// What the set-based form of a family is: the parameters of its points as columns, and one SELECT of the lines it finds.
import type { FactType } from './columns.ts'

export interface ParameterColumn {
  /** As the family calls it; the table of points calls it `k_` and the same in small letters. */
  readonly name: string
  readonly type: FactType
  /** Where the column is not the parameter itself. */
  readonly of?: (parameters: Readonly<Record<string, unknown>>) => unknown
}

/**
 * The SELECT reads `net` (lines that count, of codes that a point of the family names, or that it wants), `every_line` (all that count),
 * `visit` (visits with their person and provider), `visit_dx`, `visit_procedure`, the facts as they lie, `p` (points of this family) and `point_code` (point,
 * side, code). What it gives:
 * `line`: one row is a finding of one line: `point_no`, `is_true`, `severity` (null: the card's), `id`, `at_minute`, `sequence`,
 * `excess_quantity`, `excess_fen`.
 * `lines`: the same, one row for each line of a finding, with `part` (a family may look in several ways) and `anchor` (a text that only
 * one finding of the point and part has), and `period` where the window is not that of the point.
 * `finding`: one row is a finding, columns by name: `point_no`, `is_true`, and what it has of `severity`, `lines` (see `lineList`),
 * `encounters`, `persons`, `providers`, `practitioners`, `purchasers`, `codes`, `period`, `own_quantity` and `nth` (of two that say the same, the
 * lesser stays).
 */
export interface SqlForm {
  readonly family: string
  readonly parameters: readonly ParameterColumn[]
  /** Codes of a point by side; a side ending in `*` holds prefixes. Side `c` is what wakes the point. */
  readonly sides?: (
    parameters: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, readonly string[] | undefined>>
  readonly gives: 'line' | 'lines' | 'finding'
  /** Lines that the family looks at whatever their code, so that they stand in `net` too: a condition on `l` (line) and `v` (visit). */
  readonly wants?: (points: readonly Readonly<Record<string, unknown>>[]) => string
  readonly rows: string
}

export const parameter = (type: FactType, ...names: readonly string[]): ParameterColumn[] =>
  names.map((name) => ({ name, type }))

export const texts = (value: unknown): readonly string[] => (value as readonly string[] | undefined) ?? []
export const codesOnly: NonNullable<SqlForm['sides']> = ({ codes }) => ({ c: texts(codes) })

/** Rule and point hold on the service day. */
export const holds = (p: string, n: string): string => `${n}.used_on BETWEEN ${p}.valid_from AND ${p}.valid_to`

/** The scope of the card, which is asked of the line that wakes a rule and not of those it is counted with. */
export const applies = (p: string, n: string): string =>
  [
    `NOT (${p}.exempts_rescue AND ${n}.is_rescue)`,
    `(${p}.scope_care IS NULL OR list_contains(${p}.scope_care, ${n}.care_mode))`,
    `(${p}.scope_level IS NULL OR list_contains(${p}.scope_level, COALESCE(CAST(${n}.provider_level AS VARCHAR), '-1')))`,
    `(${p}.scope_type IS NULL OR list_contains(${p}.scope_type, COALESCE(${n}.provider_type, '')))`,
    `(${p}.scope_scheme IS NULL OR list_contains(${p}.scope_scheme, COALESCE(${n}.scheme, '')))`,
  ].join(' AND ')

/** Lines that wake a point of the family by their code, on days on which it holds. */
export const members = (side = 'c'): string => `SELECT p.*, n.*, (${applies('p', 'n')}) AS applies
  FROM net n JOIN point_code c ON c.code = n.code AND c.side = '${side}' JOIN p ON p.point_no = c.point_no
  WHERE ${holds('p', 'n')}`

/** Visits that points look at, on days on which these hold. */
export const VISITS = `SELECT p.*, v.*, (${applies('p', 'v')}) AS applies FROM visit v, p
  WHERE v.start_on BETWEEN p.valid_from AND p.valid_to`

/** Points and the diagnoses (or procedures) that occur and begin with one of a list of the point. */
export const beginning = (table: 'visit_dx' | 'visit_procedure', list: string): string =>
  `(SELECT DISTINCT x.point_no, d.encounter_id FROM ${table} d JOIN (SELECT x.point_no, o.code
    FROM (SELECT point_no, UNNEST(${list}) AS prefix FROM p) x JOIN (SELECT DISTINCT code FROM ${table}) o ON starts_with(o.code, x.prefix)) x
    ON x.code = d.code)`

/** The window a line falls into, as columns to partition by: see `windowKey` of the kernel. */
export const windowColumns = (fallback: string): string => {
  const window = `COALESCE(k_window, '${fallback}')`
  return `CASE WHEN ${window} = 'stay' OR (${window} = 'episode' AND COALESCE(episode, '') = '') THEN encounter_id END AS w_visit,
  CASE WHEN ${window} = 'stay' OR (${window} = 'episode' AND COALESCE(episode, '') = '') THEN NULL ELSE person_id END AS w_person,
  CASE WHEN ${window} = 'episode' THEN episode END AS w_episode,
  CASE ${window} WHEN 'day' THEN used_on WHEN 'week' THEN CAST(date_trunc('week', used_on) AS DATE)
    WHEN 'month' THEN CAST(date_trunc('month', used_on) AS DATE) WHEN 'quarter' THEN CAST(date_trunc('quarter', used_on) AS DATE)
    WHEN 'year' THEN CAST(date_trunc('year', used_on) AS DATE) END AS w_period`
}
export const WINDOW = 'w_visit, w_person, w_episode, w_period'
export const IN_TIME = 'at_minute, sequence, id'
export const LATEST_FIRST = 'at_minute DESC, sequence DESC, id DESC'

/** a × b ÷ c rounded half away from zero, of numbers that are not negative but perhaps `a`. */
export const mulDivText = (a: string, b: string, c: string): string => `CAST(CASE WHEN ${a} < 0
  THEN -((2 * CAST(-(${a}) AS HUGEINT) * (${b}) + (${c})) // (2 * (${c})))
  ELSE (2 * CAST(${a} AS HUGEINT) * (${b}) + (${c})) // (2 * (${c})) END AS BIGINT)`

/** The amount of a part of a line. */
export const partAmount = (quantity: string): string =>
  `CASE WHEN ${quantity} = net_quantity THEN net_amount_fen ELSE ${mulDivText('net_amount_fen', quantity, 'net_quantity')} END`

/** Completed years, as the kernel counts them. */
export const ageText = (born: string, on: string): string =>
  `(year(${on}) - year(${born}) - CASE WHEN month(${on}) * 100 + day(${on}) < month(${born}) * 100 + day(${born}) THEN 1 ELSE 0 END)`

/** Some text of the first list begins with one of the second. */
export const beginsWithAny = (texts: string, prefixes: string): string =>
  `len(list_filter(${texts}, t -> len(list_filter(${prefixes}, x -> starts_with(t, x))) > 0)) > 0`

/** Lines of a finding, in time order unless told otherwise. */
export const lineList = (quantity = '0', amount = '0', order = 'at_minute, sequence, id'): string =>
  `list({'id': id, 'q': CAST(${quantity} AS BIGINT), 'f': CAST(${amount} AS BIGINT)} ORDER BY ${order})`

/** Visits in the order in which the kernel looks at them. */
export const BY_START = 'start_minute, end_minute, sequence, encounter_id'

/** Periods of days as facts hold them, one of which lies on the day. */
export const isWithin = (ranges: string, on: string): string =>
  `COALESCE(len(list_filter(from_json(${ranges}, '[{"from":"DATE","to":"DATE"}]'), r -> r['from'] <= ${on}
    AND COALESCE(${on} <= r['to'], TRUE))) > 0, FALSE)`

export const BILLABLE_DAYS = 'GREATEST(1, end_minute // 1440 - start_minute // 1440)'

export const FOUND = 'id, at_minute, sequence'
