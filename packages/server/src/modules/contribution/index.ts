// The door of the contribution module: from charge to credit, each step one command of the write path, nothing twice.
import { createHash } from 'node:crypto'
import {
  accepted,
  addDays,
  contribution,
  type Day,
  day,
  daysInMonth,
  type Fen,
  type Outcome,
  type Refused,
  refused,
  yearOf,
  yuanText,
} from '@yibao/kernel'
import { contributionRulesFor } from '@yibao/policy'
import type { Actor, Clock, Ids, Json, Kind, Receipt, WritePath } from '../../platform/index.ts'
import { FileRefused, isRefused, type Reader } from '../common/index.ts'
import { areaCodes, enrolmentRefusals } from '../enrolment/index.ts'
import { chargesAssessed, chargesHandedOver, handOverFile } from './charge.ts'
import { chargesCredited, linesCredited } from './credit.ts'
import { readArrivals, readReceipts } from './files.ts'
import type { Charge, SpanTotals, StoredArrival, TakenArrival } from './model.ts'
import { type BreakStep, breakNoOf, breakStepped, reconciled } from './reconciliation.ts'
import { type RefundStep, refundProposed, refundStepped } from './refund.ts'
import { contributionRefusals } from './refusals.ts'
import * as store from './store.ts'
import { arrivalsTaken, isSameReceipt, receiptsTaken, reconcilable } from './take.ts'

export { collectionBridge } from './bridge.ts'
export { handOverFile } from './charge.ts'
export { ARRIVAL_HEAD, RECEIPT_HEAD } from './files.ts'
export * from './model.ts'
export { BREAK_WORDS } from './reconciliation.ts'
export { type ContributionRefusalCode, contributionRefusals } from './refusals.ts'
export { accountsHeld, suspenseByAge, totalsOf } from './store.ts'
export * from './store-lists.ts'

export interface ContributionDesk {
  /** 核定 of a month of employees (2026-11) or a year of residents (2027). Again: only who is not charged yet. */
  assess(period: string, actor: Actor): Promise<Outcome<{ charges: number; people: number; amountFen: number }>>
  /** 移交税务: what is assessed and not sent, as files of at most 5,000 charges. */
  handOver(actor: Actor): Promise<Outcome<readonly HandedOver[]>>
  takeReceipts(path: string, actor: Actor): Promise<Outcome<TakenCount>>
  takeArrivals(path: string, actor: Actor): Promise<Outcome<TakenCount>>
  /** 记账 of what was confirmed before today. */
  credit(actor: Actor): Promise<Outcome<{ charges: number; lines: number }>>
  /** 对账 of a day (2026-11-20) or a month (2026-11). */
  reconcile(span: string, actor: Actor): Promise<Outcome<Reconciled>>
  stepBreak(step: BreakStep, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  proposeRefund(
    input: { readonly arrivalNo: string; readonly reason: string },
    actor: Actor,
    msgid: string,
  ): Promise<Outcome<Receipt>>
  stepRefund(step: Omit<RefundStep, 'poolingArea'>, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
}

export interface HandedOver {
  readonly batchId: string
  readonly charges: number
  readonly amountFen: number
  readonly sha256: string
  readonly text: string
}

export interface TakenCount {
  /** New to us. */
  readonly taken: number
  /** Taken before. */
  readonly known: number
  readonly matched: number
}

export interface Reconciled {
  readonly totals: readonly SpanTotals[]
  readonly opened: number
  readonly corrected: number
  readonly open: number
}

export interface ContributionOptions {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly clock: Clock
  readonly ids: Ids
  readonly rules: readonly contribution.ContributionRules[]
  readonly poolingArea: string
}

const CHARGES_PER_MESSAGE = 200
const LINES_PER_MESSAGE = 2000
const BATCH_CHARGES = 5000
const ROWS_PER_MESSAGE = 500
const PERSONS_PER_MESSAGE = 250
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const YEAR = /^\d{4}$/
const yuan = (amount: number): string => yuanText(amount as Fen)

export function openContributionDesk(options: ContributionOptions): ContributionDesk {
  const { writePath } = options
  const at =
    <A extends unknown[], T>(work: (working: Working, ...rest: A) => Promise<T>) =>
    (actor: Actor, ...rest: A): Promise<Outcome<T>> =>
      answering(() => work({ ...options, actor, submit: submitter(writePath, actor) }, ...rest))
  const single = (kind: unknown, input: unknown, actor: Actor, msgid: string): Promise<Outcome<Receipt>> =>
    writePath.submit({
      kind: kind as Kind,
      key: { sender: 'contribution', msgid },
      actor,
      input,
      request: input as Json,
    })
  return {
    assess: (period, actor) => at(assess)(actor, period),
    handOver: (actor) => at(handOver)(actor),
    takeReceipts: (path, actor) => at(takeReceipts)(actor, path),
    takeArrivals: (path, actor) => at(takeArrivals)(actor, path),
    credit: (actor) => at(credit)(actor),
    reconcile: (span, actor) => at(reconcile)(actor, span),
    stepBreak: (step, actor, msgid) => single(breakStepped, step, actor, msgid),
    proposeRefund: (input, actor, msgid) => single(refundProposed, input, actor, msgid),
    stepRefund: (step, actor, msgid) =>
      single(refundStepped, { ...step, poolingArea: options.poolingArea }, actor, msgid),
  }
}

/** A refusal in the middle of several messages; what came before it stands, and the step may be taken again. */
class Stopped extends Error {
  readonly refusal: Refused

  constructor(refusal: Refused) {
    super(refusal.code)
    this.refusal = refusal
  }
}

async function answering<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return accepted(await work())
  } catch (error) {
    if (error instanceof Stopped || error instanceof FileRefused) return error.refusal
    throw error
  }
}

