// 核对: every settlement computed again, every person's accumulators and account added up again from what was settled, and
// no batch of lines in two settlements. What an operator runs after a disaster, and every test at its end: on a platform at
// rest, because it reads page by page.
import { accountsAfter, type StoredAccount } from '../account/index.ts'
import { personState } from '../person/index.ts'
import { clawBacksAfter } from './claw-back/store.ts'
import { type ReplaySources, replayStored } from './replay.ts'
import { type StoredSettlement, settlementsAfter } from './store.ts'

export interface AuditReport {
  readonly settlements: number
  readonly persons: number
  /** The first faults, in words; empty when all agrees. */
  readonly faults: readonly string[]
}

const PAGE = 500
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const FAULTS_MAX = 20

export async function auditSettlements(sources: ReplaySources): Promise<AuditReport> {
  const { reader } = sources
  const tallies: Tallies = new Map()
  const visits = new Map<string, SettledParts>()
  const faults: string[] = []
  let settlements = 0
  for (let page = await settlementsAfter(reader, FIRST_ID, PAGE); page.length > 0 && faults.length < FAULTS_MAX; ) {
    for (const stored of page) {
      const { message } = await replayStored(sources, stored)
      if (message !== '') faults.push(`${stored.settlementId} ${message}`)
      faults.push(...settledTwice(visits, stored))
      tally(tallies, stored)
    }
    settlements += page.length
    page = await settlementsAfter(reader, page.at(-1)!.settlementId, PAGE)
  }
  await tallyClawBacks(reader, tallies)
  let persons = 0
  for (let page = await accountsAfter(reader, '', PAGE); page.length > 0 && faults.length < FAULTS_MAX; ) {
    for (const account of page) faults.push(...stateFaults(account, tallies))
    persons += page.length
    page = await accountsAfter(reader, page.at(-1)!.personNo, PAGE)
  }
  return { settlements, persons, faults: faults.slice(0, FAULTS_MAX) }
}

/** What all settlements and mirrors of a person add up to. */
interface Tally {
  readonly accumulators: Map<string, number>
  spentFen: number
}
type Tallies = Map<string, Tally>

function tally(tallies: Tallies, { personNo, document, accountFen }: StoredSettlement): void {
  const own = tallyOf(tallies, personNo)
  for (const [key, , change] of document.acc) own.accumulators.set(key, (own.accumulators.get(key) ?? 0) + change)
  own.spentFen += accountFen
  for (const [giver, paid] of document.mutual ?? []) {
    own.spentFen -= paid
    tallyOf(tallies, giver).spentFen += paid
  }
}

/** Lines found not payable give back what they had used up. */
async function tallyClawBacks(reader: ReplaySources['reader'], tallies: Tallies): Promise<void> {
  for (let page = await clawBacksAfter(reader, FIRST_ID, PAGE); page.length > 0; ) {
    for (const { personNo, document } of page) {
      const { accumulators } = tallyOf(tallies, personNo)
      for (const { key, change } of document.changes) accumulators.set(key, (accumulators.get(key) ?? 0) + change)
    }
    page = await clawBacksAfter(reader, page.at(-1)!.clawBackId, PAGE)
  }
}

function tallyOf(tallies: Tallies, personNo: string): Tally {
  const own = tallies.get(personNo) ?? { accumulators: new Map<string, number>(), spentFen: 0 }
  tallies.set(personNo, own)
  return own
}

/** Batches by the settlement that covers them. */
type SettledParts = Map<string, readonly number[]>

/** Lines are settled once; only a part of a stay that continues all parts before it covers their lines again. */
function settledTwice(visits: Map<string, SettledParts>, stored: StoredSettlement): string[] {
  const { settlementId, visitId, document, reverses, reversedBy } = stored
  if (reverses !== null || reversedBy !== null) return []
  const parts: SettledParts = visits.get(visitId) ?? new Map()
  visits.set(visitId, parts)
  const own = document.batches.map((each) => (typeof each === 'number' ? each : each[0]))
  const others = [...parts].filter(([id]) => !document.prior?.includes(id)).flatMap(([, seqs]) => seqs)
  const twice = own.filter((seq) => others.includes(seq))
  parts.set(settlementId, own)
  return twice.length === 0 ? [] : [`${settlementId} settles batch ${twice.join()} of ${visitId} again`]
}

function stateFaults({ personNo, state, creditedFen }: StoredAccount, tallies: Tallies): string[] {
  const { accumulators, accountFen = 0 } = personState(state)
  const due = tallies.get(personNo)
  const faults: string[] = []
  // Keys of years long past are let go of: what is kept must be right, and what is not zero must be kept for its years.
  const kept = Object.entries(accumulators)
  for (const [key, value] of kept) {
    const sum = due?.accumulators.get(key) ?? 0
    if (sum !== value) faults.push(`${personNo} ${key}: ${value}, settled ${sum}`)
  }
  const balance = creditedFen - (due?.spentFen ?? 0)
  if (balance !== accountFen) faults.push(`${personNo} account: ${accountFen}, credited less spent ${balance}`)
  return faults
}
