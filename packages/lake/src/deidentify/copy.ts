// The rows of a project's copy: pseudonyms for people and institutions, shifted days, generalised ages, areas and diagnoses, rounded
// amounts. Rows go until whatever could single somebody out is shared by k people.
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ProjectKey } from './project.ts'

/** From fine to coarse; the first under which few people would have to go. */
export const LEVELS = [
  { ageYears: 5, top: 85, area: 'county' },
  { ageYears: 10, top: 80, area: 'county' },
  { ageYears: 20, top: 80, area: 'county' },
  { ageYears: 20, top: 80, area: 'city' },
] as const
export type Level = (typeof LEVELS)[number]

/** Columns by which somebody who knows a person could find the person's rows. */
export const QUASI = ['sex', 'age_band', 'area', 'scheme'] as const
const REST = '*'
/** A finer level may cost one person in a hundred. */
const GONE_SHARE = 0.01
const ROUNDS = 20

export interface CopyCounts {
  readonly level: Level
  readonly persons: number
  readonly claims: number
  readonly personsSuppressed: number
  readonly claimsSuppressed: number
  /** Rows whose institution or diagnosis became `*`. */
  readonly providersHidden: number
  readonly diagnosesHidden: number
}

type Ask = (sql: string) => Promise<readonly (readonly unknown[])[]>

const asking =
  (connection: DuckDBConnection): Ask =>
  async (sql) =>
    (await connection.runAndReadAll(sql)).getRows()

/** Makes the tables `copy` and `copy_people`. */
export async function makeCopy(
  connection: DuckDBConnection,
  source: string,
  key: ProjectKey,
  k: number,
): Promise<CopyCounts> {
  const ask = asking(connection)
  await nameEverybody(connection, ask, source, key)
  await ask(`CREATE TABLE firsts AS SELECT person_no, arg_min(sex, settled_at) AS sex, min(age) AS age,
    arg_min(county, settled_at) AS county, arg_min(scheme, settled_at) AS scheme FROM ${source} GROUP BY person_no`)
  const level = await levelFor(ask, k)
  await ask(`CREATE TABLE copy AS ${copyText(source, level)}`)
  const [[persons, claims] = [0, 0]] = await ask('SELECT count(DISTINCT person), count(*) FROM copy')
  const hidden = { provider: 0, diagnosis: 0 }
  for (let round = 0; round < ROUNDS; round += 1) if (!(await coarsened(ask, k, hidden))) break
  await ask(`CREATE TABLE copy_people AS SELECT person, ${QUASI.map((column) => `min(${column}) AS ${column}`).join(', ')},
    count(*) AS claims FROM copy GROUP BY person ORDER BY person`)
  const [[left, rows] = [0, 0]] = await ask('SELECT count(DISTINCT person), count(*) FROM copy')
  return {
    level,
    persons: Number(left),
    claims: Number(rows),
    personsSuppressed: Number(persons) - Number(left),
    claimsSuppressed: Number(claims) - Number(rows),
    providersHidden: hidden.provider,
    diagnosesHidden: hidden.diagnosis,
  }
}

async function nameEverybody(connection: DuckDBConnection, ask: Ask, source: string, key: ProjectKey): Promise<void> {
  await ask('CREATE TABLE names (person_no VARCHAR, person VARCHAR, shift INTEGER, salt BIGINT)')
  const people = await connection.createAppender('names')
  for (const [personNo] of await ask(`SELECT DISTINCT person_no FROM ${source} ORDER BY 1`)) {
    const no = String(personNo)
    people.appendVarchar(no)
    people.appendVarchar(key.pseudonym('person', no))
    people.appendInteger(key.shiftDays(no))
    people.appendBigInt(key.salt(no))
    people.endRow()
  }
  people.closeSync()
  await ask('CREATE TABLE places (provider VARCHAR, place VARCHAR)')
  const places = await connection.createAppender('places')
  for (const [provider] of await ask(`SELECT DISTINCT provider FROM ${source} ORDER BY 1`)) {
    places.appendVarchar(String(provider))
    places.appendVarchar(key.pseudonym('provider', String(provider)))
    places.endRow()
  }
  places.closeSync()
}

const bandText = ({ ageYears, top }: Level): string =>
  `CASE WHEN f.age >= ${top} THEN '${top}+' ELSE lpad(CAST(f.age // ${ageYears} * ${ageYears} AS VARCHAR), 2, '0') || '-' ||
   lpad(CAST(least(f.age // ${ageYears} * ${ageYears} + ${ageYears - 1}, ${top - 1}) AS VARCHAR), 2, '0') END`
