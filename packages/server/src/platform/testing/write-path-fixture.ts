// A write path over a throw-away database with the demonstration business, for tests.
import type pg from 'pg'
import { postingRows } from '../../modules/ledger/index.ts'
import { type Clock, systemClock } from '../clock.ts'
import { createIds } from '../ids.ts'
import { createPool } from '../postgres/connect.ts'
import { createWritePath, type WritePath, type WritePathOptions } from '../write/index.ts'
import { createDemoTables, demoCommand, openVisit } from './demo-kinds.ts'
import { scratchDatabase } from './scratch.ts'

export interface Fixture {
  readonly url: string
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly writePath: WritePath
  /** A new open visit of this person. */
  visitOf(person: string): Promise<string>
  count(table: string): Promise<number>
  accountFen(person: string): Promise<number | undefined>
  close(): Promise<void>
}

export async function writePathFixture(options: Partial<WritePathOptions> = {}): Promise<Fixture> {
  const url = await scratchDatabase()
  const pool = createPool(url, { name: 'test', max: 4 })
  await createDemoTables(pool)
  const clock = options.clock ?? systemClock()
  const writePath = await createWritePath({ url, clock, ids: createIds(clock), postingRows, ...options })
  return {
    url,
    pool,
    clock,
    writePath,
    visitOf: async (person) => {
      const opened = await writePath.submit(demoCommand(openVisit, { person }))
      if (!opened.ok) throw new Error(opened.code)
      return opened.value.answer.visitId
    },
    count: async (table) => {
      const { rows } = await pool.query<{ n: number }>(`select count(*) as n from ${table}`)
      return rows[0]!.n
    },
    accountFen: async (person) => {
      const text = `select (state ->> 'accountFen')::bigint as fen from subject_state where person_no = $1`
      const { rows } = await pool.query<{ fen: number | null }>(text, [person])
      return rows[0]?.fen ?? undefined
    },
    close: async () => {
      await writePath.close()
      await pool.end()
    },
  }
}
