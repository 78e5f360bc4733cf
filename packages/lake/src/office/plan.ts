// What the offices of a generated city do beside care, where no record of theirs decides it: shares and days, all of them declared
// in the city's profile. Who is meant is drawn from the number of the person, so that the same seed gives the same rows.
import { quoted } from '../history/engine.ts'

export interface OfficePlan {
  readonly seed: number
  /** The bucket whose people these are: employers belong to one. */
  readonly bucket: number
  /** First and last day of the years. */
  readonly from: string
  readonly to: string
  /** Areas from which visitors come. */
  readonly homeAreas: readonly string[]
  /** All shares in ten-thousandths. */
  readonly shares: OfficeShares
  /** Employers' own declaration holds for all from this month on; before, for the share that had begun. */
  readonly selfDeclaredFrom: string
  /** Dates by which a trace code is owed. */
  readonly tracesFrom: string
  readonly walletsFrom: string
}

export interface OfficeShares {
  /** Residents who pay within the concentrated period. */
  readonly concentrated: number
  /** Residents who pay online, in the first year and the last. */
  readonly onlineFirst: number
  readonly onlineLast: number
  readonly selfDeclaredBefore: number
  /** Of those who changed from residents to employees, who had paid as residents already. */
  readonly doubled: number
  /** Visits of people from elsewhere at pharmacies and outpatient desks, against the city's own. */
  readonly visitors: number
  /** Activated by the last day. */
  readonly credentials: number
  readonly filedOnline: number
  readonly filedAtOnce: number
  readonly traced: number
  /** Reconciliation breaks among receipts. */
  readonly breaks: number
  /** Members of the employee scheme who send money to a wallet in a year. */
  readonly wallets: number
}

export interface OfficeSource {
  /** A table of the lake as the engine calls it. */
  read(table: string): string
  readonly plan: OfficePlan
}

export const TEN_THOUSAND = 10_000

/** A number from 0 to 9,999 that belongs to the text and the purpose for ever. */
export const drawn = ({ seed }: OfficePlan, key: string, purpose: string): string =>
  `CAST(hash(${key} || ${quoted(` ${purpose} ${seed}`)}) % ${TEN_THOUSAND} AS INTEGER)`

/** Whole days from 0 on, below `days`. */
export const drawnDays = (plan: OfficePlan, key: string, purpose: string, days: number): string =>
  `CAST(hash(${key} || ${quoted(` ${purpose} ${plan.seed}`)}) % ${days} AS INTEGER)`
