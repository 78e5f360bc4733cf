// The document of a settlement's row: frozen facts and amounts, short on disk and complete. What the policy of the
// stored version says (titles, payers, funds) is not repeated; splits of lines follow from the lines and the plan.
import type { CompiledPlan, Day, Fen, MutualAid, Settlement, TierOutcome, Visit } from '@yibao/kernel'
import type { Json } from '../../platform/index.ts'
import type { Frozen } from './model.ts'

const VERSION = 1

/** [tier, base, deductible, before limits, paid, above cap] */
type PackedTier = readonly [
  id: string,
  base: number,
  deductible: number,
  beforeLimits: number,
  paid: number,
  above: number,
]
/** [key, before, change] */
type PackedAccumulator = readonly [key: string, before: number, change: number]

export interface SettlementDocument {
  readonly v: typeof VERSION
  readonly policy: string
  readonly plan: string
  readonly on: Day
  readonly known: Day
  readonly who: Json
  readonly visit: Json
  readonly denials?: readonly string[]
  readonly acc: readonly PackedAccumulator[]
  /** Balance that could be spent, then givers with what each had. */
  readonly account?: readonly [spendable: number, ...givers: [giver: string, available: number][]]
  readonly batches: readonly (number | readonly [seq: number, withdrawn: number])[]
  readonly prior?: readonly string[]
  readonly root?: string
  readonly full: number
  readonly over: number
  readonly pre: number
  readonly provider: number
  readonly deductible: number
  readonly tiers: readonly PackedTier[]
  readonly mutual?: readonly (readonly [giver: string, paid: number])[]
  readonly left: number
  readonly notes?: Readonly<Record<string, string>>
}

export interface DocumentFacts {
  readonly frozen: Frozen
  readonly settlement: Settlement
  readonly accountAfterFen: number
  readonly notes: Readonly<Record<string, string>>
}

export function packDocument({ frozen, settlement, accountAfterFen, notes }: DocumentFacts): Json {
  const { account, batches, prior, denials } = frozen
  const document: SettlementDocument = {
    v: VERSION,
    policy: frozen.policy,
    plan: frozen.plan,
    on: frozen.on,
    known: frozen.knownOn,
    who: frozen.person as unknown as Json,
    visit: packVisit(frozen.visit),
    ...(denials.length > 0 && { denials }),
    acc: packAccumulators(frozen.before, settlement),
    ...(account?.use && { account: packAccount(account.balanceFen, account.mutual ?? []) }),
    batches: batches.map(({ seq, withdrawn }) => (withdrawn === 0 ? seq : ([seq, withdrawn] as const))),
    ...(prior.length > 0 && { prior }),
    ...(frozen.root !== undefined && { root: frozen.root }),
    full: settlement.full,
    over: settlement.over,
    pre: settlement.pre,
    provider: settlement.providerPaid,
    deductible: settlement.deductible,
    tiers: settlement.tiers.map(
      (tier): PackedTier => [tier.id, tier.base, tier.deductible, tier.beforeLimits, tier.paid, tier.aboveCap],
    ),
    ...(settlement.mutual.length > 0 && { mutual: settlement.mutual.map(({ giver, paid }) => [giver, paid] as const) }),
    left: accountAfterFen,
    ...(Object.keys(notes).length > 0 && { notes }),
  }
  return document as unknown as Json
}

function packAccumulators(before: Frozen['before'], { changes }: Settlement): PackedAccumulator[] {
  const changed = new Map(changes.map(({ key, change }) => [key, change]))
  const keys = new Set([...Object.keys(before), ...changed.keys()])
  return [...keys].map((key): PackedAccumulator => [key, before[key] ?? 0, changed.get(key) ?? 0])
}

const packAccount = (spendable: number, mutual: readonly MutualAid[]) =>
  [spendable, ...mutual.map(({ giver, availableFen }): [string, number] => [giver, availableFen])] as const

