// What keeps the schema fit for a distributed PostgreSQL, and personal data away from whoever has no business with them:
// rules over the catalogue of the migrated database itself.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { scratchDatabase } from '../testing/scratch.ts'
import { createPool } from './connect.ts'
import { KEYS_WITHOUT_PERSON, LARGE_TABLES } from './large-tables.ts'

const pool = createPool(await scratchDatabase(), { name: 'test', max: 2 })
after(() => pool.end())

const LARGE: readonly string[] = LARGE_TABLES

/** Names of what breaks a rule; the parameter, where used, is the list of large tables. */
async function offenders(text: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(text, values)
  return rows.map(({ name }) => name)
}

/** Condition on `pg_class c`: a table of ours, partitions aside. */
const IS_OURS = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`

test('the list of large tables names tables that exist', async () => {
  const existing = new Set(await offenders(`select c.relname as name from pg_class c where ${IS_OURS}`))
  assert.deepEqual(
    LARGE.filter((name) => !existing.has(name)),
    [],
  )
})

test('whatever holds a person number is listed as large', async () => {
  const holding = await offenders(
    `select c.relname as name from pg_class c where ${IS_OURS}
     and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'person_no' and not a.attisdropped)`,
  )
  assert.deepEqual(
    holding.filter((name) => !LARGE.includes(name)),
    [],
  )
})

test('every large table has a person, and every key of it holds the person', async () => {
  const withoutPerson = await offenders(
    `select c.relname as name from pg_class c where ${IS_OURS} and c.relname = any ($1)
     and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'person_no' and a.attnotnull)`,
    [LARGE],
  )
  assert.deepEqual(withoutPerson, [])
  const keys = await offenders(
    `select i.relname as name from pg_index x
     join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
     where ${IS_OURS} and c.relname = any ($1) and x.indisunique and not exists (
       select from pg_attribute a where a.attrelid = c.oid and a.attname = 'person_no' and a.attnum = any (x.indkey))`,
    [LARGE],
  )
  assert.deepEqual(
    keys.filter((name) => !(name in KEYS_WITHOUT_PERSON)),
    [],
  )
})

test('identifiers are made by the application: no sequence, no identity, no generated uuid', async () => {
  assert.deepEqual(
    await offenders(
      `select c.relname as name from pg_class c where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace`,
    ),
    [],
  )
  const generated = await offenders(
    `select c.relname || '.' || a.attname as name from pg_attrdef d
     join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
     join pg_class c on c.oid = d.adrelid and c.relnamespace = 'public'::regnamespace
     where pg_get_expr(d.adbin, d.adrelid) ~* '(nextval|uuid[a-z0-9_]*|random)[(]'`,
  )
  assert.deepEqual(generated, [])
})

test('no trigger computes anything', async () => {
  assert.deepEqual(await offenders(`select t.tgname as name from pg_trigger t where not t.tgisinternal`), [])
})

test('a large table refers within its person, or to a reference table', async () => {
  const strays = await offenders(
    `select con.conname as name from pg_constraint con
     join pg_class c on c.oid = con.conrelid join pg_class target on target.oid = con.confrelid
     where con.contype = 'f' and c.relname = any ($1) and target.relname = any ($1)
       and not exists (select from unnest(con.conkey, con.confkey) k(own, other)
         join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.own
         join pg_attribute b on b.attrelid = con.confrelid and b.attnum = k.other
         where a.attname = 'person_no' and b.attname = 'person_no')`,
    [LARGE],
  )
  assert.deepEqual(strays, [])
})

test('a monthly table leads with its time-ordered identifier and has a default partition', async () => {
  const wrong = await offenders(
    `select c.relname as name from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
     join pg_index x on x.indrelid = c.oid and x.indisprimary
     where p.partstrat <> 'r' or p.partnatts <> 1 or p.partdefid = 0 or x.indkey[0] <> p.partattrs[0]
       or to_regclass(c.relname || '_default') is null`,
  )
  assert.deepEqual(wrong, [])
})

test('money is never a binary fraction', async () => {
  const floats = await offenders(
    `select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid where ${IS_OURS}
     and a.attnum > 0 and a.atttypid in ('real'::regtype, 'double precision'::regtype, 'money'::regtype)`,
  )
  assert.deepEqual(floats, [])
})

test('what the consoles may read of persons is bounded by area and institution, and they may write nothing', async () => {
  const open = await offenders(
    `select c.relname as name from pg_class c where ${IS_OURS} and has_table_privilege('yibao_console', c.oid, 'select')
     and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'person_no')
     and not (c.relrowsecurity and exists (
       select from pg_policy p where p.polrelid = c.oid and pg_get_expr(p.polqual, c.oid) like '%in_scope(%'))`,
  )
  assert.deepEqual(open, [])
  const writable = await offenders(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     and has_table_privilege('yibao_console', c.oid, 'insert, update, delete, truncate')`,
  )
  assert.deepEqual(writable, [])
  const partitions = await offenders(
    `select c.relname as name from pg_class c where c.relispartition and has_table_privilege('yibao_console', c.oid, 'select')`,
  )
  assert.deepEqual(partitions, [], 'a partition read directly would pass by the row security of its table')
})