const areaText = ({ area }: Level): string => (area === 'county' ? 'f.county' : `substr(f.county, 1, 4) || '00'`)

async function levelFor(ask: Ask, k: number): Promise<Level> {
  for (const level of LEVELS) {
    const [[gone, all] = [0, 0]] = await ask(`SELECT coalesce(sum(n) FILTER (WHERE n < ${k}), 0), sum(n) FROM
      (SELECT count(*) AS n FROM firsts f GROUP BY f.sex, ${bandText(level)}, ${areaText(level)}, f.scheme)`)
    if (Number(gone) <= Number(all) * GONE_SHARE) return level
  }
  return LEVELS.at(-1)!
}

/** To ten, a hundred or a thousand yuan, up or down by chance, which only the key decides. */
const rounded = (column: string): string => {
  const grid = `CASE WHEN abs(${column}) < 100000 THEN 1000 WHEN abs(${column}) < 1000000 THEN 10000 ELSE 100000 END`
  return `CAST(floor(${column} / (${grid})::DOUBLE + (hash(n.salt, c.seq, '${column}') % 1000) / 1000.0) * (${grid}) / 100 AS BIGINT)`
}

/** The whole visit moves by the person's days, and by up to three more. */
const moved = (column: string): string => `c.${column} + n.shift + CAST(hash(n.salt, c.seq) % 7 AS INTEGER) - 3`

const copyText = (source: string, level: Level): string => `
  SELECT n.person, CAST(c.seq AS INTEGER) AS seq, coalesce(f.sex, '') AS sex, ${bandText(level)} AS age_band, coalesce(${areaText(level)}, '') AS area, coalesce(f.scheme, '') AS scheme,
    coalesce(c.setting, '') AS setting, c.level, c.place AS place_of_care, p.place AS provider, substr(split_part(coalesce(c.diagnoses, ''), ' ', 1), 1, 3) AS diagnosis,
    ${moved('admitted_on')} AS admitted_on, ${moved('discharged_on')} AS discharged_on,
    date_diff('day', c.admitted_on, c.discharged_on) AS stay_days,
    ${rounded('total_fen')} AS total_yuan, ${rounded('fund_fen')} AS fund_yuan
  FROM (SELECT *, row_number() OVER (PARTITION BY person_no ORDER BY settled_at, id) AS seq FROM ${source}) c
  JOIN names n ON n.person_no = c.person_no JOIN places p ON p.provider = c.provider JOIN firsts f ON f.person_no = c.person_no
  ORDER BY n.person, c.seq`

/** One round: hides what too few share, and takes out the rows of which nothing more can be hidden. */
async function coarsened(ask: Ask, k: number, hidden: { provider: number; diagnosis: number }): Promise<boolean> {
  let changed = 0
  for (const column of ['provider', 'diagnosis'] as const) {
    const few = `(SELECT ${column} FROM copy WHERE ${column} <> '${REST}' GROUP BY ${column} HAVING count(DISTINCT person) < ${k})`
    const [[rows] = [0]] = await ask(`UPDATE copy SET ${column} = '${REST}' WHERE ${column} IN ${few}`)
    hidden[column] += Number(rows)
    changed += Number(rows)
    const [[gone] = [0]] = await ask(`DELETE FROM copy WHERE ${column} = '${REST}' AND
      (SELECT count(DISTINCT person) FROM copy WHERE ${column} = '${REST}') < ${k}`)
    changed += Number(gone)
  }
  const class_ = QUASI.map((column) => `coalesce(${column}, '')`).join(` || '|' || `)
  // Whoever knows a neighbour's illness must not find the neighbour by it: first the chapter of the disease, then nothing.
  for (const [words, coarser] of [
    ['length(diagnosis) > 1', 'substr(diagnosis, 1, 1)'],
    [`diagnosis <> '${REST}' AND length(diagnosis) = 1`, `'${REST}'`],
  ] as const) {
    const [[rows] = [0]] =
      await ask(`UPDATE copy SET diagnosis = ${coarser} WHERE ${words} AND ${class_} || '|' || diagnosis IN
      (SELECT ${class_} || '|' || diagnosis FROM copy GROUP BY 1 HAVING count(DISTINCT person) < ${k})`)
    hidden.diagnosis += Number(rows)
    changed += Number(rows)
  }
  const [[gone] = [0]] = await ask(`DELETE FROM copy WHERE ${class_} IN
    (SELECT ${class_} FROM copy GROUP BY 1 HAVING count(DISTINCT person) < ${k})`)
  return changed + Number(gone) > 0
}
