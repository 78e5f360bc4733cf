// The content of a batch on its way into files: settlements, people, records, and what no longer holds.
import type { TierOutcome } from '@yibao/kernel'
import { invariant } from '@yibao/kernel'
import type { LakeLine, SettledClaim } from '../history/claim.ts'
import type { Engine } from '../history/engine.ts'
import { Staging } from '../history/staging.ts'
import type { LivePosition } from './manifest.ts'
import { type LiveRecord, RECORDED, stageRecords } from './records.ts'
import {
  LIVE_CATEGORY_COLUMNS,
  LIVE_CERTIFICATE_COLUMNS,
  LIVE_CLAIM_COLUMNS,
  LIVE_LINE_COLUMNS,
  LIVE_PEOPLE_COLUMNS,
  LIVE_SPELL_COLUMNS,
  LIVE_TIER_COLUMNS,
  type LiveCategory,
  type LiveCertificate,
  type LivePerson,
  type LiveSpell,
  SUPERSEDED,
} from './tables.ts'

/** What holds of a subject from this batch on; an empty list of claims: the visit is settled no more. */
export interface LiveBatch {
  readonly position: LivePosition
  readonly at: string
  readonly visits: ReadonlyMap<string, readonly SettledClaim[]>
  readonly people: readonly LivePerson[]
  readonly records: readonly LiveRecord[]
}

/** Something that an earlier batch wrote of, and this one says anew. */
export interface Former {
  readonly subject: string
  readonly key: string
}

const TOO_MANY = 1_000_000

export async function stage({ connection }: Engine, batch: LiveBatch, former: readonly Former[]): Promise<void> {
  await stageVisits(connection, batch)
  await stagePeople(connection, batch)
  await stageRecords(connection, batch.records)
  await append(
    connection,
    SUPERSEDED,
    ['subject', 'key'],
    former.map(({ subject, key }) => [subject, key]),
  )
  await append(
    connection,
    RECORDED,
    ['subject', 'key', 'digest'],
    batch.records.filter(({ digest }) => digest !== '').map(({ subject, key, digest }) => [subject, key, digest]),
  )
}

type Connection = Engine['connection']

async function stageVisits(connection: Connection, { visits }: LiveBatch): Promise<void> {
  const claims = new Staging<SettledClaim>('claims', LIVE_CLAIM_COLUMNS)
  const lines = new Staging<LakeLine>('lines', LIVE_LINE_COLUMNS)
  const tiers = new Staging<TierOutcome>('tiers', LIVE_TIER_COLUMNS)
  const all = [claims, lines, tiers]
  for (const each of all) await each.create(connection)
  for (const [seq, claim] of [...visits.values()].flat().entries()) {
    invariant(seq < TOO_MANY, 'a batch is small')
    claims.add(seq, 0, 0, claim)
    for (const [at, line] of claim.bill.lines.entries()) lines.add(seq, claim.usedDays?.[at] ?? -1, at, line)
    for (const [at, tier] of claim.settlement.tiers.entries()) tiers.add(seq, 0, at, tier)
  }
  for (const each of all) each.flush()
}

async function stagePeople(connection: Connection, { people }: LiveBatch): Promise<void> {
  const persons = new Staging<LivePerson>('people', LIVE_PEOPLE_COLUMNS)
  const spells = new Staging<LiveSpell>('spells', LIVE_SPELL_COLUMNS)
  const categories = new Staging<LiveCategory>('categories', LIVE_CATEGORY_COLUMNS)
  const certificates = new Staging<LiveCertificate>('certificates', LIVE_CERTIFICATE_COLUMNS)
  const all = [persons, spells, categories, certificates]
  for (const each of all) await each.create(connection)
  for (const person of people) {
    persons.add(0, 0, 0, person)
    for (const [at, spell] of person.spells.entries()) spells.add(0, 0, at, spell)
    for (const [at, category] of person.categories.entries()) categories.add(0, 0, at, category)
    for (const [at, certificate] of person.certificates.entries()) certificates.add(0, 0, at, certificate)
  }
  for (const each of all) each.flush()
}

async function append(
  connection: Connection,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  await connection.run(`CREATE TABLE ${table} (${columns.map((name) => `${name} VARCHAR`).join(', ')})`)
  const appender = await connection.createAppender(table)
  for (const row of rows) {
    for (const cell of row) appender.appendVarchar(cell)
    appender.endRow()
  }
  appender.closeSync()
}
