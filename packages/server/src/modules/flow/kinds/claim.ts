// 零星报销: a bill paid in cash and brought on paper, settled with the rules of its own days; what the funds owe goes to the person.
import {
  accepted,
  type Day,
  explain,
  type Fen,
  type Instant,
  lineAmount,
  type Outcome,
  type Quantity,
  type Refused,
  refused,
  type Scheme,
  type UnitPrice,
  yuanText,
} from '@yibao/kernel'
import type { Json } from '../../../platform/index.ts'
import { checkAlive, checkScheme, type Person, personFrom, personState } from '../../person/index.ts'
import { rulingFor } from '../../policy/index.ts'
import { OUTSIDE } from '../../provider/index.ts'
import {
  amountsOf,
  type Computed,
  changedState,
  compute,
  journalsOf,
  type SettlementRecord,
  settlementRow,
} from '../../settlement/index.ts'
import {
  batchRow,
  type CareSources,
  checkBegin,
  checkCategory,
  checkDiagnoses,
  checkDisease,
  checkOverlap,
  type FeeLine,
  type Frame,
  frameOf,
  type Institution,
  providerOf,
  takeLines,
  type Visit,
  type VisitCategory,
  visitRow,
} from '../../visit/index.ts'
import type { Flow, FlowContext, Worked } from '../kind.ts'
import type { KnownFacts } from '../known.ts'
import { fundAmounts, type Payee, type Payout } from '../model.ts'
import { invoiceRow, payoutRow } from '../store.ts'

export interface ClaimLine {
  readonly item: string
  readonly on: Day
  readonly quantity: Quantity
  readonly price: UnitPrice
  readonly approved: boolean
}

/** What a paper shows where it shows no lines. */
export interface ClaimSums {
  readonly fullFen: number
  readonly overFen: number
  readonly preFen: number
  readonly inScopeFen: number
}

export interface ClaimInput {
  readonly scheme: Scheme
  /** 医疗类别 */
  readonly category: string
  /** A provider of the register by its code, or an institution elsewhere. */
  readonly provider?: string
  readonly institution?: Institution
  readonly beganOn: Day
  readonly endedOn: Day
  readonly disease?: string
  readonly diseaseName?: string
  readonly diagnoses: readonly { readonly code: string; readonly name: string }[]
  readonly invoices: readonly { readonly number: string; readonly amountFen: number }[]
  readonly lines: readonly ClaimLine[]
  readonly sums?: ClaimSums
  readonly payee: Payee
}

export const claimFlow = (care: CareSources): Flow<ClaimInput, null> => ({
  kind: 'claim',
  prepare: async () => accepted(null),
  others: () => [],
  named: ({ invoices }) => ({
    settlements: [],
    visits: [],
    invoices: invoices.map(({ number }) => number),
  }),
  decide: (input, _, known, context) => decided(care, input, known, context),
})

interface Opened {
  readonly person: Person
  readonly visit: Visit
  readonly category: VisitCategory
  readonly lines: readonly FeeLine[]
}

function decided(care: CareSources, input: ClaimInput, known: KnownFacts, context: FlowContext): Outcome<Worked> {
  const opened = open(care, input, known, context)
  if (!opened.ok) return opened
  const { person, visit, lines } = opened.value
  const provider = providerOf(care, visit)!
  const frame = frameOf(care, person, provider, visit, context.today)
  const own = personState(known.states[person.personNo] ?? {})
  const computed = compute({
    frame,
    lines,
    accumulators: own.accumulators,
    account: undefined,
    prior: [],
    ruling: (bill) => rulingFor(care.policy.book, bill, context.today),
  })
  if (!computed.ok) return computed
  const record = recordOf(care, input, opened.value, frame, computed.value, context)
  const { settlement } = record
  const payout = payoutOf(record, input, context)
  const explanation = explain(computed.value.ruling.plan, computed.value.bill, computed.value.whole)
  const first = { ...visit, batches: [noteOf(lines, record.settlementId)] }
  return accepted({
    preview: {
      amounts: amountsOf(settlement),
      payFen: payout.totalFen,
      funds: payout.amounts,
      denials: settlement.denials,
      sentences: explanation.sentences.map(({ zh, en }) => ({ zh, en })),
      lines: lines.map(({ item, amountFen, deniedFor }, at) => ({
        no: at + 1,
        item,
        name: care.catalogue.any(item)?.name ?? '票据合计',
        amountFen,
        reason: deniedFor ?? '',
      })),
    } as unknown as Json,
    area: person.area,
    provider: visit.provider,
    rows: {
      insert: {
        visit: [{ ...visitRow(first), settlements: [record.settlementId], ended_on: visit.endedOn }],
        fee_batch: [batchRow(first, 1, '票据', lines)],
        settlement: [settlementRow(record)],
        claim_invoice: input.invoices.map(({ number, amountFen }) =>
          invoiceRow({
            invoiceNo: number,
            personNo: person.personNo,
            requestId: context.requestId,
            settlementId: record.settlementId,
            amountFen,
          }),
        ),
        payout: [payoutRow(payout)],
      },
    },
    journals: journalsOf(record, context.today),
    states: { [person.personNo]: changedState(own, settlement, 0, context.today) },
    result: { settlementId: record.settlementId, payoutId: payout.totalFen > 0 ? payout.payoutId : null },
    objects: [record.settlementId, visit.visitId],
  })
}

