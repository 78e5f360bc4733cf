// Typed files put together as the tables an audit reads; what does not fit together is set aside with its row and the reason.
import type { DuckDBConnection } from '@duckdb/node-api'
import { intake } from '@yibao/kernel'
import { quoted } from '../../history/engine.ts'
import { createText, FACT_COLUMNS, FACT_TABLES, type FactTable } from '../columns.ts'
import type { TypedFile } from './typed.ts'

/** Rows of later files stand behind all rows of the earlier ones. */
const FILE_STEP = 1_000_000_000_000

const isOf = (entity: string) => (name: string) => name.startsWith(`${entity}.`)

/** Every row of the files that tell something of an entity, with all of its fields, those that are not told null. */
function rowsOf(files: readonly TypedFile[], fields: readonly string[], needs: string): string {
  const parts = files
    .filter(({ file }) => file.mapped.columns.some(({ field }) => field.name === needs))
    .map(({ file, number, table }, at) => {
      const told = new Set(file.mapped.columns.map(({ field }) => field.name))
      const columns = fields.map((name) =>
        told.has(name) ? `"${name}"` : `CAST(NULL AS ${typeOf(name)}) AS "${name}"`,
      )
      return `SELECT ${number} AS file, n, ${at * FILE_STEP} + n AS ord, ${columns.join(', ')} FROM ${table}`
    })
  if (parts.length > 0) return parts.join(' UNION ALL ')
  const none = fields.map((name) => `CAST(NULL AS ${typeOf(name)}) AS "${name}"`).join(', ')
  return `SELECT 0 AS file, 0 AS n, 0 AS ord, ${none} WHERE false`
}

const TYPES: Readonly<Record<string, string>> = {
  texts: 'VARCHAR[]',
  day: 'DATE',
  number: 'DOUBLE',
  flag: 'BOOLEAN',
  text: 'VARCHAR',
  choice: 'VARCHAR',
}
const everyField = new Map(
  Object.values(intake.INTAKE_TABLES).flatMap((fields) => fields.map((each) => [each.name, each])),
)
const typeOf = (name: string): string => TYPES[everyField.get(name)?.type ?? ''] ?? 'BIGINT'

const namesOf = (entity: string): string[] => [...everyField.keys()].filter(isOf(entity))

/** Own tables first: a register says more than a bill. */
const registersFirst = (files: readonly TypedFile[], ...tables: readonly string[]): TypedFile[] =>
  tables.flatMap((table) => files.filter(({ file }) => file.mapped.table === table))

const first = (name: string): string => `arg_min("${name}", ord) AS "${name}"`

export async function gather(connection: DuckDBConnection, files: readonly TypedFile[]): Promise<void> {
  for (const table of FACT_TABLES) await connection.run(createText(table))
  await visits(connection, files)
  await lines(connection, files)
  await registers(connection, files)
  await records(connection, files)
  for (const { table } of files) await connection.run(`DROP TABLE ${table}`)
}

const MINUTE_DAY = (minute: string): string =>
  `CAST(DATE '1970-01-01' + CAST(floor(${minute} / 1440) AS INTEGER) AS DATE)`

const NEEDED = ['person.id', 'provider.id', 'visit.careMode']
const START = 'COALESCE("visit.start", first_at)'

