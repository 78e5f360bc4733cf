// One request from its bytes to the bytes of its answer. Whatever a sender sends, the answer is an answer: HTTP 200 with a
// result or one sentence; and a refusal has changed nothing.
import {
  type Channel,
  type Envelope,
  gatewayAnswer,
  gatewayRefusals,
  type Headers,
  type Infno,
  infnoInPath,
  parseBody,
  readEnvelope,
  readInput,
  shortened,
  transactionOf,
} from '@yibao/contract'
import { type Outcome, type Refused, refused } from '@yibao/kernel'
import { instantAt } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Json } from '../../platform/json.ts'
import type { Log } from '../../platform/log.ts'
import type { MessageLog } from '../../platform/traffic/index.ts'
import type { Provider } from '../provider/index.ts'
import { placeOf } from '../visit/index.ts'
import { type ChannelBook, checkSender, type OpenChannel } from './channels.ts'
import type { Desks, Exchange, Handler, Reply } from './exchange.ts'
import { handlers } from './handlers.ts'
import { shownId } from './identifiers.ts'
import { answerText, packAnswer, stampText } from './packed-answer.ts'
import { gatewayCatalogue } from './refusals.ts'
import { isSignedIn } from './store.ts'

export interface Incoming {
  readonly body: string | Uint8Array
  /** What follows the base address; '' where the number is in the message alone. */
  readonly tail: string
  readonly headers: Headers
  readonly ip: string
}

export interface Outgoing {
  readonly contentType: string
  readonly body: string | Uint8Array
  readonly fileName?: string
}

export interface GatewayParts {
  readonly desks: Desks
  readonly channels: ChannelBook
  readonly messages: MessageLog
  readonly ids: Ids
  readonly log: Log
}

export interface Receiver {
  receive(incoming: Incoming): Promise<Outgoing>
}

const JSON_TYPE = 'application/json;charset=utf-8'

/** Everything that is known of a request as it is understood further and further. */
interface Seen {
  readonly receivedMs: number
  readonly startedAt: number
  readonly sequence: number
  readonly requestId: string
  infno: string
  provider: string
  msgid: string
  channel: Channel
}

