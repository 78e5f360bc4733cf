// The one statement that writes a batch of decided commands: it advances the versions of their subjects, and whatever
// follows is written only for the commands whose subjects were still at the version they were decided on.
import type { Shape } from './row-groups.ts'
import type { TableCatalogue } from './table-catalogue.ts'

export interface Statement {
  /** Prepared once per connection under this name. */
  readonly name: string
  readonly text: string
  /** The shapes of the parameters after the first, in order. */
  readonly shapes: readonly Shape[]
}

export interface Features {
  /** Some subject has no row yet. */
  readonly hasNew: boolean
  /** Some command has several subjects. */
  readonly hasSeveral: boolean
}

/** First parameter: one line per command and subject; `op_id` only on the line of the subject proper. */
const LINES = `jsonb_to_recordset($1) as x(_c int, person_no text, version bigint, state jsonb,
    sender text, msgid text, op_id uuid, subjects int, touched int)`
const NOT_SEEN = 'not exists (select from message_key k where k.sender = x.sender and k.msgid = x.msgid)'
const IS_WON = 'x._c = any (array(select _c from won))'

/** Makes statements by shape and keeps them: there are as many as there are kinds of change, not as there are changes. */
export class Statements {
  readonly #catalogue: TableCatalogue
  readonly #made = new Map<string, Statement>()

  constructor(catalogue: TableCatalogue) {
    this.#catalogue = catalogue
  }

  for(shapes: readonly Shape[], features: Features): Statement {
    const sorted = [...shapes].sort((a, b) => (a.id < b.id ? -1 : 1))
    const id = `${features.hasNew} ${features.hasSeveral} ${sorted.map((shape) => shape.id).join('; ')}`
    const known = this.#made.get(id)
    if (known) return known
    const statement = { name: `write ${this.#made.size + 1}`, text: this.#textOf(sorted, features), shapes: sorted }
    this.#made.set(id, statement)
    return statement
  }

  #textOf(shapes: readonly Shape[], features: Features): string {
    const parts = shapes.map((shape, at) => ({
      shape,
      name: `${shape.act}_${at}`,
      source: this.#source(shape, at + 2),
    }))
    const changes = parts.filter(({ shape }) => shape.act !== 'absent')
    const counted = parts.filter(({ shape }) => shape.act === 'update' || shape.act === 'remove')
    const guards = parts.filter(({ shape }) => shape.act === 'absent')
    return `with ${winners(features)},
  keyed as (insert into message_key (sender, msgid, person_no, op_id)
    select x.sender, x.msgid, x.person_no, x.op_id from ${LINES} where x.op_id is not null and ${IS_WON})${changes
      .map(({ shape, name, source }) => `,\n  ${name} as (${changeText(shape, source)})`)
      .join('')}
select array(select _c from won) as won${features.hasSeveral ? `,\n  ${NONE_HALF_WON}` : ''}${
      counted.length > 0 ? `,\n  ${allFound(counted.map(({ name }) => name))}` : ''
    }${guards.map(({ shape, source }) => `,\n  ${guardText(shape, source)}`).join('')}`
  }

  /** Parameter `$n` as rows with the table's own column types. */
  #source({ act, table, key, set }: Shape, parameter: number): string {
    const types = this.#catalogue.get(table)!.columns
    const columns = [...key, ...set].map((column) => `${quoted(column)} ${types.get(column)}`)
    const own = act === 'absent' ? ['_c int', '_refusal text'] : ['_c int']
    return `jsonb_to_recordset($${parameter}) as x(${[...own, ...columns].join(', ')})`
  }
}

/**
 * `won`: the commands whose every subject was advanced. Subjects are locked in the order of the lines, which is that
 * of their names in every process, so that two batches never wait for each other in a circle.
 */
function winners({ hasNew, hasSeveral }: Features): string {
  const advanced = `advanced as (update subject_state t set version = t.version + 1, state = coalesce(x.state, t.state)
    from ${LINES} where t.person_no = x.person_no and t.version = x.version and ${NOT_SEEN}
    returning x._c, x.subjects, x.touched)`
  const created = `created as (insert into subject_state (person_no, version, state)
    select x.person_no, 1, coalesce(x.state, '{}') from ${LINES} where x.version = 0 and ${NOT_SEEN}
    on conflict (person_no) do nothing returning person_no)`
  const all = hasNew
    ? `(select _c, subjects, touched from advanced union all
    select x._c, x.subjects, x.touched from created join ${LINES} using (person_no))`
    : 'advanced'
  const moved = `moved as (select _c, count(*) as moved, max(subjects) as subjects, max(touched) as touched from ${all} m group by _c)`
  const won = hasSeveral
    ? `${moved},\n  won as (select _c, touched from moved where moved = subjects)`
    : `won as (select _c, touched from ${all} m)`
  return [advanced, ...(hasNew ? [created] : []), won].join(',\n  ')
}

/** A command of which one subject moved and another did not must not leave the one moved. */
const NONE_HALF_WON = `case when exists (select from moved where moved <> subjects) then refuse_write('lost_race') end`

/** Rows that a command updates or removes exist; otherwise the program believes in something that is not there. */
function allFound(names: readonly string[]): string {
  const found = names.map((name) => `(select count(*) from ${name})`).join(' + ')
  return `case when ${found} <> (select coalesce(sum(touched), 0) from won) then refuse_write('row_missing') end`
}

function changeText({ act, table, key, set }: Shape, source: string): string {
  const match = key.map((column) => `t.${quoted(column)} = x.${quoted(column)}`).join(' and ')
  if (act === 'insert') {
    return `insert into ${table} (${set.map(quoted).join(', ')})
    select ${set.map((column) => `x.${quoted(column)}`).join(', ')} from ${source} where ${IS_WON}`
  }
  if (act === 'update') {
    const values = set.map((column) => `${quoted(column)} = x.${quoted(column)}`).join(', ')
    return `update ${table} t set ${values} from ${source} where ${match} and ${IS_WON} returning 1`
  }
  return `delete from ${table} t using ${source} where ${match} and ${IS_WON} returning 1`
}

function guardText({ table, key }: Shape, source: string): string {
  const match = key.map((column) => `t.${quoted(column)} = x.${quoted(column)}`).join(' and ')
  return `(select count(case when exists (select from ${table} t where ${match}) then refuse_write(x._refusal) end)
    from ${source} where ${IS_WON})`
}

const quoted = (name: string): string => `"${name}"`
