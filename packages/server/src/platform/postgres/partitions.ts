// Monthly partitions of the large tables that lead with a time-ordered identifier. Made ahead by a job; a default
// partition takes what comes too early, and gives it back when its month is made.
import type { Day } from '@yibao/kernel'
import { addMonths, monthOf } from '@yibao/kernel'
import type pg from 'pg'
import { firstIdOf } from '../ids.ts'

const MONTHS_AHEAD = 3

interface PartitionedTable {
  readonly name: string
  /** The time-ordered uuid that leads the key. */
  readonly column: string
  readonly partitions: readonly string[]
}

/** Makes the partitions of this month and the next three wherever one is missing; returns the names of the new ones. */
export async function ensurePartitions(pool: pg.Pool, today: Day): Promise<string[]> {
  const made: string[] = []
  for (const table of await partitionedTables(pool)) {
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
      const from = addMonths(`${monthOf(today)}-01` as Day, ahead)
      const name = `${table.name}_${monthOf(from).replace('-', '_')}`
      if (table.partitions.includes(name)) continue
      await makePartition(pool, table, name, from)
      made.push(name)
    }
  }
  return made
}

async function partitionedTables(pool: pg.Pool): Promise<PartitionedTable[]> {
  const { rows } = await pool.query<PartitionedTable>(
    `select c.relname as name, a.attname as column,
       array(select i.inhrelid::regclass::text from pg_inherits i where i.inhparent = c.oid) as partitions
     from pg_partitioned_table p
     join pg_class c on c.oid = p.partrelid
     join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
     where p.partstrat = 'r' and a.atttypid = 'uuid'::regtype and c.relnamespace = current_schema()::regnamespace
     order by c.relname`,
  )
  return rows
}

/** Rows of that month that already lie in the default partition move into the new one, in the same transaction. */
async function makePartition(pool: pg.Pool, table: PartitionedTable, name: string, from: Day): Promise<void> {
  const bounds = [firstIdOf(from), firstIdOf(addMonths(from, 1))]
  const range = `${table.column} >= '${bounds[0]}' and ${table.column} < '${bounds[1]}'`
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`lock table ${table.name} in share row exclusive mode`) // two jobs at once: the second waits
    const { rowCount } = await client.query('select 1 from pg_class where oid = to_regclass($1)', [name])
    if (rowCount === 0) {
      await client.query(`create table ${name} (like ${table.name} including defaults including constraints)`)
      await client.query(`with moved as (delete from ${table.name}_default where ${range} returning *)
        insert into ${name} select * from moved`)
      await client.query(
        `alter table ${table.name} attach partition ${name} for values from ('${bounds[0]}') to ('${bounds[1]}')`,
      )
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