/** Facts that have their default are not written. */
function packVisit(visit: Visit): Json {
  const { place, referral, dischargedOn, tags, ...rest } = visit
  return {
    ...rest,
    ...(place === 'local' ? {} : { place }),
    ...(referral === 'none' ? {} : { referral }),
    ...(dischargedOn === visit.admittedOn ? {} : { dischargedOn }),
    ...(tags && tags.length > 0 ? { tags } : {}),
  } as unknown as Json
}

function unpackVisit(packed: Json): Visit {
  const visit = packed as unknown as Visit
  return {
    ...visit,
    place: visit.place ?? 'local',
    referral: visit.referral ?? 'none',
    dischargedOn: visit.dischargedOn ?? visit.admittedOn,
    tags: visit.tags ?? [],
  }
}

/** Amounts that the row keeps in columns of its own. */
export interface RowAmounts {
  readonly totalFen: number
  readonly inScopeFen: number
  readonly fundFen: number
  readonly personFen: number
  readonly accountFen: number
  readonly cashFen: number
}

export function unpackFrozen(document: SettlementDocument): Frozen {
  const { account } = document
  const [spendable, ...givers] = account ?? [0]
  return {
    policy: document.policy,
    plan: document.plan,
    on: document.on,
    knownOn: document.known,
    person: document.who as unknown as Frozen['person'],
    visit: unpackVisit(document.visit),
    denials: document.denials ?? [],
    before: Object.fromEntries(document.acc.filter(([, before]) => before !== 0).map(([key, before]) => [key, before])),
    account: account && {
      use: true,
      balanceFen: spendable as Fen,
      mutual: givers.map(([giver, availableFen]) => ({ giver, availableFen: availableFen as Fen })),
    },
    batches: document.batches.map((each) =>
      typeof each === 'number' ? { seq: each, withdrawn: 0 } : { seq: each[0], withdrawn: each[1] },
    ),
    prior: document.prior ?? [],
    ...(document.root === undefined ? {} : { root: document.root }),
  }
}

/**
 * The amounts, without the splits of lines. Titles, payers and funds of the tiers come from the plan that decided; where
 * only amounts matter it may be left out.
 */
export function unpackSettlement(document: SettlementDocument, row: RowAmounts, plan?: CompiledPlan): Settlement {
  const tiers = document.tiers.map(([id, base, deductible, beforeLimits, paid, aboveCap]): TierOutcome => {
    const compiled = plan?.tiers.find((tier) => tier.id === id)
    if (plan && !compiled) throw new Error(`Plan ${document.plan} of ${document.policy} has no tier ${id}`)
    const { title = id, payer = 'other', fund = 'outside' } = compiled ?? {}
    const [fenBase, fenDeductible, fenBefore, fenPaid, fenAbove] = [
      base,
      deductible,
      beforeLimits,
      paid,
      aboveCap,
    ] as Fen[]
    return {
      id,
      title,
      payer,
      fund,
      base: fenBase!,
      deductible: fenDeductible!,
      beforeLimits: fenBefore!,
      paid: fenPaid!,
      aboveCap: fenAbove!,
    }
  })
  const mutual = (document.mutual ?? []).map(([giver, paid]) => ({ giver, paid: paid as Fen }))
  const mutualPaid = mutual.reduce((sum, { paid }) => sum + paid, 0) as Fen
  return {
    plan: document.plan,
    policyVersion: plan?.version ?? document.policy,
    denials: document.denials ?? [],
    total: row.totalFen as Fen,
    full: document.full as Fen,
    over: document.over as Fen,
    pre: document.pre as Fen,
    inScope: row.inScopeFen as Fen,
    deductible: document.deductible as Fen,
    tiers,
    fundPaid: row.fundFen as Fen,
    providerPaid: document.provider as Fen,
    personPaid: row.personFen as Fen,
    accountPaid: (row.accountFen - mutualPaid) as Fen,
    mutualPaid,
    mutual,
    cash: row.cashFen as Fen,
    lines: [],
    changes: document.acc.filter(([, , change]) => change !== 0).map(([key, , change]) => ({ key, change })),
  }
}
