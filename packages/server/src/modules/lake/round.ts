// One batch: from the operations after a place to what the lake must say differently.
import { createHash } from 'node:crypto'
import type { LiveBatch, LiveLake, LivePerson, LiveRecord, SettledClaim } from '@yibao/lake'
import type { Operation } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { findPersons, type Person } from '../person/index.ts'
import { claimOf, inForceOf, type ReplaySources, type StoredSettlement, visitsNamed } from '../settlement/index.ts'
import { type Asking, recordsNow, UUID } from './records/index.ts'

export interface RoundSources extends Omit<Asking, 'operations'> {
  readonly policy: ReplaySources['policy']
  /** A settlement that could not be read: the operations go on without it. */
  refuse(operation: Operation, reason: string): Promise<void>
}

export async function batchOf(
  operations: readonly Operation[],
  lake: Pick<LiveLake, 'claimsInForce' | 'digests' | 'recordDigests'>,
  sources: RoundSources,
): Promise<LiveBatch> {
  const last = operations.at(-1)!
  return {
    position: { xid: last.xid, opId: last.opId },
    at: last.at,
    visits: await changedVisits(operations, lake, sources),
    people: await changedPeople(operations, lake, sources.reader),
    records: await changedRecords(await recordsNow({ ...sources, operations }), lake),
  }
}

/** What the lake says already is not said again; of what it never said, nothing need be said to be gone. */
async function changedRecords(
  records: readonly LiveRecord[],
  lake: Pick<LiveLake, 'recordDigests'>,
): Promise<LiveRecord[]> {
  const changed: LiveRecord[] = records.filter(({ digest }) => digest === '')
  const others = Map.groupBy(
    records.filter(({ digest }) => digest !== ''),
    ({ subject }) => subject,
  )
  for (const [subject, own] of others) {
    const keys = own.map(({ key }) => key)
    const written = await lake.recordDigests(subject, keys)
    const isEmpty = ({ rows }: LiveRecord): boolean => Object.keys(rows).length === 0
    changed.push(
      ...own.filter((each) => (written.has(each.key) ? written.get(each.key) !== each.digest : !isEmpty(each))),
    )
  }
  return changed
}

async function changedVisits(
  operations: readonly Operation[],
  lake: Pick<LiveLake, 'claimsInForce'>,
  sources: RoundSources,
): Promise<Map<string, readonly SettledClaim[]>> {
  const names = [...new Set(operations.flatMap(({ objects }) => objects))].filter((name) => UUID.test(name))
  const visits = names.length === 0 ? [] : await visitsNamed(sources.reader, names)
  const changed = new Map<string, readonly SettledClaim[]>()
  if (visits.length === 0) return changed
  const inForce = await inForceOf(sources.reader, visits)
  const written = await lake.claimsInForce(visits)
  for (const [visit, settlements] of inForce) {
    const wanted = settlements.map(({ settlementId }) => settlementId).sort()
    if (`${wanted}` === `${written.get(visit) ?? []}`) continue
    changed.set(visit, await claimsOf(visit, settlements, operations, sources))
  }
  return changed
}

async function claimsOf(
  visit: string,
  settlements: readonly StoredSettlement[],
  operations: readonly Operation[],
  sources: RoundSources,
): Promise<SettledClaim[]> {
  const claims: SettledClaim[] = []
  for (const stored of settlements) {
    try {
      claims.push(await claimOf(sources, stored))
    } catch (error) {
      const named = operations.findLast(
        ({ objects }) => objects.includes(stored.settlementId) || objects.includes(visit),
      )
      await sources.refuse(named ?? operations.at(-1)!, `${stored.settlementId}: ${String(error)}`)
    }
  }
  return claims
}

async function changedPeople(
  operations: readonly Operation[],
  lake: Pick<LiveLake, 'digests'>,
  reader: Reader,
): Promise<LivePerson[]> {
  const named = new Set(operations.flatMap(({ personNo, objects }) => [personNo, ...objects]))
  const candidates = [...named].filter((name) => !UUID.test(name) && !name.includes(':'))
  if (candidates.length === 0) return []
  const people = (await findPersons(reader, candidates)).map(livePerson)
  const written = await lake.digests(people.map(({ personNo }) => personNo))
  return people.filter(({ personNo, digest }) => written.get(personNo) !== digest)
}

/** Neither name nor certificate nor telephone: nothing of these leaves the database. */
function livePerson({ personNo, sex, bornOn, diedOn, area, dossier }: Person): LivePerson {
  const told = {
    personNo,
    sex,
    bornOn,
    ...(diedOn !== undefined && { diedOn }),
    county: area,
    spells: dossier.spells.map(({ area: county, continuousYearsBefore, employerNo, until, benefitFrom, ...spell }) => ({
      personNo,
      scheme: spell.scheme,
      status: spell.status,
      state: spell.state,
      from: spell.from,
      ...(until !== undefined && { until }),
      ...(benefitFrom !== undefined && { benefitFrom }),
      county,
      ...(employerNo !== undefined && { employerNo }),
      continuousYears: continuousYearsBefore,
      civilServant: spell.civilServant,
    })),
    categories: dossier.categories.map(({ category, from, until }) => ({
      ...{ personNo, category, from, ...(until !== undefined && { until }), county: area },
    })),
    certificates: dossier.certificates.map(({ disease, kind, from, until }) => ({
      ...{ personNo, disease, kind, from, ...(until !== undefined && { until }), county: area },
    })),
  }
  return { ...told, digest: createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 22) }
}
