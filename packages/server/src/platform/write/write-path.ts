// The one write path. Every change of business state goes through `submit`, and nothing else can write.
import { type Outcome, refused } from '@yibao/kernel'
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Json } from '../json.ts'
import { createPool } from '../postgres/connect.ts'
import { type BatchRunner, type Entry, runBatch } from './batch.ts'
import type { Command, PostingRows, Receipt } from './command.ts'
import { Gate } from './gate.ts'
import { busy } from './proposal.ts'
import { RowGroups } from './row-groups.ts'
import { Statements } from './statement.ts'
import { keyText } from './stored-answer.ts'
import { readTableCatalogue } from './table-catalogue.ts'

const BATCH_MAX = 32
/** More than this many waiting commands would wait longer than their senders do. */
const WAITING_MAX = 10_000
/** Two batches at a time keep two cores busy: one decides in this process while the other writes (see bench/). */
const WORKERS = 2

/** Every look-up of these sessions is by key; a plan that reads a whole table is never the right one. */
const SETTINGS = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'plan_cache_mode=force_generic_plan',
  'lock_timeout=5s',
  'statement_timeout=30s',
]

export interface WritePathOptions {
  readonly url: string
  readonly clock: Clock
  readonly ids: Ids
  readonly postingRows: PostingRows
  readonly workers?: number
  readonly batchMax?: number
  /** Called after a batch was written: the outbox need not wait for its next look. */
  readonly onWritten?: () => void
  readonly onError?: (error: Error) => void
}

export interface WritePath {
  /**
   * Answers when the change is durable. Same key, same request: the stored answer and no new effect. Same key, other
   * request: refused with `message_reused` and the field. Rejects only for a bug or a database that is gone.
   */
  submit<Input, Facts, Answer extends Json>(command: Command<Input, Facts, Answer>): Promise<Outcome<Receipt<Answer>>>
  /** Takes no more commands, finishes those it has, closes its connections. */
  close(): Promise<void>
}

/** After the migrations: the tables' columns are read once. */
export async function createWritePath(options: WritePathOptions): Promise<WritePath> {
  const { clock, ids, postingRows, workers = WORKERS, batchMax = BATCH_MAX } = options
  const pool = createPool(options.url, { name: 'write', max: workers, settings: SETTINGS, onError: options.onError })
  const catalogue = await readTableCatalogue(pool)
  const runner: BatchRunner = {
    pool,
    maker: { clock, ids, postingRows, rowGroups: new RowGroups(catalogue) },
    statements: new Statements(catalogue),
  }
  const gate = new Gate<Entry>()
  let idle = workers
  let isScheduled = false
  let isClosing = false
  let onIdle: (() => void) | undefined

  /** What arrived in the same turn of the event loop goes together. */
  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      dispatch()
    })
  }

  function dispatch(): void {
    while (idle > 0) {
      const batch = gate.take(Math.min(batchMax, Math.ceil(gate.length / idle)))
      if (batch.length === 0) break
      idle -= 1
      void runBatch(runner, batch).then(() => {
        idle += 1
        gate.release(batch)
        options.onWritten?.()
        schedule()
      })
    }
    if (gate.isIdle) onIdle?.()
  }

  function submit<Input, Facts, Answer extends Json>(
    command: Command<Input, Facts, Answer>,
  ): Promise<Outcome<Receipt<Answer>>> {
    if (isClosing) return Promise.resolve(refused('server_stopping', {}))
    if (gate.length >= WAITING_MAX) return Promise.resolve(busy())
    return new Promise((resolve, reject) => {
      gate.add({
        command: command as Command,
        group: command.kind,
        holds: command.dryRun ? [] : [...subjectsOf(command as Command), keyText(command.key)],
        answer: (outcome) => resolve(outcome as Outcome<Receipt<Answer>>),
        fail: reject,
      })
      schedule()
    })
  }

  async function close(): Promise<void> {
    isClosing = true
    if (!gate.isIdle || idle < workers) {
      await new Promise<void>((resolve) => {
        onIdle = () => idle === workers && resolve()
      })
    }
    await pool.end()
  }

  return { submit, close }
}

function subjectsOf({ kind, input, key }: Command): readonly string[] {
  if (key.sender === '' || key.msgid === '') throw new Error(`${kind.name} came without a sender or a message number`)
  const subjects = kind.subjects(input)
  if (new Set(subjects).size < subjects.length) throw new Error(`${kind.name} names a subject twice`)
  return subjects
}
