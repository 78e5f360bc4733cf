// Money that moves or is owed: payouts paid, recoveries received, open items opened and paid.
import type { DoneView, MoneyReference, OpenItemOpening, OpenItemPayment } from '@yibao/contract/rest'
import { type Day, type Outcome, refused } from '@yibao/kernel'
import type { Receipt } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { findPayout } from '../../flow/index.ts'
import { shownId } from '../../gateway/index.ts'
import { findClawBack, findItem, findSettlement } from '../../settlement/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { checkDays, consoleMessage } from './propose.ts'

/** What the asker does not see does not exist for them. */
async function found<T>(
  asker: Asker,
  id: string,
  what: string,
  find: (reader: Reader, uuid: string) => Promise<T | undefined>,
): Promise<Outcome<T>> {
  const uuid = identifierIn(id)
  const row = uuid && (await asker.read((reader) => find(reader, uuid)))
  return row ? { ok: true, value: row } : refused('not_found', { what: `${what} ${id.slice(0, 40)}` })
}

const done = (outcome: Outcome<Receipt>, id: string): Outcome<DoneView> =>
  outcome.ok ? { ok: true, value: { id: shownId(id) } } : outcome

export async function payPayout(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { reference }: MoneyReference,
): Promise<Outcome<DoneView>> {
  const payout = await found(asker, id, '待付款项', findPayout)
  if (!payout.ok) return payout
  const { payoutId, personNo } = payout.value
  const message = consoleMessage<{ payoutId: string }>(asker, `pay ${payoutId}`, { reference })
  return done(await desks.flows.pay(message, { payoutId, personNo, reference }), payoutId)
}

export async function receiveRecovery(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { reference }: MoneyReference,
): Promise<Outcome<DoneView>> {
  const clawBack = await found(asker, id, '追回', findClawBack)
  if (!clawBack.ok) return clawBack
  const { clawBackId, personNo } = clawBack.value
  const message = consoleMessage<{ clawBackId: string }>(asker, `receive ${clawBackId}`, { reference })
  return done(await desks.recoveries.receive(message, { clawBackId, personNo, reference }), clawBackId)
}

export async function openItem(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { promisedOn }: OpenItemOpening,
): Promise<Outcome<DoneView>> {
  const refusal = checkDays({ on: promisedOn })
  if (refusal) return refusal
  const settlement = await found(asker, id, '结算', findSettlement)
  if (!settlement.ok) return settlement
  const { settlementId, personNo } = settlement.value
  const message = consoleMessage<{ itemId: string }>(asker, `open ${settlementId}`, { promisedOn: promisedOn ?? null })
  const outcome = await desks.payLater.open(message, {
    settlementId,
    personNo,
    shown: shownId(settlementId),
    ...(promisedOn === undefined ? {} : { promisedOn: promisedOn as Day }),
  })
  return outcome.ok ? done(outcome, (outcome.value.answer as { itemId: string }).itemId) : outcome
}

export async function payItem(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { key, amountFen, note }: OpenItemPayment,
): Promise<Outcome<DoneView>> {
  const item = await found(asker, id, '待收款', findItem)
  if (!item.ok) return item
  const { itemId, personNo } = item.value
  const message = consoleMessage<{ itemId: string }>(asker, `item ${key}`, { itemId, amountFen, note })
  return done(await desks.payLater.pay(message, { itemId, personNo, amountFen, note }), itemId)
}