async function visits(connection: DuckDBConnection, files: readonly TypedFile[]): Promise<void> {
  const fields = [...namesOf('visit'), 'person.id', 'provider.id']
  const ordered = registersFirst(files, 'visits', 'lines')
  const rows = rowsOf(ordered, [...fields, 'line.at'], 'visit.id')
  await connection.run(`CREATE OR REPLACE TABLE gathered AS SELECT "visit.id", ${fields
    .filter((name) => name !== 'visit.id')
    .map(first)
    .join(
      ', ',
    )}, min("line.at") AS first_at, max("line.at") AS last_at, arg_min(file, ord) AS file, arg_min(n, ord) AS n, min(ord) AS ord
    FROM (${rows}) WHERE "visit.id" IS NOT NULL GROUP BY 1`)
  const missing = NEEDED.map((name) => `WHEN "${name}" IS NULL THEN ${quoted(name)}`).join(' ')
  const words = NEEDED.map((name) => `WHEN "${name}" IS NULL THEN ${quoted(everyField.get(name)?.zh ?? '')}`).join(' ')
  const isWhole = `"person.id" IS NOT NULL AND "provider.id" IS NOT NULL AND "visit.careMode" IS NOT NULL AND ${START} IS NOT NULL`
  await connection.run(`INSERT INTO set_aside SELECT file, n, NULL, CASE ${missing} ELSE 'visit.start' END, "visit.id",
    '这次就诊没有 this visit lacks ' || CASE ${words} ELSE '入院时间' END FROM gathered WHERE NOT (${isWhole})`)
  const list = (name: string, item: string): string =>
    `CASE WHEN len("${name}") > 0 THEN CAST(to_json(list_transform("${name}", ${item})) AS VARCHAR) END`
  const start = START
  const end = `greatest(${start}, COALESCE("visit.end", CASE WHEN "visit.careMode" = 'inpatient' THEN last_at END, ${start}))`
  const columns: Readonly<Record<string, string>> = {
    ...{ id: '"visit.id"', person_id: '"person.id"', provider_id: '"provider.id"', care_mode: '"visit.careMode"' },
    ...{ start_minute: start, end_minute: end, start_on: MINUTE_DAY(start), end_on: MINUTE_DAY(end) },
    diagnoses: list('visit.diagnoses', "(x, i) -> {'code': x, 'isMain': i = 1}"),
    procedures: list('visit.procedures', "x -> {'code': x}"),
    ...plainColumns('encounters', 'visit'),
    ...{
      is_rescue: 'COALESCE("visit.isRescue", false)',
      is_long_term_prescription: 'COALESCE("visit.isLongTermPrescription", false)',
    },
    ...{
      is_pre_admission: 'COALESCE("visit.isPreAdmission", false)',
      flags: "'{}'",
      sequence: 'row_number() OVER (ORDER BY ord)',
    },
  }
  await insert(connection, 'encounters', columns, `gathered WHERE ${isWhole}`)
  await connection.run('DROP TABLE gathered')
}

/** Columns of a table that are the field as it is. */
function plainColumns(table: FactTable, entity: string): Record<string, string> {
  const kept = new Map(FACT_COLUMNS[table].map((column) => [column.fact, column]))
  const done = ['id', 'start', 'end', 'diagnoses', 'procedures', 'isRescue', 'isLongTermPrescription', 'isPreAdmission']
  return Object.fromEntries(
    namesOf(entity).flatMap((name) => {
      const fact = everyField.get(name)?.fact ?? ''
      const column = kept.get(fact)
      return column && !done.includes(fact) ? [[column.name, `"${name}"`]] : []
    }),
  )
}

const insert = (
  connection: DuckDBConnection,
  table: FactTable,
  columns: Readonly<Record<string, string>>,
  from: string,
) =>
  connection.run(
    `INSERT INTO ${table} BY NAME SELECT ${Object.entries(columns)
      .map(([name, sql]) => `${sql} AS ${name}`)
      .join(', ')} FROM ${from}`,
  )

/** 医保编码的首字母: drugs, herbs, consumables; the rest are services. */
const CATALOGUE = `COALESCE("line.catalogue", CASE WHEN regexp_matches("line.code", '^C[0-9]{13,}') THEN 'consumable'
  WHEN regexp_matches("line.code", '^T[0-9]{9}$') THEN 'herb' WHEN regexp_matches("line.code", '^[XZ][A-Z]') THEN 'drug' ELSE 'service' END)`

