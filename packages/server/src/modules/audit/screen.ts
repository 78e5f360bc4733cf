// Screening an order or a bill. Care never waits for it: what takes too long or breaks is answered at once and noted.
import {
  accepted,
  addDays,
  addMonths,
  type CompiledAudit,
  type Instant,
  type Outcome,
  parseMinute,
  refused,
} from '@yibao/kernel'
import type { Clock, Context, Kind, Log, Receipt, Row, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message, ownMessage, type Reader, SYSTEM } from '../common/index.ts'
import { type FactSources, factsOf, pastOf } from './facts.ts'
import { type Look, look, messageAmount, messagesOf, messageText, toStore } from './look.ts'
import type { FindingToStore, Screening, Told } from './model.ts'
import { PastKeeper } from './past.ts'
import { findingRow, lookUp, screeningRow } from './store.ts'

/** A doctor who types does not notice this; past it the order goes on unscreened. */
export const TIME_LIMIT_MS = 1000
const HISTORY_MONTHS = 24
const REMINDED_DAYS = 7

export interface ScreenSources extends FactSources {
  readonly audit: CompiledAudit
  readonly reader: Reader
  readonly writePath: WritePath
  readonly clock: Clock
  readonly log: Log
  readonly timeLimitMs?: number
  /** Another way of looking, for tests of what happens when looking breaks. */
  readonly look?: Look
}

export type Unscreened = 'slow' | 'failed'
export type Screened = { readonly receipt: Receipt } | { readonly unscreened: Unscreened }

interface Looked {
  readonly screening: Screening
  readonly findings: readonly FindingToStore[]
  readonly versions: { readonly rules: number; readonly points: number }
}

const screened: Kind<Asked<Looked, readonly Told[]>> = {
  name: 'audit.screened',
  subjects: ({ input }) => [subjectOf(input.screening)],
  decide: ({ message, input }, _, context) => {
    const { screening, findings, versions } = input
    const { told, rows } = keep(screening, findings, context)
    const row = screeningRow(screening, {
      ...{ id: context.opId, at: context.now, lines: linesLookedAt(screening), ...versions },
    })
    return accepted({
      answer: message.answer(told, context),
      rows: { insert: { audit_screening: [row], ...(rows.length > 0 && { audit_finding: rows }) } },
      event: { screeningId: context.opId, findings: rows.length },
    })
  },
}

/** A subject of its own: who is screened while something of theirs is settled holds up neither. */
const subjectOf = ({ personNo }: Pick<Screening, 'personNo'>): string => `audit:${personNo}`

const linesLookedAt = ({ stage, lines, visit }: Screening): number =>
  lines.filter((line) => (stage === 'pre' ? line.isDraft : line.encounterId === visit)).length

function keep(screening: Screening, findings: readonly FindingToStore[], context: Context) {
  const rows: Row[] = []
  const keys = { screeningId: context.opId, at: context.now }
  const told = messagesOf(findings).map((group): Told => {
    const messageId = context.newId()
    for (const each of group) rows.push(findingRow(screening, each, { ...keys, findingId: context.newId(), messageId }))
    return toldOf(group, messageId, screening, context)
  })
  for (const each of findings.filter((one) => !one.told)) {
    const findingId = context.newId()
    rows.push(findingRow(screening, each, { ...keys, findingId, messageId: findingId }))
  }
  return { told, rows }
}

function toldOf(group: readonly FindingToStore[], messageId: string, { stage }: Screening, context: Context): Told {
  const [first] = group as readonly [FindingToStore, ...FindingToStore[]]
  const lines = new Map(
    group
      .toReversed()
      .flatMap(({ finding }) => finding.lines)
      .map((line) => [line.lineId, line]),
  )
  return {
    messageId,
    rule: first.finding.rule,
    title: first.title,
    text: messageText(group, stage),
    basis: [...new Set(group.map(({ basis }) => basis))].join('；'),
    severity: first.finding.severity,
    amountFen: messageAmount(group),
    isOfVisit: group.every(({ finding }) => finding.lines.length === 0),
    lines: [...lines.values()].map(({ lineId, amountFen }) => ({ detailId: context.newId(), lineId, amountFen })),
  }
}

