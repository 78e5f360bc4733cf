// Runs the parts of events against the platform: a visit in one part, a stay day by day. What is finished is never done again.
import { addDays, type Day, daysBetween, type Instant } from '@yibao/kernel'
import { type BillWriter, type CareEvent, type FeeLine, isStay, leavesOn, startsOn } from '../care/index.ts'
import { secondsLater } from '../care/times.ts'
import type { HisClient } from './client.ts'
import type { Desk } from './desk.ts'
import type { Memory } from './memory.ts'
import { purchase } from './pharmacy-chain.ts'
import type { Providers } from './providers.ts'
import { refer } from './referral-chain.ts'
import { type Admitted, admittedOf, StayChain, stateOf } from './stay-chain.ts'
import { Talk } from './talk.ts'
import type { Tally } from './tally.ts'
import { visit } from './visit-chain.ts'

const MAY_BE_REFUSED: ReadonlySet<string> = new Set(['ineligible', 'suspended_provider'])
/** Wards enter the day's fees in the evening. */
const EVENING = '20:40:00'
/** Before leaving, the last fees are entered. */
const LAST_FEES_SECONDS = -1200

export interface RunnerContext {
  readonly providers: Providers
  readonly desk: Desk
  readonly bills: BillWriter
  readonly memory: Memory
  readonly tally: Tally
}

export class EventRunner {
  readonly #context: RunnerContext

  constructor(context: RunnerContext) {
    this.#context = context
  }

  hasEnded(event: CareEvent): boolean {
    return this.#context.memory.finished(endOf(event)) !== undefined
  }

  /** What of an event is due on a day. A stay is called for every day from admission to discharge. */
  async run(event: CareEvent, on: Day): Promise<void> {
    const { memory, tally } = this.#context
    const part = isStay(event) ? `${event.id}/${on}` : event.id
    if (memory.finished(part) || this.hasEnded(event)) return
    const done = isStay(event) ? await this.#stayDay(event, on) : await this.#visit(event)
    const asPlanned = done !== undefined || this.#mayBeRefused(event)
    if (done === undefined || done.ended) memory.finish({ part: endOf(event) })
    if (!asPlanned) tally.broken += 1
    else if (done === undefined || done.ended) tally.completed += 1
    memory.finish({ part, ...(done?.state && { state: done.state }) })
  }

