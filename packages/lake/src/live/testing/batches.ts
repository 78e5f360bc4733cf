// A made-up platform for tests of the writer: what each batch says, and what must hold after it.
import type { SettledClaim } from '../../history/claim.ts'
import { type LiveRecord, liveRecord } from '../records.ts'
import type { LiveBatch } from '../stage.ts'
import type { LivePerson } from '../tables.ts'

export const BATCHES = 12
const VISITS = 3

const claimOf = (visitId: string, id: string, batch: number): SettledClaim => {
  const month = batch <= 6 ? '2026-03' : '2026-04'
  const totalFen = batch * 100
  const settledAt = `${month}-0${(batch % 9) + 1} 10:00:00`
  return {
    ...{ id, visitId, personNo: `P-${visitId}`, provider: 'H1', county: '990101', settledAt },
    ...{ on: settledAt.slice(0, 10), knownOn: settledAt.slice(0, 10), splits: [], parts: ['main'], settlements: 1 },
    usedDays: [20_000 + batch],
    bill: {
      person: { scheme: 'resident', status: 'adult', sex: 'female', age: 40, categories: [], certifiedDiseases: [] },
      visit: {
        ...{ setting: 'outpatient', level: 'level_2', place: 'local', referral: 'none', tags: [] },
        ...{
          settledOn: settledAt.slice(0, 10),
          admittedOn: settledAt.slice(0, 10),
          dischargedOn: settledAt.slice(0, 10),
        },
      },
      denials: [],
      lines: [{ item: 'XN02BEA1', itemClass: 'a', kind: 'drug', amountFen: totalFen }],
    },
    settlement: {
      ...{ plan: 'outpatient', policyVersion: 'trial#1/outpatient@2026', total: totalFen, deductible: 0 },
      ...{
        fundPaid: 60,
        providerPaid: 0,
        personPaid: totalFen - 60,
        accountPaid: 0,
        mutualPaid: 0,
        cash: totalFen - 60,
      },
      tiers: [
        { id: 'basic', payer: 'pooled', fund: 'resident_basic', base: totalFen, deductible: 0, paid: 60, aboveCap: 0 },
      ],
    },
  } as unknown as SettledClaim
}

const personOf = (personNo: string, version: number): LivePerson => ({
  ...{ personNo, sex: 'female', bornOn: '1986-01-01', county: '990101', digest: `d${version}` },
  spells: [
    {
      ...{ personNo, scheme: 'resident', status: 'adult', state: 'active', from: '2026-01-01', county: '990101' },
      ...{ continuousYears: version, civilServant: false },
    },
  ],
  categories: [{ personNo, category: `c${version}`, from: '2026-01-01', county: '990101' }],
  certificates: [],
})

/** What a payer is charged: in the next batch once more, with another base; every third one is gone in the batch after it. */
function chargesAt(batch: number): LiveRecord[] {
  const charge = (of: number, version: number): LiveRecord => {
    const month = of <= 6 ? '2026-03' : '2026-04'
    const rows = [1, 2].map((at) => ({ person_no: `P${of}-${at}`, county: '990101', month, base_fen: version }))
    return liveRecord('charge', `C${of}`, { charges: rows })
  }
  /** Another subject of the same key: what is superseded there holds nothing up here. */
  const filing = (of: number, version: number): LiveRecord => {
    const filed = { filing_id: `C${of}`, filed_on: '2026-03-05', county: '990101', channel: `v${version}` }
    return liveRecord('filing', `C${of}`, { filings: [filed] })
  }
  const none = (of: number): LiveRecord => liveRecord('charge', `C${of}`, {})
  return [
    charge(batch, 1),
    filing(batch, 1),
    ...(batch > 2 ? [filing(batch - 2, 2)] : []),
    ...(batch > 1 ? [charge(batch - 1, 2)] : []),
    ...(batch > 2 && batch % 3 === 0 ? [none(batch - 2)] : []),
  ]
}

const postingAt = (batch: number): LiveRecord => ({
  ...{ subject: 'journal', key: `J${batch}`, digest: '' },
  rows: { entries: [{ booked_on: '2026-03-31', fund: 'resident_basic', account: 'care', expense_fen: batch }] },
})

/**
 * Three new visits; one of the batch before is settled anew; one of two batches before is cancelled, or settled again after
 * it was cancelled; one person comes in a second version.
 */
export function batchAt(batch: number): LiveBatch {
  const visits = new Map<string, readonly SettledClaim[]>()
  for (let at = 0; at < VISITS; at += 1) {
    const visit = `v${batch}-${at}`
    visits.set(visit, [claimOf(visit, `s${batch}-${at}`, batch)])
  }
  if (batch > 1) {
    const again = `v${batch - 1}-0`
    visits.set(again, [claimOf(again, `s${batch}-again`, batch)])
  }
  if (batch > 2) visits.set(`v${batch - 2}-1`, [])
  if (batch > 3) {
    const back = `v${batch - 3}-1`
    visits.set(back, [claimOf(back, `s${batch}-back`, batch)])
  }
  const people = [personOf(`P-v${batch}-0`, 1), ...(batch > 1 ? [personOf(`P-v${batch - 1}-0`, 2)] : [])]
  return {
    position: { xid: String(batch), opId: `op${batch}` },
    at: `2026-04-01 00:00:${String(batch).padStart(2, '0')}`,
    visits,
    people,
    records: [...chargesAt(batch), postingAt(batch)],
  }
}

/** Settlements, versions of people, charges and postings that hold after `batch`, sorted. */
export function heldAfter(batch: number): string[] {
  const claims = new Map<string, string[]>()
  const people = new Map<string, string>()
  const charges = new Map<string, string[]>()
  const filings = new Map<string, string>()
  const postings: string[] = []
  for (let at = 1; at <= batch; at += 1) {
    const { visits, people: persons, records } = batchAt(at)
    for (const { subject, key, rows } of records) {
      if (subject === 'charge')
        charges.set(
          key,
          (rows.charges ?? []).map((row) => `${key} ${row.base_fen}`),
        )
      else if (subject === 'filing') filings.set(key, `${key} ${rows.filings?.[0]?.channel}`)
      else postings.push(`${key} ${at}`)
    }
    for (const [visit, own] of visits)
      claims.set(
        visit,
        own.map(({ id, settlement }) => `${id} ${settlement.total}`),
      )
    for (const { personNo, digest } of persons) people.set(personNo, digest)
  }
  const versions = [...people].map(([no, digest]) => `${no} ${digest}`)
  return [...[...claims.values(), ...charges.values()].flat(), ...filings.values(), ...versions, ...postings].sort()
}