async function lines(connection: DuckDBConnection, files: readonly TypedFile[]): Promise<void> {
  const own = files.filter(({ file }) => file.mapped.table === 'lines')
  const rows = rowsOf(own, [...namesOf('line'), 'visit.id', 'person.id', 'provider.id'], 'line.code')
  await connection.run(`CREATE OR REPLACE TABLE billed AS SELECT *, "visit.id" || '/' || COALESCE("line.id", (file + 1) || ':' || (n + 1)) AS id,
    NULL::VARCHAR AS back_of FROM (${rows})`)
  const aside = (field: string, found: string, allowed: string, where: string) =>
    setAside(connection, field, found, allowed, where)
  await aside(
    'visit.id',
    '"visit.id"',
    '能读入的一次就诊 a visit that could be read',
    '"visit.id" NOT IN (SELECT id FROM encounters)',
  )
  const differs = (field: string, column: string): string =>
    `ord IN (SELECT ord FROM billed b JOIN encounters e ON e.id = b."visit.id" WHERE b."${field}" <> e.${column})`
  await aside(
    'person.id',
    '"person.id"',
    '与该次就诊的人员一致 the person of the visit',
    differs('person.id', 'person_id'),
  )
  await aside(
    'provider.id',
    '"provider.id"',
    '与该次就诊的机构一致 the provider of the visit',
    differs('provider.id', 'provider_id'),
  )
  // A line that takes back is negative in both; of the one that is negative in one nobody knows what was meant.
  await aside(
    'line.amount',
    'CAST("line.amount" / 100 AS VARCHAR)',
    '与数量同为正或同为负 of the sign of the quantity',
    'sign("line.quantity") * sign("line.amount") < 0',
  )
  const twice = 'ord IN (SELECT ord FROM billed QUALIFY row_number() OVER (PARTITION BY id ORDER BY ord) > 1)'
  await aside('line.id', 'COALESCE("line.id", \'\')', '同一就诊内不重复 once in a visit', twice)
  await reversals(connection)
  await aside(
    'line.quantity',
    'CAST("line.quantity" / 10000 AS VARCHAR)',
    '负数须有可冲销的原明细 a line it takes back',
    '"line.quantity" < 0 AND back_of IS NULL',
  )
  const columns: Readonly<Record<string, string>> = {
    ...plainColumns('lines', 'line'),
    ...{
      id: 'id',
      encounter_id: '"visit.id"',
      at_minute: '"line.at"',
      used_on: MINUTE_DAY('"line.at"'),
      catalogue: CATALOGUE,
    },
    ...{
      name: 'COALESCE("line.name", "line.code")',
      amount_fen: '"line.amount"',
      to_fund: 'COALESCE("line.toFund", true)',
    },
    ...{
      is_split_pack: 'COALESCE("line.isSplitPack", false)',
      is_on_no_code_list: 'COALESCE("line.isOnNoCodeList", false)',
    },
    ...{ reversal_of: 'back_of', is_draft: 'false', sequence: 'row_number() OVER (ORDER BY ord)' },
  }
  await insert(connection, 'lines', columns, 'billed')
  await connection.run('DROP TABLE billed')
}

async function setAside(
  connection: DuckDBConnection,
  field: string,
  found: string,
  allowed: string,
  where: string,
): Promise<void> {
  await connection.run(
    `INSERT INTO set_aside SELECT file, n, NULL, ${quoted(field)}, ${found}, ${quoted(allowed)} FROM billed
    WHERE (${where}) AND (file, n) NOT IN (SELECT (file, n) FROM set_aside)`,
  )
  await connection.run(`DELETE FROM billed WHERE ${where}`)
}

/**
 * A line that takes another back names it, by its number within the visit or anywhere; a negative line that names none takes back a
 * line of the same visit, item and amount, the first with the first, or a part of the last larger one before it.
 */
async function reversals(connection: DuckDBConnection): Promise<void> {
  await connection.run(`UPDATE billed SET back_of = o.id FROM billed o
    WHERE billed."line.reverses" IS NOT NULL AND o."visit.id" = billed."visit.id" AND o."line.id" = billed."line.reverses"`)
  await connection.run(`UPDATE billed SET back_of = o.id FROM (SELECT "line.id" AS number, any_value(id) AS id FROM billed
      WHERE "line.id" IN (SELECT "line.reverses" FROM billed) GROUP BY 1 HAVING count(*) = 1) o
    WHERE billed."line.reverses" = o.number AND billed.back_of IS NULL`)
  const same = `"visit.id", "line.code", abs("line.quantity"), abs("line.amount")`
  const nth = (
    sign: string,
  ): string => `SELECT ord, id, "visit.id" AS visit, "line.code" AS code, abs("line.quantity") AS quantity,
    abs("line.amount") AS amount, row_number() OVER (PARTITION BY ${same} ORDER BY ord) AS nth FROM billed
    WHERE "line.quantity" ${sign} 0 AND back_of IS NULL AND "line.reverses" IS NULL AND id NOT IN (SELECT back_of FROM billed WHERE back_of IS NOT NULL)`
  await connection.run(`UPDATE billed SET back_of = p.id FROM (${nth('<')}) m JOIN (${nth('>')}) p
    USING (visit, code, quantity, amount, nth) WHERE billed.ord = m.ord`)
  await connection.run(`UPDATE billed SET back_of = (SELECT arg_max(p.id, p.ord) FROM billed p WHERE p."visit.id" = billed."visit.id"
      AND p."line.code" = billed."line.code" AND p.ord < billed.ord AND p."line.quantity" >= -billed."line.quantity")
    WHERE "line.quantity" < 0 AND back_of IS NULL AND "line.reverses" IS NULL`)
}

