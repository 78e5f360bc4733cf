// What a city chooses when it forms a catalogue from its history; every number has the value of the specification unless it says otherwise.

export type Threshold =
  /** 15 for an ordinary city, at least 50 for a whole province. */
  | { readonly kind: 'fixed'; readonly minCases: number }
  /** The largest number with which core groups still cover this share of the cases. */
  | { readonly kind: 'coverage'; readonly shareBp: number }

export type ScoreMethod =
  /** 平均费用法: average of the group ÷ average of all × 1000. */
  | { readonly method: 'average' }
  /** 基准病种法: average of the group ÷ average of the named group × 1000. */
  | { readonly method: 'reference'; readonly dipCode: string }
  /** 标准定额法: average of the group ÷ a fixed amount. */
  | { readonly method: 'quota'; readonly quotaFen: number }

export interface FormOptions {
  readonly id: string
  readonly version: string
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
  /** Oldest first, each with its weight. */
  readonly years: readonly { readonly year: number; readonly weight: number }[]
  readonly threshold: Threshold
  /** A related procedure stays in the key when it raises the average cost by at least this. */
  readonly relatedBp: number
  readonly trim: {
    readonly lowBp: number
    readonly highBp: number
    /** Groups with fewer cases are not trimmed. */
    readonly minCases: number
    /** More cases trimmed than this share are reported. */
    readonly warnBp: number
  }
  readonly mixed: {
    readonly minCases: number
    /** Groups that vary more are dropped; absent: no limit. */
    readonly cvMaxE4?: number | undefined
    /** The largest stay; absent: all. */
    readonly groupsMax?: number | undefined
    /** What is left over is clustered once more over the chapters of ICD-10. */
    readonly withChapters: boolean
  }
  readonly score: ScoreMethod
  readonly basicLevel: {
    readonly minCases: number
    /** Share of the cases in basic-level institutions. */
    readonly shareBp: number
    readonly cvMaxE4: number
  }
  /** Core groups that vary more are candidates for auxiliary types. */
  readonly auxiliaryCvE4: number
}

export const FORM_DEFAULTS: Omit<FormOptions, 'id' | 'version' | 'years'> = {
  threshold: { kind: 'fixed', minCases: 15 },
  relatedBp: 1_000,
  trim: { lowBp: 250, highBp: 9_750, minCases: 25, warnBp: 800 },
  mixed: { minCases: 15, withChapters: false },
  score: { method: 'average' },
  basicLevel: { minCases: 100, shareBp: 5_000, cvMaxE4: 7_000 },
  auxiliaryCvE4: 7_000,
}

/** 1 : 2 : 7 for the last three years up to and including this one. */
export const threeYears = (last: number): FormOptions['years'] => [
  { year: last - 2, weight: 1 },
  { year: last - 1, weight: 2 },
  { year: last, weight: 7 },
]
