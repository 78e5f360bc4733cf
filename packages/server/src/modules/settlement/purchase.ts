// 药店购药: visit, lines and settlement in one message.
import { accepted, dayOf, type Instant, type Outcome, type Refused, refused, type Scheme } from '@yibao/kernel'
import type { Context, Kind, Row } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { checkAlive, type Person, personFrom } from '../person/index.ts'
import {
  batchRow,
  type CareSources,
  type ChargedLine,
  checkBegin,
  checkCategory,
  checkDisease,
  checkIdentity,
  type FeeLine,
  type SentLine,
  type StatedIdentity,
  takeLines,
  type Visit,
  type VisitCategory,
  visitRow,
} from '../visit/index.ts'
import { checkStated, computeFor, finish } from './computing.ts'
import type { Settled } from './conclude.ts'
import type { AccountChoice, StatedAmounts } from './model.ts'
import { PURCHASE_FACTS, settlementRow, traceRow } from './store.ts'

export interface TracedPack {
  /** Of the line it belongs to, counted from 1. */
  readonly row: number
  readonly code: string
  /** A pack that is sold in parts is dispensed more than once. */
  readonly split: boolean
}

export interface Purchase {
  readonly personNo: string
  readonly provider: string
  readonly scheme: Scheme
  readonly category: string
  readonly credentialKind: string
  readonly beganAt: Instant
  readonly disease?: string
  readonly diseaseName?: string
  readonly lines: readonly SentLine[]
  readonly packs: readonly TracedPack[]
  readonly stated: StatedAmounts
  readonly identity: StatedIdentity
  readonly choice: AccountChoice
  readonly givers: readonly string[]
  readonly notes: Readonly<Record<string, string>>
}

interface PurchaseFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
  readonly voided: boolean
}

const ONLY_BATCH = '1'

export const purchaseSettled = (sources: CareSources): Kind<Asked<Purchase, Settled>, PurchaseFacts> => ({
  name: 'settlement.purchase_settled',
  subjects: ({ input }) => [input.personNo, ...input.givers],
  facts: { sql: PURCHASE_FACTS, args: ({ message }) => ({ ...message.key }) },
  conflicts: { trace_code_use_pkey: 'trace_code_used' },
  decide: ({ message, input }, { facts, states }, context) => {
    if (facts.voided) return refused('message_voided', { msgid: message.key.msgid })
    const opened = open(sources, input, facts, context)
    if (!opened.ok) return opened
    const { person, category } = opened.value
    const provider = sources.providers.find(input.provider)!
    const visit = visitOf(input, person.area, context.newId())
    const taken = takeLines(
      { visit, person, provider, category, catalogue: sources.catalogue, today: context.today },
      input.lines,
    )
    if (!taken.ok) return taken
    const lines = taken.value
    const computed = computeFor(sources, { input, visit, person, lines, prior: [], states, context })
    if (!computed.ok) return computed
    const wrong = checkStated(input.stated, computed.value.settlement)
    if (wrong) return wrong
    const {
      record,
      journals,
      states: after,
      settled,
    } = finish(
      sources,
      {
        person,
        visit,
        msgid: message.key.msgid,
        computed: computed.value,
        choice: input.choice,
        batches: [{ seq: 1, withdrawn: 0 }],
        prior: [],
        states,
        notes: input.notes,
        lines: chargedLines(lines, computed.value.settlement.lines),
      },
      context,
    )
    const { settlementId } = record
    return accepted({
      answer: message.answer(settled, context),
      rows: {
        insert: {
          visit: [{ ...visitRow(withBatch(visit, lines, settlementId)), settlements: [settlementId] }],
          fee_batch: [batchRow(visit, 1, ONLY_BATCH, lines)],
          settlement: [settlementRow(record)],
          ...tracesOf(input, settlementId),
        },
      },
      journals,
      states: after,
      event: { settlementId, visitId: visit.visitId },
      objects: [settlementId, visit.visitId],
    })
  },
})

/** Whole packs are dispensed once. */
function tracesOf({ packs, personNo }: Purchase, settlementId: string): { trace_code_use?: Row[] } {
  const whole = packs.filter(({ split }) => !split)
  return whole.length === 0 ? {} : { trace_code_use: whole.map(({ code }) => traceRow(code, personNo, settlementId)) }
}

/** Who buys, and what kind of purchase it is. */
function open(
  sources: CareSources,
  input: Purchase,
  facts: PurchaseFacts,
  context: Context,
): Outcome<{ readonly person: Person; readonly category: VisitCategory }> {
  if (!facts.person) return refused('person_unknown', { personNo: input.personNo })
  const person = personFrom(facts.person)
  const category = sources.categories.find(input.category)
  const refusal =
    checkIdentity(person, input.identity) ??
    checkAlive(person, dayOf(input.beganAt)) ??
    checkBegin(input.beganAt, person.bornOn, context) ??
    checkCategory(category, input.category, 'pharmacy') ??
    checkDisease(category, input.disease) ??
    checkPacks(input.packs)
  return refusal ?? accepted({ person, category: category! })
}

function checkPacks(packs: readonly TracedPack[]): Refused | undefined {
  const seen = new Set<string>()
  for (const { code, split, row } of packs) {
    if (split) continue
    if (seen.has(code)) return refused('trace_code_twice', { row })
    seen.add(code)
  }
  return undefined
}

function visitOf(input: Purchase, area: string, visitId: string): Visit {
  return {
    visitId,
    personNo: input.personNo,
    kind: 'pharmacy',
    state: 'open',
    batches: [],
    settlements: [],
    provider: input.provider,
    area,
    beganOn: dayOf(input.beganAt),
    endedOn: null,
    details: {
      scheme: input.scheme,
      category: input.category,
      number: '',
      credentialKind: input.credentialKind,
      beganAt: input.beganAt,
      attending: { doctor: '', doctorName: '', department: '', departmentName: '' },
      diagnoses: [],
      tracedLines: new Set(input.packs.map(({ row }) => row)).size,
      ...(input.disease === undefined ? {} : { disease: input.disease }),
      ...(input.diseaseName === undefined ? {} : { diseaseName: input.diseaseName }),
    },
  }
}

function withBatch(visit: Visit, lines: readonly FeeLine[], settlement: string): Visit {
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0) as FeeLine['amountFen']
  return { ...visit, batches: [{ seq: 1, no: ONLY_BATCH, lines: lines.length, totalFen, settlement }] }
}

const chargedLines = (lines: readonly FeeLine[], splits: Settled['computed']['settlement']['lines']): ChargedLine[] =>
  lines.map((line, at) => ({ line, split: splits[at]! }))
