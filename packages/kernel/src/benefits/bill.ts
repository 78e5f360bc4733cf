// What settle() is told: the person, the visit, the lines, what was used up before, and whose account may pay.
import type { Fen } from '../money/fen.ts'
import type { Quantity, UnitPrice } from '../money/line-amount.ts'
import type { BasisPoints } from '../money/share.ts'
import type {
  CHANNELS,
  ENROLMENT_WINDOWS,
  ITEM_CLASSES,
  ITEM_KINDS,
  PLACES,
  REFERRALS,
  SCHEMES,
  SETTINGS,
  STATUSES,
} from '../policy/facts.ts'
import type { Day } from '../time/day.ts'

export type Scheme = (typeof SCHEMES)[number]
export type Status = (typeof STATUSES)[number]
export type Setting = (typeof SETTINGS)[number]
export type CarePlace = (typeof PLACES)[number]
export type Referral = (typeof REFERRALS)[number]
export type Channel = (typeof CHANNELS)[number]
export type ItemClass = (typeof ITEM_CLASSES)[number]
export type ItemKind = (typeof ITEM_KINDS)[number]

/** The person as known on the governing day. Ages and years are full years; money is fen. */
export interface Person {
  readonly scheme: Scheme
  readonly status: Status
  readonly sex?: 'male' | 'female'
  readonly age?: number
  /** 人员类别 held on the day of admission or visit: ids of the policy's vocabulary. */
  readonly categories?: readonly string[]
  readonly certifiedDiseases?: readonly string[]
  readonly continuousYears?: number
  readonly monthsEnrolled?: number
  readonly zeroClaimYears?: number
  readonly averageWageFen?: Fen
  readonly brokenYears?: number
  readonly repairedYears?: number
  readonly enrolmentWindow?: (typeof ENROLMENT_WINDOWS)[number]
}

export interface Visit {
  readonly setting: Setting
  readonly level: string
  readonly place?: CarePlace
  readonly referral?: Referral
  readonly channel?: Channel
  readonly admittedOn: Day
  readonly dischargedOn: Day
  /** The day of settling: what was published later is unknown to it. */
  readonly settledOn: Day
  /** Absent: one more than the accumulator `admissions@year` says. */
  readonly admissionNumber?: number
  readonly disease?: string
  readonly sessions?: number
  readonly months?: number
  readonly delivery?: 'natural' | 'difficult' | 'caesarean' | 'none'
  readonly newborns?: number
  readonly pregnancyWeeks?: number
  readonly tags?: readonly string[]
  readonly referralChain?: string
  readonly diseaseChain?: string
  readonly pregnancy?: string
  /** One accident, one cycle of treatment …: what a limit or deductible may be counted by. */
  readonly accident?: string
  readonly event?: string
  /** A stay that is settled in pieces: what counts per visit is counted over all pieces of the same id. */
  readonly stay?: string
  /** A further piece of a stay that was settled in part: no new admission, no second deductible per visit. */
  readonly continued?: boolean
}

/** One fee line with what the catalogue in force on its day says about it. */
export interface Line {
  readonly item: string
  readonly itemClass: ItemClass
  readonly kind: ItemKind
  /** 单价 × 数量, already rounded to fen; negative for a returned item. */
  readonly amountFen: Fen
  readonly quantity?: Quantity
  readonly price?: UnitPrice
  /** The lowest of the price ceilings that exist (government price, payment standard, 集采 standard). */
  readonly ceiling?: UnitPrice
  /** 集采中选价: of the selected product of the same substance. */
  readonly selectedPrice?: UnitPrice
  /** 先行自付比例 of the catalogue. */
  readonly catalogueRateBp?: BasisPoints
  readonly tags?: readonly string[]
  /** 限定支付 not met, traceability missing …: the whole line is the person's, with this reason. */
  readonly deniedFor?: string
  /** A line already split by another system; its parts sum to the amount. */
  readonly split?: { readonly full: Fen; readonly over: Fen; readonly pre: Fen }
}

export interface MutualAid {
  /** The person whose account gives. */
  readonly giver: string
  readonly availableFen: Fen
}

/** 个人账户: absent or not used, everything the person bears is cash. */
export interface AccountUse {
  readonly use: boolean
  readonly balanceFen: Fen
  /** Of the balance, what was credited this year (当年账户); absent: all of it. */
  readonly currentFen?: Fen
  readonly mutual?: readonly MutualAid[]
}

export interface Bill {
  readonly person: Person
  readonly visit: Visit
  readonly lines: readonly Line[]
  /** Amounts used before this bill, by accumulator key. A missing key is 0. */
  readonly accumulators: Readonly<Record<string, number>>
  readonly account?: AccountUse
  /** What payers outside the rules have decided to pay, by tier id (fen). */
  readonly given?: Readonly<Record<string, Fen>>
  /** Why nothing may be paid (not enrolled, waiting period, benefits frozen …): every line becomes self-pay, said aloud. */
  readonly denials?: readonly string[]
}
