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
  client: pg.ClientBase,
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
