// The facts with the few indexes that evaluators ask for. Built once for a case, a bill with its history, or a batch.
import type { Day } from '../../time/day.ts'
import { dayNumberAt, type Minute } from './minute.ts'
import type {
  AuditEncounter,
  AuditFacts,
  AuditLine,
  AuditPerson,
  AuditProvider,
  AuditRecord,
  NetLine,
  Practitioner,
  RecordKind,
  RecordOf,
} from './model.ts'
import { byTime, netLines } from './net.ts'

/** What evaluators read. All lists are in time order (see `byTime`); lines are those that count. */
export interface FactsView {
  person(id: string): AuditPerson | undefined
  provider(id: string): AuditProvider | undefined
  practitioner(id: string): Practitioner | undefined
  encounter(id: string): AuditEncounter | undefined
  readonly encounters: readonly AuditEncounter[]
  readonly lines: readonly NetLine[]
  /** As submitted, with reversals and lines paid by the person. */
  readonly submitted: readonly AuditLine[]
  readonly records: readonly AuditRecord[]
  linesOfEncounter(encounterId: string): readonly NetLine[]
  /** As submitted, with reversals and lines paid by the person. */
  submittedOfEncounter(encounterId: string): readonly AuditLine[]
  /** At any provider. */
  linesOfPerson(personId: string): readonly NetLine[]
  linesOfPersonAndCode(personId: string, code: string): readonly NetLine[]
  encountersOfPerson(personId: string): readonly AuditEncounter[]
  encountersOfInvoice(invoice: string): readonly AuditEncounter[]
  /** What one purchaser settled on one day, for whomever. */
  encountersOfPurchaser(purchaserId: string, on: Day): readonly AuditEncounter[]
  linesOfExecutor(practitionerId: string, on: Day): readonly NetLine[]
  /** Every submitted line that carries the trace code. */
  linesOfTraceCode(traceCode: string): readonly AuditLine[]
  /** When a line was taken back, if it was. */
  reversalsOf(lineId: string): readonly AuditLine[]
  recordsOfEncounter<K extends RecordKind>(kind: K, encounterId: string): readonly RecordOf<K>[]
  recordsOfPerson<K extends RecordKind>(kind: K, personId: string): readonly RecordOf<K>[]
}

const byStart = (a: AuditEncounter, b: AuditEncounter): number =>
  a.start - b.start || a.end - b.end || a.sequence - b.sequence || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** An index made when it is first asked for: most checks need two or three of them. */
function index<T>(items: () => readonly T[], keysOf: (item: T) => readonly (string | undefined)[]) {
  let made: Map<string, T[]> | undefined
  return (key: string): readonly T[] => {
    if (!made) {
      made = new Map()
      for (const item of items()) {
        for (const each of keysOf(item)) {
          if (each === undefined) continue
          const list = made.get(each)
          if (list) list.push(item)
          else made.set(each, [item])
        }
      }
    }
    return made.get(key) ?? []
  }
}

const byId = <T extends { readonly id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]))

const joined = (first: string, second: string): string => `${first}\u0000${second}`

export function viewOf(facts: AuditFacts): FactsView {
  const persons = byId(facts.persons)
  const providers = byId(facts.providers)
  const practitioners = byId(facts.practitioners)
  const encounterById = byId(facts.encounters)
  const encounters = [...facts.encounters].sort(byStart)
  const submitted = [...facts.lines].sort(byTime)
  const lines = netLines(submitted)
  const personOf = (line: AuditLine) => encounterById.get(line.encounterId)?.personId
  const lineIndex = (keyOf: (line: NetLine) => string | undefined) =>
    index(
      () => lines,
      (line) => [keyOf(line)],
    )
  const visitIndex = (keyOf: (encounter: AuditEncounter) => string | undefined) =>
    index(
      () => encounters,
      (encounter) => [keyOf(encounter)],
    )
  const ofPersonAndCode = lineIndex((line) => {
    const person = personOf(line)
    return person === undefined ? undefined : joined(person, line.code)
  })
  const ofPurchaser = visitIndex((each) => (each.purchaserId ? joined(each.purchaserId, each.startOn) : undefined))
  const ofExecutor = lineIndex((line) => (line.executorId ? joined(line.executorId, line.on) : undefined))
  const records = index(
    () => facts.records,
    (record) => [
      record.encounterId === undefined ? undefined : joined(`${record.kind} of visit`, record.encounterId),
      joined(`${record.kind} of person`, personOfRecord(record, encounterById) ?? ''),
    ],
  )
  return {
    person: (id) => persons.get(id),
    provider: (id) => providers.get(id),
    practitioner: (id) => practitioners.get(id),
    encounter: (id) => encounterById.get(id),
    encounters,
    lines,
    submitted,
    records: facts.records,
    linesOfEncounter: lineIndex((line) => line.encounterId),
    submittedOfEncounter: index(
      () => submitted,
      (line) => [line.encounterId],
    ),
    linesOfPerson: lineIndex(personOf),
    linesOfPersonAndCode: (personId, code) => ofPersonAndCode(joined(personId, code)),
    encountersOfPerson: visitIndex((each) => each.personId),
    encountersOfInvoice: visitIndex((each) => each.invoice),
    encountersOfPurchaser: (purchaserId, on) => ofPurchaser(joined(purchaserId, on)),
    linesOfExecutor: (practitionerId, on) => ofExecutor(joined(practitionerId, on)),
    linesOfTraceCode: index(
      () => submitted,
      (line) => line.traceCodes ?? [],
    ),
    reversalsOf: index(
      () => submitted,
      (line) => [line.reversalOf],
    ),
    recordsOfEncounter: <K extends RecordKind>(kind: K, encounterId: string) =>
      records(joined(`${kind} of visit`, encounterId)) as readonly RecordOf<K>[],
    recordsOfPerson: <K extends RecordKind>(kind: K, personId: string) =>
      records(joined(`${kind} of person`, personId)) as readonly RecordOf<K>[],
  }
}

const personOfRecord = (record: AuditRecord, encounters: ReadonlyMap<string, AuditEncounter>): string | undefined =>
  record.personId ?? (record.encounterId === undefined ? undefined : encounters.get(record.encounterId)?.personId)

/** 计费住院天数: the day in counts, the day out does not; at least one. */
export const billableDays = (stay: AuditEncounter): number =>
  Math.max(1, dayNumberAt(stay.end) - dayNumberAt(stay.start))

/** Minutes of a stay that fall on a calendar day. */
export function minutesOfStayOn(stay: AuditEncounter, dayNumber: number): number {
  const from = Math.max(stay.start, dayNumber * 1440) as Minute
  const to = Math.min(stay.end, (dayNumber + 1) * 1440) as Minute
  return Math.max(0, to - from)
}
