// How the national interface's fields, nodes and transactions are declared: in the standard's own notation, with types.
import type { BasisPoints, Day, Fen, Instant, Quantity, UnitPrice } from '@yibao/kernel'

/** What a field means once read. The wire notation (C, N, I, D, DT) follows from it: see `typeText`. */
export type Kind =
  | 'text'
  | 'code'
  | 'serial'
  | 'extension'
  | 'amount'
  | 'price'
  | 'quantity'
  | 'ratio'
  | 'integer'
  | 'decimal'
  | 'day'
  | 'moment'
  | 'bytes'
  | 'rows'

/** `Value` is what a reader gives for a filled field, `Empty` what it gives for an empty one that is not required. */
export interface Field<Value = unknown, Empty = unknown, Required extends boolean = boolean> {
  readonly kind: Kind
  readonly title: string
  readonly required: Required
  /** n of C(n), p of N(p,s). Lengths count characters (code points). */
  readonly digits: number
  readonly decimals: number
  readonly list: string | undefined
  /** Other spellings of the name that clients send. */
  readonly aliases: readonly string[]
  /** The value identifies a person: a refusal never repeats it. */
  readonly personal: boolean
  /** May be below zero: refund rows and mirrored settlements. */
  readonly signed: boolean
  /** A query's upper end: a day without time covers the whole day. */
  readonly endOfDay: boolean
  readonly rows: Table | undefined
  /** Never set; they carry the types. */
  readonly valueType?: Value
  readonly emptyType?: Empty
}

export type Table = Readonly<Record<string, Field>>

export type ValueOf<F> = F extends Field<infer V, infer E, infer R> ? (true extends R ? V : V | E) : never
export type Values<T extends Table> = { readonly [K in keyof T]: ValueOf<T[K]> }

type RequiredKeys<T extends Table> = { [K in keyof T]: T[K] extends Field<unknown, unknown, true> ? K : never }[keyof T]
/** What a writer takes: required fields must be there, the rest may be left out and become the rule's empty value. */
export type ToWrite<T extends Table> = { readonly [K in RequiredKeys<T>]: ValueOf<T[K]> } & {
  readonly [K in Exclude<keyof T, RequiredKeys<T>>]?: ValueOf<T[K]> | undefined
}

export interface FieldOptions {
  readonly list?: string
  readonly aliases?: readonly string[]
  readonly personal?: boolean
}

interface Shape {
  readonly kind: Kind
  readonly title: string
  readonly digits?: number
  readonly decimals?: number
  readonly rows?: Table
}

function field<V, E>(shape: Shape, options: FieldOptions = {}): Field<V, E, false> {
  return {
    kind: shape.kind,
    title: shape.title,
    required: false,
    digits: shape.digits ?? 0,
    decimals: shape.decimals ?? 0,
    list: options.list,
    aliases: options.aliases ?? [],
    personal: options.personal ?? false,
    signed: shape.kind === 'amount' || shape.kind === 'quantity',
    endOfDay: false,
    rows: shape.rows,
  }
}

/** C(n): text of at most n characters. */
export const C = (digits: number, title: string, options?: FieldOptions) =>
  field<string, ''>({ kind: options?.list ? 'code' : 'text', title, digits }, options)

/** N(p) or N(p,s) that is neither money, price, count nor ratio: a plain number. */
export const N = (digits: number, decimals: number, title: string) =>
  field<number, undefined>({ kind: decimals === 0 ? 'integer' : 'decimal', title, digits, decimals })

/** N(16,2): an amount. */
export const amount = (title: string) => field<Fen, undefined>({ kind: 'amount', title, digits: 16, decimals: 2 })
/** N(16,6): a unit price. */
export const price = (title: string) => field<UnitPrice, undefined>({ kind: 'price', title, digits: 16, decimals: 6 })
/** N(16,4): a quantity. */
export const quantity = (title: string) =>
  field<Quantity, undefined>({ kind: 'quantity', title, digits: 16, decimals: 4 })
/** N(5,4): a ratio. */
export const ratio = (title: string) => field<BasisPoints, undefined>({ kind: 'ratio', title, digits: 5, decimals: 4 })
/** N(30) used as an identifier: digits only and not zero, kept as text because it exceeds every number type. */
export const serial = (digits: number, title: string) => field<string, ''>({ kind: 'serial', title, digits })
/** C(n) for provincial content: text, or an object that is kept as its JSON. */
export const extension = (digits: number, title: string) => field<string, ''>({ kind: 'extension', title, digits })
export const D = (title: string) => field<Day, undefined>({ kind: 'day', title })
export const DT = (title: string) => field<Instant, undefined>({ kind: 'moment', title })
export const bytes = (title: string) => field<Uint8Array, undefined>({ kind: 'bytes', title })
/** A list of rows inside a row. */
export const rows = <T extends Table>(title: string, table: T, options?: FieldOptions) =>
  field<readonly Values<T>[], readonly []>({ kind: 'rows', title, rows: table }, options)

export type AsRequired<F> = F extends Field<infer V, infer E, boolean> ? Field<V, E, true> : never
export const asRequired = <F extends Field>(one: F): AsRequired<F> =>
  ({ ...one, required: true }) as unknown as AsRequired<F>

/** The same fields, refused when below zero: totals that a sender states, as opposed to refund rows. */
export function neverNegative<T extends Table>(table: T): T {
  return Object.fromEntries(Object.entries(table).map(([name, one]) => [name, { ...one, signed: false }])) as T
}

const NOTATION: Readonly<Record<Kind, 'C' | 'N' | 'D' | 'DT' | 'bytes' | 'rows'>> = {
  text: 'C',
  code: 'C',
  extension: 'C',
  serial: 'N',
  amount: 'N',
  price: 'N',
  quantity: 'N',
  ratio: 'N',
  integer: 'N',
  decimal: 'N',
  day: 'D',
  moment: 'DT',
  bytes: 'bytes',
  rows: 'rows',
}

/** The standard's notation of a field's type: C(30), N(16,2), N(4), D, DT. */
export function typeText(one: Field): string {
  const letter = NOTATION[one.kind]
  if (letter === 'C') return `C(${one.digits})`
  if (letter === 'N') return one.decimals === 0 ? `N(${one.digits})` : `N(${one.digits},${one.decimals})`
  return letter
}
