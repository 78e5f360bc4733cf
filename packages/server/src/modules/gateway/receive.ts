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
import type { Ids, Json, Log, MessageLog } from '../../platform/index.ts'
import { instantAt } from '../../platform/index.ts'
import type { Provider } from '../provider/index.ts'
import { placeOf } from '../visit/index.ts'
import { type ChannelBook, checkSender } from './channels.ts'
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
  /** For a request that could not be read at all. */
  refuse(refusal: Refused): Outgoing
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

export const createReceiver = (parts: GatewayParts): Receiver => new Gate(parts)

class Gate implements Receiver {
  readonly #desks: Desks
  readonly #channels: ChannelBook
  readonly #messages: MessageLog
  readonly #ids: Ids
  readonly #log: Log
  #sequence = 0

  constructor({ desks, channels, messages, ids, log }: GatewayParts) {
    this.#desks = desks
    this.#channels = channels
    this.#messages = messages
    this.#ids = ids
    this.#log = log
  }

  refuse(refusal: Refused): Outgoing {
    const seen = this.#unseen()
    this.#note(seen, refusal)
    return this.#failed(seen, refusal)
  }

  #unseen(): Seen {
    const { clock } = this.#desks
    this.#sequence += 1
    return {
      receivedMs: clock.epochMs(),
      startedAt: clock.monotonicMs(),
      sequence: this.#sequence,
      requestId: this.#ids.next(),
      infno: '',
      provider: '',
      msgid: '',
      channel: this.#channels.of(undefined).channel,
    }
  }

  async receive(incoming: Incoming): Promise<Outgoing> {
    const seen = this.#unseen()
    const outcome = await this.#understood(incoming, seen)
    const outgoing = outcome.ok ? outcome.value : this.#failed(seen, outcome)
    this.#note(seen, outcome)
    return outgoing
  }

  /** Bugs and a database that is away end here: one sentence with a number, and a line in the log. */
  async #understood(incoming: Incoming, seen: Seen): Promise<Outcome<Outgoing>> {
    try {
      return await this.#answer(incoming, seen)
    } catch (error) {
      const { infno, provider, msgid, requestId } = seen
      this.#log.error({ err: error, infno, provider, msgid, requestId }, 'message failed')
      return refused('internal', { number: shownId(requestId) })
    }
  }

  async #answer({ body, tail, headers, ip }: Incoming, seen: Seen): Promise<Outcome<Outgoing>> {
    const json = parseBody(body)
    if (!json.ok) return json
    const { fixmedins_code, infno, msgid } = json.value
    const code = typeof fixmedins_code === 'string' ? fixmedins_code.trim() : ''
    const provider = this.#desks.providers.find(code)
    const opened = this.#channels.of(provider)
    seen.provider = provider ? code : ''
    seen.channel = opened.channel
    seen.infno = textIn(infno, 6)
    seen.msgid = textIn(msgid, 30)
    const proven = checkSender(opened, headers, seen.receivedMs)
    if (!proven.ok) return proven
    const { profile, envelope: rules } = opened.channel
    const read = readEnvelope(json.value, infnoInPath(profile, tail), rules)
    if (!read.ok) return read
    const envelope = read.value
    if (!provider) return refused('provider_unknown', { code: shortened(envelope.fixmedins_code) })
    const wrong = await this.#checkEnvelope(envelope, provider, opened.channel, tail)
    return wrong ?? this.#dispatch(envelope, provider, opened.channel, ip, seen)
  }

  async #checkEnvelope(
    { infno, insuplc_admdvs, sign_no }: Envelope,
    provider: Provider,
    { profile }: Channel,
    tail: string,
  ): Promise<Refused | undefined> {
    const { poolingArea, reader, clock } = this.#desks
    if (profile.urlForm === 'per_number' && infnoInPath(profile, tail) === undefined)
      return refused('channel_address', { infno })
    if (insuplc_admdvs !== '' && placeOf(insuplc_admdvs, poolingArea) !== 'local' && asksOfPerson(infno))
      return refused('person_out_of_area', { area: shortened(insuplc_admdvs) })
    if (!profile.signInRequired || !transactionOf(infno).needsSignIn) return undefined
    const isKnown = await isSignedIn(reader, sign_no, provider.code, clock.today())
    return isKnown ? undefined : refused('sign_in_unknown', { number: shortened(sign_no, 30) })
  }

  async #dispatch<I extends Infno>(
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
    const reply = await handle(input.value as Parameters<Handler<I>>[0], exchange, this.#desks)
    return reply.ok ? this.#outgoing(exchange, reply.value) : reply
  }

  async #outgoing<I extends Infno>(exchange: Exchange<I>, reply: Reply<I>): Promise<Outcome<Outgoing>> {
    if ('file' in reply) {
      const { name, bytes } = reply.file
      return { ok: true, value: { contentType: 'application/octet-stream', body: bytes, fileName: name } }
    }
    const { infno, channel, envelope, provider } = exchange
    const { settlements, poolingArea } = this.#desks
    // A message that was undone after it was answered must not be told again that it took effect.
    const mayBeUndone = 'kept' in reply && reply.replayed && transactionOf(infno).reversible
    if (mayBeUndone && (await settlements.isVoided(provider.code, envelope.msgid)))
      return refused('message_voided', { msgid: envelope.msgid })
    const stored = 'kept' in reply ? reply.kept : this.#packed(exchange, reply)
    const text = answerText(infno, channel, poolingArea, stored)
    if (text === undefined) return refused('message_answer_archived', { msgid: envelope.msgid })
    return { ok: true, value: { contentType: JSON_TYPE, body: text } }
  }

  #packed<I extends Infno>(exchange: Exchange<I>, reply: Extract<Reply<I>, { readonly output: unknown }>): Json {
    const { infno, channel, receivedMs, sequence } = exchange
    const stamp = { receivedMs, sequence, answeredMs: Math.max(receivedMs, this.#desks.clock.epochMs()) }
    return packAnswer(infno, channel.writing, reply.output, stamp, reply.warning)
  }

  #failed({ receivedMs, sequence, channel }: Seen, refusal: Refused): Outgoing {
    const sentence = JSON.stringify(sentenceOf(refusal))
    if (isGatewayRefusal(refusal.code)) {
      return { contentType: JSON_TYPE, body: JSON.stringify(gatewayAnswer(sentenceOf(refusal))) }
    }
    const { clock, poolingArea } = this.#desks
    const code = channel.answer.infcodeForm === 'text' ? '"-1"' : '-1'
    const stamp = stampText(poolingArea, { receivedMs, sequence, answeredMs: clock.epochMs() })
    return { contentType: JSON_TYPE, body: `{"infcode":${code},${stamp},"err_msg":${sentence},"output":{}}` }
  }

  #note({ requestId, receivedMs, infno, provider, msgid, startedAt }: Seen, outcome: Outcome<unknown>): void {
    this.#messages.note({
      logId: requestId,
      at: instantAt(receivedMs),
      infno,
      provider,
      msgid,
      ok: outcome.ok,
      code: outcome.ok ? '' : outcome.code,
      sentence: outcome.ok ? '' : sentenceOf(outcome),
      micros: Math.round((this.#desks.clock.monotonicMs() - startedAt) * 1000),
    })
  }
}

const GATEWAY_CODES = new Set<string>(gatewayRefusals.codes)
const isGatewayRefusal = (code: string): boolean => GATEWAY_CODES.has(code)

export function sentenceOf(refusal: Refused): string {
  const catalogue = isGatewayRefusal(refusal.code) ? gatewayRefusals : gatewayCatalogue
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
  // Answers of a doctor to what was found: the findings say whom they are about.
  '3103',
])
const asksOfPerson = (infno: Infno): boolean => !WITHOUT_PERSON.has(infno)
