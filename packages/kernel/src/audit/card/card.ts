// A rule card: one audit rule as a file. What it is called, when it holds, which family it uses, what it says and to whom.
import type { Place } from '../../policy/text/faults.ts'
import type { MapNode } from '../../policy/text/located.ts'
import type { Day } from '../../time/day.ts'
import type { CareMode } from '../facts/model.ts'
import type { ExcessKind, Family } from '../families/family.ts'
import type { RawPoint } from '../knowledge/point.ts'

export const STAGES = ['pre', 'mid', 'post'] as const
/** 事前, 事中, 事后: while it is ordered, before it is paid, on paid history. */
export type Stage = (typeof STAGES)[number]

/** In the order in which a line is deducted when several rules meet on it; see `deduct`. */
export const CATEGORIES = ['policy', 'management', 'medical', 'extension'] as const
export type Category = (typeof CATEGORIES)[number]

export const SEVERITIES = ['definite', 'suspect', 'needs_evidence'] as const
export type Severity = (typeof SEVERITIES)[number]

export const AUDIENCES = ['doctor', 'provider', 'insured', 'auditor'] as const
export type Audience = (typeof AUDIENCES)[number]

export interface TwoTexts {
  readonly zh: string
  readonly en: string
}

export interface LegalBasis {
  readonly title: string
  readonly issuer?: string
  readonly number?: string
  readonly date?: string
  readonly clause?: string
}

/** Where a rule applies at all. Nothing stated: everywhere. */
export interface Scope {
  readonly careMode?: readonly CareMode[]
  readonly providerLevel?: readonly number[]
  readonly providerType?: readonly string[]
  readonly scheme?: readonly string[]
}

/** A case that a card carries: facts in the form of an audit case, with what is left out filled in. */
export interface CardTest {
  readonly name: string
  readonly at: Place
  readonly node: MapNode
}

export interface RuleCard {
  readonly id: string
  readonly officialCode?: string
  readonly version: string
  readonly validFrom?: Day
  readonly validTo?: Day
  readonly title: TwoTexts
  readonly category: Category
  readonly subject: string
  readonly detects?: TwoTexts
  readonly family: Family
  /** Fixed for all points of the rule; a point may state its own. */
  readonly parameters?: MapNode
  /** The table its points stand in; without one the card is its own and only point. */
  readonly knowledge?: string
  readonly scope: Scope
  /** 抢救: visits marked as rescue are left alone. */
  readonly exemptsRescue: boolean
  readonly stages: readonly Stage[]
  /** What TRUE means. UNKNOWN always means that evidence is needed. */
  readonly result: 'definite' | 'suspect'
  /** `pass`: where facts are missing the rule keeps silent, because nobody could be asked for them. */
  readonly whenUnknown: 'ask' | 'pass'
  readonly excess: ExcessKind
  /** Within a category, lower goes first. */
  readonly priority: number
  readonly messages: Readonly<Record<Audience, TwoTexts>>
  readonly basis: readonly LegalBasis[]
  readonly exceptions: readonly string[]
  /** What the rule is known not to see, or to see wrongly. */
  readonly limits?: TwoTexts
  readonly tests: readonly CardTest[]
  readonly at: Place
}

/** The only point of a card that reads no table. */
export const ownPoint = (card: RuleCard): RawPoint => ({
  rule: card.id,
  head: { id: card.id, version: card.version },
  parameters: { kind: 'map', at: card.at, entries: new Map(), keys: new Map() },
})
