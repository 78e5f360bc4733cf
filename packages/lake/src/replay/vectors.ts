// Reads one slice of claims as column vectors: typed arrays of up to 2,048 claims, never a row object.
import { join } from 'node:path'
import type { DuckDBVector } from '@duckdb/node-api'
import { LAKE_PAYERS } from '../history/columns.ts'
import { type Engine, quoted } from '../history/engine.ts'
import { LakeError, type LakeSlice, type Manifest } from '../history/manifest.ts'

/** Numbers of a claim, with what stands for an absent one. */
const NUMBERS = {
  person: 0,
  age: 0,
  continuous_years: 0,
  months_enrolled: 0,
  zero_claim_years: 0,
  average_wage_fen: 0,
  admission_number: 0,
  sessions: 1,
  months: 1,
  newborns: 0,
  account_use: 0,
  account_balance_fen: 0,
  total_fen: 0,
  full_fen: 0,
  over_fen: 0,
  pre_fen: 0,
  in_scope_fen: 0,
  deductible_fen: 0,
  fund_fen: 0,
  provider_fen: 0,
  person_fen: 0,
  account_fen: 0,
  mutual_fen: 0,
} as const
/** Days since 1970-01-01. */
const DAYS = ['settled_on', 'admitted_on', 'discharged_on'] as const
const CODES = [
  ...(['county', 'scheme', 'status', 'sex', 'categories', 'certified_diseases', 'setting', 'level', 'place'] as const),
  ...(['referral', 'channel', 'disease', 'delivery', 'visit_tags'] as const),
] as const
const TEXTS = ['referral_chain', 'disease_chain', 'pregnancy', 'denials', 'mutual', 'given', 'parts'] as const

export type NumberName = keyof typeof NUMBERS
export type DayName = (typeof DAYS)[number]
export type CodeName = (typeof CODES)[number]
export type TextName = (typeof TEXTS)[number]

/** Texts that are nearly always absent: asked for one by one. */
export interface TextColumn {
  at(row: number): string
}

