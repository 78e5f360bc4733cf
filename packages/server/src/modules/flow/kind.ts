// One kind of flow: what it reads beforehand, and what it decides purely on that and on the facts of the moment.
import type { Outcome } from '@yibao/kernel'
import type { Context, Decision, Json, RowSet } from '../../platform/index.ts'
import type { KnownFacts } from './known.ts'
import type { FlowKind } from './model.ts'

/** Which rows a flow looks at, by what it was asked. */
export interface Named {
  readonly settlementId?: string
  readonly settlements: readonly string[]
  readonly visits: readonly string[]
  readonly invoices: readonly string[]
}

/** What a flow does. `preview` is shown to both pairs of eyes and must be the same for both: it holds no identifiers made anew. */
export interface Worked {
  readonly preview: Json
  readonly area: string
  readonly provider: string
  readonly rows: RowSet
  readonly journals: NonNullable<Decision['journals']>
  readonly states: Readonly<Record<string, Json>>
  readonly result: Readonly<Record<string, Json>>
  readonly objects: readonly string[]
}

export interface FlowContext extends Context {
  /** The request that is being decided; while it is proposed, a number that is not kept. */
  readonly requestId: string
  /** The number under which what it makes stands in the books: `R` and the request. */
  readonly msgid: string
}

/** One kind of flow: what it reads beforehand (nothing that changes), and what it decides on that and on the facts of the moment. */
export interface Flow<Input = Json, Prepared = unknown> {
  readonly kind: FlowKind
  prepare(input: Input, personNo: string): Promise<Outcome<Prepared>>
  /** Further subjects of the change besides the person. */
  others(input: Input, prepared: Prepared): readonly string[]
  named(input: Input, prepared: Prepared): Named
  decide(input: Input, prepared: Prepared, known: KnownFacts, context: FlowContext): Outcome<Worked>
}
