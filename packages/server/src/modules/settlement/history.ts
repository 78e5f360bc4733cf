// Stored settlements on their way into the lake: those in effect, with the facts and lines they were decided on. A stay settled
// in parts is one claim: its last part looks at the whole stay, and what its parts took from the account is added up.
import { type AccountUse, type Day, daysBetween, type Fen, type Settlement } from '@yibao/kernel'
import { householdsOf, LakeWriter, type SettledClaim } from '@yibao/lake'
import type { Reader } from '../common/index.ts'
import { mutualAidTies } from '../person/index.ts'
import { findVisit } from '../visit/index.ts'
import { careOf } from './care-facts.ts'
import { unpackSettlement } from './document.ts'
import { type ReplayOutcome, type ReplaySources, replayStored } from './replay.ts'
import { effectiveOfMonth, findSettlement, type StoredSettlement, settledMonths } from './store.ts'

const PAGE = 500
const EPOCH = '1970-01-01' as Day
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

export interface HistoryExport {
  readonly claims: number
  readonly lines: number
}

/** Reads page by page and writes month by month: nothing of the platform is changed, and little of it is held. */
export async function exportHistory(
  sources: ReplaySources,
  folder: string,
  onProgress?: (month: string, claims: number) => void,
): Promise<HistoryExport> {
  let lake: LakeWriter | undefined
  let [claims, lines] = [0, 0]
  const households = householdsOf(await mutualAidTies(sources.reader))
  for (const month of await settledMonths(sources.reader)) {
    let page = await effectiveOfMonth(sources.reader, month, FIRST_ID, PAGE)
    while (page.length > 0) {
      for (const stored of page) {
        const outcome = await replayStored(sources, stored)
        lake ??= await LakeWriter.open({ folder, households, ...originOf(outcome) })
        const claim = await settledClaim(sources.reader, stored, outcome)
        await lake.add(claim)
        claims += 1
        lines += claim.bill.lines.length
      }
      onProgress?.(month, claims)
      page = await effectiveOfMonth(sources.reader, month, page.at(-1)!.settlementId, PAGE)
    }
  }
  await lake?.close()
  return { claims, lines }
}

/** The city is that of the first text that decided here. */
function originOf({ ruling }: ReplayOutcome): { area: string; policy: string } {
  const { library } = ruling.plan
  return { area: library.content.packs.at(-1)?.area ?? '', policy: library.version.split('#')[0] ?? '' }
}

/** One settlement in effect as the lake keeps it, settled again on the way: what does not come out the same is a bug. */
export async function claimOf(sources: ReplaySources, stored: StoredSettlement): Promise<SettledClaim> {
  const outcome = await replayStored(sources, stored)
  if (!outcome.same) throw new Error(`Settlement ${stored.settlementId} comes out otherwise: ${outcome.message}`)
  const claim = await settledClaim(sources.reader, stored, outcome)
  return { ...claim, usedDays: outcome.lines.map(({ at }) => daysBetween(EPOCH, at.slice(0, 10) as Day)) }
}

async function settledClaim(reader: Reader, stored: StoredSettlement, outcome: ReplayOutcome): Promise<SettledClaim> {
  const { record, bill, ruling, splits, whole } = outcome
  const { frozen } = record
  const parts = await Promise.all(frozen.prior.map((id) => partOf(reader, id)))
  const { account } = frozen
  const visit = await findVisit(reader, record.visitId, record.personNo)
  return {
    id: record.settlementId,
    visitId: record.visitId,
    personNo: record.personNo,
    provider: record.provider,
    county: record.area,
    settledAt: record.settledAt,
    on: frozen.on,
    knownOn: frozen.knownOn,
    ...(visit && { care: careOf(visit) }),
    bill: { ...bill, ...(account && { account: accountBefore(account, parts) }) },
    splits,
    parts: ruling.plan.parts,
    settlement: parts.length === 0 ? record.settlement : withShares(whole, [...parts, record.settlement]),
    settlements: parts.length + 1,
  }

  async function partOf(from: Reader, id: string): Promise<Settlement> {
    const part = await findSettlement(from, id)
    if (!part) throw new Error(`The earlier part ${id} of ${stored.settlementId} is not there`)
    return unpackSettlement(part.document, part)
  }
}

/** What the account held before the first part. */
function accountBefore(account: AccountUse, parts: readonly Settlement[]): AccountUse {
  const taken = parts.reduce((sum, { accountPaid }) => sum + accountPaid, 0)
  return { ...account, balanceFen: (account.balanceFen + taken) as Fen }
}

/** The whole stay, paid as its parts were paid. */
function withShares(whole: Settlement, parts: readonly Settlement[]): Settlement {
  const sum = (pick: (part: Settlement) => number): Fen => parts.reduce((total, part) => total + pick(part), 0) as Fen
  return {
    ...whole,
    accountPaid: sum(({ accountPaid }) => accountPaid),
    mutualPaid: sum(({ mutualPaid }) => mutualPaid),
    cash: sum(({ cash }) => cash),
  }
}
