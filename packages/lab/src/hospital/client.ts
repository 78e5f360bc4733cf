// One provider's system: signs in, numbers its messages, repeats what was not answered, and tells apart accepted, refused and lost.
import { type Infno, type InputWritable, transactionOf } from '@yibao/contract'
import type { ProviderRecord } from '@yibao/contract/load'
import { dayOf, type Instant } from '@yibao/kernel'
import { messageNumber } from '../codes/index.ts'
import { random, seedOf } from '../random.ts'
import { type ClientStyle, styleOf } from './style.ts'
import type { Tally } from './tally.ts'
import type { Transport } from './transport.ts'
import { decodeAnswer, encodeRequest, type Reply, type WireRequest } from './wire.ts'

/**
 * A request not answered is sent so many times in all, always under its first number. What 冲正 can undo is given up sooner:
 * its sender then reverses it.
 */
const SENDINGS_MAX = { reversible: 3, other: 6 } as const
const OPERATORS = ['张收费', '李收费', '王收费'] as const

export interface Sending {
  readonly at: Instant
  readonly msgid: string
  /** 参保地 of the person, once known. */
  readonly insuredArea?: string
}

export interface ClientContext {
  readonly transport: Transport
  readonly tally: Tally
  /** Area of the pooling area that a provider's own area belongs to. */
  readonly areaOf: (provider: ProviderRecord) => string
}

export class HisClient {
  readonly provider: ProviderRecord
  readonly style: ClientStyle
  readonly #context: ClientContext
  readonly #signIns = new Map<string, Promise<string>>()

  constructor(provider: ProviderRecord, context: ClientContext) {
    this.provider = provider
    this.style = styleOf(provider.code)
    this.#context = context
  }

  /** The number of the n-th message of a conversation: the same whenever the conversation is held again. */
  messageNumber(at: Instant, conversation: string, n: number): string {
    if (this.style.messageNumbers === 'own') {
      const half = (label: string): string =>
        random(seedOf(`${conversation} ${n} ${label}`))
          .int(0, 2 ** 32 - 1)
          .toString(16)
          .padStart(8, '0')
      return `${half('a')}${half('b')}${half('c')}${String(n).padStart(6, '0')}`
    }
    const serial = (seedOf(conversation) % 271) * 36 + (n % 36)
    return messageNumber(this.provider.code, dayOf(at), at.slice(11), serial)
  }

  async send<I extends Infno>(infno: I, input: InputWritable<I>, sending: Sending): Promise<Reply<I>> {
    const request = await this.encode(infno, input, sending)
    return this.#deliver(infno, sending.msgid, request)
  }

  /** The request as it goes out; a repetition sends the same bytes again. */
  async encode<I extends Infno>(infno: I, input: InputWritable<I>, sending: Sending): Promise<WireRequest> {
    const { at, msgid, insuredArea = '' } = sending
    const operator = seedOf(`${this.provider.code}${dayOf(at)}`) % OPERATORS.length
    const envelope = {
      infno,
      msgid,
      mdtrtarea_admvs: this.#context.areaOf(this.provider),
      insuplc_admdvs: insuredArea,
      opter: `SF0${operator + 1}`,
      opter_name: OPERATORS[operator] ?? '',
      inf_time: at,
      fixmedins_code: this.provider.code,
      fixmedins_name: this.provider.name,
      sign_no: infno === '9001' ? '' : await this.#signedIn(at, `SF0${operator + 1}`),
    }
    return encodeRequest(this.style, envelope, input)
  }

  async deliver<I extends Infno>(infno: I, msgid: string, request: WireRequest): Promise<Reply<I>> {
    return this.#deliver(infno, msgid, request)
  }

  /** A file's bytes (9102), or nothing when the answer was none. */
  async fetchFile(input: InputWritable<'9102'>, sending: Sending): Promise<Uint8Array | Reply<'9102'>> {
    const request = await this.encode('9102', input, sending)
    this.#context.tally.message('9102')
    const delivery = await this.#context.transport.deliver(request)
    if (delivery.kind === 'fault') return this.#lost(sending.msgid, delivery.reason)
    return delivery.bytes ?? decodeAnswer('9102', sending.msgid, delivery.text)
  }

  async #deliver<I extends Infno>(infno: I, msgid: string, request: WireRequest): Promise<Reply<I>> {
    const { tally, transport } = this.#context
    let reason = ''
    const max = transactionOf(infno).reversible ? SENDINGS_MAX.reversible : SENDINGS_MAX.other
    for (let sending = 0; sending < max; sending += 1) {
      tally.message(infno)
      const delivery = await transport.deliver(request)
      if (delivery.kind === 'answered') return decodeAnswer(infno, msgid, delivery.text)
      reason = delivery.reason
      tally.fault(reason)
    }
    return this.#lost(msgid, reason)
  }

  #lost(msgid: string, reason: string) {
    return { kind: 'lost', msgid, reason } as const
  }

  /** 9001 once for each day and operator; a sign-in that fails is not tried again that day: the number is optional. */
  #signedIn(at: Instant, operator: string): Promise<string> {
    const key = `${dayOf(at)} ${operator}`
    const known = this.#signIns.get(key)
    if (known) return known
    // Yesterday's numbers are of no use any more.
    this.#signIns.clear()
    const signing = this.#signIn(at, operator, key)
    this.#signIns.set(key, signing)
    return signing
  }

  async #signIn(at: Instant, operator: string, key: string): Promise<string> {
    const opened = `${dayOf(at)} 07:${String(30 + (seedOf(key) % 25)).padStart(2, '0')}:00` as Instant
    const msgid = this.messageNumber(opened, `sign-in ${this.provider.code} ${key}`, 0)
    const input = { signIn: { opter_no: operator, mac: '00-16-3E-5A-10-27', ip: '10.20.30.40' } }
    const reply = await this.send('9001', input, { at: opened, msgid })
    if (reply.kind === 'accepted') return reply.output.signinoutb.sign_no
    if (reply.kind === 'refused') this.#context.tally.refusal('9001', reply.sentence, false)
    return ''
  }
}
