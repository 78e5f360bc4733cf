// A finding of `audit files` as one row: beside the common ones, where it happened, whose order it was, and what it stands on.
import type { AuditFinding, FactsView, RuleCard } from '@yibao/kernel'
import { rowOf } from '../finding-row.ts'

export interface FindingRow {
  readonly rule: string
  readonly title: string
  readonly category: string
  readonly severity: string
  readonly person: string
  readonly provider: string
  readonly on: string
  readonly lines: string
  readonly encounters: string
  readonly excess_quantity: number
  readonly excess_fen: number
  readonly deducted_fen: number
  readonly missing: string
  readonly provider_zh: string
  readonly auditor_zh: string
  readonly visit: string
  readonly care_mode: string
  readonly department: string
  readonly prescriber: string
  readonly item: string
  readonly code: string
  /** Names and values that the texts were filled with, as JSON. */
  readonly facts: string
  readonly basis: string
}

const basisOf = (card: RuleCard | undefined): string =>
  (card?.basis ?? []).map(({ title, number = '', clause = '' }) => `《${title}》${number}${clause}`).join('；')

/** What a reader is told about a rule by itself is not said again. */
const TOLD = new Set(['rule', 'item', 'code', 'on', 'person', 'provider', 'excessQuantity', 'excessAmount', 'missing'])

export function filesRow(
  finding: AuditFinding,
  deductedFen: number,
  card: RuleCard | undefined,
  view?: FactsView,
): FindingRow {
  const [line] = finding.lines.flatMap(({ lineId }) => lineOf(view, finding, lineId) ?? [])
  const visit = line?.encounterId ?? finding.encounters[0] ?? ''
  const own = Object.entries(finding.facts).filter(([name, value]) => !TOLD.has(name) && value !== '')
  return {
    ...(rowOf(finding, deductedFen, card) as FindingRow),
    ...{
      visit,
      care_mode: view?.encounter(visit)?.careMode ?? '',
      department: line?.department ?? '',
      prescriber: line?.prescriberId ?? '',
    },
    ...{ item: String(finding.facts.item ?? ''), code: String(finding.facts.code ?? '') },
    ...{ facts: JSON.stringify(Object.fromEntries(own)), basis: basisOf(card) },
  }
}

/** The line of a finding, looked for where the finding says it stands. */
function lineOf(view: FactsView | undefined, { encounters, facts }: AuditFinding, lineId: string) {
  if (!view) return undefined
  for (const visit of encounters) {
    const found = view.linesOfEncounter(visit).find(({ id }) => id === lineId)
    if (found) return found
  }
  return view.linesOfPerson(String(facts.person ?? '')).find(({ id }) => id === lineId)
}
