// S2–S14 for a visit: its frame on the governing days, the accounts that may pay, and what was stated of the result.
import {
  type AccountUse,
  accepted,
  type Day,
  dayOf,
  type Fen,
  type Outcome,
  type Refused,
  refused,
  type Settlement,
  yuanText,
} from '@yibao/kernel'
import type { Context } from '../../platform/index.ts'
import { checkScheme, holdsOn, type Person, personState, spendableFen } from '../person/index.ts'
import { type CareSources, type FeeLine, frameOf, type Visit } from '../visit/index.ts'
import { type Computed, compute } from './compute.ts'
import { conclude, type Settled, type ToConclude } from './conclude.ts'
import { unpackSettlement } from './document.ts'
import type { AccountChoice, StatedAmounts } from './model.ts'
import type { StayPiece } from './stay-piece.ts'
import type { StoredSettlement } from './store.ts'

interface ToCompute {
  readonly input: {
    readonly choice: AccountChoice
    readonly givers: readonly string[]
    readonly stay?: { readonly dischargedOn?: Day }
  }
  readonly visit: Visit
  readonly person: Person
  readonly lines: readonly FeeLine[]
  readonly prior: readonly StoredSettlement[]
  readonly span?: StayPiece['span']
  readonly states: Parameters<typeof accountOf>[2]
  readonly context: Context
}

export type ComputedFor = Computed & { readonly frame: ReturnType<typeof frameOf> }

export function computeFor(sources: CareSources, facts: ToCompute): Outcome<ComputedFor> {
  const { input, visit, person, lines, prior, span, states, context } = facts
  const refusal = checkScheme(person, visit.details.scheme, visit.beganOn)
  if (refusal) return refusal
  const account = accountOf(person, input, states, context.today)
  if (!account.ok) return account
  const provider = sources.providers.find(visit.provider)!
  const whole = frameOf(sources, person, provider, framedBy(visit, input.stay, span), context.today)
  const frame = span ? { ...whole, visit: pieceVisit(whole.visit, visit.visitId, span) } : whole
  const computed = compute({
    frame,
    lines,
    accumulators: personState(states[person.personNo] ?? {}).accumulators,
    account: account.value,
    prior: prior.map((each): Settlement => unpackSettlement(each.document, each)),
    ruling: (bill) => sources.policy.rulingFor(bill, visit.details.knownOn),
  })
  return computed.ok ? accepted({ ...computed.value, frame }) : computed
}

/** The stay as this settlement sees it: until its discharge, or until the end of its year. */
function framedBy(visit: Visit, stay: ToCompute['input']['stay'], span: StayPiece['span']): Visit {
  if (span) {
    const { discharge, ...details } = visit.details
    const isLast = discharge && dayOf(discharge.at) === span.to
    return { ...visit, endedOn: span.to, details: isLast ? visit.details : details }
  }
  return stay?.dischargedOn && !visit.endedOn ? { ...visit, endedOn: stay.dischargedOn } : visit
}

const pieceVisit = (
  visit: ComputedFor['frame']['visit'],
  stay: string,
  { from, continued }: NonNullable<StayPiece['span']>,
) => ({
  ...visit,
  admittedOn: from,
  stay,
  ...(continued && { continued: true }),
})

/** The givers that the person may use now must be the subjects of this change: otherwise their accounts are not locked. */
function accountOf(
  person: Person,
  { choice, givers }: Pick<ToCompute['input'], 'choice' | 'givers'>,
  states: Readonly<Record<string, Parameters<typeof personState>[0]>>,
  today: Day,
): Outcome<AccountUse | undefined> {
  if (choice === 'none') return accepted(undefined)
  const own = spendableFen(personState(states[person.personNo] ?? {})) as Fen
  if (choice === 'own') return accepted({ use: true, balanceFen: own })
  const allowed = giversOf(person, today)
  if (allowed.join() !== givers.join()) return refused('account_state_changed', {})
  const mutual = givers.map((giver) => ({
    giver,
    availableFen: spendableFen(personState(states[giver] ?? {})) as Fen,
  }))
  return accepted({ use: true, balanceFen: own, mutual })
}

export const giversOf = ({ dossier, personNo }: Person, on: Day): string[] => [
  ...new Set(dossier.givers.filter((each) => holdsOn(each, on) && each.giver !== personNo).map(({ giver }) => giver)),
]

const STATED = [
  ['totalFen', '医疗费总额', 'total'],
  ['fullFen', '全自费金额', 'full'],
  ['overFen', '超限价自费费用', 'over'],
  ['preFen', '先行自付金额', 'pre'],
  ['inScopeFen', '符合政策范围金额', 'inScope'],
] as const

export function checkStated(stated: StatedAmounts, settlement: Settlement): Refused | undefined {
  for (const [name, what, own] of STATED) {
    const amount = stated[name]
    if (amount === undefined || amount === settlement[own]) continue
    return refused('stated_amount_differs', { what, stated: yuanText(amount), computed: yuanText(settlement[own]) })
  }
  return undefined
}

export type ToFinish = Pick<
  ToConclude,
  'person' | 'visit' | 'msgid' | 'choice' | 'batches' | 'prior' | 'states' | 'notes'
> & { readonly computed: ComputedFor; readonly lines: Settled['lines'] }

/** What a decided bill changes, and what is told of it. */
export function finish(sources: CareSources, facts: ToFinish, context: Context) {
  const { lines, ...rest } = facts
  const { person, visit, computed } = facts
  const provider = sources.providers.find(visit.provider)!
  const category = sources.categories.find(visit.details.category)!
  const concluded = conclude(
    {
      ...rest,
      settlementId: context.newId(),
      personNo: person.personNo,
      provider,
      category,
      frame: computed.frame,
      policy: sources.policy.library.version,
    },
    context,
  )
  const settled: Settled = { record: concluded.record, person, visit, provider, category, computed, lines }
  return { ...concluded, settled }
}
