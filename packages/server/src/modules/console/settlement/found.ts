// One settlement as it stands in the books, with everything it was decided on, found within the asker's scope.
import { type Outcome, refused } from '@yibao/kernel'
import type { Reader } from '../../common/index.ts'
import { shownId, uuidOf } from '../../gateway/index.ts'
import { findPerson, type Person } from '../../person/index.ts'
import {
  findSettlement,
  type ReplayOutcome,
  replayStored,
  type SettlementRecord,
  type StoredSettlement,
} from '../../settlement/index.ts'
import { findVisit, type Visit } from '../../visit/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { journalsOfSettlement } from './store.ts'

export interface FoundSettlement {
  readonly stored: StoredSettlement
  readonly record: SettlementRecord
  /** Absent: it cannot be computed again, and `failure` says why. */
  readonly replay?: ReplayOutcome
  readonly failure?: string
  readonly visit: Visit
  /** Absent: not in the asker's scope. */
  readonly person?: Person
  readonly journals: readonly string[]
  /** When it was cancelled. */
  readonly cancelledAt?: string
}

/** A text that is a UUID. */
export const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Both forms of an identifier: the one that providers see, and the one of the database. */
export const identifierIn = (text: string): string | undefined =>
  UUID.test(text) ? text.toLowerCase() : uuidOf(text.toUpperCase())

export async function foundSettlement(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  purpose: string,
): Promise<Outcome<FoundSettlement>> {
  const settlementId = identifierIn(id)
  const found = settlementId && (await asker.read((reader) => read(parts, reader, settlementId)))
  if (!found) return refused('not_found', { what: `结算 ${id.slice(0, 40)}` })
  const { personNo, area } = found.stored
  await asker.looked({ personNo, purpose, fields: 'masked', shown: 1, area })
  return { ok: true, value: found }
}

async function read(parts: ConsoleParts, reader: Reader, id: string): Promise<FoundSettlement | undefined> {
  const stored = await findSettlement(reader, id)
  if (!stored) return undefined
  const { personNo, visitId, settlementId, reversedBy } = stored
  const visit = await findVisit(reader, visitId, personNo)
  if (!visit) throw new Error(`Settlement ${settlementId} has no visit`)
  const [person, journals, cancelled] = [
    await findPerson(reader, personNo),
    await journalsOfSettlement(reader, settlementId),
    reversedBy === null ? undefined : await findSettlement(reader, reversedBy),
  ]
  return {
    stored,
    visit,
    journals,
    ...(person && { person }),
    ...(cancelled && { cancelledAt: cancelled.settledAt }),
    ...(await computed(parts, reader, stored)),
  }
}

/** A settlement that cannot be computed again is still shown, with what stands against it. */
async function computed(
  { desks }: ConsoleParts,
  reader: Reader,
  stored: StoredSettlement,
): Promise<Pick<FoundSettlement, 'record' | 'replay' | 'failure'>> {
  try {
    const replay = await replayStored({ reader, policy: desks.policy }, stored)
    return { record: replay.record, replay }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { record: await desks.settlements.read(stored), failure: error.message }
  }
}

export const settlementPath = (id: string): string => `/settlements/${shownId(id)}`
