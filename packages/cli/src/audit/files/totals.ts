// What was found, added up: by rule, institution, department, doctor and month, and the findings that weigh most.
import { readFileSync } from 'node:fs'
import type { FindingRow } from './row.ts'

export interface Total {
  readonly key: string
  readonly name: string
  findings: number
  definite: number
  suspect: number
  needsEvidence: number
  excessFen: number
  /** Each line is deducted once, under the rule that comes first. */
  deductedFen: number
}

export interface Totals {
  readonly all: Total
  readonly byRule: readonly Total[]
  readonly byProvider: readonly Total[]
  readonly byDepartment: readonly Total[]
  readonly byDoctor: readonly Total[]
  /** Oldest first. */
  readonly byMonth: readonly Total[]
  readonly top: readonly FindingRow[]
}

const MOST_TOP = 40

const emptyTotal = (key: string, name: string): Total => ({
  ...{ key, name, findings: 0, definite: 0, suspect: 0, needsEvidence: 0 },
  ...{ excessFen: 0, deductedFen: 0 },
})

function add(total: Total, row: FindingRow): void {
  total.findings += 1
  if (row.severity === 'definite') total.definite += 1
  else if (row.severity === 'suspect') total.suspect += 1
  else total.needsEvidence += 1
  total.excessFen += row.excess_fen
  total.deductedFen += row.deducted_fen
}

const RANK: Readonly<Record<string, number>> = { definite: 0, suspect: 1, needs_evidence: 2 }
const heavier = (a: FindingRow, b: FindingRow): number =>
  b.deducted_fen - a.deducted_fen ||
  (RANK[a.severity] ?? 3) - (RANK[b.severity] ?? 3) ||
  b.excess_fen - a.excess_fen ||
  (`${a.rule} ${a.on} ${a.lines}` < `${b.rule} ${b.on} ${b.lines}` ? -1 : 1)

/** One piece in memory at a time; `names` are those of institutions and doctors. */
export function totalsOf(pieces: readonly string[], names: Readonly<Record<string, string>>): Totals {
  const all = emptyTotal('', '')
  const maps = {
    rule: new Map(),
    provider: new Map(),
    department: new Map(),
    doctor: new Map(),
    month: new Map(),
  } satisfies Record<string, Map<string, Total>>
  const count = (map: Map<string, Total>, key: string, name: string, row: FindingRow): void => {
    const total = map.get(key) ?? emptyTotal(key, name)
    map.set(key, total)
    add(total, row)
  }
  let top: FindingRow[] = []
  for (const path of pieces) {
    const { rows } = JSON.parse(readFileSync(path, 'utf8')) as { rows: FindingRow[] }
    for (const row of rows) {
      const { provider, department, prescriber } = row
      add(all, row)
      count(maps.rule, row.rule, row.title, row)
      count(maps.provider, provider, names[provider] ?? provider, row)
      if (department !== '')
        count(maps.department, `${provider} ${department}`, `${names[provider] ?? provider} ${department}`, row)
      if (prescriber !== '') count(maps.doctor, prescriber, names[prescriber] ?? prescriber, row)
      if (row.on !== '') count(maps.month, row.on.slice(0, 7), row.on.slice(0, 7), row)
    }
    top = [...top, ...rows].sort(heavier).slice(0, MOST_TOP)
  }
  const ranked = (map: Map<string, Total>): Total[] =>
    [...map.values()].sort(
      (a, b) => b.deductedFen - a.deductedFen || b.findings - a.findings || (a.key < b.key ? -1 : 1),
    )
  return {
    all,
    ...{ byRule: ranked(maps.rule), byProvider: ranked(maps.provider), byDepartment: ranked(maps.department) },
    ...{
      byDoctor: ranked(maps.doctor),
      byMonth: [...maps.month.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
      top,
    },
  }
}

export const SEVERITY_WORDS: Readonly<Record<string, string>> = {
  definite: '确定',
  suspect: '可疑',
  needs_evidence: '待补证据',
}

export interface FilesAnswer {
  readonly title: string
  readonly stage: string
  readonly lines: number
  readonly visits: number
  readonly persons: number
  readonly findings: number
  readonly files: readonly {
    readonly file: string
    readonly table: string
    readonly rows: number
    readonly setAside: number
  }[]
  readonly setAside: number
  readonly rules: number
  readonly points: number
  readonly leftOut: readonly { readonly rule: string; readonly title: string; readonly needs: string }[]
  /** Findings that would only have asked for what no file has a column for. */
  readonly unasked: readonly { readonly rule: string; readonly title: string; readonly findings: number }[]
  readonly resumed: number
}
