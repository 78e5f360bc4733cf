// A year of care for many persons at once, copied from one visit that came through the front door: what a bench of history reads.
import { createPool } from '../postgres/connect.ts'

export interface PastOptions {
  readonly persons: number
  readonly visits: number
  /** The code of the n-th item of a person's past; the lines of the visit that is copied take them in turn. */
  readonly codes: number
  /** Of every visit the lines from the eleventh on are of these; a person has 20 usual ones. */
  readonly quiet: readonly string[]
}

export interface Past {
  /** Persons with a past, in the order in which they are to be used. */
  readonly persons: readonly string[]
  /** Makes everything that is kept of these persons old, as a change of each of them would. */
  touch(): Promise<void>
  close(): Promise<void>
}

/**
 * Copies the platform's only visit to the persons, spread over the year before it. Codes become `X` and a number of 22 digits, so
 * that a library of made-up points knows them; a person has 60 usual ones.
 */
export async function plantPast(url: string, { persons, visits, codes, quiet }: PastOptions): Promise<Past> {
  const pool = createPool(url, { name: 'bench', max: 1 })
  const chosen = await pool.query<{ person_no: string }>(
    `select person_no from person where died_on is null and person_no not in (select person_no from visit) order by person_no limit $1`,
    [persons],
  )
  await pool.query(
    `create unlogged table bench_past as select gen_random_uuid() as visit_id, p.person_no, p.nth, k.k, v.visit_id as template,
        v.began_on - (k.k * 365 / $2)::int as on_day
      from (select person_no, row_number() over (order by person_no) as nth from person where person_no = any($1)) p
      cross join generate_series(1, $2) k(k) cross join (select * from visit order by visit_id limit 1) v`,
    [chosen.rows.map((row) => row.person_no), visits],
  )
  await pool.query(`insert into visit (visit_id, person_no, kind, state, batches, settlements, provider, area, began_on, ended_on, details)
    select q.visit_id, q.person_no, v.kind, v.state, v.batches, '{}', v.provider, v.area, q.on_day, v.ended_on,
      jsonb_set(v.details::jsonb, '{beganAt}', to_jsonb(q.on_day || ' 09:00:00'))::json
    from bench_past q join visit v on v.visit_id = q.template`)
  await pool.query(
    `insert into fee_batch (visit_id, seq, person_no, batch_no, provider, area, serials, lines)
    select q.visit_id, b.seq, q.person_no, b.batch_no, b.provider, b.area, b.serials,
      json_build_object('ordered', b.lines -> 'ordered', 'lines', (select json_agg(jsonb_set(jsonb_set(l.line, '{2}', to_jsonb(q.on_day || ' 09:00:00')),
        '{0}', to_jsonb(case when l.place > 10 then ($2::text[])[1 + (q.nth * 31 + ((q.k * 2 + l.place) % 20) * 17) % cardinality($2::text[])]
          else 'X' || lpad((((q.nth * 7919 + ((q.k * 13 + l.place) % 60) * 104729) % $1)::bigint)::text, 22, '0') end)) order by l.place)
        from jsonb_array_elements(b.lines::jsonb -> 'lines') with ordinality l(line, place)))
    from bench_past q join fee_batch b on b.visit_id = q.template`,
    [codes, quiet],
  )
  await pool.query(
    `insert into subject_state (person_no, version) select distinct person_no, 1 from bench_past on conflict do nothing`,
  )
  await pool.query('analyze visit')
  await pool.query('analyze fee_batch')
  return {
    persons: chosen.rows.map((row) => row.person_no),
    touch: async () =>
      void (await pool.query(
        'update subject_state set version = version + 1 where person_no in (select person_no from bench_past)',
      )),
    close: () => pool.end(),
  }
}
