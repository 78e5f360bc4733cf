// Writing records of access, and what of the audit trail is sealed.
import type pg from 'pg'
import type { SealedSource } from '../seal/index.ts'
import type { Access } from './access.ts'

export async function insertAccessRecords(
  pool: pg.Pool,
  records: readonly (Access & { readonly accessId: string; readonly at: string })[],
): Promise<void> {
  const rows = records.map((record) => ({
    access_id: record.accessId,
    person_no: record.personNo,
    actor: record.actor,
    purpose: record.purpose,
    fields: record.fields,
    shown: record.shown,
    result: record.result,
    request_id: record.requestId,
    channel: record.channel,
    area: record.area ?? null,
    provider: record.provider ?? null,
    at: record.at,
  }))
  await pool.query({
    name: 'access records',
    text: `insert into access_record (access_id, person_no, actor, purpose, fields, shown, result, request_id, channel, area,
        provider, at)
      select access_id, person_no, actor, purpose, fields, shown, result, request_id, channel, area, provider, at
      from jsonb_populate_recordset(null::access_record, $1)`,
    values: [JSON.stringify(rows)],
  })
}

/** Every accepted change, with its answer. */
export const OPERATIONS: SealedSource = {
  chain: 'operation',
  table: 'operation',
  id: 'op_id',
  columns: [
    'op_id',
    'person_no',
    'sender',
    'msgid',
    'kind',
    'actor',
    'channel',
    'area',
    'provider',
    'at',
    'objects',
    'fingerprint',
    'answer',
    'event',
  ],
}

export const ACCESSES: SealedSource = {
  chain: 'access',
  table: 'access_record',
  id: 'access_id',
  columns: [
    'access_id',
    'person_no',
    'actor',
    'purpose',
    'fields',
    'shown',
    'result',
    'request_id',
    'channel',
    'area',
    'provider',
    'at',
  ],
}

/** Identifiers lead with time, so the greatest is the latest. */
export async function latestOperationId(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>('select op_id as id from operation order by op_id desc limit 1')
  return rows[0]?.id
}
