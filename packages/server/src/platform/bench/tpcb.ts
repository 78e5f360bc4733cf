// A TPC-B-like transaction, statement by statement through the same driver: what the machine can do, for scale.
import pg from 'pg'
import { type Sample, summarise } from './sample.ts'

/** As many branches as clients, as pgbench advises, so that the branch row is not the only thing measured. */
const SCALE = 16
const ACCOUNTS = 100_000 * SCALE
const TELLERS = 10 * SCALE

const STATEMENTS = {
  account: 'update tpcb_account set balance = balance + $1 where account_id = $2',
  read: 'select balance from tpcb_account where account_id = $1',
  teller: 'update tpcb_teller set balance = balance + $1 where teller_id = $2',
  branch: 'update tpcb_branch set balance = balance + $1 where branch_id = $2',
  history: `insert into tpcb_history (teller_id, branch_id, account_id, delta, at)
    values ($1, $2, $3, $4, current_timestamp)`,
}

/** The tables of pgbench with its filler, so that rows have its size. */
export async function prepareTpcb(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create table tpcb_branch (branch_id int primary key, balance int not null, filler char(88));
    create table tpcb_teller (teller_id int primary key, branch_id int, balance int not null, filler char(84));
    create table tpcb_account (account_id int primary key, branch_id int, balance int not null, filler char(84));
    create table tpcb_history (teller_id int, branch_id int, account_id int, delta int, at timestamp, filler char(22));
    insert into tpcb_branch select i, 0 from generate_series(1, ${SCALE}) i;
    insert into tpcb_teller select i, (i - 1) / 10 + 1, 0 from generate_series(1, ${TELLERS}) i;
    insert into tpcb_account select i, (i - 1) / 100000 + 1, 0, '' from generate_series(1, ${ACCOUNTS}) i;`)
  await pool.query('vacuum analyze')
}

export async function runTpcb(url: string, clients: number, seconds: number): Promise<Sample> {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const latencies: number[] = []
  const started = performance.now()
  const end = started + seconds * 1000
  await Promise.all(
    connections.map(async (client) => {
      while (performance.now() < end) {
        const began = performance.now()
        await transaction(client)
        latencies.push(performance.now() - began)
      }
    }),
  )
  const sample = summarise(latencies, performance.now() - started)
  await Promise.all(connections.map((client) => client.end()))
  return sample
}

async function transaction(client: pg.Client): Promise<void> {
  const account = 1 + Math.floor(Math.random() * ACCOUNTS)
  const teller = 1 + Math.floor(Math.random() * TELLERS)
  const branch = 1 + Math.floor(Math.random() * SCALE)
  const delta = Math.floor(Math.random() * 10_000) - 5_000
  const prepared = (name: keyof typeof STATEMENTS, values: number[]) =>
    client.query({ name, text: STATEMENTS[name], values })
  await client.query('begin')
  await prepared('account', [delta, account])
  await prepared('read', [account])
  await prepared('teller', [delta, teller])
  await prepared('branch', [delta, branch])
  await prepared('history', [teller, branch, account, delta])
  await client.query('commit')
}
