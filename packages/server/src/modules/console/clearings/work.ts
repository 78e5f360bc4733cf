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
import { type Clearing, type ClearingStep, clearingsOf, findClearing, paymentFile } from '../../clearing/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { Asker } from '../asker.ts'
import { consoleMessage } from '../flows/propose.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'

const PAGE_ROWS = 50
const FILE_ROWS_MAX = 10_000

type Told = { readonly clearingId: string }

const notFound = (id: string) => refused('not_found', { what: `清算 ${id.slice(0, 40)}` })

const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as Told).clearingId) } } : outcome

const nameOf = ({ desks }: ConsoleParts, code: string): string => desks.providers.find(code)?.name ?? code

function viewOf(parts: ConsoleParts, clearing: Clearing): ClearingView {
  const sumOf = (pick: (fund: Clearing['funds'][number]) => number) =>
    clearing.funds.reduce((sum, fund) => sum + pick(fund), 0)
  return {
    id: shownId(clearing.clearingId),
    provider: clearing.provider,
    providerName: nameOf(parts, clearing.provider),
    month: clearing.month,
    state: clearing.state,
    depositRateBp: clearing.depositRateBp,
    allowedFen: sumOf(({ allowedFen }) => allowedFen),
    depositFen: sumOf(({ depositFen }) => depositFen),
    carriedInFen: sumOf(({ carriedInFen }) => carriedInFen),
    payableFen: clearing.payableFen,
    carriedOutFen: sumOf(({ carriedOutFen }) => carriedOutFen),
    funds: clearing.funds.map((fund) => ({ ...fund })),
    steps: clearing.steps.map((each) => ({ ...each, at: each.at.slice(0, 19) })),
  }
}

export async function page(parts: ConsoleParts, asker: Asker, query: ClearingQuery): Promise<Outcome<ClearingPage>> {
  const { page: number = 1, size = PAGE_ROWS, month, state } = query
  const { rows, total } = await asker.read((reader) =>
    clearingsOf(reader, {
      ...(month && { month }),
      ...(state && { state }),
      offset: (number - 1) * size,
      limit: size,
    }),
  )
  return { ok: true, value: { rows: rows.map((row) => viewOf(parts, row)), total, page: number, size } }
}

async function found(asker: Asker, id: string): Promise<Outcome<Clearing>> {
  const uuid = identifierIn(id)
  const clearing = uuid && (await asker.read((reader) => findClearing(reader, uuid)))
  return clearing ? { ok: true, value: clearing } : notFound(id)
}

export async function oneClearing(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<ClearingView>> {
  const clearing = await found(asker, id)
  return clearing.ok ? { ok: true, value: viewOf(parts, clearing.value) } : clearing
}

export async function propose(
  { desks }: ConsoleParts,
  asker: Asker,
  { key, provider: code, month, depositRateBp }: ClearingProposalBody,
): Promise<Outcome<DoneView>> {
  const provider = desks.providers.find(code)
  const { area, provider: bound } = asker.principal
  const isSeen = provider?.area.startsWith(area) && (bound === '' || bound === code)
  if (!provider || !isSeen) return refused('not_found', { what: `机构 ${code.slice(0, 40)}` })
  const message = consoleMessage<Told>(asker, `clearing ${key}`, { code, month, depositRateBp })
  return done(await desks.clearings.propose(message, { provider: code, area: provider.area, month, depositRateBp }))
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
