// What doctors were reminded of before the bill was made. The bills of a generated city are the end of it, so an order as it was first
// typed is put in front of them: too much of an item, or the item once more. The kernel's rules look at that order with everything
// that the person had before; where they speak, the doctor followed them, for the bill says so. Where they speak of the bill's own
// line, the doctor kept it.
import {
  type AuditFacts,
  type AuditFinding,
  type AuditLine,
  type FactsView,
  runAudit,
  type Stage,
  viewOf,
} from '@yibao/kernel'
import type { OfficeRow } from '@yibao/lake'
import { random, seedOf } from '../../random.ts'
import type { Desk } from './model.ts'

export function reminderRows(desk: Desk): OfficeRow[] {
  const { facts } = desk.sample
  const visits = Map.groupBy(facts.encounters, ({ personId }) => personId)
  const lines = Map.groupBy(facts.lines, ({ encounterId }) => encounterId)
  const persons = new Map(facts.persons.map((person) => [person.id, person]))
  const rows: OfficeRow[] = []
  for (const encounter of facts.encounters) {
    const { id, personId, providerId, startOn } = encounter
    const from = desk.watchedFrom.get(providerId)
    const own = lines.get(id) ?? []
    const source = random(seedOf(`reminder ${id}`, desk.seed))
    if (from === undefined || startOn < from || own.length === 0) continue
    if (!source.chance(desk.shares.looked.value)) continue
    const line = source.pick(own)
    const stage: Stage = source.chance(desk.shares.before.value) ? 'pre' : 'mid'
    const known = (visits.get(personId) ?? []).filter(({ start }) => start <= encounter.start)
    const history: AuditFacts = {
      ...facts,
      ...{ persons: [persons.get(personId)!], encounters: known, records: [] },
      lines: known.flatMap((each) => lines.get(each.id) ?? []),
    }
    const isTwice = source.chance(0.5)
    const told = look(desk, history, line, { stage, times: isTwice ? 1 : 2 + source.int(0, 3), isTwice })
    if (!told) continue
    const outcome = told.isKept ? 'kept' : isTwice ? 'withdrawn' : 'changed'
    rows.push({
      ...{ reminder_id: `M${id}`, on_day: startOn, stage, rule: told.rule, provider: providerId },
      ...{ county: desk.countyOf(providerId), person_no: personId, visit_id: id, outcome },
      prevented_fen: told.isKept ? 0 : told.excessFen,
    })
  }
  return rows.sort((a, b) => (`${a.on_day} ${a.reminder_id}` < `${b.on_day} ${b.reminder_id}` ? -1 : 1))
}

interface Typed {
  readonly stage: Stage
  /** The quantity against that of the bill. */
  readonly times: number
  /** The line is typed once more, beside the one that stays. */
  readonly isTwice: boolean
}

interface Spoken {
  readonly isKept: boolean
  readonly rule: string
  readonly excessFen: number
}

function look(
  { audit }: Desk,
  facts: AuditFacts,
  line: AuditLine,
  { stage, times, isTwice }: Typed,
): Spoken | undefined {
  const ofLine = (view: FactsView, id: string): AuditFinding[] =>
    runAudit(audit, view, { stage, lines: view.lines.filter((each) => each.id === id), encounters: [], records: [] })
  const own = speaking(ofLine(viewOf(facts), line.id))
  if (own) return { isKept: true, ...own }
  const id = `${line.id}+`
  const typed = {
    ...line,
    ...{
      id: isTwice ? id : line.id,
      quantity: line.quantity * times,
      amountFen: line.amountFen * times,
      isDraft: true,
    },
    sequence: line.sequence + (isTwice ? facts.lines.length : 0),
  } as AuditLine
  const lines = isTwice ? [...facts.lines, typed] : facts.lines.map((each) => (each.id === line.id ? typed : each))
  const found = speaking(ofLine(viewOf({ ...facts, lines }), typed.id))
  return found && { isKept: false, ...found }
}

/** A doctor is told what is sure or likely, not what is merely unknown; the first rule is named, all of the excess counted once. */
function speaking(findings: readonly AuditFinding[]): { rule: string; excessFen: number } | undefined {
  const sure = findings.filter(({ severity }) => severity !== 'needs_evidence')
  const [first] = sure
  return first && { rule: first.rule, excessFen: Math.max(...sure.map(({ excessAmountFen }) => excessAmountFen)) }
}
