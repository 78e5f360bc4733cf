// The table of cases: what a hospital's own system and `yibao group` write, joined; docs/payment.md lists the columns.
import { type Fen, fen, ZERO } from '../../money/fen.ts'
import type { FaultList } from '../../policy/text/faults.ts'
import { type Day, dayNumber } from '../../time/day.ts'
import type { CaseStatus, PaymentCase } from '../model.ts'
import { choice, count, day, key, money, must, number, optionalMoney, word, words } from './cells.ts'
import { type Column, csvRows, type RowOf, readTable } from './table.ts'

/** Words of groupers: `yibao group`, `yibao dip group`, and the national grouping service. */
export const STATUS_WORDS: Readonly<Record<string, CaseStatus>> = {
  grouped: 'grouped',
  ungrouped: 'ungrouped',
  ambiguous: 'ambiguous',
  分组成功: 'grouped',
  入组成功: 'grouped',
  主要诊断不纳入分组: 'ungrouped',
  不在目录有效期内: 'ungrouped',
  无法入组: 'ungrouped',
  信息校验不通过: 'ungrouped',
  未入组: 'ungrouped',
  歧义病案: 'ambiguous',
  歧义病组: 'ambiguous',
}

export const CASE_COLUMNS = {
  id: key('id', 'record_id'),
  provider: key('provider'),
  level: word('level'),
  scheme: must(word('scheme')),
  setting: word('setting'),
  county: word('county'),
  person: word('person'),
  admittedOn: must(day('admitted_on')),
  dischargedOn: must(day('discharged_on')),
  settledOn: day('settled_on'),
  days: count('days', 'los_days'),
  group: word('group', 'drg'),
  status: choice(STATUS_WORDS, 'grouped', 'status'),
  weight: number('weight', 'score'),
  auxiliary: number('auxiliary'),
  tags: words('tags'),
  costFen: must(money('cost', 'total_cost')),
  fundFen: must(money('fund')),
  patientFen: optionalMoney('patient'),
  otherFen: money('other'),
  fullSelfFen: money('full_self'),
  preSelfFen: money('pre_self'),
  deductibleFen: money('deductible'),
  exemptFen: money('exempt'),
  exemptFundFen: money('exempt_fund'),
  tcmFen: money('tcm'),
  review: choice({ approved: 'approved', refused: 'refused', 通过: 'approved', 不通过: 'refused' }, '', 'review'),
  bonusUnits: number('bonus_units'),
  leaveDays: count('leave_days'),
  department: word('department'),
  physician: word('physician'),
} as const

/** Columns of records and group results that payment does not read. */
const PASSED = [
  'mdc',
  'adrg',
  'sex',
  'age_years',
  'age_days',
  'newborn_weight_g',
  'discharge_type',
  'dx',
  'proc',
  'name',
  'type',
]

type Row = RowOf<typeof CASE_COLUMNS>
type Columns = typeof CASE_COLUMNS

/** Cases in the order of the file. With any fault the list is not to be used. */
export function readCaseTable(file: string, text: string, faults: FaultList): PaymentCase[] {
  return readCases(file, text, CASE_COLUMNS, PASSED, faults)
}

/** What a hospital's own file need not say, for all of its stays. */
export interface StayDefaults {
  readonly provider: string
  readonly level: string
  readonly scheme: string
  readonly settledOn: Day
}

/**
 * Stays of a hospital's own records: columns of other tools are passed over, a missing *column* takes the default (an empty cell
 * never does). Without a column of the fund the whole cost stands for it, and profit and loss is that against cost.
 */
export function readStays(file: string, text: string, defaults: StayDefaults, faults: FaultList): PaymentCase[] {
  const [head] = csvRows(text)
  const has = (name: keyof Columns): boolean => CASE_COLUMNS[name].names.some((each) => head?.cells.includes(each))
  const absent = <T>(name: keyof Columns, column: Column<T>, empty: T): Column<T> =>
    has(name) ? column : { names: column.names, read: column.read, expected: column.expected, empty }
  const columns = {
    ...CASE_COLUMNS,
    provider: absent('provider', CASE_COLUMNS.provider, defaults.provider),
    level: absent('level', CASE_COLUMNS.level, defaults.level),
    scheme: absent('scheme', CASE_COLUMNS.scheme, defaults.scheme),
    admittedOn: absent('admittedOn', CASE_COLUMNS.admittedOn, '' as Day),
    dischargedOn: absent('dischargedOn', CASE_COLUMNS.dischargedOn, defaults.settledOn),
    fundFen: absent('fundFen', CASE_COLUMNS.fundFen, ZERO),
  }
  const cases = readCases(file, text, columns, [/./], faults)
  const [knowsFund, knowsDays] = [has('fundFen'), has('admittedOn')]
  return cases.map((each) => ({
    ...each,
    ...(!knowsDays && { admittedOn: each.dischargedOn }),
    ...(!knowsFund && { fundFen: each.patientFen, patientFen: ZERO }),
  }))
}

