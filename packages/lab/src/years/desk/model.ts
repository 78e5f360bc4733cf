// What the desk of a generated city knows while it works.
import type { CompiledAudit } from '@yibao/kernel'
import type { AuditSample } from '@yibao/lake'
import type { DeskShape } from '../../cities/years.ts'

export interface Desk {
  readonly sample: AuditSample
  readonly audit: CompiledAudit
  readonly shares: DeskShape
  readonly seed: number
  /** The last day of the years. */
  readonly to: string
  readonly countyOf: (provider: string) => string
  /** Since when a provider's orders are looked at before they are carried out. */
  readonly watchedFrom: ReadonlyMap<string, string>
}
