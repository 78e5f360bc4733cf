// Nodes group fields under a name in `input` or `output`; a transaction is a number with its input and output nodes.
import type { Table, ToWrite, Values } from './fields.ts'

/**
 * Where a node's content stands: under its name; directly in `input` or `output` (`bare`); or, since some clients leave the
 * name out, either way.
 */
export type Placement = 'named' | 'bare' | 'either'

export interface Node<T extends Table = Table, Many extends boolean = boolean> {
  readonly fields: T
  readonly many: Many
  readonly title: string
  /** For lists: 1 when an empty list is refused. */
  readonly rowsMin: number
  readonly aliases: readonly string[]
  readonly placement: Placement
}

export interface NodeOptions {
  readonly title?: string
  readonly aliases?: readonly string[]
  readonly placement?: Placement
}

function node<T extends Table, M extends boolean>(fields: T, many: M, rowsMin: number, options: NodeOptions) {
  return {
    fields,
    many,
    title: options.title ?? '',
    rowsMin,
    aliases: options.aliases ?? [],
    placement: options.placement ?? 'named',
  } as const satisfies Node<T, M>
}

export const one = <T extends Table>(fields: T, options: NodeOptions = {}): Node<T, false> =>
  node(fields, false, 1, options)
export const many = <T extends Table>(fields: T, options: NodeOptions = {}): Node<T, true> =>
  node(fields, true, 0, options)
export const atLeastOne = <T extends Table>(fields: T, options: NodeOptions = {}): Node<T, true> =>
  node(fields, true, 1, options)

export type Nodes = Readonly<Record<string, Node>>

type NodeValues<N> = N extends Node<infer T, infer M> ? (true extends M ? readonly Values<T>[] : Values<T>) : never
type NodeToWrite<N> = N extends Node<infer T, infer M> ? (true extends M ? readonly ToWrite<T>[] : ToWrite<T>) : never

/** Of nodes not known by name, as code that treats all transactions alike has them, the content is not known either. */
export type NodesValues<S extends Nodes> = string extends keyof S
  ? Readonly<Record<string, unknown>>
  : { readonly [K in keyof S]: NodeValues<S[K]> }
export type NodesToWrite<S extends Nodes> = string extends keyof S
  ? Readonly<Record<string, unknown>>
  : { readonly [K in keyof S]: NodeToWrite<S[K]> }

export interface Transaction<Number extends string = string, In extends Nodes = Nodes, Out extends Nodes = Nodes> {
  readonly infno: Number
  readonly title: string
  /** Changes the platform's state, so a repeated msgid gives the stored answer. */
  readonly writes: boolean
  /** Refused without a sign-in where a channel makes signing in compulsory. */
  readonly needsSignIn: boolean
  /** May be undone by 2601 through its msgid. */
  readonly reversible: boolean
  /** Success is answered with a file's bytes, not with JSON. */
  readonly answersFile: boolean
  readonly input: In
  readonly output: Out
  /** Columns of the text files that travel with it by 9101 and 9102. */
  readonly files: Readonly<Record<string, Table>>
}

type Facts = 'writes' | 'needsSignIn' | 'reversible' | 'answersFile' | 'files'

export function transaction<const Number extends string, In extends Nodes, Out extends Nodes>(
  declared: Pick<Transaction<Number, In, Out>, 'infno' | 'title' | 'input' | 'output'> &
    Partial<Pick<Transaction, Facts>>,
): Transaction<Number, In, Out> {
  const usual = { writes: false, needsSignIn: true, reversible: false, answersFile: false, files: {} }
  return { ...usual, ...declared }
}

export type InputOf<T> = T extends Transaction<string, infer In, Nodes> ? NodesValues<In> : never
export type OutputOf<T> = T extends Transaction<string, Nodes, infer Out> ? NodesValues<Out> : never
export type InputToWrite<T> = T extends Transaction<string, infer In, Nodes> ? NodesToWrite<In> : never
export type OutputToWrite<T> = T extends Transaction<string, Nodes, infer Out> ? NodesToWrite<Out> : never
