// A behaviour model: features of a candidate, reasons with weights, a score. A score opens a clue for a person to verify; it is
// never a violation. Weights and bounds are configuration, read from a file.

export interface Reason {
  readonly feature: string
  /** Holds from here on, or up to here; both ends belong to it. */
  readonly atLeast?: number
  readonly atMost?: number
  readonly weight: number
  readonly zh: string
  readonly en: string
}

export interface ModelCard {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly titleEn: string
  /** The labelled scheme that it looks for. */
  readonly scheme: string
  /** What is counted when it is measured: visits, or the prescriber himself. */
  readonly counts: 'visits' | 'practitioners'
  readonly basis: string
  readonly falsePositives: string
  /** Bounds that the features are computed with. */
  readonly parameters: Readonly<Record<string, number>>
  readonly reasons: readonly Reason[]
  /** A clue from this score on. */
  readonly alarm: number
}

/** Somebody or something that a model looks at, with the rows that show it. */
export interface Candidate {
  readonly key: string
  readonly provider: string
  readonly practitioner: string
  readonly persons: readonly string[]
  readonly visits: readonly string[]
  /** Settlements that show it without being in question themselves. */
  readonly beside?: readonly string[]
  /** A feature that could not be computed, for want of peers or observations, is absent and gives no reason. */
  readonly features: Readonly<Record<string, number>>
}

export interface GivenReason {
  readonly feature: string
  readonly value: number
  /** The bound that it holds, as the model's file says it. */
  readonly atLeast?: number
  readonly atMost?: number
  readonly weight: number
  readonly zh: string
  readonly en: string
}

export interface Clue extends Candidate {
  readonly model: string
  readonly version: number
  readonly score: number
  readonly reasons: readonly GivenReason[]
}

const holds = ({ atLeast, atMost }: Reason, value: number): boolean =>
  (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)

/** Clues, the highest score first, equal ones by key. Of reasons over one feature the heaviest that holds counts alone. */
export function cluesOf(card: ModelCard, candidates: readonly Candidate[]): Clue[] {
  const clues = candidates.flatMap((candidate) => {
    const reasons = reasonsFor(card, candidate)
    const score = reasons.reduce((sum, { weight }) => sum + weight, 0)
    return score >= card.alarm ? [{ ...candidate, model: card.id, version: card.version, score, reasons }] : []
  })
  return clues.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
}

function reasonsFor(card: ModelCard, { features }: Candidate): GivenReason[] {
  const given = new Map<string, GivenReason>()
  for (const reason of card.reasons) {
    const { feature, weight, zh, en, atLeast, atMost } = reason
    const value = features[feature]
    if (value === undefined || !holds(reason, value)) continue
    if (weight <= (given.get(feature)?.weight ?? 0)) continue
    const shown = String(Math.round(value * 100) / 100)
    given.set(feature, {
      ...{ feature, value, weight },
      ...(atLeast !== undefined && { atLeast }),
      ...(atMost !== undefined && { atMost }),
      ...{ zh: zh.replaceAll('{value}', shown), en: en.replaceAll('{value}', shown) },
    })
  }
  return [...given.values()]
}
