// Clearings within the asker's scope: who does not see a provider can do nothing about its months.
import type {
  ClearingPage,
  ClearingProposalBody,
  ClearingQuery,
  ClearingView,
  DoneView,
  PaymentFileView,
} from '@yibao/contract/rest'
import { type Outcome, refused } from '@yibao/kernel'
import type { Receipt } from '../../../platform/index.ts'
import {
  type Clearing,
  type ClearingFilter,
  type ClearingStep,
  clearingsOf,
  findClearing,
  paymentClock,
  paymentFile,
} from '../../clearing/index.ts'
import type { Reader } from '../../common/index.ts'
import { shownId } from '../../gateway/index.ts'
import { runsOf } from '../../payment/index.ts'
import type { Asker } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { fundTitle } from '../words.ts'

const PAGE_ROWS = 50
const FILE_ROWS_MAX = 10_000

type Told = { readonly clearingId: string }

const notFound = (id: string) => refused('not_found', { what: `清算 ${id.slice(0, 40)}` })

const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as Told).clearingId) } } : outcome

const nameOf = ({ desks }: ConsoleParts, code: string): string => desks.providers.find(code)?.name ?? code

export function viewOf(parts: ConsoleParts, clearing: Clearing, runs: ReadonlyMap<string, string>): ClearingView {
  const sumOf = (pick: (fund: Clearing['funds'][number]) => number) =>
    clearing.funds.reduce((sum, fund) => sum + pick(fund), 0)
  return {
    id: shownId(clearing.clearingId),
    provider: clearing.provider,
    providerName: nameOf(parts, clearing.provider),
    area: clearing.area,
    clock: { ...paymentClock(parts.desks.calendar, clearing, parts.platform.clock.today()) },
    run: runs.get(clearing.month) ?? null,
    month: clearing.month,
    state: clearing.state,
    declaration: declaredOf(clearing),
    depositRateBp: clearing.depositRateBp,
    allowedFen: sumOf(({ allowedFen }) => allowedFen),
    depositFen: sumOf(({ depositFen }) => depositFen),
    offsetFen: sumOf(({ offsetFen = 0 }) => offsetFen),
    directFen: sumOf(({ directFen = 0 }) => directFen),
    carriedInFen: sumOf(({ carriedInFen }) => carriedInFen),
    payableFen: clearing.payableFen,
    carriedOutFen: sumOf(({ carriedOutFen }) => carriedOutFen),
    funds: clearing.funds.map((each) => {
      const { title, titleEn } = fundTitle(each.fund)
      return { ...each, fundTitle: title, fundTitleEn: titleEn }
    }),
    steps: clearing.steps.map((each) => ({ ...each, at: each.at.slice(0, 19) })),
  }
}

const declaredOf = ({ declaration }: Clearing): ClearingView['declaration'] =>
  declaration && {
    ...{ id: shownId(declaration.declarationId), state: declaration.state },
    differences: declaration.differencesCount,
  }

/** Shown identifiers of the released calculations, by month. */
const releasedRuns = async (reader: Reader): Promise<Map<string, string>> => {
  const released = (await runsOf(reader)).filter(({ state }) => state === 'released')
  return new Map(released.map(({ period, runId }) => [period, shownId(runId)]))
}

export const filterOf = ({ month, state, provider, area }: ClearingQuery): ClearingFilter => ({
  ...(month && { month }),
  ...(state && { state }),
  ...(provider && { provider }),
  ...(area && { area }),
})

export async function page(parts: ConsoleParts, asker: Asker, query: ClearingQuery): Promise<Outcome<ClearingPage>> {
  const { page: number = 1, size = PAGE_ROWS } = query
  const [{ rows, sums }, runs] = await asker.read(async (reader) => [
    await clearingsOf(reader, { ...filterOf(query), offset: (number - 1) * size, limit: size }),
    await releasedRuns(reader),
  ])
  const { total, ...amounts } = sums
  const views = rows.map((row) => viewOf(parts, row, runs))
  return { ok: true, value: { rows: views, total, page: number, size, sums: amounts } }
}

async function found(asker: Asker, id: string): Promise<Outcome<Clearing>> {
  const uuid = identifierIn(id)
  const clearing = uuid && (await asker.read((reader) => findClearing(reader, uuid)))
  return clearing ? { ok: true, value: clearing } : notFound(id)
}

export async function oneClearing(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<ClearingView>> {
  const clearing = await found(asker, id)
  if (!clearing.ok) return clearing
  return { ok: true, value: viewOf(parts, clearing.value, await asker.read(releasedRuns)) }
}

export async function propose(
  { desks }: ConsoleParts,
  asker: Asker,
  { key, provider: code, month, depositRateBp, exOfficio = '' }: ClearingProposalBody,
): Promise<Outcome<DoneView>> {
  const provider = desks.providers.find(code)
  const { area, provider: bound } = asker.principal
  const isSeen = provider?.area.startsWith(area) && (bound === '' || bound === code)
  if (!provider || !isSeen) return refused('not_found', { what: `机构 ${code.slice(0, 40)}` })
  const message = consoleMessage<Told>(asker, `clearing ${key}`, { code, month, depositRateBp, exOfficio })
  const proposal = { provider: code, area: provider.area, month, depositRateBp, exOfficio }
  return done(await desks.clearings.propose(message, proposal))
}

export async function step(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  next: Exclude<ClearingStep, 'propose'>,
  note: string,
): Promise<Outcome<DoneView>> {
  const clearing = await found(asker, id)
  if (!clearing.ok) return clearing
  // A click that is sent twice is one step; after a return the next payment is another.
  const round = clearing.value.steps.filter((each) => each.step === 'return').length
  const message = consoleMessage<Told>(asker, `${next} ${clearing.value.clearingId} ${round}`, { note })
  return done(await desks.clearings.step(message, clearing.value, { step: next, note }))
}

export async function fileForBank(parts: ConsoleParts, asker: Asker): Promise<Outcome<PaymentFileView>> {
  const due = async (state: string) =>
    (await asker.read((reader) => clearingsOf(reader, { state, offset: 0, limit: FILE_ROWS_MAX }))).rows
  const clearings = [...(await due('approved')), ...(await due('returned'))]
  const file = paymentFile(
    clearings.map((each) => ({ ...each, clearingId: shownId(each.clearingId) })),
    parts.platform.clock.today(),
    (code) => nameOf(parts, code),
  )
  return { ok: true, value: { ...file } }
}
