// What every module shares: how a message asks for a change, and from where rows are read.
import type { Refused } from '@yibao/kernel'
import type pg from 'pg'
import type { Actor, Command, Context, Fingerprint, Json, Key, Kind } from '../../platform/index.ts'

export { byRecord, type HistoryRow } from './history-row.ts'
export { FileRefused, type FileRow, openRows, type RowFile, type RowSource } from './rows.ts'

/** Where reads go: the reading pool, or a connection whose role bounds what it sees. */
export type Reader = Pick<pg.ClientBase, 'query'>

/** A message that asks for a change of business state; `Result` is what the change tells its sender. */
export interface Message<Result> {
  readonly key: Key
  readonly actor: Actor
  /** What makes two messages with one number the same message. */
  readonly request: Json
  /** Of the sender's own kind, where it knows better what is the same. */
  readonly fingerprint?: Fingerprint
  /** The answer in the sender's own form, kept with the message number for ever. Pure. */
  answer(result: Result, context: Context): Json
}

/** What a module's kinds of change take: the message that asks, and the module's own input. */
export interface Asked<Input, Result> {
  readonly message: Message<Result>
  readonly input: Input
}

/** A change that one module makes for a message. */
export function commandFor<Input, Facts, Result>(
  kind: Kind<Asked<Input, Result>, Facts>,
  message: Message<Result>,
  input: Input,
  dryRun = false,
): Command<Asked<Input, Result>, Facts> {
  const { key, actor, request, fingerprint } = message
  return { kind, key, actor, request, input: { message, input }, dryRun, ...(fingerprint && { fingerprint }) }
}

/** For work of our own: the result is the answer. */
export function ownMessage<Result extends Json>(actor: Actor, msgid: string, request: Json): Message<Result> {
  return { key: { sender: 'system', msgid }, actor, request, answer: (result) => result }
}

/** The actor of work that nobody outside asked for. */
export const SYSTEM: Actor = { id: 'system', channel: 'job' }

export const isRefused = (outcome: { readonly ok: boolean }): outcome is Refused => !outcome.ok
