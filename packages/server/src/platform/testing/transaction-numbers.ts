// Uses up transaction numbers, for tests of what is put in order by them: 9,999 comes before 10,000 as a number, not as text.
import type pg from 'pg'

/** Leaves `left` numbers until the next one with more digits. */
export async function approachMoreDigits(pool: pg.Pool, left: number): Promise<void> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ next: string }>(
      'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
    )
    const next = Number(rows[0]!.next)
    const spare = 10 ** String(next).length - left - next
    // Every inner block that writes takes a number of its own.
    await client.query(`create temp table used (n int);
      do $$ begin
        for n in 1..${Math.max(0, spare - 2)} loop
          begin insert into used values (n); exception when division_by_zero then null; end;
        end loop;
      end $$;
      drop table used`)
  } finally {
    client.release()
  }
}
