// The same journals twice: as commands of the write path, and as rows inserted plainly into a table of the same columns and indexes.
import { accepted, type Day, type Fen, type JournalEntry } from '@yibao/kernel'
import pg from 'pg'
import { postingRows } from '../../modules/ledger/index.ts'
import type { Clock } from '../clock.ts'
import { createIds } from '../ids.ts'
import { createWritePath, type Kind } from '../write/index.ts'
import { type Sample, summarise } from './sample.ts'

export interface PostShape {
  /** Journals in a command, rows in a statement. */
  readonly together: number
}

export interface PostLoad extends PostShape {
  readonly url: string
  readonly clients: number
  readonly seconds: number
  readonly clock: Clock
}

const FUNDS = ['employee_basic', 'employee_supplement', 'civil_servant', 'medical_assistance']
/** What is owed to a provider by four funds: an expense and a payable of each. */
export const LINES = 2 * FUNDS.length
const SUBJECTS = 100_000
const AREA = '990102'

const ACTOR = { id: 'bench', channel: 'bench', area: AREA, provider: 'H99010000001' }

interface Posting {
  readonly subject: string
  readonly causes: readonly string[]
}

function entryOf(id: string, on: Day): JournalEntry {
  const amountFen = (1 + (Number.parseInt(id.slice(-6), 16) % 90_000)) as Fen
  const dimensions = { area: AREA, provider: ACTOR.provider, part: 'pool', benefitKind: 'inpatient' } as const
  const lines = FUNDS.flatMap((fund) => [
    { fund, account: 'A501', side: 'debit' as const, amountFen, ...dimensions, benefitYear: 2026 },
    { fund, account: 'A201', side: 'credit' as const, amountFen, ...dimensions, benefitYear: 2026 },
  ])
  return { layer: 'accrual', postedOn: on, cause: { kind: 'settlement', id }, lines }
}

const posted: Kind<Posting> = {
  name: 'bench.posted',
  subjects: ({ subject }) => [subject],
  decide: ({ causes }, _, { today }) =>
    accepted({
      answer: { journals: causes.length },
      journals: causes.map((id) => entryOf(id, today)),
      event: { journals: causes.length },
    }),
}

const anySubject = (): string => `P${String(1 + Math.floor(Math.random() * SUBJECTS)).padStart(18, '0')}`

export async function runPosts(load: PostLoad): Promise<Sample & { lines: number }> {
  const { url, clock, together } = load
  const ids = createIds(clock)
  const writePath = await createWritePath({ url, clock, ids, postingRows })
  const sample = await during(load, async () => {
    const causes = Array.from({ length: together }, () => ids.next())
    const outcome = await writePath.submit({
      ...{ kind: posted, key: { sender: 'bench', msgid: ids.next() }, actor: ACTOR },
      ...{ input: { subject: anySubject(), causes }, request: { causes } },
    })
    if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.facts)}`)
  })
  await writePath.close()
  return sample
}

/** By one prepared statement on each connection; the statement is its own transaction. */
export async function runPlain(load: PostLoad): Promise<Sample & { lines: number }> {
  const { url, clients, clock, together } = load
  const ids = createIds(clock)
  const idle = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const all = [...idle]
  const text = insertOf(together)
  const sample = await during(load, async () => {
    const client = idle.pop()!
    const values = Array.from({ length: together }, () => rowOf(ids.next(), ids.next(), clock.today())).flat()
    await client.query({ name: `plain ${together}`, text, values })
    idle.push(client)
  })
  await Promise.all(all.map((client) => client.end()))
  return sample
}

const COLUMNS =
  'journal_id, person_no, op_id, layer, period, posted_on, cause_kind, cause_id, reverses, lines, area, provider'
const WIDTH = COLUMNS.split(',').length

function insertOf(rows: number): string {
  const tuple = (at: number) => `(${Array.from({ length: WIDTH }, (_, n) => `$${at * WIDTH + n + 1}`).join(', ')})`
  return `insert into plain_journal (${COLUMNS}) values ${Array.from({ length: rows }, (_, at) => tuple(at)).join(', ')}`
}

function rowOf(journalId: string, cause: string, on: Day): unknown[] {
  const { layer, lines } = entryOf(cause, on)
  return [
    ...[journalId, anySubject(), cause, layer, on.slice(0, 7), on, 'settlement', cause, null],
    ...[JSON.stringify(lines), AREA, ACTOR.provider],
  ]
}

async function during({ clients, seconds, together }: PostLoad, once: () => Promise<void>) {
  const latencies: number[] = []
  const started = performance.now()
  const end = started + seconds * 1000
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        const began = performance.now()
        await once()
        latencies.push(performance.now() - began)
      }
    }),
  )
  return { ...summarise(latencies, performance.now() - started), lines: latencies.length * together * LINES }
}
