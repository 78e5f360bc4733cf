// Reading what a batch of commands of one kind needs to know: one statement, one snapshot.
import type pg from 'pg'
import type { Json } from '../json.ts'
import type { Command, Known } from './command.ts'

export interface Loaded {
  readonly known: Known<unknown>
  /** Version of each subject, 0 when it has no row. */
  readonly versions: ReadonlyMap<string, number>
}

interface LoadedRow {
  readonly c: number
  readonly person_no: string
  readonly version: number
  readonly state: Json | null
  readonly facts: unknown
}

/** In the order of the commands. Versions and facts are of one instant, so that a later change shows as a lost race. */
export async function load(client: pg.ClientBase, commands: readonly Command[]): Promise<Loaded[]> {
  const kind = commands[0]!.kind
  const lines = commands.flatMap(({ input }, c) =>
    kind.subjects(input).map((subject, at) => ({
      c,
      person_no: subject,
      ...(at === 0 && kind.facts ? { args: kind.facts.args(input) } : {}),
    })),
  )
  const { rows } = await client.query<LoadedRow>({
    name: `load ${kind.name}`,
    text: textOf(kind.facts?.sql),
    values: [JSON.stringify(lines)],
  })
  const byCommand = Map.groupBy(rows, (row) => row.c)
  return commands.map(({ input }, c) => loadedOf(kind.subjects(input), byCommand.get(c) ?? []))
}

function textOf(factsSql: string | undefined): string {
  const facts = factsSql ? `left join lateral (${factsSql}) f on q.args is not null` : ''
  return `select q.c, q.person_no, coalesce(s.version, 0) as version, s.state${factsSql ? ', f.facts' : ''}
from jsonb_to_recordset($1) as q(c int, person_no text, args jsonb)
left join subject_state s on s.person_no = q.person_no
${facts}`
}

function loadedOf(subjects: readonly [string, ...string[]], rows: readonly LoadedRow[]): Loaded {
  const states = Object.fromEntries(rows.map((row) => [row.person_no, row.state ?? {}]))
  return {
    known: {
      facts: rows.find((row) => row.person_no === subjects[0])?.facts,
      state: states[subjects[0]] ?? {},
      states,
    },
    versions: new Map(rows.map((row) => [row.person_no, row.version])),
  }
}
