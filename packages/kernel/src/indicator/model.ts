// An indicator: a figure of the bureau with its definition, where it is demanded, and how it is counted. One small file each.
import type { Condition } from './condition.ts'

export const KINDS = ['state', 'flow', 'ratio', 'change', 'target', 'parameter', 'milestone'] as const
export type IndicatorKind = (typeof KINDS)[number]

/** How the stored number becomes the shown one: sums of fen are divided, shares are multiplied. */
export const UNITS = {
  人: 1,
  人次: 1,
  万人: 10_000,
  万人次: 10_000,
  家: 1,
  件: 1,
  笔: 1,
  种: 1,
  项: 1,
  天: 1,
  个: 1,
  个月: 1,
  元: 100,
  万元: 1_000_000,
  亿元: 10_000_000_000,
  '%': 0.01,
  百分点: 0.01,
  倍: 1,
  分: 1,
  点: 1,
  // Weights of case groups are stored in ten-thousandths.
  权重: 10_000,
} as const
export type Unit = keyof typeof UNITS

/** Where a document demands it, and the figure it prints. */
export interface Demand {
  readonly document: string
  readonly paragraph: number
  /** As printed; `**` where the publication blanked it. */
  readonly quoted: string
}

/**
 * What is counted over one table: rows, distinct values of a column, a sum of columns (fen, days), or the one value that a
 * condition picks out, which is nothing, and never zero, where no row has it.
 */
export type Counted =
  | { readonly kind: 'rows' }
  | { readonly kind: 'distinct'; readonly column: string }
  | { readonly kind: 'value'; readonly column: string }
  | { readonly kind: 'sum'; readonly terms: readonly { readonly column: string; readonly sign: 1 | -1 }[] }
  | { readonly kind: 'days'; readonly from: string; readonly to: string }

export interface Measure {
  readonly over: string
  readonly where: Condition | undefined
  readonly counted: Counted
  /** Multiplied by this: twelve months of a mean month. */
  readonly times: number
}

/** How the value is made of its measures, or of other indicators. */
export type Formula =
  | { readonly kind: 'count'; readonly numerator: Measure }
  | { readonly kind: 'ratio'; readonly numerator: Measure; readonly denominator: Measure }
  /** This period against the same period a year before: value ÷ value before − 1, or the difference. */
  | { readonly kind: 'change'; readonly of: string; readonly as: 'growth' | 'difference' }
  /** Of other indicators, in their order: a/b, a/b − 1, a − b, (a − b)/a, the sum of all, or how many of them have their sign. */
  | {
      readonly kind: 'of'
      readonly operation: Operation
      readonly of: readonly string[]
      readonly signs?: readonly Sign[]
    }

export const OPERATIONS = ['share', 'growth', 'difference', 'rest', 'sum', 'signs'] as const
export type Operation = (typeof OPERATIONS)[number]

/** down: below zero; up: above zero. Of `signs`, one for each indicator; `with_last`: it and the one before it count as one. */
export const SIGNS = ['down', 'up', 'down_with_last', 'up_with_last'] as const
export type Sign = (typeof SIGNS)[number]

export interface Indicator {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly titleEn: string
  readonly kind: IndicatorKind
  readonly unit: Unit
  readonly decimals: number
  readonly rounding: 'half_up' | 'truncate'
  readonly definition: string
  readonly demands: readonly Demand[]
  readonly module: string
  /** Names of the records it is counted from. */
  readonly records: readonly string[]
  /** Absent while the records do not exist yet: then `waitsFor` says what is missing. */
  readonly formula: Formula | undefined
  readonly waitsFor: string | undefined
  readonly waitsForEn: string | undefined
  /** Published inputs and what must come out of the formula: arithmetic of the documents as a test. */
  readonly checks: readonly { readonly given: readonly number[]; readonly expect: string }[]
}
