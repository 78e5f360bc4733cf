// What the database says about its tables: column types, so that rows can travel as JSON, and primary keys.
import type pg from 'pg'

export interface TableShape {
  /** Column → SQL type. */
  readonly columns: ReadonlyMap<string, string>
  readonly primaryKey: readonly string[]
}

export type TableCatalogue = ReadonlyMap<string, TableShape>

/** Read once, after the migrations have run. */
export async function readTableCatalogue(pool: pg.Pool): Promise<TableCatalogue> {
  const { rows } = await pool.query<{ name: string; columns: [string, string][]; key: string[] | null }>(
    `select c.relname as name,
       (select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select json_agg(a.attname order by a.attname)
        from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
        where k.conrelid = c.oid and k.contype = 'p') as key
     from pg_class c
     where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = current_schema()::regnamespace`,
  )
  return new Map(rows.map(({ name, columns, key }) => [name, { columns: new Map(columns), primaryKey: key ?? [] }]))
}
