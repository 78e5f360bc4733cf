// A visit: what was registered, found, charged and settled, from registration or admission to the last settlement.
import type { Day, Fen, Instant, ItemClass, ItemKind, Quantity, Scheme, UnitPrice } from '@yibao/kernel'
import type { VisitKind, VisitState } from './states.ts'

export interface Diagnosis {
  readonly order: number
  readonly kind: string
  readonly code: string
  readonly name: string
  readonly main: boolean
  readonly at: Instant
  readonly department: string
  readonly doctor: string
  readonly doctorName: string
  readonly condition?: string
}

/** A person's hand in a visit, as the provider names it. */
export interface Attending {
  readonly doctor: string
  readonly doctorName: string
  readonly department: string
  readonly departmentName: string
  readonly specialty?: string
}

/** Texts of a stay that no rule reads: kept as they were sent. */
export type StayNotes = Readonly<Record<string, string | number>>

export interface Discharge {
  readonly at: Instant
  readonly way: string
  readonly department: string
  readonly departmentName: string
  readonly bed: string
  readonly diedOn?: Day
  readonly diagnoses: readonly Diagnosis[]
  readonly notes: StayNotes
}

export interface Institution {
  readonly name: string
  /** Level word of the policies' vocabulary. */
  readonly level: string
  readonly area: string
}

export interface VisitDetails {
  readonly scheme: Scheme
  /** 医疗类别; '' until the visit's information has come. */
  readonly category: string
  /** 住院/门诊号 of the provider. */
  readonly number: string
  readonly credentialKind: string
  readonly beganAt: Instant
  readonly attending: Attending
  readonly disease?: string
  readonly diseaseName?: string
  readonly diagnoses: readonly Diagnosis[]
  readonly delivery?: string
  readonly newborns?: number
  readonly pregnancy?: string
  /** Lines of a purchase that came with a trace code; absent where nobody counted. */
  readonly tracedLines?: number
  readonly notes?: StayNotes
  readonly discharge?: Discharge
  /** 零星报销: the visit is known from paper alone. No provider's system may touch it. */
  readonly channel?: 'manual'
  /** Where it was, if that institution is not on the register. */
  readonly institution?: Institution
  /** The first day on which something of this visit was settled: a later settling knows no later policy. */
  readonly knownOn?: Day
}

/** What the visit's row remembers of a fee batch. */
export interface BatchNote {
  readonly seq: number
  readonly no: string
  readonly lines: number
  readonly totalFen: Fen
  /** The settlement in effect. */
  readonly settlement?: string
  readonly withdrawn?: true
}

export interface Visit {
  readonly visitId: string
  readonly personNo: string
  readonly kind: VisitKind
  readonly state: VisitState
  readonly batches: readonly BatchNote[]
  readonly settlements: readonly string[]
  readonly provider: string
  readonly area: string
  readonly beganOn: Day
  readonly endedOn: Day | null
  readonly details: VisitDetails
}

/** One fee line as it was sent, with what the catalogue said of it on its own day. */
export interface FeeLine {
  readonly serial: string
  readonly item: string
  readonly ownItem: string
  readonly at: Instant
  readonly quantity: Quantity
  readonly price: UnitPrice
  readonly amountFen: Fen
  readonly itemClass: ItemClass
  readonly kind: ItemKind
  readonly feeClass: string
  readonly ceiling?: UnitPrice
  readonly rateBp?: number
  readonly tags: readonly string[]
  readonly restricted: boolean
  /** Why the whole line is the person's, as far as the line itself says so. */
  readonly deniedFor?: string
  /** A sum taken from an invoice, already split. */
  readonly split?: { readonly full: Fen; readonly over: Fen; readonly pre: Fen }
  readonly ordered: readonly [department: string, departmentName: string, doctor: string, doctorName: string]
  /** What no rule reads, by our own names: prescription number, dosage, remarks. */
  readonly notes?: Readonly<Record<string, string>>
}

export interface FeeBatch {
  readonly seq: number
  readonly no: string
  readonly withdrawn: readonly string[]
  readonly lines: readonly FeeLine[]
}
