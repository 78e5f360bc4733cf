// A finding: what a rule found, how sure it is, on which lines, how much may be recovered, and what it stands on.
import type { Fen } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import type { Audience, Category, RuleCard, Severity, Stage, TwoTexts } from '../card/card.ts'
import { fillerOf } from '../card/message.ts'
import type { Judgement, LineExcess } from '../families/family.ts'

/** An exception for a person, a provider or an item that somebody granted; looked up last and always recorded. */
export interface Exemption {
  readonly id: string
  readonly rule: string
  readonly personId?: string
  readonly providerId?: string
  readonly code?: string
  readonly from?: string
  readonly to?: string
  readonly reason: string
}

export interface AuditFinding {
  readonly rule: string
  readonly ruleVersion: string
  readonly category: Category
  readonly priority: number
  readonly knowledge: readonly { readonly id: string; readonly version: string }[]
  readonly severity: Severity
  readonly stage: Stage
  readonly lines: readonly LineExcess[]
  readonly encounters: readonly string[]
  readonly persons: readonly string[]
  readonly providers: readonly string[]
  readonly practitioners: readonly string[]
  readonly purchasers: readonly string[]
  readonly codes: readonly string[]
  /** The window it is of, where its lines and subjects may be those of another window as well. */
  readonly period?: string
  /** Sum over the lines, or what no line carries. Nothing while evidence is missing: nothing is recovered on an unknown. */
  readonly excessQuantity: Quantity
  readonly excessAmountFen: Fen
  /** Names and values as they fill the texts. */
  readonly facts: Readonly<Record<string, string | number>>
  readonly involvedLines: readonly string[]
  readonly missing: readonly string[]
  readonly exemption?: Exemption
}

/** The text of one finding for one reader, from the card of its version. */
export const textFor = (finding: AuditFinding, card: RuleCard, audience: Audience): TwoTexts =>
  textsFor(finding, card, [audience])[audience]

/** The texts of one finding for several readers. */
export function textsFor<A extends Audience>(
  finding: AuditFinding,
  card: RuleCard,
  audiences: readonly A[],
): Readonly<Record<A, TwoTexts>> {
  const zh = fillerOf(finding.facts, 'zh')
  const en = fillerOf(finding.facts, 'en')
  const { messages } = card
  const texts = {} as Record<A, TwoTexts>
  for (const audience of audiences) texts[audience] = { zh: zh(messages[audience].zh), en: en(messages[audience].en) }
  return texts
}

/** The window of a point, by its name: the same lines may be too many for a day and for a stay. */
export const windowOfPoint = (parameters: object): string => (parameters as { window?: string }).window ?? ''

/** What makes two findings the same one. */
export const findingKey = (rule: string, pointId: string, period: string, judgement: Judgement): string =>
  [
    rule,
    pointId,
    period,
    judgement.truth,
    judgement.severity ?? '',
    judgement.lines.map((line) => line.lineId).join(','),
    (judgement.encounters ?? []).join(','),
    (judgement.persons ?? []).join(','),
    (judgement.providers ?? []).join(','),
    (judgement.practitioners ?? []).join(','),
    (judgement.purchasers ?? []).join(','),
    (judgement.codes ?? []).join(','),
  ].join('\u0000')
