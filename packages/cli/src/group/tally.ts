// What a whole file came to: counts by group and status, reasons, unknown and grey codes with their lines.
import {
  type CompiledScheme,
  type GroupedPiece,
  type GroupReason,
  type GroupStatus,
  REASON_WORDS,
  type RecordFault,
  STATUS_TEXT,
} from '@yibao/kernel'

export interface CodeNotice {
  readonly line: number
  readonly kind: 'dx' | 'proc'
  readonly code: string
}

export interface Summary {
  readonly scheme: { readonly name: string; readonly version: string; readonly assumed: boolean }
  readonly records: number
  readonly statuses: Readonly<Record<GroupStatus, number>>
  readonly reasons: Readonly<Partial<Record<GroupReason, number>>>
  readonly groups: number
  /** Mean weight of the records with a weight (CMI), four decimals; absent without weights. */
  readonly cmi?: string
  readonly weighed?: number
  readonly unknownCodes: { readonly count: number; readonly first: readonly CodeNotice[] }
  readonly greyPrincipals: { readonly count: number; readonly first: readonly CodeNotice[] }
  readonly unreadColumns: readonly string[]
}

/** As many are kept for `--json`. */
const MOST_KEPT = 1000
const SHOWN = 5

export class Tally {
  readonly faults: RecordFault[] = []
  #lines: number
  #records = 0
  readonly #compiled: CompiledScheme
  readonly #unread: readonly string[]
  readonly #counts: number[]
  readonly #reasons: Partial<Record<GroupReason, number>> = {}
  readonly #unknown: { count: number; first: CodeNotice[] } = { count: 0, first: [] }
  readonly #grey: { count: number; first: CodeNotice[] } = { count: 0, first: [] }

  constructor(compiled: CompiledScheme, headerLines: number, unread: readonly string[]) {
    this.#compiled = compiled
    this.#lines = headerLines
    this.#unread = unread
    this.#counts = compiled.answers.map(() => 0)
  }

  get records(): number {
    return this.#records
  }

  /** Pieces in the order of the file: each tells its lines from 1. */
  add({ rows, lines, counts, reasons, notices }: GroupedPiece): void {
    const before = this.#lines
    const placed = <T extends { readonly line: number }>(each: T): T => ({ ...each, line: each.line + before })
    this.faults.push(...notices.faults.map(placed))
    this.#records += rows
    this.#lines += lines
    for (const [at, count] of counts.entries()) this.#counts[at]! += count
    for (const [reason, count] of Object.entries(reasons) as [GroupReason, number][])
      this.#reasons[reason] = (this.#reasons[reason] ?? 0) + count
    this.#unknown.count += notices.unknownCount
    this.#unknown.first.push(...notices.unknown.map(placed).slice(0, MOST_KEPT - this.#unknown.first.length))
    this.#grey.count += notices.greyCount
    this.#grey.first.push(...notices.grey.map(placed).slice(0, MOST_KEPT - this.#grey.first.length))
  }

  summary(): Summary {
    const { scheme, answers } = this.#compiled
    const statuses: Record<GroupStatus, number> = { grouped: 0, ambiguous: 0, ungroupable: 0, rejected: 0 }
    let weighed = 0
    let weightE8 = 0
    for (const [at, { status, drg }] of answers.entries()) {
      const count = this.#counts[at]!
      statuses[status] += count
      const weight = scheme.weights.get(drg)?.weightE8
      if (weight === undefined || status !== 'grouped') continue
      weighed += count
      weightE8 += count * weight
    }
    const { name, version, assumed } = scheme.manifest
    return {
      scheme: { name, version, assumed },
      records: this.#records,
      statuses,
      reasons: this.#reasons,
      groups: answers.filter(({ status }, at) => status === 'grouped' && this.#counts[at]! > 0).length,
      ...(weighed > 0 && { cmi: (weightE8 / weighed / 1e8).toFixed(4), weighed }),
      unknownCodes: this.#unknown,
      greyPrincipals: this.#grey,
      unreadColumns: this.#unread,
    }
  }
}

export function summaryText(summary: Summary): string {
  const { scheme, records, statuses, reasons, groups, cmi, unreadColumns } = summary
  const lines = [
    `方案 scheme ${scheme.name} ${scheme.version}${scheme.assumed ? ' 【假定权重 assumed weights】' : ''}`.trimEnd(),
    `病案 records ${records}，病组 groups ${groups}${cmi === undefined ? '' : `，CMI ${cmi}(${summary.weighed})`}`,
    ...(Object.keys(statuses) as GroupStatus[]).map(
      (status) => `  ${STATUS_TEXT[status]} ${status} ${statuses[status]}`,
    ),
    ...(Object.keys(reasons) as GroupReason[]).map(
      (reason) => `    ${REASON_WORDS[reason].zh} ${REASON_WORDS[reason].en} ${reasons[reason]}`,
    ),
    ...codeLines('不认识的编码 unknown codes', summary.unknownCodes),
    ...codeLines('主要诊断或主要手术操作为灰码 grey principal codes', summary.greyPrincipals),
    ...(unreadColumns.length > 0 ? [`未使用的列 columns not read: ${unreadColumns.join(', ')}`] : []),
  ]
  return lines.join('\n')
}

function codeLines(title: string, { count, first }: Summary['unknownCodes']): string[] {
  if (count === 0) return []
  const shown = first.slice(0, SHOWN).map(({ line, kind, code }) => `  第 ${line} 行 ${kind} “${code}”`)
  return [`${title} ${count}`, ...shown, ...(count > shown.length ? ['  …'] : [])]
}