export function createReceiver(parts: GatewayParts): Receiver {
  const { desks, channels, messages, ids } = parts
  const { clock, poolingArea } = desks
  let sequence = 0

  async function receive(incoming: Incoming): Promise<Outgoing> {
    sequence += 1
    const seen: Seen = {
      receivedMs: clock.epochMs(),
      startedAt: clock.monotonicMs(),
      sequence,
      requestId: ids.next(),
      infno: '',
      provider: '',
      msgid: '',
      channel: channels.of(undefined).channel,
    }
    const outcome = await understood(incoming, seen)
    const outgoing = outcome.ok ? outcome.value : failed(seen, outcome)
    note(seen, outcome)
    return outgoing
  }

  /** Bugs and a database that is away end here: one sentence with a number, and a line in the log. */
  async function understood(incoming: Incoming, seen: Seen): Promise<Outcome<Outgoing>> {
    try {
      return await answer(incoming, seen)
    } catch (error) {
      const { infno, provider, msgid, requestId } = seen
      parts.log.error({ err: error, infno, provider, msgid, requestId }, 'message failed')
      return refused('internal', { number: shownId(requestId) })
    }
  }

  async function answer(incoming: Incoming, seen: Seen): Promise<Outcome<Outgoing>> {
    const json = parseBody(incoming.body)
    if (!json.ok) return json
    const code = typeof json.value.fixmedins_code === 'string' ? json.value.fixmedins_code.trim() : ''
    const provider = desks.providers.find(code)
    const opened = channels.of(provider)
    seen.provider = provider ? code : ''
    seen.channel = opened.channel
    const proven = checkSender(opened, incoming.headers, seen.receivedMs)
    if (!proven.ok) return proven
    const read = readEnvelope(json.value, infnoInPath(opened.channel.profile, incoming.tail), opened.channel.envelope)
    seen.infno = textIn(json.value.infno, 6)
    seen.msgid = textIn(json.value.msgid, 30)
    if (!read.ok) return read
    const envelope = read.value
    if (!provider) return refused('provider_unknown', { code: envelope.fixmedins_code })
    const wrong = (await checkEnvelope(envelope, provider, opened, incoming.tail)) ?? undefined
    if (wrong) return wrong
    return dispatch(envelope, provider, opened.channel, incoming.ip, seen)
  }

  async function checkEnvelope(
    envelope: Envelope,
    provider: Provider,
    { channel }: OpenChannel,
    tail: string,
  ): Promise<Refused | undefined> {
    const { infno, insuplc_admdvs, sign_no } = envelope
    if (channel.profile.urlForm === 'per_number' && infnoInPath(channel.profile, tail) === undefined)
      return refused('channel_address', { infno })
    if (insuplc_admdvs !== '' && placeOf(insuplc_admdvs, poolingArea) !== 'local' && asksOfPerson(infno))
      return refused('person_out_of_area', { area: shortened(insuplc_admdvs) })
    if (!channel.profile.signInRequired || !transactionOf(infno).needsSignIn) return undefined
    const known = await isSignedIn(desks.reader, sign_no, provider.code, clock.today())
    return known ? undefined : refused('sign_in_unknown', { number: shortened(sign_no, 30) })
  }

  async function dispatch<I extends Infno>(
    envelope: Envelope,
    provider: Provider,
    channel: Channel,
    ip: string,
    seen: Seen,
  ): Promise<Outcome<Outgoing>> {
    const infno = envelope.infno as I
    const input = readInput(transactionOf(infno), envelope.input, channel.reading)
    if (!input.ok) return input
    const exchange: Exchange<I> = {
      infno,
      envelope,
      provider,
      channel,
      actor: { id: envelope.opter, channel: `gateway ${ip}`, area: provider.area, provider: provider.code },
      receivedMs: seen.receivedMs,
      sequence: seen.sequence,
      requestId: seen.requestId,
    }
    const handle = handlers[infno] as unknown as Handler<I>
    const reply = await handle(input.value as Parameters<Handler<I>>[0], exchange, desks)
    return reply.ok ? outgoingOf(exchange, reply.value) : reply
  }

  async function outgoingOf<I extends Infno>(exchange: Exchange<I>, reply: Reply<I>): Promise<Outcome<Outgoing>> {
    if ('file' in reply) {
      const { name, bytes } = reply.file
      return { ok: true, value: { contentType: 'application/octet-stream', body: bytes, fileName: name } }
    }
    const { infno, channel, envelope, provider } = exchange
    const voided = 'kept' in reply && reply.replayed && transactionOf(infno).reversible
    if (voided && (await desks.settlements.isVoided(provider.code, envelope.msgid)))
      return refused('message_voided', { msgid: envelope.msgid })
    const stored = 'kept' in reply ? reply.kept : packed(exchange, reply)
    const text = answerText(infno, channel, poolingArea, stored)
    if (text === undefined) return refused('message_answer_archived', { msgid: envelope.msgid })
    return { ok: true, value: { contentType: JSON_TYPE, body: text } }
  }

  function packed<I extends Infno>(
    exchange: Exchange<I>,
    reply: Extract<Reply<I>, { readonly output: unknown }>,
  ): Json {
    const { infno, channel, receivedMs, sequence: number } = exchange
    const stamp = { receivedMs, sequence: number, answeredMs: Math.max(receivedMs, clock.epochMs()) }
    return packAnswer(infno, channel.writing, reply.output, stamp, reply.warning)
  }

  function failed(seen: Seen, refusal: Refused): Outgoing {
    if (gatewayRefusals.codes.includes(refusal.code as never)) {
      const sentence = gatewayRefusals.sentence(refusal as never)
      return { contentType: JSON_TYPE, body: JSON.stringify(gatewayAnswer(sentence)) }
    }
    const stamp = { receivedMs: seen.receivedMs, sequence: seen.sequence, answeredMs: clock.epochMs() }
    const code = seen.channel.answer.infcodeForm === 'text' ? '"-1"' : '-1'
    const head = `{"infcode":${code},${stampText(poolingArea, stamp)}`
    return { contentType: JSON_TYPE, body: `${head},"err_msg":${JSON.stringify(sentenceOf(refusal))},"output":{}}` }
  }

  function note(seen: Seen, outcome: Outcome<unknown>): void {
    messages.note({
      logId: seen.requestId,
      at: instantAt(seen.receivedMs),
      infno: seen.infno,
      provider: seen.provider,
      msgid: seen.msgid,
      ok: outcome.ok,
      code: outcome.ok ? '' : outcome.code,
      sentence: outcome.ok ? '' : sentenceOf(outcome),
      micros: Math.round((clock.monotonicMs() - seen.startedAt) * 1000),
    })
  }

  return { receive }
}

export function sentenceOf(refusal: Refused): string {
  const catalogue = gatewayRefusals.codes.includes(refusal.code as never) ? gatewayRefusals : gatewayCatalogue
  return catalogue.sentence(refusal as never)
}

/** Printable and short, or nothing: what a broken envelope says goes into a log. */
const textIn = (value: unknown, max: number): string =>
  typeof value === 'string' || typeof value === 'number' ? shortened(String(value), max).replace('…', '') : ''

const WITHOUT_PERSON = new Set<Infno>([
  '9001',
  '9002',
  '9101',
  '9102',
  '1201',
  '1312',
  '1317',
  '3201',
  '3202',
  '3301',
  '3302',
  '3401',
])
const asksOfPerson = (infno: Infno): boolean => !WITHOUT_PERSON.has(infno)