interface NotLooked {
  readonly screening: Screening
  readonly why: Unscreened
  readonly versions: { readonly rules: number; readonly points: number }
}

const notScreened: Kind<Asked<NotLooked, null>> = {
  name: 'audit.not_screened',
  subjects: ({ input }) => [subjectOf(input.screening)],
  decide: ({ message, input: { screening, why, versions } }, _, { opId, now, ...context }) => {
    const made = { id: opId, at: now, why, lines: linesLookedAt(screening), ...versions }
    return accepted({
      answer: message.answer(null, { opId, now, ...context }),
      rows: { insert: { audit_screening: [screeningRow(screening, made)] } },
      event: { screeningId: opId, why },
    })
  },
}

/** A plain timer: an abort signal for each order costs as much as judging one of its lines. */
async function inTime<T>(done: Promise<T>, limitMs: number): Promise<T | 'slow'> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<'slow'>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'slow')
  })
  try {
    return await Promise.race([done, limit])
  } finally {
    clearTimeout(timer)
  }
}

export class Screener {
  readonly #sources: ScreenSources
  readonly #noting = new Set<Promise<void>>()
  readonly #past = new PastKeeper()

  constructor(sources: ScreenSources) {
    this.#sources = sources
  }

  /** Refused when the person is not on the register; otherwise looked at, or noted as not looked at. */
  async screen(message: Message<readonly Told[]>, screening: Screening): Promise<Outcome<Screened>> {
    const done = this.#look(message, screening).catch((error: unknown) => {
      this.#sources.log.error({ err: error, visit: screening.visit }, 'an order could not be screened')
      return 'failed' as const
    })
    const outcome = await inTime(done, this.#sources.timeLimitMs ?? TIME_LIMIT_MS)
    if (outcome !== 'slow' && outcome !== 'failed') return outcome
    this.#note(message, screening, outcome)
    return { ok: true, value: { unscreened: outcome } }
  }

  async #look(message: Message<readonly Told[]>, screening: Screening): Promise<Outcome<Screened>> {
    const { reader, clock, audit, writePath } = this.#sources
    const today = clock.today()
    const { personNo } = screening
    const [from, now] = [addMonths(today, -HISTORY_MONTHS), parseMinute(clock.now())!]
    const kept = this.#past.known(personNo, from)
    const remindedSince = `${addDays(today, -REMINDED_DAYS)} 00:00:00` as Instant
    const { person, history, version, reminders } = await lookUp(reader, {
      ...{ personNo, from, remindedSince, known: kept?.version },
    })
    if (!person) return refused('person_unknown', { personNo })
    const visits = history ? pastOf(history, this.#sources, now) : kept!.visits()
    if (history) this.#past.keep(personNo, { version, from, visits })
    const facts = factsOf(screening, person, visits, this.#sources, now)
    const found = (this.#sources.look ?? look)(audit, facts, screening)
    const findings = toStore(audit, found, screening.stage === 'pre' ? reminders : [])
    const input = { screening, findings, versions: this.#versions() }
    const receipt = await writePath.submit(commandFor(screened, message, input))
    return receipt.ok ? { ok: true, value: { receipt: receipt.value } } : receipt
  }

  #versions() {
    const { rules, pointCount } = this.#sources.audit
    return { rules: rules.size, points: pointCount }
  }

  /** Beside the answer, which does not wait for it. */
  #note({ key }: Message<readonly Told[]>, screening: Screening, why: Unscreened): void {
    const { writePath, log } = this.#sources
    const own = ownMessage<null>(SYSTEM, `unscreened ${key.sender} ${key.msgid}`, null)
    const noted = writePath.submit(commandFor(notScreened, own, { screening, why, versions: this.#versions() })).then(
      () => undefined,
      (error: unknown) => log.error({ err: error, visit: screening.visit }, 'an unscreened order could not be noted'),
    )
    this.#noting.add(noted)
    void noted.finally(() => this.#noting.delete(noted))
  }

  /** What is still being noted, for whoever closes. */
  async settled(): Promise<void> {
    await Promise.all(this.#noting)
  }
}
