// One batch from loading to answering: two round trips when all goes well, and every way in which it may not.

import { accepted, type Outcome, refused } from '@yibao/kernel'
import type pg from 'pg'
import type { Json } from '../json.ts'
import type { Command, Receipt } from './command.ts'
import { crashPoint } from './crash-points.ts'
import { failureOf } from './failure.ts'
import type { Waiting } from './gate.ts'
import { type Loaded, load } from './load.ts'
import { Patience } from './patience.ts'
import { busy, decide, type Maker, type Proposal, propose } from './proposal.ts'
import type { Statements } from './statement.ts'
import { keyText, replay, storedAnswers } from './stored-answer.ts'

/** A submitted command that waits for its answer. */
export interface Entry extends Waiting {
  readonly command: Command
  answer(outcome: Outcome<Receipt>): void
  fail(error: unknown): void
}

export interface BatchRunner {
  readonly pool: pg.Pool
  readonly maker: Maker
  readonly statements: Statements
}

/** Settles every entry: with an answer, a refusal, or the error of a bug or of a database that is gone. Never throws. */
export async function runBatch(runner: BatchRunner, entries: readonly Entry[]): Promise<void> {
  const patience = new Patience(runner.maker.clock)
  let open = entries
  while (open.length > 0) {
    try {
      open = await attemptBatch(runner, open)
      if (open.length > 0 && !(await patience.afterRace())) return answerBusy(open)
    } catch (error) {
      if (open.length > 1) return runEach(runner, open)
      if (!(await mayTryAgain(open[0]!, error, patience))) return
    }
  }
}

/** One of them is poison, and the database does not say which: each on its own. */
async function runEach(runner: BatchRunner, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries) await runBatch(runner, [entry])
}

function answerBusy(entries: readonly Entry[]): void {
  for (const entry of entries) entry.answer(busy())
}

/** A command that failed alone: to be tried again, or settled. After a lost connection nobody knows; its key will tell. */
async function mayTryAgain(entry: Entry, error: unknown, patience: Patience): Promise<boolean> {
  const failure = failureOf(error)
  if (failure === 'race') {
    if (await patience.afterRace()) return true
    answerBusy([entry])
  } else if (failure === 'connection') {
    if (await patience.afterLostConnection()) return true
    entry.fail(error)
  } else {
    const refusal = failure?.refusal ?? entry.command.kind.conflicts?.[failure?.constraint ?? '']
    if (refusal === undefined) entry.fail(error)
    else entry.answer(refused(refusal, {}))
  }
  return false
}

/** Returns those that lost a race and must be decided again on what is true now. */
async function attemptBatch(runner: BatchRunner, entries: readonly Entry[]): Promise<Entry[]> {
  const client = await runner.pool.connect()
  let broken: Error | undefined
  try {
    crashPoint('before-load')
    const loaded = await load(
      client,
      entries.map(({ command }) => command),
    )
    const decided = entries.map((entry, at) => decideEntry(runner.maker, entry, loaded[at]!))
    crashPoint('after-decide')
    const proposals = decided.filter((item) => item.proposal !== undefined) as Decided<Proposal>[]
    const won = proposals.length > 0 ? await write(runner, client, proposals) : new Set<Decided>()
    return await answerAll(client, decided, won)
  } catch (error) {
    if (failureOf(error) === 'connection') broken = error as Error
    throw error
  } finally {
    client.release(broken)
  }
}

interface Decided<P extends Proposal | undefined = Proposal | undefined> {
  readonly entry: Entry
  /** What it would write. */
  readonly proposal: P
  /** Its answer when nothing is written: a refusal, or that of a dry run. */
  readonly outcome?: Outcome<Receipt>
  /** A bug in deciding. */
  readonly error?: unknown
}

function decideEntry(maker: Maker, entry: Entry, loaded: Loaded): Decided {
  const { command } = entry
  try {
    const { outcome, context } = decide(maker, command, loaded)
    if (!outcome.ok) return { entry, proposal: undefined, outcome }
    const proposal = propose(maker, command, loaded, outcome.value, context)
    if (!command.dryRun) return { entry, proposal }
    return {
      entry,
      proposal: undefined,
      outcome: accepted({ answer: proposal.answer, replayed: false, opId: undefined }),
    }
  } catch (error) {
    return { entry, proposal: undefined, error }
  }
}

async function write(
  runner: BatchRunner,
  client: pg.ClientBase,
  decided: readonly Decided<Proposal>[],
): Promise<Set<Decided>> {
  const lines = decided.flatMap(({ proposal }, c) => proposal.lines.map((line) => ({ ...line, c })))
  lines.sort((a, b) => (a.subject < b.subject ? -1 : 1)) // the order in which subjects are locked
  const groups = Map.groupBy(
    decided.flatMap(({ proposal }, c) => proposal.rows.map((row) => ({ ...row, c }))),
    ({ shape }) => shape,
  )
  const statement = runner.statements.for([...groups.keys()], {
    hasNew: decided.some(({ proposal }) => proposal.isNew),
    hasSeveral: decided.some(({ proposal }) => proposal.lines.length > 1),
  })
  crashPoint('before-write')
  const { rows } = await client.query<{ won: number[] }>({
    name: statement.name,
    text: statement.text,
    values: [numbered(lines), ...statement.shapes.map((shape) => numbered(groups.get(shape)!))],
  })
  crashPoint('after-write')
  return new Set(rows[0]!.won.map((c) => decided[c]!))
}

const numbered = (texts: readonly { c: number; text: string }[]): string =>
  `[${texts.map(({ c, text }) => `{"_c":${c},${text}}`).join(',')}]`

/** Whatever was not written now may have been accepted before: then its answer is that of then. */
async function answerAll(
  client: pg.ClientBase,
  decided: readonly Decided[],
  won: ReadonlySet<Decided>,
): Promise<Entry[]> {
  const unclear = decided.filter((item) => !won.has(item) && !item.entry.command.dryRun)
  const stored = await storedAnswers(
    client,
    unclear.map(({ entry }) => entry.command.key),
  )
  crashPoint('before-answer')
  const lost: Entry[] = []
  for (const item of decided) {
    const { entry, proposal } = item
    const before = stored.get(keyText(entry.command.key))
    if (proposal && won.has(item)) {
      entry.answer(accepted<Receipt<Json>>({ answer: proposal.answer, replayed: false, opId: proposal.opId }))
    } else if (before && !entry.command.dryRun) entry.answer(replay(entry.command, before))
    else if (item.outcome) entry.answer(item.outcome)
    else if (item.error !== undefined) entry.fail(item.error)
    else lost.push(entry)
  }
  return lost
}
