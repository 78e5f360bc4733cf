// What the offices keep beside money: filings, people who are enrolled twice or not at all, reports on the funds, trace codes, the
// catalogue, lists and registers.
import { catalogueRow, policyLists } from '@yibao/lake'
import { catalogueEntries } from '../../catalogue/index.ts'
import type { HistoryRow } from '../../common/index.ts'
import { issueRows } from '../../enrolment/index.ts'
import { filingRows } from '../../filing/index.ts'
import { latestPolicy } from '../../policy/index.ts'
import { registerHistory } from '../../register/index.ts'
import { traceRows, visitsNamed } from '../../settlement/index.ts'
import { fundReportRows } from '../../watch/index.ts'
import { kindsOf, type RecordSource, recordsOf, UUID, uuidsIn } from './source.ts'

const keysOf = (rows: readonly HistoryRow[]): string[] => rows.map(({ key }) => key)

export const filings: RecordSource = async ({ reader, operations }) => {
  const named = uuidsIn(kindsOf(operations, 'filing.'))
  if (named.length === 0) return []
  return recordsOf('filing', named, { filings: await filingRows(reader, named) })
}

/** Whoever is enrolled, or visited by an office, may have an issue less or more. */
export const enrolmentIssues: RecordSource = async ({ reader, operations }) => {
  const own = kindsOf(operations, 'enrolment.')
  const names = new Set(own.flatMap(({ personNo, objects }) => [personNo, ...objects]))
  const persons = [...names].filter((name) => !UUID.test(name) && !name.includes(':'))
  if (persons.length === 0) return []
  return recordsOf('enrolment_issue', persons, { enrolment_issues: await issueRows(reader, persons) })
}

export const fundReports: RecordSource = async ({ reader, operations }) => {
  if (kindsOf(operations, 'watch.raised').length === 0) return []
  const rows = await fundReportRows(reader)
  return recordsOf('fund_report', keysOf(rows), { fund_reports: rows })
}

export const traces: RecordSource = async ({ reader, operations }) => {
  const named = uuidsIn(kindsOf(operations, 'settlement.', 'flow.'))
  const visits = named.length === 0 ? [] : await visitsNamed(reader, named)
  if (visits.length === 0) return []
  return recordsOf('purchase', visits, { traces: await traceRows(reader, visits) })
}

/** So many letters of a code make a record: large enough to be few, small enough that a change rewrites little. */
const CODE_LETTERS = 4

export const catalogue: RecordSource = async ({ reader, operations }) => {
  if (kindsOf(operations, 'city.reference_loaded', 'catalogue.').length === 0) return []
  const rows = (await catalogueEntries(reader)).map((entry): HistoryRow => {
    const { tags = null, until_on: until = null, standard_micro_yuan: standard = null, ...row } = catalogueRow(entry)
    const key = `${entry.listType} ${entry.code.slice(0, CODE_LETTERS)}`
    return { key, row: { ...row, tags, until_on: until, standard_micro_yuan: standard } }
  })
  return recordsOf('catalogue', keysOf(rows), { catalogue: rows })
}

/** The lists of the policy are one record; those that no policy text holds come from a register. */
export const policyList: RecordSource = async ({ reader, operations }) => {
  const adopted = kindsOf(operations, 'policy.adopted').at(-1)
  const policy = adopted && (await latestPolicy(reader))
  if (!policy) return []
  const { library, adoptedOn, title } = policy
  const rows = policyLists(library, `${title}（政策包 ${library.version.split('#')[0]}）`, adoptedOn).map(
    (each): HistoryRow => ({ key: 'policy', row: { ...each, scheme: each.scheme ?? null, until_on: null } }),
  )
  return recordsOf('list_entry', ['policy'], { lists: rows })
}

export const registers: RecordSource = async ({ reader, operations }) => {
  if (kindsOf(operations, 'city.reference_loaded', 'register.').length === 0) return []
  const rows = await registerHistory(reader)
  const of = (register: string): HistoryRow[] =>
    rows.filter((each) => each.register === register).map(({ key, row }) => ({ key: `${register} ${key}`, row }))
  const [access, lists, statistics] = [of('access'), of('lists'), of('statistics')]
  return [
    ...recordsOf('register', [...keysOf(access), ...keysOf(statistics)], { access, statistics }),
    ...recordsOf('list_entry', keysOf(lists), { lists }),
  ]
}
