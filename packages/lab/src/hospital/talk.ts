// One conversation of a provider with the platform about one event: each message numbered, counted, and remembered when accepted.
import { type Infno, type InputWritable, type OutputValues, transactionOf } from '@yibao/contract'
import type { Instant } from '@yibao/kernel'
import { secondsLater } from '../care/times.ts'
import type { HisClient } from './client.ts'
import type { Memory } from './memory.ts'
import type { Tally } from './tally.ts'
import type { AcceptedReply, Reply, WireRequest } from './wire.ts'

export interface TalkContext {
  readonly client: HisClient
  readonly tally: Tally
  readonly memory: Memory
  /** Event and part of it: unique in the run. */
  readonly part: string
  readonly personNo: string
  readonly startsAt: Instant
  /** The platform is meant to refuse what this conversation asks. */
  readonly refusalExpected: boolean
}

/** What is kept of an answer. */
export type Facts = Readonly<Record<string, string | number>>

export interface Changed<I extends Infno> {
  readonly msgid: string
  readonly facts: Facts
  /** Absent where the change was acknowledged in an earlier run. */
  readonly output?: OutputValues<I>
}

/** Where unused numbers lie: beyond all that a conversation sends. */
const UNUSED_FROM = 30
/** Between two messages the clerk types, the printer prints. */
const SECONDS_BETWEEN = 7

export class Talk {
  readonly client: HisClient
  readonly tally: Tally
  readonly part: string
  readonly personNo: string
  readonly #context: TalkContext
  insuredArea = ''
  /** 险种 under which this conversation settles. */
  insurance = ''
  #sent = 0
  #last: { infno: Infno; request: WireRequest; reply: AcceptedReply<Infno> } | undefined

  constructor(context: TalkContext) {
    this.#context = context
    this.client = context.client
    this.tally = context.tally
    this.part = context.part
    this.personNo = context.personNo
  }

  get now(): Instant {
    return secondsLater(this.#context.startsAt, this.#sent * SECONDS_BETWEEN)
  }

  /** A question, or a change of which nothing need be remembered. `undefined`: refused or lost; it has been counted. */
  async ask<I extends Infno>(infno: I, input: InputWritable<I>): Promise<OutputValues<I> | undefined> {
    const reply = await this.#exchange(infno, input)
    return reply.kind === 'accepted' ? reply.output : undefined
  }

  /** A question whose answer is not asked for again when the conversation is held again: by then it may be another. */
  async askOnce<I extends Infno>(
    infno: I,
    input: InputWritable<I>,
    facts: (output: OutputValues<I>) => Facts,
  ): Promise<Facts | undefined> {
    const { memory } = this.#context
    const part = `${this.part}#${this.#sent + 1}`
    const known = memory.finished(part)?.state
    if (known) {
      this.#sent += 1
      return known
    }
    const output = await this.ask(infno, input)
    if (!output) return undefined
    const state = facts(output)
    memory.finish({ part, state })
    return state
  }

  /**
   * A change whose acknowledgement counts: `facts` says what of the answer is relied on. What was acknowledged before this
   * conversation was cut short is not asked for again.
   */
  async change<I extends Infno>(
    infno: I,
    input: InputWritable<I>,
    facts: (output: OutputValues<I>) => Facts,
  ): Promise<Changed<I> | undefined> {
    const known = this.#remembered(infno)
    if (known) return known
    let reply = await this.#exchange(infno, input)
    if (reply.kind === 'lost' && transactionOf(infno).reversible) {
      // Nobody knows what became of it: it is reversed, and asked for anew under a number of its own.
      if (!(await this.reverse(infno, reply.msgid))) return undefined
      reply = await this.#exchange(infno, input)
    }
    if (reply.kind !== 'accepted') return undefined
    const { client, memory, part, personNo } = this.#context
    const { msgid, output } = reply
    const answer = { key: `${part}#${this.#sent}`, infno, msgid, personNo, facts: facts(output) }
    memory.acknowledge({ ...answer, provider: client.provider.code })
    return { msgid, facts: answer.facts, output }
  }

  /** What the platform acknowledged in an earlier run: the next message, or the one after those that were lost and reversed. */
  #remembered(infno: Infno): { readonly msgid: string; readonly facts: Facts } | undefined {
    const { memory } = this.#context
    const at = (n: number) => memory.acknowledgement(`${this.part}#${this.#sent + n}`)
    if (at(1) === undefined && at(2)?.infno === '2601' && infno !== '2601') this.#sent += 2
    const known = at(1)
    if (known?.infno !== infno) return undefined
    this.#sent += 1
    this.#last = undefined
    return known
  }

  /** The last accepted message again, byte for byte, as after a lost answer: the same answer must come. */
  async repeatLast(): Promise<void> {
    const last = this.#last
    if (!last) return
    const again = await this.client.deliver(last.infno, last.reply.msgid, last.request)
    if (again.kind === 'accepted' && again.outputText === last.reply.outputText) return
    this.tally.discrepancy('repeat_differs', this.part, describe(again))
  }

  /** The last number with another content: it must be refused. */
  async changedRepeat<I extends Infno>(infno: I, input: InputWritable<I>): Promise<void> {
    const last = this.#last
    if (!last) return
    const request = await this.client.encode(infno, input, this.#sending(last.reply.msgid))
    const reply = await this.client.deliver(infno, last.reply.msgid, request)
    if (reply.kind === 'refused') this.tally.refusal(infno, reply.sentence, true)
    else this.tally.discrepancy('not_refused', this.part, `${infno}: ${describe(reply)}`)
  }

  /** 冲正 of a message by its number, whether it arrived or not: it must succeed. */
  async reverse(infno: Infno, msgid: string): Promise<boolean> {
    const input = { data: { psn_no: this.personNo, omsgid: msgid, oinfno: infno } }
    const done = await this.change('2601', input, () => ({ reverses: msgid, infno }))
    if (!done) this.tally.discrepancy('reversal_failed', this.part, `${infno} ${msgid}`)
    return done !== undefined
  }

  /** 9102: a file's bytes. */
  async fetch(input: InputWritable<'9102'>): Promise<Uint8Array | undefined> {
    const sending = this.#sending(this.client.messageNumber(this.now, this.part, this.#sent))
    this.#sent += 1
    const found = await this.client.fetchFile(input, sending)
    if (found instanceof Uint8Array) return found
    if (found.kind === 'refused') this.tally.refusal('9102', found.sentence, false)
    else this.tally.fault(`9102 ${describe(found)}`)
    return undefined
  }

  /** A number of this conversation that no message bears. */
  unusedNumber(): string {
    return this.client.messageNumber(this.now, this.part, UNUSED_FROM + this.#sent)
  }

  async #exchange<I extends Infno>(infno: I, input: InputWritable<I>): Promise<Reply<I>> {
    const sending = this.#sending(this.client.messageNumber(this.now, this.part, this.#sent))
    this.#sent += 1
    const request = await this.client.encode(infno, input, sending)
    const reply = await this.client.deliver(infno, sending.msgid, request)
    if (reply.kind === 'accepted') {
      this.#last = { infno, request, reply: reply as unknown as AcceptedReply<Infno> }
    } else if (reply.kind === 'refused') this.tally.refusal(infno, reply.sentence, this.#context.refusalExpected)
    else this.tally.fault(`${infno} ${reply.reason}`)
    return reply
  }

  #sending(msgid: string) {
    return { at: this.now, msgid, insuredArea: this.insuredArea }
  }
}

function describe(reply: Reply<Infno>): string {
  if (reply.kind === 'refused') return reply.sentence
  return reply.kind === 'lost' ? reply.reason : 'accepted'
}
