// What the console asks becomes a request: identifiers, quantities and people are resolved within the asker's scope.
import type { DoneView, FlowAsked, FlowPreview, FlowProposal, RequestDecision } from '@yibao/contract/rest'
import {
  type Outcome,
  parseDay,
  quantity as quantityOf,
  type Refused,
  refused,
  unitPrice as unitPriceOf,
} from '@yibao/kernel'
import { type Actor, type Json, may } from '../../../platform/index.ts'
import type { Message } from '../../common/index.ts'
import { findRequest, SETTING_SUBJECT, type Told, type ToPropose } from '../../flow/index.ts'
import { shownId } from '../../gateway/index.ts'
import { findPerson } from '../../person/index.ts'
import { findSettlement } from '../../settlement/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { effectOf } from './effect.ts'

export const actorOf = ({ principal, channel }: Asker): Actor => ({
  id: principal.account,
  channel,
  ...(principal.area !== '' && { area: principal.area }),
  ...(principal.provider !== '' && { provider: principal.provider }),
})

/** A message of one account: its key is the account's own, so that nobody can answer for another. */
export const consoleMessage = <T extends object>(asker: Asker, msgid: string, request: unknown): Message<T> => ({
  key: { sender: `console:${asker.principal.account}`, msgid },
  actor: actorOf(asker),
  request: request as Json,
  answer: (result) => result as unknown as Json,
})

export async function preview(parts: ConsoleParts, asker: Asker, asked: FlowAsked): Promise<Outcome<FlowPreview>> {
  const found = await resolved(asker, asked)
  if (!found.ok) return found
  const message = consoleMessage<Told>(asker, `preview ${asker.requestId}`, asked)
  const outcome = await parts.desks.flows.preview(message, found.value)
  if (!outcome.ok) return outcome
  const told = outcome.value.answer as unknown as Told
  return { ok: true, value: { kind: asked.kind, effect: effectOf(parts, asked.kind, told.preview) } }
}

export async function propose(
  parts: ConsoleParts,
  asker: Asker,
  { key, asked }: FlowProposal,
): Promise<Outcome<DoneView>> {
  const found = await resolved(asker, asked)
  if (!found.ok) return found
  const message = consoleMessage<Told>(asker, `propose ${key}`, asked)
  const outcome = await parts.desks.flows.propose(message, found.value)
  if (!outcome.ok) return outcome
  return { ok: true, value: { id: shownId((outcome.value.answer as unknown as Told).requestId) } }
}

export async function decide(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  { as, note }: RequestDecision,
): Promise<Outcome<DoneView>> {
  const requestId = identifierIn(id)
  const request = requestId && (await asker.read((reader) => findRequest(reader, requestId)))
  if (!request) return refused('not_found', { what: `申请 ${id.slice(0, 40)}` })
  const refusal = checkKind(asker, request.kind)
  if (refusal) return refusal
  const { flows } = parts.desks
  const message = consoleMessage<Told>(asker, `${as} ${request.requestId}`, { as, note })
  const { personNo } = request
  const outcome =
    as === 'approved'
      ? await flows.approve(message, request, note)
      : await flows.close(message, { personNo, requestId: request.requestId, note, as })
  return outcome.ok ? { ok: true, value: { id: shownId(request.requestId) } } : outcome
}

/** A window takes in papers and deaths; settlements are the business of those who may see them. */
function checkKind({ principal }: Asker, kind: FlowAsked['kind']): Refused | undefined {
  if (kind === 'claim' || kind === 'death' || may(principal, 'settlement:read')) return undefined
  return refused('not_permitted', { permission: 'settlement:read' })
}

const DAYS = new Set(['beganOn', 'endedOn', 'diedOn', 'on'])

/** A day that the calendar does not have is found before anything is decided on it. */
export function checkDays(input: unknown): Refused | undefined {
  if (typeof input !== 'object' || input === null) return undefined
  for (const [field, value] of Object.entries(input)) {
    const isWrong = DAYS.has(field) && typeof value === 'string' && parseDay(value) === undefined
    if (isWrong) return refused('request_invalid', { field, problem: `${value} 不是日历上的日期` })
    const inner = checkDays(value)
    if (inner) return inner
  }
  return undefined
}

/** Settlements and persons that the asker does not see do not exist for them. */
async function resolved(asker: Asker, { kind, reason, input }: FlowAsked): Promise<Outcome<ToPropose>> {
  const refusal = checkKind(asker, kind) ?? checkDays(input)
  if (refusal) return refusal
  const ready = (personNo: string, own: unknown): Outcome<ToPropose> => ({
    ok: true,
    value: { kind, personNo, reason, input: own as Json },
  })
  if (kind === 'setting') {
    if (asker.principal.area !== '' || asker.principal.provider !== '') return refused('setting_whole_area', {})
    return ready(SETTING_SUBJECT, input)
  }
  if (kind === 'claim' || kind === 'death') {
    const { person: personNo, ...rest } = input
    const person = await asker.read((reader) => findPerson(reader, personNo))
    if (!person) return refused('not_found', { what: `人员 ${personNo.slice(0, 40)}` })
    return ready(personNo, kind === 'claim' ? claimOf(rest as ClaimRest) : rest)
  }
  const { settlement, ...rest } = input
  const settlementId = identifierIn(settlement)
  const stored = settlementId && (await asker.read((reader) => findSettlement(reader, settlementId)))
  if (!stored) return refused('not_found', { what: `结算 ${settlement.slice(0, 40)}` })
  const own = kind === 'correction' ? { correction: correctionOf(rest as CorrectionRest) } : rest
  return ready(stored.personNo, { settlementId, ...own })
}

type InputOf<K extends FlowAsked['kind']> = Extract<FlowAsked, { kind: K }>['input']
type ClaimRest = Omit<InputOf<'claim'>, 'person'>
type CorrectionRest = Omit<InputOf<'correction'>, 'settlement'>

const claimOf = (input: ClaimRest) => ({ ...input, lines: input.lines.map(figured) })
const correctionOf = (input: CorrectionRest) => ({ ...input, lines: input.lines.map(figured) })

/** Figures as people write them, exactly. */
const figured = <T extends { readonly quantity?: string; readonly price?: string }>({
  quantity,
  price,
  ...line
}: T) => ({
  ...line,
  ...(quantity === undefined ? {} : { quantity: quantityOf(quantity) }),
  ...(price === undefined ? {} : { price: unitPriceOf(price) }),
})
