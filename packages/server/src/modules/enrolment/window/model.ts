// What the enrolment window writes down besides enrolments themselves.
import type { Day } from '@yibao/kernel'

export const WORK_LISTS = ['broken', 'missing', 'newborn', 'died', 'moved'] as const
export type WorkList = (typeof WORK_LISTS)[number]

export const VISIT_REASONS = [
  'joined_elsewhere',
  'died',
  'moved_away',
  'unwilling',
  'unpaid',
  'soldier',
  'abroad',
  'will_enrol',
  'other',
] as const
export type VisitReason = (typeof VISIT_REASONS)[number]

export interface VisitNote {
  readonly personNo: string
  readonly area: string
  readonly list: WorkList
  readonly reason: VisitReason
  readonly note: string
}

export const POPULATION_KINDS = ['permanent', 'household', 'enrolled_elsewhere', 'exempt'] as const
export type PopulationKind = (typeof POPULATION_KINDS)[number]

export interface PopulationFigure {
  readonly area: string
  readonly kind: PopulationKind
  readonly asOf: Day
  readonly people: number
  readonly source: string
}

/** 人员类别 as an authority recognises it. */
export interface CategoryAsked {
  readonly personNo: string
  readonly category: string
  readonly from: Day
  readonly until?: Day
  readonly authority: string
  readonly note: string
}

export interface CategoryEnding {
  readonly personNo: string
  readonly category: string
  readonly from: Day
  readonly until: Day
  readonly note: string
}

/** 近亲属 (民法典第一千零四十五条): who may be given the use of an account. */
export const RELATIONS = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild'] as const
export type Relation = (typeof RELATIONS)[number]

export interface AidGrant {
  /** Who may use the account. */
  readonly personNo: string
  readonly giver: string
  readonly relation: Relation
  readonly from: Day
  readonly note: string
}
