// Reading committed operations in an order that no late transaction can upset, and how far each reader has come.
import type { Instant } from '@yibao/kernel'
import type pg from 'pg'
import type { Json } from '../json.ts'

/** A place in the order of (transaction, operation). */
export interface Place {
  readonly xid: string
  readonly opId: string
}

export interface OutboxEvent extends Place {
  readonly kind: string
  /** The subject of the change. */
  readonly personNo: string
  /** "2026-11-21 08:30:00" in Asia/Shanghai. */
  readonly at: string
  readonly event: Json
}

const START: Place = { xid: '0', opId: '00000000-0000-0000-0000-000000000000' }

/** One process at a time reads for one name. */
export async function tryReader(client: pg.ClientBase, reader: string): Promise<boolean> {
  const text = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken'
  const { rows } = await client.query<{ taken: boolean }>(text, [`outbox ${reader}`])
  return rows[0]!.taken
}

export async function releaseReader(client: pg.ClientBase, reader: string): Promise<void> {
  await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [`outbox ${reader}`])
}

export async function placeOf(client: pg.ClientBase, reader: string): Promise<Place> {
  const { rows } = await client.query<Place & { isAhead: boolean }>(
    `select xid::text as xid, op_id::text as "opId", xid >= pg_snapshot_xmax(pg_current_snapshot()) as "isAhead"
     from outbox_cursor where reader = $1`,
    [reader],
  )
  const place = rows[0]
  if (place?.isAhead) {
    throw new Error(
      `Outbox reader ${reader} is at transaction ${place.xid}, which this server has not reached: restored from a dump?`,
    )
  }
  return place ?? START
}

/** Only operations whose transactions, and all older ones, are finished: none can appear before them later. */
export async function eventsAfter(client: pg.ClientBase, { xid, opId }: Place, limit: number): Promise<OutboxEvent[]> {
  const { rows } = await client.query<OutboxEvent>(
    `select xid::text as xid, op_id::text as "opId", kind, person_no as "personNo", at, event
     from operation
     where (xid, op_id) > ($1::text::xid8, $2) and xid < pg_snapshot_xmin(pg_current_snapshot()) and event is not null
     order by operation.xid, operation.op_id limit $3`, // the column, a number; `xid` alone would be the text above
    [xid, opId, limit],
  )
  return rows
}

export async function advance(client: pg.ClientBase, reader: string, { xid, opId }: Place): Promise<void> {
  await client.query(
    `insert into outbox_cursor (reader, xid, op_id) values ($1, $2::text::xid8, $3)
     on conflict (reader) do update set xid = excluded.xid, op_id = excluded.op_id`,
    [reader, xid, opId],
  )
}

export async function park(
  client: Pick<pg.ClientBase, 'query'>,
  reader: string,
  event: Place,
  reason: string,
  at: Instant,
): Promise<void> {
  await client.query(
    `insert into outbox_parked (reader, op_id, reason, parked_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [reader, event.opId, reason, at],
  )
}

export interface Operation extends Place {
  readonly kind: string
  readonly personNo: string
  /** "2026-11-21 08:30:00" in Asia/Shanghai. */
  readonly at: string
  /** Whatever else was changed: further subjects, settlements, visits. */
  readonly objects: readonly string[]
}

type Asking = Pick<pg.ClientBase, 'query'>

/** Of all kinds, told as events or not; finished transactions only, like `eventsAfter`. */
export async function operationsAfter(client: Asking, place: Place = START, limit: number): Promise<Operation[]> {
  const ahead = await client.query<{ isAhead: boolean }>(
    'select $1::text::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as "isAhead"',
    [place.xid],
  )
  if (ahead.rows[0]?.isAhead)
    throw new Error(`Transaction ${place.xid} has been read, which this server has not reached: restored from a dump?`)
  const { rows } = await client.query<Operation>(
    `select xid::text as xid, op_id::text as "opId", kind, person_no as "personNo",
       to_char(at, 'YYYY-MM-DD HH24:MI:SS') as at, objects
     from operation
     where (xid, op_id) > ($1::text::xid8, $2::uuid) and xid < pg_snapshot_xmin(pg_current_snapshot())
     order by operation.xid, operation.op_id limit $3`,
    [place.xid, place.opId, limit],
  )
  return rows
}

/** The first operation there ever was names the database. */
export async function firstOperation(client: Asking): Promise<string | undefined> {
  const { rows } = await client.query<{ opId: string }>(
    'select op_id::text as "opId" from operation order by op_id limit 1',
  )
  return rows[0]?.opId
}

export async function lagOf(
  client: Asking,
  place: Place = START,
  now: Instant,
): Promise<{ operations: number; seconds: number }> {
  const { rows } = await client.query<{ operations: number; seconds: number }>(
    `select count(*) as operations, coalesce(greatest(0, extract(epoch from $3::timestamptz - min(at))), 0)::integer as seconds
     from operation where (xid, op_id) > ($1::text::xid8, $2::uuid)`,
    [place.xid, place.opId, now],
  )
  return rows[0]!
}

export async function parkedOf(client: Asking, reader: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select count(*) as n from outbox_parked where reader = $1', [
    reader,
  ])
  return rows[0]!.n
}