  async #visit(event: CareEvent): Promise<Done | undefined> {
    const { desk, bills } = this.#context
    if (event.referral === 'referred' && !(await this.#refer(event))) return undefined
    const talk = this.#talk(event, event.id, event.at)
    const lines = bills.linesOf(event)
    const chain = event.kind === 'pharmacy' ? purchase : visit
    return (await chain(talk, desk, event, lines)) ? { ended: true } : undefined
  }

  async #stayDay(event: CareEvent, on: Day): Promise<Done | undefined> {
    const { bills, memory } = this.#context
    const lines = bills.linesOf(event)
    const chain = this.#chain(event, lines)
    const admitted =
      on === startsOn(event)
        ? await this.#admit(event, chain)
        : admittedOf(memory.finished(`${event.id}/${startsOn(event)}`)?.state ?? {})
    if (!admitted) return undefined
    if (event.irregular.includes('admission_cancelled')) return this.#cancelAdmission(event, chain, admitted)
    const talk = this.#talk(event, `${event.id}/${on}/fees`, feesAt(event, on), admitted)
    if (!(await this.#fees(talk, event, chain, admitted, on))) return undefined
    const state = stateOf(admitted)
    if (on !== leavesOn(event)) return { ended: false, state }
    const leaving = this.#talk(event, `${event.id}/leave`, event.leavesAt ?? event.at, admitted)
    return (await chain.leave(leaving, admitted, interimDay(event))) ? { ended: true, state } : undefined
  }

  async #admit(event: CareEvent, chain: StayChain): Promise<Admitted | undefined> {
    if (event.referral === 'referred' && !(await this.#refer(event))) return undefined
    const admitted = await chain.admit(this.#talk(event, `${event.id}/admit`, event.at))
    if (admitted && event.irregular.includes('double_admission')) await this.#admitElsewhere(event, chain, admitted)
    return admitted
  }

  async #admitElsewhere(event: CareEvent, chain: StayChain, admitted: Admitted): Promise<void> {
    const client = this.#context.providers.another(event.provider, event.seed)
    const talk = this.#talkOf(client, event, `${event.id}/elsewhere`, secondsLater(event.at, 1800), true)
    await chain.admitElsewhere(talk, admitted)
  }

  async #cancelAdmission(event: CareEvent, chain: StayChain, admitted: Admitted): Promise<Done | undefined> {
    const talk = this.#talk(event, `${event.id}/cancel`, secondsLater(event.at, 3600), admitted)
    return (await chain.cancelAdmission(talk, admitted)) ? { ended: true } : undefined
  }

  /** Everything of one day but admission and discharge. */
  async #fees(talk: Talk, event: CareEvent, chain: StayChain, admitted: Admitted, on: Day): Promise<boolean> {
    const day = daysBetween(startsOn(event), on)
    if (day === 1 && event.irregular.includes('stay_changed') && !(await chain.change(talk, admitted))) return false
    if (!(await chain.charge(talk, admitted, on))) return false
    if (day === 0 && event.irregular.includes('rows_withdrawn')) {
      if (!(await chain.withdrawAndSendAgain(talk, admitted, on))) return false
    }
    return on !== interimDay(event) || chain.settleInterim(talk, admitted, on)
  }

  async #refer(event: CareEvent): Promise<boolean> {
    const { providers, desk } = this.#context
    const place = providers.placeOf(event.provider)
    if (place === 'local') return true
    const client = providers.another(event.provider, event.seed)
    const talk = this.#talkOf(
      client,
      event,
      `${event.id}/refer`,
      secondsLater(event.at, -3600),
      this.#mayBeRefused(event),
    )
    return refer(talk, desk, event, place)
  }

  #chain(event: CareEvent, lines: readonly FeeLine[]): StayChain {
    const { providers, desk } = this.#context
    return new StayChain(desk, event, lines, providers.pooledArea(desk.provider(event.provider)))
  }

  #talk(event: CareEvent, part: string, at: Instant, admitted?: Admitted): Talk {
    const client = this.#context.providers.client(event.provider)
    const talk = this.#talkOf(client, event, part, at, this.#mayBeRefused(event))
    if (admitted) {
      talk.insuredArea = admitted.insured.insuredArea
      talk.insurance = admitted.insured.insurance
    }
    return talk
  }

  #talkOf(client: HisClient, event: CareEvent, part: string, startsAt: Instant, refusalExpected: boolean): Talk {
    const { memory, tally } = this.#context
    return new Talk({ client, tally, memory, part, personNo: event.personNo, startsAt, refusalExpected })
  }

  #mayBeRefused({ irregular }: CareEvent): boolean {
    return irregular.some((each) => MAY_BE_REFUSED.has(each))
  }
}

interface Done {
  /** Nothing more will happen to this event. */
  readonly ended: boolean
  readonly state?: Readonly<Record<string, string | number>>
}

function feesAt(event: CareEvent, on: Day): Instant {
  if (event.leavesAt && on === leavesOn(event)) return secondsLater(event.leavesAt, LAST_FEES_SECONDS)
  return secondsLater(`${on} ${EVENING}` as Instant, event.seed % 4000)
}

/** At which hour of a day an event has something to send first. */
export const dueAt = (event: CareEvent, on: Day): Instant => (startsOn(event) === on ? event.at : feesAt(event, on))

const endOf = ({ id }: CareEvent): string => `${id}/end`

/** The day after which a long stay is settled for the first time. */
export function interimDay(event: CareEvent): Day | undefined {
  if (!event.irregular.includes('interim')) return undefined
  return addDays(startsOn(event), Math.floor(daysBetween(startsOn(event), leavesOn(event)) / 2))
}
