// Whether a message left anything behind: every row of every table, except the log of traffic that is written on purpose.
import type { RunningServer } from '../index.ts'

type Server = Pick<RunningServer, 'platform' | 'city'>

const LOG = 'message_log'

async function tables({ platform }: Server): Promise<string[]> {
  const { rows } = await platform.reader.query<{ name: string }>({
    text: `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> '${LOG}'
        and has_table_privilege(c.oid, 'select') order by c.relname`,
    values: [],
  })
  return rows.map(({ name }) => name)
}

/** One text for each table: it changes when any row does. */
export async function fingerprints(server: Server): Promise<Record<string, string>> {
  const names = await tables(server)
  const { rows } = await server.platform.reader.query<{ name: string; print: string }>({
    text: names
      .map(
        (name) => `select '${name}' as name, count(*) || ' ' ||
          coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as print from ${name} t`,
      )
      .join(' union all '),
    values: [],
  })
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]))
}

/** The number of the next transaction that writes. */
export async function nextTransaction({ platform }: Server): Promise<string> {
  const { rows } = await platform.reader.query<{ next: string }>({
    text: 'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
    values: [],
  })
  return rows[0]!.next
}

/** Tables with rows that were written by this transaction or later ones. */
export async function writtenSince(server: Server, transaction: string): Promise<string[]> {
  const names = await tables(server)
  const { rows } = await server.platform.reader.query<{ name: string }>({
    text: names
      .map((name) => `(select '${name}' as name from ${name} t where t.xmin::text::bigint >= $1 limit 1)`)
      .join(' union all '),
    values: [transaction],
  })
  return rows.map(({ name }) => name)
}
