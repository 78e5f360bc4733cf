// What was found, by looks: findings, what became of them, and what was said to doctors before care.
import type { LiveRecord, RecordRow } from '@yibao/lake'
import { liveRecord } from '@yibao/lake'
import { CASE_STATES, type CaseState, type FoundHistory, foundIn, looksNamed } from '../../audit-case/index.ts'
import { kindsOf, type RecordSource, uuidsIn } from './source.ts'

/** The subject of looks at a person. */
const PREFIX = 'audit:'

export const looks: RecordSource = async ({ reader, operations, violationOf }) => {
  const own = kindsOf(operations, 'audit.')
  if (own.length === 0) return []
  const made = own
    .filter(({ personNo }) => personNo.startsWith(PREFIX))
    .map(({ opId, personNo }) => ({ key: opId, personNo: personNo.slice(PREFIX.length) }))
  const named = await looksNamed(reader, { made, names: uuidsIn(own) })
  const found = Map.groupBy(await foundIn(reader, named), ({ key }) => key)
  return named.map(({ key }) => lookRecord(key, found.get(key) ?? [], violationOf))
}

const STAGES = { pre: 'pre', mid: 'during', post: 'post' } as const

export function lookRecord(
  key: string,
  found: readonly FoundHistory[],
  violationOf: (rule: string) => string | undefined,
): LiveRecord {
  const standing = found.filter((each) => each.case?.state !== 'void')
  const cases = standing.filter((each) => each.case !== null)
  return liveRecord('screening', key, {
    ...filled('findings', standing.map(findingRow)),
    ...filled(
      'decisions',
      cases.map((each) => decisionRow(each, violationOf)),
    ),
    ...filled('reminders', reminderRows(standing)),
  })
}

const filled = (table: string, rows: readonly RecordRow[]) => (rows.length > 0 ? { [table]: rows } : {})

const findingRow = (found: FoundHistory): RecordRow => ({
  ...{ finding_id: found.findingId, rule: found.rule, rule_version: found.ruleVersion, stage: STAGES[found.stage] },
  ...{ severity: found.severity, person: found.personNo, visit: found.visit, provider: found.provider },
  line: found.lines.map(({ lineId }) => lineId).join(' '),
  month: (found.case?.settledOn ?? found.foundOn).slice(0, 7),
  amount_fen: found.case ? found.case.countedFen : found.excessFen,
})

const OUTCOMES: Readonly<Partial<Record<CaseState, 'confirmed' | 'rejected'>>> = {
  ...{
    decided: 'confirmed',
    deducted: 'confirmed',
    rejected: 'rejected',
    overturned: 'rejected',
    reversed: 'rejected',
  },
}
const DECIDING: ReadonlySet<string> = new Set(['reject_first', 'reject_second', 'uphold', 'overturn'])
const isState = (state: string): state is CaseState => CASE_STATES.some((each) => each === state)

function decisionRow(found: FoundHistory, violationOf: (rule: string) => string | undefined): RecordRow {
  const { state, steps, decision, visitId, deductedFen, certifiedFen } = found.case!
  const outcome = isState(state) ? OUTCOMES[state] : undefined
  const isAppealed = steps.some(({ step }) => step === 'appeal')
  const isRecovered = state === 'deducted' && deductedFen > 0
  const last = steps.at(-1)?.at.slice(0, 10) ?? null
  const decided = steps.findLast(({ step }) => DECIDING.has(step))?.at.slice(0, 10) ?? last
  return {
    ...{ finding_id: found.findingId, rule: found.rule, violation: violationOf(found.rule) ?? null },
    ...{ severity: found.severity, provider: found.provider, person_no: found.personNo, visit_id: visitId },
    ...{ county: found.county, found_on: found.foundOn, decided_on: outcome ? decided : null, outcome },
    is_appealed: isAppealed,
    appeal: !isAppealed || !outcome ? null : state === 'overturned' ? 'upheld' : 'dismissed',
    ...{ state, excess_fen: found.excessFen },
    confirmed_fen:
      outcome === 'confirmed' ? (decision?.lines ?? []).reduce((sum, { amountFen }) => sum + amountFen, 0) : 0,
    recovered_fen: isRecovered ? certifiedFen : 0,
    recovered_on: isRecovered ? last : null,
  }
}

/** A message to the doctor is one reminder, however many findings it tells. */
function reminderRows(found: readonly FoundHistory[]): RecordRow[] {
  const told = found.filter((each) => each.told && each.stage !== 'post')
  return [...Map.groupBy(told, ({ messageId }) => messageId)].map(([message, group]) => {
    const [first] = group as [FoundHistory, ...FoundHistory[]]
    const changed = group.filter(({ response }) => response === 'changed')
    const isAnswered = group.some(({ response }) => response !== null)
    return {
      ...{
        reminder_id: message,
        on_day: first.foundOn,
        stage: first.stage,
        rule: first.rule,
        provider: first.provider,
      },
      ...{ county: first.county, person_no: first.personNo, visit_id: first.visit },
      outcome: changed.length > 0 ? 'changed' : isAnswered ? 'kept' : null,
      prevented_fen: changed.reduce((sum, { excessFen }) => sum + excessFen, 0),
    }
  })
}
