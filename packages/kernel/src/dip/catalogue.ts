// A DIP catalogue (病种目录) as plain data: its groups, exclusion lists, procedure classes and the choices a city makes.

/** 成组层次, in the order in which a case tries them. */
export const DIP_LAYERS = ['priority', 'merged', 'dx_aux', 'basic', 'mixed'] as const
export type DipLayer = (typeof DIP_LAYERS)[number]

/** 核心病种, 综合病种, 空白病种 (a group without history, paid by its own rule). */
export const DIP_TYPES = ['core', 'mixed', 'blank'] as const
export type DipType = (typeof DIP_TYPES)[number]

/** 手术操作类别 of the main procedure; a case without one, or with one of no known class, is 保守治疗. */
export const PROCEDURE_CLASSES = ['手术', '介入治疗', '治疗性操作', '诊断性操作', '保守治疗'] as const
export type ProcedureClass = (typeof PROCEDURE_CLASSES)[number]

/** Inclusive at both ends. */
export interface Bounds {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/** One group. Cells with codes stay as written; `compileDip` reads them once. */
export interface DipGroup {
  /** Unique in the catalogue: BX-20. */
  readonly seq: string
  readonly dipCode: string
  readonly layer: DipLayer
  readonly type: DipType
  readonly pdx: string
  readonly pdxName: string
  readonly mainProc: string
  readonly mainProcName: string
  readonly relatedProc: string
  readonly relatedProcName: string
  /** A secondary diagnosis that must be there. */
  readonly otherDx: string
  readonly ageDays: Bounds
  readonly ageYears: Bounds
  readonly birthWeightG: Bounds
  /** Tuberculosis: resistant, not resistant, or no matter. */
  readonly resistant?: boolean | undefined
  /** Mixed groups: classes of the main procedure joined by `|`. */
  readonly procClass: string
  /** 分值 in 1/10 000 of a point. */
  readonly scoreE4?: number | undefined
  readonly avgCostFen?: number | undefined
  /** Days × 100. */
  readonly avgLosE2?: number | undefined
  readonly caseCount?: number | undefined
  /** 变异系数 × 10 000. */
  readonly cvE4?: number | undefined
  /** 基层病种: one price at every provider. */
  readonly basicLevel: boolean
  /** 中医优势病种. */
  readonly tcm: boolean
  /** 地方增补: not in the national catalogue. */
  readonly local: boolean
  readonly note: string
  /** Line of the file, for messages. */
  readonly line: number
}

/**
 * How a listed procedure is treated. conservative: dropped everywhere (按保守治疗入组). not_main: never the main procedure, kept as
 * related (不可作为主要手术操作). limited: main only with a principal diagnosis of `pdxScope`, else as not_main.
 */
export type ExclusionRule = 'conservative' | 'not_main' | 'limited'

export interface ExcludedProcedure {
  readonly code: string
  readonly rule: ExclusionRule
  /** Diagnosis cells: prefixes and ranges joined by `|`; only with `limited`. */
  readonly pdxScope: string
}

/** What decides between groups that fit equally well, one after the other; the order of the numbers always comes last. */
export const TIE_RULES = ['nearest_cost', 'highest_score', 'lowest_score', 'order'] as const
export type TieRule = (typeof TIE_RULES)[number]

export interface ClassedProcedure {
  readonly class: ProcedureClass
  /** 手术级别 1–4, where the city's list has it. */
  readonly level?: number | undefined
}

export interface DipCatalogue {
  readonly id: string
  readonly version: string
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
  readonly groups: readonly DipGroup[]
  /** Whole codes. */
  readonly excludedDiagnoses: ReadonlySet<string>
  readonly excludedProcedures: ReadonlyMap<string, ExcludedProcedure>
  /** Codes that mean drug resistance as principal diagnosis or beside it; `U84.300` stands here too. */
  readonly resistantDiagnoses: ReadonlySet<string>
  readonly procedureClasses: ReadonlyMap<string, ClassedProcedure>
  readonly ties: readonly TieRule[]
}
