// Settlement-like commands through the write path, of the weight of real ones: 2 KB of document, 1.5 KB of answer.
import type pg from 'pg'
import { postingRows } from '../../modules/ledger/index.ts'
import { systemClock } from '../clock.ts'
import { createIds, type Ids } from '../ids.ts'
import type { Json } from '../json.ts'
import { createDemoTables, demoCommand, settleVisit } from '../testing/demo-kinds.ts'
import { createWritePath } from '../write/index.ts'
import { type Sample, summarise } from './sample.ts'

export const PERSONS = 100_000
const SPEND_FEN = 10

/** A message that asks for a settlement is small: some thirty fields. */
const REQUEST_FIELDS = Object.fromEntries(
  Array.from({ length: 28 }, (_, at) => [`request_field_${at}`, '20261121083000']),
)

const DOCUMENT: Json = {
  lines: Array.from({ length: 12 }, (_, at) => ({
    line: at + 1,
    code: `XA01ABA0750020010${at}`,
    name: '阿莫西林胶囊 0.25g×24粒',
    quantity: 20_000,
    unitPrice: 12_500_000,
    amountFen: 2_500,
    preSelfPayBp: 1_000,
    inScopeFen: 2_250,
  })),
  tiers: ['basic', 'serious_illness', 'assistance'].map((tier) => ({
    tier,
    baseFen: 27_000,
    deductibleFen: 5_000,
    paidFen: 13_200,
  })),
}
const ANSWER_FIELDS = Object.fromEntries(Array.from({ length: 45 }, (_, at) => [`answer_field_${at}`, '1234.50']))

export interface Visit {
  readonly person: string
  readonly visitId: string
}

/** A city of persons with accounts, and open visits to be settled. */
export async function prepareSettlements(pool: pg.Pool, visits: number): Promise<Visit[]> {
  await createDemoTables(pool)
  await pool.query(`insert into subject_state (person_no, version, state)
    select 'P' || lpad(i::text, 18, '0'), 1,
      '{"accountFen": 100000, "accumulators": {"2026": {"deductibleFen": 30000, "pooledFen": 125000}}}'
    from generate_series(1, ${PERSONS}) i`)
  const ids = createIds(systemClock())
  const all: Visit[] = []
  for (let from = 0; from < visits; from += 5_000) {
    const chunk = Array.from({ length: Math.min(5_000, visits - from) }, () => newVisit(ids))
    await pool.query(
      `insert into demo_visit (visit_id, person_no, status, note)
       select visit_id, person_no, 'open', repeat('x', 300) from unnest($1::uuid[], $2::text[]) v(visit_id, person_no)`,
      [chunk.map(({ visitId }) => visitId), chunk.map(({ person }) => person)],
    )
    all.push(...chunk)
  }
  await pool.query('vacuum analyze')
  return all
}

const newVisit = (ids: Ids): Visit => ({
  person: `P${String(1 + Math.floor(Math.random() * PERSONS)).padStart(18, '0')}`,
  visitId: ids.next(),
})

export interface SettlementSample extends Sample {
  readonly walBytesEach: number
}

export interface SettlementRun {
  readonly url: string
  readonly pool: pg.Pool
  readonly clients: number
  readonly seconds: number
  readonly workers?: number
  readonly batchMax?: number
  /** Visits are used up. */
  readonly visits: Visit[]
}

export async function runSettlements(run: SettlementRun): Promise<SettlementSample> {
  const clock = systemClock()
  const { url, workers, batchMax } = run
  const writePath = await createWritePath({ url, clock, ids: createIds(clock), postingRows, workers, batchMax })
  const latencies: number[] = []
  const walBefore = await walPosition(run.pool)
  const started = performance.now()
  const end = started + run.seconds * 1000
  const submitter = async (): Promise<void> => {
    while (performance.now() < end) {
      const visit = run.visits.pop()
      if (!visit) throw new Error('Too few visits were prepared for this machine')
      const input = { ...visit, spendFen: SPEND_FEN, document: DOCUMENT, answerWith: ANSWER_FIELDS }
      const began = performance.now()
      const command = demoCommand(settleVisit, input, `H99010000001${visit.visitId}`)
      const outcome = await writePath.submit({ ...command, request: { ...visit, ...REQUEST_FIELDS } })
      latencies.push(performance.now() - began)
      if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.facts)}`)
    }
  }
  await Promise.all(Array.from({ length: run.clients }, submitter))
  const sample = summarise(latencies, performance.now() - started)
  const walBytes = (await walPosition(run.pool)) - walBefore
  await writePath.close()
  return { ...sample, walBytesEach: walBytes / sample.n }
}

async function walPosition(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>("select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes")
  return Number(rows[0]!.bytes)
}