function open(care: CareSources, input: ClaimInput, known: KnownFacts, context: FlowContext): Outcome<Opened> {
  if (!known.person) return refused('person_unknown', { personNo: '' })
  const person = personFrom(known.person)
  const category = care.categories.find(input.category)
  const kind = category?.kinds.includes('inpatient') && input.beganOn < input.endedOn ? 'inpatient' : 'outpatient'
  const usual = category?.kinds.includes(kind) ? kind : (category?.kinds[0] ?? 'outpatient')
  const visit = visitOf(input, usual, person, context)
  const provider = providerOf(care, visit)
  if (!provider) return refused('claim_provider_unknown', { provider: input.provider ?? '' })
  const refusal =
    checkAlive(person, input.beganOn) ??
    checkBegin(visit.details.beganAt, person.bornOn, context) ??
    checkDays(input, context.today) ??
    checkScheme(person, input.scheme, input.beganOn) ??
    checkCategory(category, input.category, usual) ??
    checkDisease(category, input.disease) ??
    checkDiagnoses(visit.details.diagnoses, false) ??
    checkStay(care, visit, known) ??
    checkInvoices(care, input, known, person)
  if (refusal) return refusal
  const lines = linesOf(care, input, visit, person, category, context)
  return lines.ok ? accepted({ person, visit, category: category!, lines: lines.value }) : lines
}

const checkDays = ({ beganOn, endedOn, lines }: ClaimInput, today: Day): Refused | undefined => {
  if (endedOn < beganOn) return refused('stay_ends_before', { from: beganOn, until: endedOn })
  if (endedOn > today) return refused('visit_moment_impossible', { at: endedOn, first: beganOn, last: today })
  const late = lines.findIndex(({ on }) => on > endedOn)
  if (late < 0) return undefined
  return refused('line_day_outside', { row: late + 1, on: lines[late]!.on, first: beganOn, last: endedOn })
}

/** A stay paid twice, once at the bedside and once on paper, shares its nights. */
function checkStay({ providers }: CareSources, visit: Visit, { care }: KnownFacts): Refused | undefined {
  if (visit.kind !== 'inpatient') return undefined
  const stays = care.filter(({ kind }) => kind === 'inpatient')
  return checkOverlap(stays, visit.beganOn, visit.endedOn, (code) => providers.find(code)?.name ?? code)
}

function checkInvoices({ shown }: CareSources, input: ClaimInput, known: KnownFacts, person: Person) {
  const numbers = new Set<string>()
  for (const { number } of input.invoices) {
    if (numbers.has(number)) return refused('invoice_twice', { invoice: number })
    numbers.add(number)
  }
  const used = known.invoices.find(({ invoiceNo }) => numbers.has(invoiceNo))
  if (!used) return undefined
  const whose = used.personNo === person.personNo ? '本人' : '其他人员'
  const facts = {
    invoice: used.invoiceNo,
    settlement: shown(used.settlementId),
    on: used.settledAt.slice(0, 10),
    whose,
  }
  return refused('invoice_used', facts)
}

function visitOf(input: ClaimInput, kind: Visit['kind'], person: Person, context: FlowContext): Visit {
  const beganAt = `${input.beganOn} 00:00:00` as Instant
  const nobody = { doctor: '', doctorName: '', department: '', departmentName: '' }
  return {
    visitId: context.newId(),
    personNo: person.personNo,
    kind,
    state: kind === 'inpatient' ? 'settled' : 'open',
    batches: [],
    settlements: [],
    provider: input.institution ? OUTSIDE : (input.provider ?? ''),
    area: person.area,
    beganOn: input.beganOn,
    endedOn: kind === 'inpatient' ? input.endedOn : null,
    details: {
      scheme: input.scheme,
      category: input.category,
      number: '',
      credentialKind: '',
      beganAt,
      attending: nobody,
      channel: 'manual',
      ...(input.institution && { institution: input.institution }),
      ...(input.disease === undefined ? {} : { disease: input.disease }),
      ...(input.diseaseName === undefined ? {} : { diseaseName: input.diseaseName }),
      diagnoses: input.diagnoses.map(({ code, name }, at) => ({
        order: at + 1,
        kind: '1',
        code,
        name,
        main: at === 0,
        at: beganAt,
        department: '',
        doctor: '',
        doctorName: '',
      })),
    },
  }
}

