// From a decision to the books: the decided cases of a settlement become claw-backs, proposed in the hands of whoever confirmed
// them last and approved in the hands of whoever decided. A line is deducted once, under the first of its rules. May stop
// anywhere and be run again: every step has its own message number.
import { createHash } from 'node:crypto'
import { accepted, type Fund, type Outcome, type Refused } from '@yibao/kernel'
import type { Actor, Json, Kind, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message, ownMessage, type Reader, SYSTEM } from '../common/index.ts'
import { type FlowDesk, findRequest, type Told } from '../flow/index.ts'
import { clawBacksOf, findSettlementOf, type SettlementDesk, type StoredClawBack } from '../settlement/index.ts'
import { auditOf } from './after.ts'
import type { AuditCase, CaseLine } from './model.ts'
import { nextState } from './process.ts'
import { casesOf, caseUpdate, KNOWN_FACTS } from './store.ts'

export interface DeductSources {
  readonly reader: Reader
  readonly writePath: WritePath
  readonly flows: Pick<FlowDesk, 'propose' | 'approve'>
  readonly settlements: Pick<SettlementDesk, 'read'>
  /** A refusal in words, for the case to say why it waits. */
  readonly sentence: (refusal: Refused) => string
}

/** What becomes of one case: its own lines, and those that another rule had already. */
interface Share {
  readonly one: AuditCase
  readonly lines: readonly CaseLine[]
  readonly concurrent: readonly number[]
}

/** Each line under the first case that has it, in the rules' order; lines clawed back before are nobody's any more. */
export function sharesOf(cases: readonly AuditCase[], gone: ReadonlySet<number>): Share[] {
  const taken = new Set(gone)
  return cases
    .toSorted((a, b) => a.rank - b.rank || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))
    .map((one) => {
      const lines = (one.decision?.lines ?? []).filter(({ no }) => !taken.has(no))
      const concurrent = (one.decision?.lines ?? []).filter(({ no }) => taken.has(no)).map(({ no }) => no)
      for (const { no } of lines) taken.add(no)
      return { one, lines, concurrent }
    })
}

/** Those that one claw-back may hold: decided alike, by the same two. */
const bundleOf = ({ one: { decision, steps } }: Share): string =>
  JSON.stringify([decision?.by, decision?.personPart, handOf(steps, 'confirm_second'), handOf(steps, 'uphold')])

const handOf = (steps: AuditCase['steps'], step: string): string =>
  steps.findLast((done) => done.step === step)?.by ?? ''

/** Carries out what was decided on a settlement. What stands in the way is written on the cases, in words. */
export async function deductSettlement(
  sources: DeductSources,
  settlementId: string,
  personNo: string,
): Promise<{ deducted: number; problem: string }> {
  const { reader } = sources
  const decided = (await casesOf(reader, settlementId, personNo)).filter(({ state }) => state === 'decided')
  if (decided.length === 0) return { deducted: 0, problem: '' }
  const earlier = await clawBacksOf(reader, settlementId, personNo)
  const gone = new Set(earlier.flatMap(({ document }) => document.lines.map(({ no }) => no)))
  const shares = sharesOf(decided, gone)
  let problem = ''
  const nothing = shares.filter(({ lines }) => lines.length === 0)
  if (nothing.length > 0) await record(sources, settlementId, personNo, { shares: nothing })
  const bundles = Map.groupBy(
    shares.filter(({ lines }) => lines.length > 0),
    bundleOf,
  )
  for (const bundle of bundles.values()) {
    const clawed = await clawedBack(sources, settlementId, personNo, bundle)
    if (clawed.ok) await record(sources, settlementId, personNo, { shares: bundle, ...clawed.value })
    else {
      problem = sources.sentence(clawed)
      await record(sources, settlementId, personNo, { shares: bundle, problem })
    }
  }
  return { deducted: problem === '' ? decided.length : 0, problem }
}

interface Booked {
  readonly clawBack: StoredClawBack
  /** Of each line, what the funds alone get back. */
  readonly fundOf: (no: number) => number
}

/** The same cases as far as they have come: the same message. */
const keyOf = (bundle: readonly Share[]): string => {
  const cases = bundle.map(({ one }) => `${one.findingId}.${one.steps.length}`).sort()
  return createHash('sha256').update(cases.join()).digest('hex')
}

async function clawedBack(
  { reader, flows, settlements }: DeductSources,
  settlementId: string,
  personNo: string,
  bundle: readonly Share[],
): Promise<Outcome<Booked>> {
  const [first] = bundle as readonly [Share, ...Share[]]
  const { steps, decision } = first.one
  const input = {
    settlementId,
    findings: bundle.flatMap(({ lines }) => lines),
    basis: [...new Set(bundle.map(({ one }) => `智能审核${one.rule}`))].join('、'),
    personPart: decision!.personPart,
    personAtFault: false,
    by: decision!.by,
  } as unknown as Json
  const said = (step: string, who: string): Message<Told> => {
    const actor: Actor = { id: who, channel: 'audit workbench' }
    return ownOf(actor, `${step} ${keyOf(bundle)}`)
  }
  const reason = `疑点${bundle.length}条，经初审、复审和终审`
  const asked = { kind: 'claw_back' as const, personNo, input, reason }
  const proposed = await flows.propose(said('propose', handOf(steps, 'confirm_second')), asked)
  if (!proposed.ok) return proposed
  const { requestId } = proposed.value.answer as unknown as Told
  const request = await findRequest(reader, requestId)
  if (!request) throw new Error(`The request ${requestId} that was just made is not there`)
  if (request.state !== 'approved') {
    const approved = await flows.approve(said('approve', handOf(steps, 'uphold')), request, '终审维持')
    if (!approved.ok) return approved
  }
  return accepted(await bookedBy(reader, settlements, { settlementId, personNo, requestId }))
}

