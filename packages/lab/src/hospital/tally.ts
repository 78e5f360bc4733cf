// Counts of a run: messages by number, refusals by sentence, and differences between what was promised and what was answered.
import type { Infno } from '@yibao/contract'

export interface Complaint {
  readonly infno: string
  /** The sentence with its identifiers left out, so that equal complaints are one row. */
  readonly sentence: string
  readonly example: string
  /** The run was meant to be refused here. */
  readonly expected: boolean
  count: number
}

/** What must never differ: a repeated answer from the first, a settlement from its trial, amounts from each other. */
export type DiscrepancyKind =
  | 'repeat_differs'
  | 'settlement_differs_from_trial'
  | 'identity_broken'
  | 'not_refused'
  | 'mirror_differs'
  | 'reversal_failed'
  | 'reconciliation_differs'

export interface Discrepancy {
  readonly kind: DiscrepancyKind
  readonly event: string
  readonly detail: string
}

/** So many are kept whole; the rest is only counted. */
const KEPT_MAX = 200

export class Tally {
  readonly messages = new Map<Infno, number>()
  readonly complaints = new Map<string, Complaint>()
  readonly faults = new Map<string, number>()
  readonly discrepancies: Discrepancy[] = []
  discrepancyCount = 0
  settled = 0
  cancelled = 0
  /** Events that ended as planned, and those that ended early because of an unexpected refusal or fault. */
  completed = 0
  broken = 0

  message(infno: Infno): void {
    this.messages.set(infno, (this.messages.get(infno) ?? 0) + 1)
  }

  refusal(infno: Infno, sentence: string, expected: boolean): void {
    const key = `${infno} ${expected} ${withoutIdentifiers(sentence)}`
    const known = this.complaints.get(key)
    if (known) known.count += 1
    else {
      const row = { infno, sentence: withoutIdentifiers(sentence), example: sentence, expected, count: 1 }
      this.complaints.set(key, row)
    }
  }

  fault(reason: string): void {
    this.faults.set(reason, (this.faults.get(reason) ?? 0) + 1)
  }

  discrepancy(kind: DiscrepancyKind, event: string, detail: string): void {
    this.discrepancyCount += 1
    if (this.discrepancies.length < KEPT_MAX) this.discrepancies.push({ kind, event, detail })
  }

  get messageCount(): number {
    return this.messages.values().reduce((sum, count) => sum + count, 0)
  }

  get unexpectedRefusals(): number {
    return this.complaints.values().reduce((sum, { expected, count }) => sum + (expected ? 0 : count), 0)
  }
}

/** Identifiers, dates and amounts differ from case to case; the complaint is the same. */
export const withoutIdentifiers = (sentence: string): string =>
  sentence.replace(/[0-9A-Za-z][0-9A-Za-z.:_-]{3,}/g, '…').replace(/\d+/g, '#')

/** The complaints of a run as a table, the most frequent first; what was not expected comes before the rest. */
export function complaintsText({ complaints, faults, discrepancies, discrepancyCount }: Tally): string {
  const rows = [...complaints.values()].sort((a, b) => Number(a.expected) - Number(b.expected) || b.count - a.count)
  const lines = rows.map(
    ({ infno, expected, count, example }) => `| ${infno} | ${expected ? '预期' : '意外'} | ${count} | ${example} |`,
  )
  const faultLines = [...faults].map(([reason, count]) => `| – | 传输 | ${count} | ${reason} |`)
  const found = discrepancies.slice(0, 20).map(({ kind, event, detail }) => `| ${kind} | 不符 | ${event} | ${detail} |`)
  const more = discrepancyCount > found.length ? [`| | 不符 | | 共${discrepancyCount}处 |`] : []
  return ['| 交易 | 性质 | 次数 | 例句 |', '|---|---|---|---|', ...lines, ...faultLines, ...found, ...more, ''].join(
    '\n',
  )
}
