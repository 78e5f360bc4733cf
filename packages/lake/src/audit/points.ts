// Rules and knowledge points as tables: whom a point wakes for, when it holds, what its finding is worth.
import type { DuckDBConnection } from '@duckdb/node-api'
import { type CompiledAudit, type RuleCard, type Stage, windowOfPoint } from '@yibao/kernel'
import type { FactType } from './columns.ts'
import type { SqlForm } from './form.ts'
import { sqlFormOf } from './forms/index.ts'
import { append } from './load.ts'

type Bound = CompiledAudit['rules'] extends ReadonlyMap<string, infer Rule> ? Rule : never
type Point = Bound['points'][number]

interface Numbered {
  readonly number: number
  readonly card: RuleCard
  readonly point: Point
  /** May say twice what is said once: another point of the rule has its name. */
  readonly doubles: boolean
}

const HEAD = `point_no BIGINT, rule VARCHAR, rule_version VARCHAR, point VARCHAR, point_version VARCHAR, result VARCHAR,
  passes BOOLEAN, takes BOOLEAN, valid_from DATE, valid_to DATE, point_from DATE, point_to DATE, exempts_rescue BOOLEAN,
  scope_care VARCHAR[], scope_level VARCHAR[], scope_type VARCHAR[], scope_scheme VARCHAR[], doubles BOOLEAN, span VARCHAR`

const HEAD_TYPES = HEAD.split(',').map((column) => column.trim().split(/\s+/)[1] as FactType)

const [EARLIEST, LATEST] = ['0001-01-01', '9999-12-31']
const later = (a = EARLIEST, b = EARLIEST): string => (a > b ? a : b)
const earlier = (a = LATEST, b = LATEST): string => (a < b ? a : b)

function headOf({ number, card, point: { head, parameters }, doubles }: Numbered): unknown[] {
  const { careMode, providerLevel, providerType, scheme } = card.scope
  return [
    ...[
      number,
      card.id,
      card.version,
      head.id,
      head.version,
      card.result,
      card.whenUnknown === 'pass',
      card.excess !== 'none',
    ],
    ...[later(card.validFrom, head.from), earlier(card.validTo, head.to), head.from ?? EARLIEST, head.to ?? LATEST],
    ...[card.exemptsRescue, careMode, providerLevel?.map(String), providerType, scheme, doubles],
    windowOfPoint(parameters),
  ]
}

/** The families that the set-based forms judge at a stage, and those that are left to the kernel. */
export function shareOut(
  audit: CompiledAudit,
  stage: Stage,
): { readonly sql: readonly SqlForm[]; readonly kernel: readonly string[] } {
  const present = [...audit.rules.values()].filter(
    ({ card, points }) => card.stages.includes(stage) && points.length > 0,
  )
  const names = [...new Set(present.map(({ card }) => card.family.name))].sort()
  return {
    sql: names.flatMap((name) => sqlFormOf(name) ?? []),
    kernel: names.filter((name) => sqlFormOf(name) === undefined),
  }
}

/** Parameters of all points of a family at a stage. */
export const pointsOf = (audit: CompiledAudit, form: SqlForm, stage: Stage): Readonly<Record<string, unknown>>[] =>
  [...audit.rules.values()]
    .filter(({ card }) => card.stages.includes(stage) && card.family.name === form.family)
    .flatMap(({ points }) => points.map(({ parameters }) => parameters as unknown as Readonly<Record<string, unknown>>))

export const pointTable = (form: SqlForm): string => `p_${form.family.replaceAll('-', '_')}`
export const codeTable = (form: SqlForm): string => `c_${form.family.replaceAll('-', '_')}`
const columnOf = (name: string): string => `k_${name.toLowerCase()}`

/** Points are numbered in the order of the kernel's indexes, so that ties are decided alike. */
export async function loadPoints(connection: DuckDBConnection, audit: CompiledAudit, stage: Stage): Promise<void> {
  const numbered = [...audit.rules.values()]
    .filter(({ card }) => card.stages.includes(stage))
    .flatMap(({ card, points }) => {
      const [names, repeated] = [new Set<string>(), new Set<string>()]
      for (const { head } of points) (names.has(head.id) ? repeated : names).add(head.id)
      return points.map((point) => ({
        card,
        point,
        doubles: repeated.has(point.head.id),
      }))
    })
    .map((each, number): Numbered => ({ ...each, number }))
  const types = HEAD_TYPES
  await fill(connection, 'point', HEAD, types, numbered.map(headOf))
  for (const form of shareOut(audit, stage).sql) {
    const own = numbered.filter(({ card }) => card.family.name === form.family)
    const parametersOf = ({ point }: Numbered) => point.parameters as unknown as Readonly<Record<string, unknown>>
    const columns = form.parameters.map(({ name, type }) => `${columnOf(name)} ${type}`)
    const rows = own.map((each) => [
      ...headOf(each),
      ...form.parameters.map(({ name, of }) => (of ? of(parametersOf(each)) : parametersOf(each)[name])),
    ])
    const allTypes = [...types, ...form.parameters.map(({ type }) => type)]
    await fill(connection, pointTable(form), [HEAD, ...columns].join(', '), allTypes, rows)
    const codes = own.flatMap((each) =>
      Object.entries(form.sides?.(parametersOf(each)) ?? {}).flatMap(([side, list]) =>
        [...new Set(list ?? [])].map((code) => [each.number, side, code]),
      ),
    )
    await fill(
      connection,
      codeTable(form),
      'point_no BIGINT, side VARCHAR, code VARCHAR',
      ['BIGINT', 'VARCHAR', 'VARCHAR'],
      codes,
    )
  }
}

async function fill(
  connection: DuckDBConnection,
  table: string,
  columns: string,
  types: readonly FactType[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  await connection.run(`CREATE OR REPLACE TABLE ${table} (${columns})`)
  const appender = await connection.createAppender(table)
  for (const row of rows) {
    for (const [at, type] of types.entries()) append(appender, type, row[at])
    appender.endRow()
  }
  appender.flushSync()
  appender.closeSync()
}
