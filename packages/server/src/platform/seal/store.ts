// Reading what is to be sealed and what was sealed, and writing blocks.
import type pg from 'pg'
import { type Block, type BlockHeader, packLeaves, unpackLeaves } from './block.ts'
import type { Addend, Fold, SealedRecord, SealedSource } from './source.ts'

/** How far a chain has come: every record up to here, in the order of (xid, identifier), is in a block. */
export interface Position {
  readonly xid: string
  readonly id: string
}

export const START: Position = { xid: '0', id: '00000000-0000-0000-0000-000000000000' }

export interface PlacedRecord extends SealedRecord {
  readonly xid: string
}

export interface StoredBlock extends Block {
  readonly upTo: Position
}

/** Held until the transaction ends: one sealer per chain at a time. */
export async function lockChain(client: pg.ClientBase, chain: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`seal ${chain}`])
}

/**
 * Records after a position whose transactions, and all older ones, are finished: none can appear among them later.
 * With `to`, exactly those up to there, finished or not.
 */
export async function recordsAfter(
  client: pg.ClientBase,
  { table, id, columns }: SealedSource,
  from: Position,
  limit: number,
  to?: Position,
): Promise<PlacedRecord[]> {
  const end = to ? `(xid, ${id}) <= ($4::text::xid8, $5)` : 'xid < pg_snapshot_xmin(pg_current_snapshot())'
  const { rows } = await client.query<PlacedRecord>(
    `select ${id}::text as id, xid::text as xid,
       json_build_array(${columns.map((column) => `${column}::text`).join(', ')})::text as content
     from ${table}
     where (xid, ${id}) > ($1::text::xid8, $2) and ${end}
     order by ${table}.xid, ${table}.${id} limit $3`, // the column, a number; `xid` alone would be the text above
    [from.xid, from.id, limit, ...(to ? [to.xid, to.id] : [])],
  )
  return rows
}

/** Committed records after the last block, sealed or not yet sealable. */
export async function countAfter(client: pg.ClientBase, { table, id }: SealedSource, from: Position): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from ${table} where (xid, ${id}) > ($1::text::xid8, $2)`,
    [from.xid, from.id],
  )
  return rows[0]!.n
}

const HEADER_COLUMNS = `chain, no, previous_hash, merkle_root, hash, sealed_at, first_id::text, last_id::text, records`
const BLOCK_COLUMNS = `${HEADER_COLUMNS}, leaves, up_to_xid::text, up_to_id::text`

interface HeaderRow {
  chain: string
  no: number
  previous_hash: Buffer
  merkle_root: Buffer
  hash: Buffer
  sealed_at: string
  first_id: string
  last_id: string
  records: number
}

interface BlockRow extends HeaderRow {
  leaves: Buffer
  up_to_xid: string
  up_to_id: string
}

const headerOf = (row: HeaderRow): BlockHeader & { readonly hash: Buffer } => ({
  chain: row.chain,
  no: row.no,
  previousHash: row.previous_hash,
  merkleRoot: row.merkle_root,
  hash: row.hash,
  sealedAt: row.sealed_at,
  firstId: row.first_id,
  lastId: row.last_id,
  records: row.records,
})

const blockOf = (row: BlockRow): StoredBlock => ({
  ...headerOf(row),
  leaves: unpackLeaves(row.leaves),
  upTo: { xid: row.up_to_xid, id: row.up_to_id },
})

/** Heads alone, without the records under them. */
export async function headersBetween(pool: pg.Pool, chain: string, from: number, to: number) {
  const text = `select ${HEADER_COLUMNS} from sealed_block where chain = $1 and no between $2 and $3 order by no`
  const { rows } = await pool.query<HeaderRow>(text, [chain, from, to])
  return rows.map(headerOf)
}

export async function lastBlock(client: pg.ClientBase | pg.Pool, chain: string): Promise<StoredBlock | undefined> {
  const text = `select ${BLOCK_COLUMNS} from sealed_block where chain = $1 order by no desc limit 1`
  const { rows } = await (client as pg.Pool).query<BlockRow>(text, [chain])
  return rows[0] && blockOf(rows[0])
}

export async function blocksAfter(
  client: pg.ClientBase,
  chain: string,
  no: number,
  limit: number,
): Promise<StoredBlock[]> {
  const text = `select ${BLOCK_COLUMNS} from sealed_block where chain = $1 and no > $2 order by no limit $3`
  const { rows } = await client.query<BlockRow>(text, [chain, no, limit])
  return rows.map(blockOf)
}

/** Blocks whose range of identifiers spans one: identifiers are time-ordered, so they are few. */
export async function blocksSpanning(pool: pg.Pool, chain: string, id: string): Promise<StoredBlock[]> {
  const text = `select ${BLOCK_COLUMNS} from sealed_block where chain = $1 and last_id >= $2 and first_id <= $2 order by no`
  const { rows } = await pool.query<BlockRow>(text, [chain, id])
  return rows.map(blockOf)
}

export async function insertBlock(client: pg.ClientBase, block: Block, upTo: Position): Promise<void> {
  await client.query(
    `insert into sealed_block (chain, no, previous_hash, merkle_root, hash, sealed_at, first_id, last_id, records, leaves,
       up_to_xid, up_to_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::xid8, $12)`,
    [
      block.chain,
      block.no,
      block.previousHash,
      block.merkleRoot,
      block.hash,
      block.sealedAt,
      block.firstId,
      block.lastId,
      block.records,
      packLeaves(block.leaves),
      upTo.xid,
      upTo.id,
    ],
  )
}

/** Adds to the sums kept beside the records. */
export async function addUp(
  client: pg.ClientBase,
  { table, key, sums }: Fold,
  addends: readonly Addend[],
): Promise<void> {
  if (addends.length === 0) return
  const columns = [...key, ...sums]
  await client.query(
    `insert into ${table} (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1)
     on conflict (${key.join(', ')}) do update
     set ${sums.map((column) => `${column} = ${table}.${column} + excluded.${column}`).join(', ')}`,
    [JSON.stringify(addends)],
  )
}

export async function sumsIn(client: pg.ClientBase, { table, key, sums }: Fold): Promise<Addend[]> {
  const { rows } = await client.query<Addend>(`select ${[...key, ...sums].join(', ')} from ${table}`)
  return rows
}

/** A database restored into a younger server counts transactions anew, and "finished before" would mean nothing. */
export async function isFromTheFuture(client: pg.ClientBase | pg.Pool, { xid }: Position): Promise<boolean> {
  const text = 'select $1::text::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as future'
  const { rows } = await (client as pg.Pool).query<{ future: boolean }>(text, [xid])
  return rows[0]!.future
}