const stop = (code: string, facts: Readonly<Record<string, string | number>>): never => {
  throw new Stopped(refused(code, facts) as Refused)
}

type Submit = <Answer>(kind: unknown, what: string, input: Json) => Promise<Answer>

interface Working extends ContributionOptions {
  readonly actor: Actor
  /** The message is known by what it does: the same work is done once. */
  readonly submit: Submit
}

const submitter =
  (writePath: WritePath, actor: Actor): Submit =>
  async <Answer>(kind: unknown, what: string, input: Json): Promise<Answer> => {
    const digest = createHash('sha256').update(JSON.stringify(input)).digest()
    const outcome = await writePath.submit({
      kind: kind as Kind<Json>,
      key: { sender: 'contribution', msgid: `${what} ${digest.toString('hex', 0, 12)}` },
      ...{ actor, input, request: null },
      fingerprint: { bytes: digest, difference: () => 'content' },
    })
    if (isRefused(outcome)) throw new Stopped(outcome)
    return outcome.value.answer as unknown as Answer
  }

const plain = (value: unknown): Json => value as Json

function* pieces<T>(rows: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

async function rulesFor({ rules, reader }: Working, period: string): Promise<contribution.ContributionRules> {
  const own = contributionRulesFor(rules, await areaCodes(reader), Number(period.slice(0, 4)))
  return own ?? stop('contribution_no_rules', { period })
}

async function assess(working: Working, period: string) {
  const { reader, submit } = working
  if (!MONTH.test(period) && !YEAR.test(period)) stop('contribution_period', { period: period.slice(0, 20) })
  const rules = await rulesFor(working, period)
  const assessed = MONTH.test(period)
    ? contribution.assessEmployees((await store.employeesToCharge(reader, period)).map(employee), rules, period)
    : contribution.assessResidents(await store.residentsToCharge(reader, Number(period)), rules, Number(period))
  const before = await store.chargesBefore(reader, period)
  const numbered = assessed.map((each) => ({
    assessed: each,
    chargeNo: contribution.chargeNoOf(
      each,
      1 + (before.get(`${each.payer} ${each.payerKind === 'body' ? each.area : ''}`) ?? 0),
    ),
  }))
  for (const charges of chunksOf(numbered)) await submit(chargesAssessed, `assess ${period}`, plain({ charges }))
  await lookAgain(
    working,
    numbered.map(({ chargeNo }) => chargeNo),
  )
  return {
    charges: numbered.length,
    people: numbered.reduce((sum, { assessed: { lines } }) => sum + lines.length, 0),
    amountFen: numbered.reduce((sum, { assessed: { amountFen } }) => sum + amountFen, 0),
  }
}

const employee = ({ employerNo, wageFen, ...rest }: store.EmployeeFound): contribution.EmployeeInMonth => ({
  ...rest,
  employerNo: employerNo ?? undefined,
  wageFen: (wageFen ?? 0) as Fen,
})

/** A charge of many people is a message of its own; small ones go together. */
function* chunksOf<T extends { readonly assessed: contribution.Assessed }>(
  charges: readonly T[],
): Generator<readonly T[]> {
  let chunk: T[] = []
  let lines = 0
  for (const charge of charges) {
    if (
      chunk.length > 0 &&
      (chunk.length >= CHARGES_PER_MESSAGE || lines + charge.assessed.lines.length > LINES_PER_MESSAGE)
    ) {
      yield chunk
      chunk = []
      lines = 0
    }
    chunk.push(charge)
    lines += charge.assessed.lines.length
  }
  if (chunk.length > 0) yield chunk
}

async function handOver({ reader, submit }: Working): Promise<readonly HandedOver[]> {
  const files: HandedOver[] = []
  for (;;) {
    const charges: Charge[] = await store.chargesToHandOver(reader, BATCH_CHARGES)
    if (charges.length === 0) return files
    const { text, sha256 } = handOverFile(charges, yuan)
    const input = plain({ charges: charges.map(({ chargeNo }) => chargeNo), sha256 })
    const told = await submit<{ batchId: string; charges: number; amountFen: number }>(
      chargesHandedOver,
      'hand over',
      input,
    )
    files.push({ ...told, sha256, text })
  }
}

async function takeReceipts(working: Working, path: string): Promise<TakenCount> {
  const { rows, sha256 } = await readReceipts(path)
  const count = { taken: 0, known: 0, matched: 0 }
  await refuseDiffering(working.reader, rows)
  for (const receipts of pieces(rows, ROWS_PER_MESSAGE)) {
    const told = await working.submit<TakenCount>(
      receiptsTaken,
      `receipts ${sha256.slice(0, 16)} ${receipts[0]?.receiptNo}`,
      plain({ receipts }),
    )
    count.taken += told.taken
    count.known += told.known
    const waiting = await store.suspenseFor(
      working.reader,
      receipts.map(({ receiptNo }) => receiptNo),
    )
    count.matched += await matchSuspense(working, waiting)
  }
  return count
}

/** Before the first message: a file of which one line contradicts what was taken before is not taken at all. */
async function refuseDiffering(reader: Reader, rows: Parameters<typeof isSameReceipt>[0][]): Promise<void> {
  for (const some of pieces(rows, ROWS_PER_MESSAGE)) {
    const known = new Map(
      (
        await store.receiptsIn(
          reader,
          NO_DAY,
          NO_DAY,
          some.map(({ receiptNo }) => receiptNo),
        )
      ).map((each) => [each.receiptNo, each]),
    )
    const differing = some.find((each) => known.has(each.receiptNo) && !isSameReceipt(each, known.get(each.receiptNo)!))
    if (differing) stop('collection_number_differs', { number: differing.receiptNo })
  }
}
const NO_DAY = day('1900-01-01')

async function takeArrivals(working: Working, path: string): Promise<TakenCount> {
  const { rows, sha256 } = await readArrivals(path)
  const count = { taken: 0, known: 0, matched: 0 }
  for (const some of pieces(rows, ROWS_PER_MESSAGE)) {
    const told = await arrive(working, `arrivals ${sha256.slice(0, 16)}`, some)
    count.taken += told.taken
    count.known += told.known
    count.matched += told.matched
  }
  return count
}

async function arrive(working: Working, what: string, arrivals: readonly TakenArrival[]): Promise<TakenCount> {
  const [first] = arrivals
  const rules = await rulesFor(working, first?.arrivedOn ?? working.clock.today())
  const lateFeeDailyBp = rules.employee.lateFeeDailyBp
  return working.submit<TakenCount>(
    arrivalsTaken,
    what,
    plain({ arrivals, poolingArea: working.poolingArea, lateFeeDailyBp }),
  )
}

/** Money that waited, looked at again because its receipt or its charge has come. */
async function matchSuspense(working: Working, waiting: readonly StoredArrival[]): Promise<number> {
  let matched = 0
  for (const some of pieces(waiting, ROWS_PER_MESSAGE)) {
    const arrivals = some.map(({ arrivalNo, receiptNo, fund, amountFen, arrivedOn }) => ({
      arrivalNo,
      receiptNo,
      fund,
      amountFen,
      arrivedOn,
    }))
    matched += (await arrive(working, `look again ${working.ids.next()}`, arrivals)).matched
  }
  return matched
}

async function lookAgain(working: Working, chargeNos: readonly string[]): Promise<void> {
  for (const some of pieces(chargeNos, ROWS_PER_MESSAGE))
    await matchSuspense(working, await store.suspenseOfCharges(working.reader, some))
}

async function credit({ reader, submit, clock }: Working) {
  const today = clock.today()
  const charges = (await store.confirmedCharges(reader)).filter(
    ({ confirmedOn }) => confirmedOn !== null && confirmedOn < today,
  )
  let lines = 0
  for (const some of pieces(
    charges.map(({ chargeNo }) => chargeNo),
    ROWS_PER_MESSAGE,
  )) {
    const open = await store.linesToCredit(reader, some)
    const persons = [...Map.groupBy(open, ({ personNo }) => personNo).keys()]
    for (const chunk of pieces(persons, PERSONS_PER_MESSAGE)) {
      const told = await submit<{ lines: number }>(linesCredited, 'credit', plain({ persons: chunk, charges: some }))
      lines += told.lines
    }
    await submit(chargesCredited, 'credited', plain({ charges: some }))
  }
  return { charges: charges.length, lines }
}

function daysOf(span: string): readonly [Day, Day] {
  if (!MONTH.test(span)) {
    const on = /^\d{4}-\d{2}-\d{2}$/.test(span)
      ? (span as Day)
      : stop('contribution_period', { period: span.slice(0, 20) })
    return [on, on]
  }
  const first = day(`${span}-01`)
  return [first, addDays(first, daysInMonth(yearOf(first), Number(span.slice(5))) - 1)]
}

async function reconcile(working: Working, span: string): Promise<Reconciled> {
  const { reader, clock, ids, submit } = working
  const [from, until] = daysOf(span)
  const rules = await rulesFor(working, span)
  const arrivals = await store.arrivalsIn(reader, from, until)
  const away = new Set(arrivals.filter(({ state }) => state === 'refunded').map(({ receiptNo }) => receiptNo))
  const receipts = (
    await store.receiptsIn(
      reader,
      from,
      until,
      arrivals.map(({ receiptNo }) => receiptNo),
    )
  ).filter(({ receiptNo }) => !away.has(receiptNo))
  const charges = await store.chargesConcerned(
    reader,
    until,
    receipts.flatMap(({ chargeNo }) => chargeNo ?? []),
  )
  const settled = new Map(
    charges.flatMap(({ chargeNo, receiptNo }) => (receiptNo === null ? [] : [[chargeNo, receiptNo] as const])),
  )
  const { breaks } = contribution.reconcile(
    charges.map((each) => ({ ...each, personNo: each.payer, amountFen: each.amountFen as Fen })),
    receipts.map(reconcilable),
    arrivals.filter(({ state }) => state !== 'refunded').map((each) => ({ ...each, amountFen: each.amountFen as Fen })),
    settled,
  )
  // Only the latest look knows what is no more: an older span does not see what came after it.
  const isLatest = until >= addDays(clock.today(), -1)
  const found = new Set(breaks.map(breakNoOf))
  const gone = isLatest
    ? (await store.openBreaks(reader)).map(({ breakNo }) => breakNo).filter((no) => !found.has(no))
    : []
  const totals = totalsOfSpan(
    span,
    arrivals.filter(({ arrivedOn }) => arrivedOn >= from),
  )
  const result = { opened: 0, corrected: 0 }
  const rounds = Math.max(1, Math.ceil(Math.max(breaks.length, gone.length) / ROWS_PER_MESSAGE))
  for (let round = 0; round < rounds; round += 1) {
    const part = <T>(rows: readonly T[]): readonly T[] =>
      rows.slice(round * ROWS_PER_MESSAGE, (round + 1) * ROWS_PER_MESSAGE)
    const input = plain({
      span,
      found: part(breaks),
      gone: part(gone),
      totals: round === 0 ? totals : [],
      owners: rules.owners,
    })
    const told = await submit<typeof result>(reconciled, `reconcile ${span} ${ids.next()}`, input)
    result.opened += told.opened
    result.corrected += told.corrected
  }
  return {
    totals,
    ...result,
    open: (await store.openBreaks(reader)).filter(({ state }) => state !== 'corrected').length,
  }
}

function totalsOfSpan(span: string, arrivals: readonly StoredArrival[]): SpanTotals[] {
  return [...Map.groupBy(arrivals, ({ fund }) => fund)].map(([fund, own]) => {
    const sumOf = (state?: StoredArrival['state']) =>
      own.reduce((sum, each) => ((state ?? each.state) === each.state ? sum + each.amountFen : sum), 0)
    return {
      ...{
        span,
        fund,
        confirmedFen: sumOf(),
        creditedFen: sumOf('matched'),
        suspenseFen: sumOf('suspense'),
        refundedFen: sumOf('refunded'),
      },
      ...{ arrivals: own.length, matched: own.filter(({ state }) => state === 'matched').length },
    }
  })
}

/** The code under which the whole pooling area knows itself: the one that its counties begin with. */
export async function poolingAreaOf(reader: Reader): Promise<string> {
  const codes = [...(await areaCodes(reader))].sort()
  return codes.find((code) => code.endsWith('00')) ?? codes[0] ?? ''
}

/** What a refusal of this module says, for a caller without the console's catalogue. */
export function contributionSentence({ code, facts }: Refused): string {
  const all = { ...enrolmentRefusals.definitions, ...contributionRefusals.definitions } as Record<
    string,
    { say(facts: never): string }
  >
  return all[code]?.say(facts as never) ?? `${code} ${JSON.stringify(facts)}`
}
