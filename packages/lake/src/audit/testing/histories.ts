// Many small histories in one set of tables: every name carries the number of its history, so that none meets another.
import { type AuditFacts, type AuditLine, fen, type Quantity } from '@yibao/kernel'

/** Keys whose values name something inside one history. */
const NAMES = new Set([
  ...[
    'id',
    'personId',
    'providerId',
    'encounterId',
    'purchaserId',
    'prescriberId',
    'executorId',
    'reversalOf',
    'invoice',
  ],
  ...['transferFrom', 'episode', 'traceCodes', 'peerGroup'],
])

export function inHistory(facts: AuditFacts, number: number): AuditFacts {
  const renamed = (row: object): object =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => {
        if (!NAMES.has(key) || value === undefined) return [key, value]
        const name = (each: unknown) => `${String(number).padStart(5, '0')}.${each}`
        return [key, Array.isArray(value) ? value.map(name) : name(value)]
      }),
    )
  return Object.fromEntries(
    Object.entries(facts).map(([table, rows]) => [table, rows.map(renamed)]),
  ) as unknown as AuditFacts
}

export function together(histories: readonly AuditFacts[]): AuditFacts {
  const all = <K extends keyof AuditFacts>(table: K) => histories.flatMap((facts): readonly unknown[] => facts[table])
  const tables = ['persons', 'providers', 'practitioners', 'encounters', 'lines', 'records'] as const
  return Object.fromEntries(tables.map((table) => [table, all(table)])) as unknown as AuditFacts
}

/** Takes back a part of some lines, or all of them; marks some visits as rescue. */
export function withReversals(facts: AuditFacts, marks: readonly number[]): AuditFacts {
  const reversals = facts.lines.flatMap((line, at): AuditLine[] => {
    const mark = marks[at % marks.length] ?? 0
    if (mark > 2) return []
    const share = mark === 0 ? 1 : 0.5
    return [
      {
        ...line,
        ...{ id: `${line.id}R`, reversalOf: line.id, sequence: line.sequence + 1000 },
        ...{
          quantity: -Math.floor(line.quantity * share) as Quantity,
          amountFen: fen(-Math.floor(line.amountFen * share)),
        },
      },
    ]
  })
  const encounters = facts.encounters.map((each, at) => ({ ...each, isRescue: (marks[at] ?? 9) === 3 }))
  return { ...facts, encounters, lines: [...facts.lines, ...reversals] }
}