const ownOf = (actor: Actor, msgid: string): Message<Told> => ({
  key: { sender: 'audit', msgid },
  actor,
  request: null,
  answer: (told) => told as never,
})

const NO_FUNDS: ReadonlySet<Fund> = new Set(['outside', 'provider', 'personal_account'])

async function bookedBy(
  reader: Reader,
  settlements: DeductSources['settlements'],
  { settlementId, personNo, requestId }: { settlementId: string; personNo: string; requestId: string },
): Promise<Booked> {
  const request = await findRequest(reader, requestId)
  const { clawBackId } = (request?.result ?? {}) as { clawBackId?: string }
  const clawBack = (await clawBacksOf(reader, settlementId, personNo)).find((each) => each.clawBackId === clawBackId)
  const stored = await findSettlementOf(reader, settlementId, personNo)
  if (!clawBack || !stored) throw new Error(`The claw-back of request ${requestId} is not there`)
  const { settlement } = await settlements.read(stored)
  const ours = new Set(settlement.tiers.filter(({ fund }) => !NO_FUNDS.has(fund)).map(({ id }) => id))
  const sums = new Map(
    clawBack.document.lines.map(({ no, tiers }) => [
      no,
      Object.entries(tiers).reduce((sum, [id, paid]) => (ours.has(id) ? sum - paid : sum), 0),
    ]),
  )
  return { clawBack, fundOf: (no) => sums.get(no) ?? 0 }
}

interface Recording {
  readonly shares: readonly Share[]
  readonly clawBack?: StoredClawBack
  readonly fundOf?: Booked['fundOf']
  readonly problem?: string
}

interface ToRecord {
  readonly settlementId: string
  readonly personNo: string
  readonly outcomes: readonly {
    readonly findingId: string
    readonly clawBackId: string | null
    readonly deductedFen: number
    readonly certifiedFen: number
    readonly note: string
    readonly problem: string
  }[]
}

/** Whatever came of it stands on each case: booked, or why not. */
const casesDeducted: Kind<Asked<ToRecord, { cases: number }>, { readonly cases: readonly AuditCase[] }> = {
  name: 'audit.cases_deducted',
  subjects: ({ input }) => [auditOf(input.personNo)],
  facts: { sql: KNOWN_FACTS, args: ({ input: { settlementId, personNo } }) => ({ settlementId, personNo }) },
  decide: ({ message, input }, { facts }, context) => {
    const updates = input.outcomes.flatMap(({ findingId, problem, note, ...came }) => {
      const one = facts.cases.find((each) => each.findingId === findingId)
      const next = one && nextState(one, { step: 'deduct', who: context.actor.id, note, reason: '' })
      if (!one || !next?.ok) return []
      if (problem !== '') return [caseUpdate(one, { problem })]
      const done = { step: 'deduct' as const, by: context.actor.id, at: context.now, note }
      return [caseUpdate(one, { state: next.value, dueOn: null, steps: [...one.steps, done], problem: '', ...came })]
    })
    return accepted({
      answer: message.answer({ cases: updates.length }, context),
      ...(updates.length > 0 && { rows: { update: { audit_case: updates } } }),
      event: { settlementId: input.settlementId, cases: updates.length },
      objects: [input.settlementId],
    })
  },
}

async function record(
  { writePath }: DeductSources,
  settlementId: string,
  personNo: string,
  { shares, clawBack, fundOf = () => 0, problem = '' }: Recording,
): Promise<void> {
  const outcomes = shares.map(({ one, lines, concurrent }) => ({
    findingId: one.findingId,
    clawBackId: clawBack?.clawBackId ?? null,
    deductedFen: clawBack ? lines.reduce((sum, { amountFen }) => sum + amountFen, 0) : 0,
    certifiedFen: lines.reduce((sum, { no }) => sum + fundOf(no), 0),
    note: noteOf(lines, concurrent),
    problem,
  }))
  // A problem may come back in other words: its message is another one.
  const msgid = `${clawBack ? 'deducted' : `not deducted ${problem}`} ${keyOf(shares)}`
  const message = ownMessage<{ cases: number }>(SYSTEM, msgid, null)
  const outcome = await writePath.submit(commandFor(casesDeducted, message, { settlementId, personNo, outcomes }))
  if (!outcome.ok) throw new Error(`What came of ${settlementId} could not be written: ${outcome.code}`)
}

const noteOf = (lines: readonly CaseLine[], concurrent: readonly number[]): string => {
  const rest = concurrent.length > 0 ? `第${concurrent.join('、')}行已按其他规则或此前的追回扣款，不再扣` : ''
  return lines.length === 0 && rest === '' ? '没有可扣的行' : rest
}
