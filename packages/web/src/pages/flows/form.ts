// What the form of a kind of request gets and gives.
import type { FlowAsked } from '@yibao/contract/rest'

export type Input<K extends FlowAsked['kind']> = Extract<FlowAsked, { kind: K }>['input']

export interface FormProps<K extends FlowAsked['kind']> {
  /** Undefined: not filled in yet. */
  readonly onInput: (input: Input<K> | undefined) => void
  readonly settlement: string
  readonly person: string
}
