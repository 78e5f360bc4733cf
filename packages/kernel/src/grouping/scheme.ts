// A DRG grouping scheme as plain data: what its tables say, before anything is indexed. docs/grouping.md has the file format.
import type { Alternatives, Condition } from './condition.ts'

/** Severe complication or comorbidity (严重并发症或合并症), or a lesser one. */
export type SeverityLevel = 'MCC' | 'CC'

export interface Manifest {
  readonly name: string
  readonly version: string
  /** ISO days; absent: open. */
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
  readonly source?: string | undefined
  /** Whether the scheme itself uses the ambiguous group (歧义病组), and where; `undefined`: in the MDCs marked typical. */
  readonly ambiguous: boolean
  readonly ambiguousMdcs?: readonly string[] | undefined
  /** True of schemes whose weights are invented, such as the teaching scheme. */
  readonly assumed: boolean
}

export interface Mdc {
  readonly order: number
  readonly mdc: string
  readonly name: string
  readonly entry: Alternatives
  readonly entryText: string
  readonly ambiguousTypical: boolean
}

export interface Adrg {
  readonly order: number
  readonly mdc: string
  readonly adrg: string
  readonly name: string
  readonly kind: string
  readonly conditions: readonly Condition[]
  /** Tried before or after the check for the ambiguous group. */
  readonly isAfterAmbiguous: boolean
}

export interface Drg {
  readonly adrg: string
  readonly order: number
  readonly drg: string
  readonly name: string
  readonly conditions: readonly Condition[]
}

export interface Severity {
  readonly level: SeverityLevel
  /** Secondary diagnoses of this table do not count beside a principal diagnosis of the same table; '' excludes nothing. */
  readonly exclusionTable: string
}

export interface Weight {
  /** Whole hundred-millionths, for cities publish up to eight decimals and sums must be exact; `undefined`: not published. */
  readonly weightE8: number | undefined
  /** As the city calls it: 普通病组, 基础病组 …; '' when not said. */
  readonly groupType: string
}

export interface Scheme {
  readonly manifest: Manifest
  /** In the order of evaluation. */
  readonly mdcs: readonly Mdc[]
  readonly adrgs: readonly Adrg[]
  readonly drgs: readonly Drg[]
  /** Codes by list: `mdc:F:dx`, `adrg:FB1:A:proc`, `list:icu:department`; what a condition's `list` names. */
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>
  /** Trauma sites by MDC and diagnosis. */
  readonly sites: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
  readonly severity: ReadonlyMap<string, Severity>
  readonly exclusions: ReadonlyMap<string, string>
  /** Operating-room procedures and grouping operations (有效手术操作). */
  readonly validProcedures: ReadonlySet<string>
  readonly diagnosisNames: ReadonlyMap<string, string>
  readonly procedureNames: ReadonlyMap<string, string>
  /** Clinical codes (国家临床版) whose insurance code (医保版) differs. */
  readonly diagnosisMap: ReadonlyMap<string, string>
  readonly procedureMap: ReadonlyMap<string, string>
  readonly greyDiagnoses: ReadonlySet<string>
  readonly greyProcedures: ReadonlySet<string>
  readonly weights: ReadonlyMap<string, Weight>
}
