// The nouns of the one write path: a kind of change, a command of that kind, and what deciding it yields.
import type { Day, Instant, JournalEntry, Outcome } from '@yibao/kernel'
import type { Json } from '../json.ts'

/** A table row by column name. Values are plain JSON: an amount is a number, a day and a moment are text. */
export type Row = Readonly<Record<string, Json | undefined>>

export interface Update {
  /** Every column of the primary key. The row must exist: a missing one is a bug and stops the command. */
  readonly key: Row
  readonly set: Row
}

/** Rows that must not exist when the change is written, with the refusal that a present one means. */
export interface Absent {
  readonly refusal: string
  readonly row: Row
}

/** What a command changes, by table. Modules' `store.ts` build these; only the write path runs them. */
export interface RowSet {
  readonly insert?: Readonly<Record<string, readonly Row[]>>
  readonly update?: Readonly<Record<string, readonly Update[]>>
  readonly remove?: Readonly<Record<string, readonly Row[]>>
  readonly absent?: Readonly<Record<string, readonly Absent[]>>
}

/** One message of one sender, for ever. Work of our own uses sender `system` and a msgid made of what it does. */
export interface Key {
  readonly sender: string
  readonly msgid: string
}

/** Who does it, from where. `area` and `provider` bound who may see the record of it. */
export interface Actor {
  readonly id: string
  /** Door and address: "gateway 10.1.2.3", "console 10.1.2.4", "job". */
  readonly channel: string
  readonly area?: string
  readonly provider?: string
}

export interface Command<Input = unknown, Facts = unknown, Answer extends Json = Json> {
  readonly kind: Kind<Input, Facts, Answer>
  readonly key: Key
  readonly actor: Actor
  readonly input: Input
  /** What makes two messages with one number the same message; usually the body as it was sent. */
  readonly request: Json
  /** A fingerprint of the sender's own kind instead of that of `request`: it may know better what is the same. */
  readonly fingerprint?: Fingerprint
  /** Decides and answers, and writes nothing (预结算). */
  readonly dryRun?: boolean
}

export interface Fingerprint {
  /** Kept for ever beside the answer. Equal bytes: the same message. */
  readonly bytes: Uint8Array
  /** Names the first field in which this message differs from the one whose fingerprint was kept. */
  difference(stored: Uint8Array): string
}

/** Defines one kind of change. Its name is also the event that others see, in the past tense: `settlement.settled`. */
export interface Kind<Input = unknown, Facts = unknown, Answer extends Json = Json> {
  readonly name: string
  /**
   * Whose state this changes or relies on: person numbers, or `provider:…`, `account:…`, `ledger:…`. The first is the
   * subject proper, under which all rows are stored. Changes of one subject happen one after the other.
   */
  subjects(input: Input): readonly [string, ...string[]]
  /** What else `decide` must know, read in the same snapshot as the subjects' versions. */
  readonly facts?: FactQuery<Input>
  /**
   * Pure. Told everything, decides, changes nothing. May run several times for one command (a lost race, a repeated
   * message), and only its last result is written.
   */
  decide(input: Input, known: Known<Facts>, context: Context): Outcome<Decision<Answer>>
  /** Unique constraints of unpartitioned tables whose violation is a refusal and not a bug: constraint → code. */
  readonly conflicts?: Readonly<Record<string, string>>
}

/**
 * One select that yields one JSON value as `facts`, for the command at hand: `q.person_no` is its subject and `q.args`
 * (jsonb) what `args` returned. It runs once per batch, joined laterally, so it must not depend on the order of rows.
 */
export interface FactQuery<Input> {
  readonly sql: string
  args(input: Input): Json
}

export interface SubjectState {
  /** 0: the subject was never changed; its first change makes the row. */
  readonly version: number
  readonly state: Json
}

export interface Known<Facts> {
  readonly facts: Facts
  /** State of the subject proper; `{}` when it was never changed. */
  readonly state: Json
  /** State of every subject by name. */
  readonly states: Readonly<Record<string, Json>>
}

export interface Context {
  readonly opId: string
  readonly actor: Actor
  readonly now: Instant
  readonly today: Day
  /** A new time-ordered identifier. */
  newId(): string
}

export interface Decision<Answer extends Json = Json> {
  readonly answer: Answer
  readonly rows?: RowSet
  readonly journals?: readonly JournalEntry[]
  /** New state by subject; a subject that is not named keeps its state and still advances. */
  readonly states?: Readonly<Record<string, Json>>
  /** What the outbox tells others: references only, no personal data. None: nothing for others to hear. */
  readonly event?: Json
  /** Identifiers that the audit record names. */
  readonly objects?: readonly string[]
}

/** Given by the ledger when the platform is put together: checks entries (throws on a bug) and makes their rows. */
export type PostingRows = (entries: readonly JournalEntry[], subject: string, context: Context) => RowSet

export interface Receipt<Answer extends Json = Json> {
  readonly answer: Answer
  /** Nothing happened now: the message had been accepted before, and this is what it was told then. */
  readonly replayed: boolean
  /** The record of the change; `undefined` after a dry run. */
  readonly opId: string | undefined
}
