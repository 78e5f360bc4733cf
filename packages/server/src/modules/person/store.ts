// Persons at rest: their rows, and every way in which one is found.
import type { Json, Row, Update } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { initialsOf } from './initials.ts'
import type { Dossier, Employer, Person } from './model.ts'

const COLUMNS = `p.person_no as "personNo", p.name, p.certificate_kind as "certificateKind",
  p.certificate_no as "certificateNo", p.sex, p.born_on as "bornOn", p.ethnicity, p.mobile, p.area,
  p.employer_no as "employerNo", p.died_on as "diedOn", p.dossier`

/** A person as one JSON value, for the facts of a command: `p` is the person's row. */
export const PERSON_JSON = `json_build_object('personNo', p.person_no, 'name', p.name,
  'certificateKind', p.certificate_kind, 'certificateNo', p.certificate_no, 'sex', p.sex, 'bornOn', p.born_on,
  'ethnicity', p.ethnicity, 'mobile', p.mobile, 'area', p.area, 'employerNo', p.employer_no, 'diedOn', p.died_on,
  'dossier', p.dossier)`

/** The person a command is about, for its facts. */
export const PERSON_FACT = `(select ${PERSON_JSON} from person p where p.person_no = q.person_no)`

export function personRow(person: Person): Row {
  return {
    person_no: person.personNo,
    name: person.name,
    certificate_kind: person.certificateKind,
    certificate_no: person.certificateNo,
    sex: person.sex,
    born_on: person.bornOn,
    ethnicity: person.ethnicity,
    mobile: person.mobile,
    area: person.area,
    employer_no: person.employerNo ?? null,
    died_on: person.diedOn ?? null,
    dossier: person.dossier as unknown as Json,
    initials: initialsOf(person.name),
  }
}

export const dossierUpdate = (personNo: string, dossier: Dossier): Update => ({
  key: { person_no: personNo },
  set: { dossier: dossier as unknown as Json },
})

export const diedUpdate = (personNo: string, diedOn: string): Update => ({
  key: { person_no: personNo },
  set: { died_on: diedOn },
})

interface PersonRow extends Omit<Person, 'employerNo' | 'diedOn'> {
  readonly employerNo: Person['employerNo'] | null
  readonly diedOn: Person['diedOn'] | null
}

/** NULL is absence. */
export function personFrom({ employerNo, diedOn, ...rest }: PersonRow): Person {
  return { ...rest, ...(employerNo === null ? {} : { employerNo }), ...(diedOn === null ? {} : { diedOn }) }
}

async function one(reader: Reader, name: string, where: string, values: string[]): Promise<Person | undefined> {
  const text = `select ${COLUMNS} from person p ${where}`
  const { rows } = await reader.query<PersonRow>({ name, text, values })
  return rows[0] && personFrom(rows[0])
}

export const findPerson = (reader: Reader, personNo: string): Promise<Person | undefined> =>
  one(reader, 'person', 'where p.person_no = $1', [personNo])

/** Several at once; whoever is not there is left out. */
export async function findPersons(reader: Reader, personNos: readonly string[]): Promise<Person[]> {
  const text = `select ${COLUMNS} from person p where p.person_no = any($1) order by p.person_no`
  const { rows } = await reader.query<PersonRow>({ name: 'persons', text, values: [personNos] })
  return rows.map(personFrom)
}

export const findByCertificate = (reader: Reader, kind: string, certificateNo: string): Promise<Person | undefined> =>
  one(reader, 'person by certificate', 'where p.certificate_no = $2 and p.certificate_kind = $1 limit 1', [
    kind,
    certificateNo,
  ])

export const findByCredential = (
  reader: Reader,
  kind: 'e_credential' | 'social_card',
  number: string,
): Promise<Person | undefined> =>
  one(
    reader,
    'person by credential',
    `join person_credential c on c.person_no = p.person_no where c.kind = $1 and c.number = $2 limit 1`,
    [kind, number],
  )

/** How a search text is understood; what it cannot be is left out. */
export interface PersonSearch {
  /** Number or certificate, whole. */
  readonly number?: string
  readonly mobile?: string
  /** The beginning of a name. */
  readonly name?: string
  /** The beginning of a name's initials, in small letters. */
  readonly initials?: string
}

/** Comparisons that the database trusts with rows out of scope, so that they may use the index. */
const begins = (column: string, value: string): string =>
  `${column} ~>=~ ${value}::text and ${column} ~<~ (${value}::text || chr(1114111))`

/** For the one search box; never more than `limit`. */
export async function searchPersons(reader: Reader, search: PersonSearch, limit: number): Promise<Person[]> {
  const { number, mobile, name, initials } = search
  const ways: [string, string | undefined][] = [
    ['p.person_no = $1', number],
    ['p.certificate_no = upper($1)', number],
    ['p.mobile = $1', mobile],
    [begins('p.name', '$1'), name],
    [`p.initials <> '' and ${begins('p.initials', '$1')}`, initials],
  ]
  const found = new Map<string, Person>()
  for (const [where, value] of ways) {
    if (value === undefined || found.size >= limit) continue
    const text = `select ${COLUMNS} from person p where ${where} order by p.person_no limit ${limit}`
    const { rows } = await reader.query<PersonRow>(text, [value])
    for (const row of rows) found.set(row.personNo, personFrom(row))
  }
  return [...found.values()].slice(0, limit)
}

export interface PopulationCount {
  readonly persons: number
  readonly employee: number
  readonly resident: number
}

/** People on the books and those insured on a day, by scheme. */
export async function countPopulation(reader: Reader, on: string): Promise<PopulationCount> {
  const { rows } = await reader.query<PopulationCount>(
    `select count(*) as persons,
       count(*) filter (where s.schemes @> array['employee']) as employee,
       count(*) filter (where s.schemes @> array['resident']) as resident
     from person p cross join lateral (
       select array(select x ->> 'scheme' from json_array_elements(p.dossier -> 'spells') x
         where x ->> 'state' = 'active' and x ->> 'from' <= $1 and coalesce(x ->> 'until', '9999-12-31') >= $1) as schemes) s`,
    [on],
  )
  return rows[0] ?? { persons: 0, employee: 0, resident: 0 }
}

export async function readState(reader: Reader, personNo: string): Promise<Json> {
  const { rows } = await reader.query<{ state: Json }>({
    name: 'person state',
    text: 'select state from subject_state where person_no = $1',
    values: [personNo],
  })
  return rows[0]?.state ?? {}
}

export async function allEmployers(reader: Reader): Promise<Employer[]> {
  const { rows } = await reader.query<Employer>(
    `select employer_no as "employerNo", credit_code as "creditCode", name, area,
       average_monthly_wage_fen as "averageMonthlyWageFen" from employer`,
  )
  return rows
}

export async function allAreas(reader: Reader): Promise<{ code: string; name: string; nameEn: string }[]> {
  const { rows } = await reader.query<{ code: string; name: string; nameEn: string }>(
    'select code, name, name_en as "nameEn" from area order by code',
  )
  return rows
}

/** Everybody who may use somebody's account, and whose. */
export async function mutualAidTies(reader: Reader): Promise<{ giver: string; receiver: string }[]> {
  const text = `select p.person_no as "receiver", g.aid ->> 'giver' as "giver"
    from person p, jsonb_array_elements(p.dossier::jsonb -> 'givers') as g(aid) order by 1, 2`
  const { rows } = await reader.query<{ giver: string; receiver: string }>({
    name: 'mutual aid ties',
    text,
    values: [],
  })
  return rows
}