export interface ClaimVectors {
  rows: number
  readonly number: { readonly [K in NumberName]: Float64Array }
  readonly day: { readonly [K in DayName]: Int32Array }
  readonly code: { readonly [K in CodeName]: Int32Array }
  readonly text: { readonly [K in TextName]: TextColumn }
  /** What each payer paid, in the order of LAKE_PAYERS. */
  readonly payers: readonly Float64Array[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const VECTOR = 2048
const NO_TEXT: TextColumn = { at: () => '' }
const NO_CODES = new Int32Array(VECTOR)
const constants = new Map<number, Float64Array>()

function constant(value: number): Float64Array {
  const known = constants.get(value) ?? new Float64Array(VECTOR).fill(value)
  constants.set(value, known)
  return known
}

/** The values of a coded column; the first stands for absence. */
export function codesOf(manifest: Manifest, name: string): readonly string[] {
  const values = manifest.codes[name]
  if (!values) throw new LakeError(`清单中没有 ${name} 的取值(the manifest lists no values of ${name})`)
  return ['', ...values.filter((value) => value !== '')]
}

/** Once for an engine: a code for each value, so that texts are compared while reading and never decoded. */
export async function prepareCodes({ connection }: Engine, manifest: Manifest): Promise<void> {
  for (const name of CODES)
    await connection.run(
      `CREATE TYPE ${name}_code AS ENUM (${codesOf(manifest, `claims.${name}`).map(quoted).join(', ')})`,
    )
}

type Part = { readonly sql: string; readonly set: (vectors: ClaimVectors, vector: DuckDBVector) => void }

/** What is read of some slices: columns that hold nothing in any are left out and stand as constants. */
function partsOf(slices: readonly LakeSlice[]): Part[] {
  const isEmpty = (name: string): boolean => slices.every(({ empty }) => empty.includes(name))
  const numbers = (Object.keys(NUMBERS) as NumberName[]).filter((name) => !isEmpty(name))
  const payers = LAKE_PAYERS.map((payer, at) => ({ name: `payer_${payer}_fen`, at })).filter(
    ({ name }) => !isEmpty(name),
  )
  return [
    ...numbers.map((name) => ({
      sql: `CAST(COALESCE(CAST(${name} AS BIGINT), ${NUMBERS[name]}) AS DOUBLE)`,
      set: ({ number }: ClaimVectors, vector: DuckDBVector) => {
        ;(number as Mutable<ClaimVectors['number']>)[name] = itemsOf<Float64Array>(vector)
      },
    })),
    ...payers.map(({ name, at }) => ({
      sql: `CAST(COALESCE(${name}, 0) AS DOUBLE)`,
      set: ({ payers: own }: ClaimVectors, vector: DuckDBVector) => {
        ;(own as Float64Array[])[at] = itemsOf<Float64Array>(vector)
      },
    })),
    ...DAYS.map((name) => ({
      sql: name,
      set: ({ day }: ClaimVectors, vector: DuckDBVector) => {
        ;(day as Mutable<ClaimVectors['day']>)[name] = itemsOf<Int32Array>(vector)
      },
    })),
    ...CODES.filter((name) => !isEmpty(name)).map((name) => ({
      sql: `CAST(enum_code(CAST(COALESCE(${name}, '') AS ${name}_code)) AS INTEGER)`,
      set: ({ code }: ClaimVectors, vector: DuckDBVector) => {
        ;(code as Mutable<ClaimVectors['code']>)[name] = itemsOf<Int32Array>(vector)
      },
    })),
    ...TEXTS.filter((name) => !isEmpty(name)).map((name) => ({
      sql: `COALESCE(${name}, '')`,
      set: ({ text }: ClaimVectors, vector: DuckDBVector) => {
        ;(text as Mutable<ClaimVectors['text']>)[name] = textColumn(vector)
      },
    })),
  ]
}

/** Each text begins with its length in four of sixteen bytes: most are empty, and are not asked for. */
function textColumn(vector: DuckDBVector): TextColumn {
  const { dataView } = vector as unknown as { readonly dataView: DataView }
  return { at: (row) => (dataView.getUint32(row * 16, true) === 0 ? '' : (vector.getItem(row) as string)) }
}

const itemsOf = <Items>(vector: DuckDBVector): Items => (vector as unknown as { readonly items: Items }).items

function blank(): ClaimVectors {
  const each = <Name extends string, T>(names: readonly Name[], value: (name: Name) => T): { [K in Name]: T } =>
    Object.fromEntries(names.map((name) => [name, value(name)])) as { [K in Name]: T }
  return {
    rows: 0,
    number: each(Object.keys(NUMBERS) as NumberName[], (name) => constant(NUMBERS[name])),
    day: each(DAYS, () => NO_CODES),
    code: each(CODES, () => NO_CODES),
    text: each(TEXTS, () => NO_TEXT),
    payers: LAKE_PAYERS.map(() => constant(0)),
  }
}

/** The claims of the slices one after the other, each in its order. The vectors of one step are gone at the next. */
export async function* claimVectors(
  engine: Engine,
  folder: string,
  slices: readonly LakeSlice[],
  only?: number,
): AsyncGenerator<ClaimVectors> {
  const paths = slices.map(({ claims }) => join(folder, claims.path))
  if (paths.length === 0) return
  const path = paths.length === 1 ? paths[0]! : folder
  const parts = partsOf(slices)
  const limit = only === undefined ? '' : ` LIMIT 1 OFFSET ${only}`
  const sql = `SELECT ${parts.map((part) => part.sql).join(', ')}
    FROM read_parquet([${paths.map(quoted).join(', ')}], hive_partitioning = false)${limit}`
  const vectors = blank()
  const result = await readable(path, () => engine.connection.stream(sql))
  for (;;) {
    const chunk = await readable(path, () => result.fetchChunk())
    if (!chunk || chunk.rowCount === 0) return
    parts.forEach((part, at) => {
      part.set(vectors, chunk.getColumnVector(at))
    })
    vectors.rows = chunk.rowCount
    yield vectors
  }
}

/** What the engine says of a file that it cannot read, with the file's name. */
export async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new LakeError(`${path} 不能读取(unreadable): ${message.split('\n')[0]}`)
  }
}