async function registers(connection: DuckDBConnection, files: readonly TypedFile[]): Promise<void> {
  const from = (entity: string, key: string, ...tables: readonly string[]): string => {
    const names = [...new Set([...namesOf(entity), key])]
    const rows = rowsOf(registersFirst(files, ...tables), names, key)
    return `(SELECT "${key}" AS key, ${names
      .filter((name) => name !== key)
      .map(first)
      .join(', ')} FROM (${rows}) WHERE "${key}" IS NOT NULL GROUP BY 1)`
  }
  const persons = from('person', 'person.id', 'persons', 'visits', 'lines')
  await insert(
    connection,
    'persons',
    {
      ...{
        ...plainColumns('persons', 'person'),
        id: 'key',
        pregnancies: "'[]'",
        lactations: "'[]'",
        suspended: "'[]'",
      },
      removed_organs: 'CAST([] AS VARCHAR[])',
    },
    persons,
  )
  const providers = from('provider', 'provider.id', 'providers', 'visits', 'lines')
  await insert(
    connection,
    'providers',
    { ...plainColumns('providers', 'provider'), id: 'key', suspended: "'[]'" },
    providers,
  )
  const staff = from('practitioner', 'practitioner.id', 'practitioners')
  const billedBy = from('practitioner', 'line.prescriber', 'lines')
  await insert(
    connection,
    'practitioners',
    { ...plainColumns('practitioners', 'practitioner'), id: 'key', suspended: "'[]'" },
    staff,
  )
  await insert(
    connection,
    'practitioners',
    { antibiotic_right: '"practitioner.antibioticRight"', id: 'key', suspended: "'[]'" },
    `${billedBy} WHERE key NOT IN (SELECT id FROM practitioners)`,
  )
  await connection.run(`CREATE OR REPLACE TABLE names AS SELECT 'provider' AS kind, key, "provider.name" AS name FROM ${providers}
    WHERE "provider.name" IS NOT NULL
    UNION ALL SELECT 'practitioner', key, COALESCE(any_value("practitioner.name"), '') FROM (SELECT key, "practitioner.name" FROM ${staff}
      UNION ALL SELECT key, "practitioner.name" FROM ${billedBy}) WHERE "practitioner.name" IS NOT NULL GROUP BY key`)
}

/** The columns of `records` that are asked by; the record itself is one JSON. */
const RECORD_COLUMNS: Readonly<Record<string, string>> = {
  ...{
    'record.visit': 'encounter_id',
    'record.person': 'person_id',
    'record.provider': 'provider_id',
    'record.code': 'code',
  },
}

async function records(connection: DuckDBConnection, files: readonly TypedFile[]): Promise<void> {
  for (const [table, kind] of Object.entries(intake.RECORD_KINDS)) {
    for (const { file, number, table: typed } of files.filter((each) => each.file.mapped.table === table)) {
      const names = file.mapped.columns.map(({ field }) => field.name)
      const pairs = names.map((name) => {
        const value = typeOf(name) === 'DATE' ? `CAST("${name}" AS VARCHAR)` : `"${name}"`
        return `${quoted(everyField.get(name)?.fact ?? '')}: ${value}`
      })
      const columns = Object.fromEntries(
        names.flatMap((name) => (RECORD_COLUMNS[name] ? [[RECORD_COLUMNS[name], `"${name}"`]] : [])),
      )
      // What is null was not said; a fact that is absent is unknown.
      const fact = `json_merge_patch('{}', to_json({'kind': ${quoted(kind)}, ${pairs.join(', ')}}))`
      await insert(
        connection,
        'records',
        { ...columns, nth: `${number * FILE_STEP} + n`, kind: quoted(kind), fact: `CAST(${fact} AS VARCHAR)` },
        typed,
      )
    }
  }
}