const ONE = 10_000 as Quantity

function linesOf(
  care: CareSources,
  input: ClaimInput,
  visit: Visit,
  person: Person,
  category: VisitCategory | undefined,
  context: FlowContext,
): Outcome<FeeLine[]> {
  const provider = providerOf(care, visit)!
  const sent = input.lines.map((line, at) => ({
    serial: String(at + 1),
    item: line.item,
    ownItem: '',
    at: `${line.on} 00:00:00` as Instant,
    quantity: line.quantity,
    price: line.price,
    amountFen: lineAmount(line.quantity, line.price),
    approval: line.approved ? ('approved' as const) : ('not_needed' as const),
    ordered: ['', '', '', ''] as const,
  }))
  const taken = takeLines({ visit, person, provider, category, catalogue: care.catalogue, today: context.today }, sent)
  if (!taken.ok) return taken
  const lines = input.sums ? [...taken.value, sumLine(input.sums, input.endedOn, taken.value.length + 1)] : taken.value
  const total = lines.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const paper = input.invoices.reduce((sum, { amountFen }) => sum + amountFen, 0)
  if (total !== paper)
    return refused('invoice_sum_differs', { invoices: yuanText(paper as Fen), lines: yuanText(total as Fen) })
  return accepted(lines)
}

function sumLine({ fullFen, overFen, preFen, inScopeFen }: ClaimSums, on: Day, no: number): FeeLine {
  const amountFen = (fullFen + overFen + preFen + inScopeFen) as Fen
  return {
    serial: String(no),
    item: '',
    ownItem: '',
    at: `${on} 00:00:00` as Instant,
    quantity: ONE,
    price: (amountFen * 10_000) as UnitPrice,
    amountFen,
    itemClass: 'a',
    kind: 'other',
    feeClass: '14',
    tags: [],
    restricted: false,
    split: { full: fullFen as Fen, over: overFen as Fen, pre: preFen as Fen },
    ordered: ['', '', '', ''],
  }
}

const noteOf = (lines: readonly FeeLine[], settlement: string) => ({
  seq: 1,
  no: '票据',
  lines: lines.length,
  totalFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0) as Fen,
  settlement,
})

function recordOf(
  care: CareSources,
  input: ClaimInput,
  { person, visit, category }: Opened,
  frame: Frame,
  { ruling, settlement, read }: Computed,
  context: FlowContext,
): SettlementRecord {
  return {
    settlementId: context.newId(),
    personNo: person.personNo,
    visitId: visit.visitId,
    msgid: context.msgid,
    provider: visit.provider,
    area: person.area,
    settledAt: context.now,
    clearing: category.clearing,
    reverses: null,
    reversedBy: null,
    settlement,
    accountAfterFen: 0,
    notes: { invoice: input.invoices.map(({ number }) => number).join('、') },
    frozen: {
      policy: care.policy.library.version,
      plan: settlement.plan,
      on: ruling.on,
      knownOn: ruling.knownOn,
      person: frame.person,
      visit: frame.visit,
      denials: frame.denials,
      before: read,
      account: undefined,
      batches: [{ seq: 1, withdrawn: 0 }],
      prior: [],
    },
  }
}

/** Nothing is due where no fund pays: then it is void, and keeps the payee. */
function payoutOf(record: SettlementRecord, { payee }: ClaimInput, context: FlowContext): Payout {
  const amounts = fundAmounts(record.settlement.tiers.map(({ fund, paid }) => ({ fund, paidFen: paid })))
  const totalFen = amounts.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return {
    payoutId: context.newId(),
    personNo: record.personNo,
    requestId: context.requestId,
    settlementId: record.settlementId,
    kind: 'claim',
    state: totalFen > 0 ? 'due' : 'void',
    area: record.area,
    payee,
    amounts,
    totalFen,
    approvedBy: context.actor.id,
    dueAt: context.now,
    paidBy: null,
    paidAt: null,
    reference: null,
  }
}
