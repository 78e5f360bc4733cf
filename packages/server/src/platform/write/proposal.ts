// From a decided command to the text of its rows. Pure but for identifiers; whatever fails here fails this command only.
import { type Outcome, type Refused, refused } from '@yibao/kernel'
import type { Clock } from '../clock.ts'
import { instantAt } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Json } from '../json.ts'
import type { Command, Context, Decision, PostingRows } from './command.ts'
import { bytesOf } from './fingerprint.ts'
import type { Loaded } from './load.ts'
import type { RowGroups, RowText } from './row-groups.ts'

export interface Proposal {
  readonly opId: string
  readonly answer: Json
  /** Insides of the JSON lines of the statement's first parameter, with the subject that each is about. */
  readonly lines: readonly { readonly subject: string; readonly text: string }[]
  readonly isNew: boolean
  readonly rows: readonly RowText[]
}

export interface Maker {
  readonly clock: Clock
  readonly ids: Ids
  readonly rowGroups: RowGroups
  readonly postingRows: PostingRows
}

export function decide(
  maker: Maker,
  command: Command,
  { known }: Loaded,
): { outcome: Outcome<Decision>; context: Context } {
  const epochMs = maker.clock.epochMs()
  const now = instantAt(epochMs)
  const context: Context = {
    opId: maker.ids.next(epochMs),
    actor: command.actor,
    now,
    today: now.slice(0, 10) as Context['today'],
    newId: () => maker.ids.next(epochMs),
  }
  return { outcome: command.kind.decide(command.input, known, context), context }
}

export function propose(
  maker: Maker,
  command: Command,
  loaded: Loaded,
  decision: Decision,
  context: Context,
): Proposal {
  const subjects = command.kind.subjects(command.input)
  const rows = [
    ...maker.rowGroups.textsOf(decision.rows ?? {}),
    ...maker.rowGroups.textsOf(maker.postingRows(decision.journals ?? [], subjects[0], context)),
    maker.rowGroups.insertText('operation', operationRow(command, subjects, decision, context)),
  ]
  const touched = rows.filter(({ shape }) => shape.act === 'update' || shape.act === 'remove').length
  const strange = Object.keys(decision.states ?? {}).find((subject) => !subjects.includes(subject))
  if (strange) throw new Error(`${command.kind.name} changes the state of ${strange}, which is not among its subjects`)
  const lines = subjects.map((subject, at) => ({
    subject,
    text: JSON.stringify({
      person_no: subject,
      version: loaded.versions.get(subject) ?? 0,
      state: decision.states?.[subject] ?? null,
      sender: command.key.sender,
      msgid: command.key.msgid,
      subjects: subjects.length,
      touched,
      ...(at === 0 ? { op_id: context.opId } : {}),
    }).slice(1, -1),
  }))
  const isNew = subjects.some((subject) => !loaded.versions.get(subject))
  return { opId: context.opId, answer: decision.answer, lines, isNew, rows }
}

function operationRow(
  command: Command,
  subjects: readonly string[],
  decision: Decision,
  { opId, now, actor }: Context,
) {
  return {
    op_id: opId,
    person_no: subjects[0]!,
    sender: command.key.sender,
    msgid: command.key.msgid,
    kind: command.kind.name,
    actor: actor.id,
    channel: actor.channel,
    area: actor.area ?? null,
    provider: actor.provider ?? null,
    at: now,
    objects: [...subjects.slice(1), ...(decision.objects ?? [])],
    fingerprint: `\\x${Buffer.from(bytesOf(command)).toString('hex')}`,
    answer: JSON.stringify(decision.answer),
    event: decision.event ?? null,
  }
}

/** A busy system says so instead of making the sender wait for ever. */
export const busy = (): Refused => refused('busy_try_again', {})