function readCases(
  file: string,
  text: string,
  columns: Columns,
  passed: readonly (string | RegExp)[],
  faults: FaultList,
): PaymentCase[] {
  const cases: PaymentCase[] = []
  const seen = new Map<string, number>()
  readTable(file, text, columns, passed, faults, (row, line) => {
    const before = seen.get(row.id)
    if (before !== undefined) faults.add({ file, line }, 'twice', `id ${row.id}，第 ${before} 行已有`, 'each case once')
    seen.set(row.id, line)
    cases.push(caseOf(row, file, line, faults))
  })
  return cases
}

function caseOf(row: Row, file: string, line: number, faults: FaultList): PaymentCase {
  const at = { file, line }
  if (row.dischargedOn < row.admittedOn)
    faults.add(at, 'wrong_cell', `discharged_on ${row.dischargedOn}`, `不早于 admitted_on ${row.admittedOn}`)
  const rest = row.costFen - row.fundFen - row.otherFen
  if (row.patientFen !== undefined && row.patientFen !== rest)
    faults.add(
      at,
      'sum_of_payers',
      `cost ${yuan(row.costFen)}，fund + patient + other ${yuan(row.costFen - rest + row.patientFen)}`,
      'cost = fund + patient + other',
    )
  if (row.exemptFen > row.costFen || row.exemptFundFen > row.fundFen)
    faults.add(
      at,
      'wrong_cell',
      `exempt ${yuan(row.exemptFen)}、exempt_fund ${yuan(row.exemptFundFen)}`,
      'at most cost and fund',
    )
  if (rest < 0 && row.costFen >= 0)
    faults.add(at, 'sum_of_payers', `fund + other ${yuan(row.costFen - rest)}`, `at most cost ${yuan(row.costFen)}`)
  const length = row.admittedOn && row.dischargedOn ? dayNumber(row.dischargedOn) - dayNumber(row.admittedOn) : 0
  return {
    ...row,
    setting: row.setting || 'inpatient',
    settledOn: row.settledOn || row.dischargedOn,
    days: row.days || Math.max(1, length),
    patientFen: row.patientFen ?? (Number.isSafeInteger(rest) ? fen(rest) : (0 as Fen)),
  }
}

const yuan = (amount: number): string => (amount / 100).toFixed(2)

export const GROUP_COLUMNS = {
  id: key('id', 'record_id'),
  group: word('group', 'drg', 'seq'),
  status: choice(STATUS_WORDS, 'grouped', 'status'),
  weight: number('weight', 'score'),
  auxiliary: number('auxiliary'),
} as const

export interface GroupResult {
  readonly group: string
  readonly status: CaseStatus
  readonly weight: PaymentCase['weight']
  readonly auxiliary: PaymentCase['auxiliary']
}

/** The output of a grouper, by case. */
export function readGroupResults(file: string, text: string, faults: FaultList): Map<string, GroupResult> {
  const results = new Map<string, GroupResult>()
  readTable(file, text, GROUP_COLUMNS, [/./], faults, ({ id, ...rest }, line) => {
    if (results.has(id)) faults.add({ file, line }, 'twice', `id ${id}`, 'each case once')
    results.set(id, rest)
  })
  return results
}

/** Cases with the groups that a grouper gave; the others stay as they are. */
export const withGroups = (cases: readonly PaymentCase[], results: ReadonlyMap<string, GroupResult>): PaymentCase[] =>
  cases.map((each) => {
    const found = results.get(each.id)
    if (!found) return each
    return { ...each, ...found, weight: found.weight ?? each.weight, auxiliary: found.auxiliary ?? each.auxiliary }
  })
