// What a message was answered when it was accepted before.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type pg from 'pg'
import type { Json } from '../json.ts'
import type { Command, Key, Receipt } from './command.ts'
import { differenceFrom } from './fingerprint.ts'

export interface StoredAnswer {
  readonly op_id: string
  readonly kind: string | null
  readonly fingerprint: Buffer | null
  readonly answer: string
}

export const keyText = ({ sender, msgid }: Key): string => `${sender}\u0000${msgid}`

/** Keys that were never accepted are not in the result. */
export async function storedAnswers(
  client: pg.ClientBase,
  keys: readonly Key[],
): Promise<ReadonlyMap<string, StoredAnswer>> {
  if (keys.length === 0) return new Map()
  const { rows } = await client.query<StoredAnswer & Key>({
    name: 'stored answers',
    text: `select k.sender, k.msgid, k.op_id, o.kind, o.fingerprint, o.answer
from jsonb_to_recordset($1) as q(sender text, msgid text)
join message_key k on k.sender = q.sender and k.msgid = q.msgid
left join operation o on o.op_id = k.op_id and o.person_no = k.person_no`,
    values: [JSON.stringify(keys.map(({ sender, msgid }) => ({ sender, msgid })))],
  })
  return new Map(rows.map((row) => [keyText(row), row]))
}

/** Same number, same content: the answer of then. Same number, other content: a refusal that names the first field. */
export function replay<Answer extends Json>(command: Command, stored: StoredAnswer): Outcome<Receipt<Answer>> {
  const { msgid } = command.key
  // The record was moved to the archive with its month; that the message was accepted is still known.
  if (stored.fingerprint === null) return refused('message_answer_archived', { msgid })
  if (stored.kind !== command.kind.name) return refused('message_reused', { msgid, field: 'kind' })
  const field = differenceFrom(stored.fingerprint, command)
  if (field !== undefined) return refused('message_reused', { msgid, field })
  return accepted({ answer: JSON.parse(stored.answer) as Answer, replayed: true, opId: stored.op_id })
}
