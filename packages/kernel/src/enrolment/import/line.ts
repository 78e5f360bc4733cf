// One line of an enrolment file: its columns, and what each cell may be. A wrong cell is named with what was found and allowed.

import type { Scheme, Status } from '../../benefits/bill.ts'
import { parseIdentityNumber, type Sex } from '../../codes/identity-number.ts'
import { type Fen, fenFromYuan } from '../../money/fen.ts'
import { type Day, parseDay } from '../../time/day.ts'
import { type EmployerBounds, ownFault } from './employer.ts'

/** 参保, 停保 or 基数变更. */
export type EnrolAction = 'enrol' | 'stop' | 'base'

export interface EnrolLine {
  readonly line: number
  readonly action: EnrolAction
  readonly certificateKind: string
  readonly certificateNo: string
  readonly name: string
  readonly sex: Sex
  readonly bornOn: Day
  readonly ethnicity: string
  readonly mobile: string
  readonly area: string
  readonly scheme: Scheme
  readonly status: Status
  readonly from: Day
  /** Last day of an enrolment that ends, or of one that is stopped. */
  readonly until?: Day
  /** 缴费日期: of residents; absent: the first day of the enrolment. */
  readonly paidOn?: Day
  readonly employerNo?: string
  readonly wageFen?: Fen
  readonly civilServant: boolean
}

export interface LineFault {
  readonly line: number
  /** As the file names it. */
  readonly column: string
  readonly code: FaultCode
  /** What stood there; certificate numbers are not repeated whole. */
  readonly found: string
  readonly allowed: string
}

export const FAULT_CODES = [
  'row_cells',
  'missing_cell',
  'wrong_word',
  'wrong_text',
  'wrong_number',
  'wrong_day',
  'days_reversed',
  'birth_differs',
  'sex_differs',
  'unknown_area',
  'unknown_employer',
  'employer_needed',
  'status_of_other_scheme',
  'line_repeated',
  'name_differs',
  'person_died',
  'not_enrolled',
  'not_for_employers',
  'month_closed',
  'month_charged',
  'at_other_employer',
  'wage_needed',
] as const
export type FaultCode = (typeof FAULT_CODES)[number]

/** What a line is read against. */
export interface Registers {
  readonly areas: ReadonlySet<string>
  readonly employers: ReadonlySet<string>
  readonly today: Day
  /** An employer's own file. */
  readonly own?: EmployerBounds
}

type Cell =
  | 'action'
  | 'certificateKind'
  | 'certificateNo'
  | 'name'
  | 'sex'
  | 'bornOn'
  | 'ethnicity'
  | 'mobile'
  | 'area'
  | 'scheme'
  | 'status'
  | 'from'
  | 'until'
  | 'paidOn'
  | 'employerNo'
  | 'wage'
  | 'civilServant'

/** 中文列名 first: what the form says; the English one stands for programs. */
export const ENROL_COLUMNS: Readonly<
  Record<Cell, { readonly names: readonly [string, string]; readonly isNeeded: boolean }>
> = {
  action: { names: ['办理事项', 'action'], isNeeded: false },
  certificateKind: { names: ['证件类型', 'certificate_kind'], isNeeded: false },
  certificateNo: { names: ['证件号码', 'certificate_no'], isNeeded: true },
  name: { names: ['姓名', 'name'], isNeeded: true },
  sex: { names: ['性别', 'sex'], isNeeded: false },
  bornOn: { names: ['出生日期', 'born_on'], isNeeded: false },
  ethnicity: { names: ['民族', 'ethnicity'], isNeeded: false },
  mobile: { names: ['手机号码', 'mobile'], isNeeded: false },
  area: { names: ['参保区划', 'area'], isNeeded: true },
  scheme: { names: ['险种', 'scheme'], isNeeded: true },
  status: { names: ['参保身份', 'status'], isNeeded: true },
  from: { names: ['参保日期', 'from'], isNeeded: true },
  until: { names: ['截止日期', 'until'], isNeeded: false },
  paidOn: { names: ['缴费日期', 'paid_on'], isNeeded: false },
  employerNo: { names: ['单位编号', 'employer_no'], isNeeded: false },
  wage: { names: ['月缴费工资', 'monthly_wage'], isNeeded: false },
  civilServant: { names: ['公务员补助', 'civil_servant'], isNeeded: false },
}
const CELLS = Object.keys(ENROL_COLUMNS) as Cell[]

/** The head of the template. */
export const enrolHead = (): string[] => CELLS.map((cell) => ENROL_COLUMNS[cell].names[0])

/** Where each column stands; −1 where it does not. */
export interface Layout {
  readonly width: number
  readonly places: Readonly<Record<Cell, number>>
  readonly names: Readonly<Record<Cell, string>>
}

export interface HeadFault {
  readonly column: string
  readonly code: 'unknown_column' | 'column_twice' | 'missing_column' | 'empty_file'
  readonly allowed: string
}

export function readEnrolHead(cells: readonly string[]): { layout?: Layout; faults: HeadFault[] } {
  const head = cells.map((name) => name.trim())
  const all = CELLS.flatMap((cell) => ENROL_COLUMNS[cell].names)
  const faults: HeadFault[] = []
  if (head.every((name) => name === ''))
    return { faults: [{ column: '', code: 'empty_file', allowed: enrolHead().join(',') }] }
  for (const name of head)
    if (!all.includes(name)) faults.push({ column: name, code: 'unknown_column', allowed: all.join('、') })
  const places = {} as Record<Cell, number>
  const names = {} as Record<Cell, string>
  for (const cell of CELLS) {
    const { names: words, isNeeded } = ENROL_COLUMNS[cell]
    const found = head.flatMap((name, at) => (words.includes(name) ? [at] : []))
    if (found.length > 1) faults.push({ column: words[0], code: 'column_twice', allowed: '一列 one column' })
    if (found.length === 0 && isNeeded)
      faults.push({ column: words[0], code: 'missing_column', allowed: words.join(' 或 or ') })
    places[cell] = found[0] ?? -1
    names[cell] = head[found[0] ?? -1] ?? words[0]
  }
  return faults.length > 0 ? { faults } : { layout: { width: head.length, places, names }, faults }
}

const ACTIONS: Words<EnrolAction> = {
  ...{ 参保: 'enrol', 增员: 'enrol', enrol: 'enrol', 停保: 'stop', 减员: 'stop', stop: 'stop' },
  ...{ 基数变更: 'base', base: 'base' },
}
const SEXES: Words<Sex> = { 男: 'male', male: 'male', 女: 'female', female: 'female' }
const SCHEME_WORDS: Words<Scheme> = { 职工: 'employee', employee: 'employee', 居民: 'resident', resident: 'resident' }
const STATUS_WORDS: Words<Status> = {
  ...{ 在职: 'active', 退休: 'retired', 灵活就业: 'flexible', 领取失业金: 'unemployed' },
  ...{ 成年居民: 'adult', 学生: 'student', 儿童: 'child', 新生儿: 'newborn' },
  ...{ active: 'active', retired: 'retired', flexible: 'flexible', unemployed: 'unemployed' },
  ...{ adult: 'adult', student: 'student', child: 'child', newborn: 'newborn' },
}
const YES: Words<boolean> = { 是: true, yes: true, 否: false, no: false }
const OF_EMPLOYEES: ReadonlySet<Status> = new Set(['active', 'retired', 'flexible', 'unemployed'])
const KINDS = new Set([
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
  '90',
  '99',
])

type Words<T> = Readonly<Record<string, T>>

const IDENTITY_CARD = '01'
/** Letters of any script with the dots that names hold; nothing that a program could take for more than a name. */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}·•．. ’'-]{0,49}$/u
const OTHER_CERTIFICATE = /^[A-Z0-9()（）-]{5,30}$/
const MOBILE = /^1\d{10}$/
const ETHNICITY = /^(0[1-9]|[1-4]\d|5[0-6])$/
const WAGE = /^\d{1,9}(\.\d{1,2})?$/
const FOUND_LENGTH = 40

/** Certificate numbers show their first six and last two places. */
const covered = (text: string): string =>
  text.length > 10 ? `${text.slice(0, 6)}${'*'.repeat(text.length - 8)}${text.slice(-2)}` : text

class Cells {
  readonly faults: LineFault[] = []
  readonly #layout: Layout
  readonly #cells: readonly string[]
  readonly #line: number

  constructor(layout: Layout, cells: readonly string[], line: number) {
    this.#layout = layout
    this.#cells = cells
    this.#line = line
  }

  text(cell: Cell): string {
    return (this.#cells[this.#layout.places[cell]] ?? '').trim()
  }

  add(cell: Cell, code: FaultCode, allowed: string, found = this.text(cell)): undefined {
    const shown = cell === 'certificateNo' || cell === 'mobile' ? covered(found) : found
    const column = this.#layout.names[cell]
    this.faults.push({ line: this.#line, column, code, found: clean(shown), allowed })
    return undefined
  }

  /** A needed cell that is empty is a fault; another one is `undefined`. */
  read<T>(cell: Cell, code: FaultCode, allowed: string, read: (text: string) => T | undefined): T | undefined {
    const text = this.text(cell)
    if (text === '') return ENROL_COLUMNS[cell].isNeeded ? this.add(cell, 'missing_cell', allowed) : undefined
    const value = read(text)
    return value === undefined ? this.add(cell, code, allowed) : value
  }

  word<T>(cell: Cell, words: Words<T>): T | undefined {
    const own = (text: string) => (Object.hasOwn(words, text) ? words[text] : undefined)
    return this.read(cell, 'wrong_word', Object.keys(words).join('、'), own)
  }

  match(cell: Cell, form: RegExp, code: FaultCode, allowed: string): string | undefined {
    return this.read(cell, code, allowed, (text) => (form.test(text) ? text : undefined))
  }

  day(cell: Cell): Day | undefined {
    return this.read(cell, 'wrong_day', '存在的日期，如 2026-01-01', parseDay)
  }
}

/** What may stand in a file of errors: one short line without control characters. */
const clean = (text: string): string =>
  Array.from(text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�'))
    .slice(0, FOUND_LENGTH)
    .join('')

export function readEnrolLine(
  layout: Layout,
  cells: readonly string[],
  line: number,
  registers: Registers,
): { value?: EnrolLine; faults: readonly LineFault[] } {
  if (cells.length !== layout.width) {
    const fault: LineFault = {
      line,
      column: '',
      code: 'row_cells',
      found: `${cells.length} 格 cells`,
      allowed: `${layout.width} 格 cells`,
    }
    return { faults: [fault] }
  }
  const row = new Cells(layout, cells, line)
  const who = identityOf(row, registers)
  const what = enrolmentOf(row, registers)
  if (row.faults.length > 0 || !who || !what) return { faults: row.faults }
  const value = { line, ...who, ...what }
  const fault = registers.own && ownFault(value, registers.own)
  if (!fault) return { value, faults: [] }
  row.add(fault.column, fault.code, fault.allowed)
  return { faults: row.faults }
}

function identityOf(row: Cells, { today }: Registers) {
  const certificateKind =
    row.read('certificateKind', 'wrong_word', '人员证件类型代码，如 01', (text) =>
      KINDS.has(text) ? text : undefined,
    ) ?? IDENTITY_CARD
  const isCard = certificateKind === IDENTITY_CARD
  const name = row.match('name', NAME, 'wrong_text', '1 至 50 个字的姓名')
  const mobile = row.match('mobile', MOBILE, 'wrong_number', '11 位手机号码') ?? ''
  const ethnicity = row.match('ethnicity', ETHNICITY, 'wrong_word', '民族代码 01 至 56') ?? '01'
  const sex = row.word('sex', SEXES)
  const bornOn = row.day('bornOn')
  const number = row.read(
    'certificateNo',
    'wrong_number',
    isCard ? '18 位居民身份证号码，校验码相符，出生日期不晚于今日' : '5 至 30 位证件号码',
    (text) =>
      isCard
        ? parseIdentityNumber(text, today)?.number
        : OTHER_CERTIFICATE.test(text.toUpperCase())
          ? text.toUpperCase()
          : undefined,
  )
  if (number === undefined || name === undefined) return undefined
  const card = isCard ? parseIdentityNumber(number) : undefined
  if (card && bornOn && bornOn !== card.birthOn) row.add('bornOn', 'birth_differs', card.birthOn)
  if (card && sex && sex !== card.sex) row.add('sex', 'sex_differs', card.sex === 'male' ? '男' : '女')
  const born = bornOn ?? card?.birthOn ?? row.add('bornOn', 'missing_cell', '不是居民身份证时须填写')
  const known = sex ?? card?.sex ?? row.add('sex', 'missing_cell', '不是居民身份证时须填写')
  if (!born || !known) return undefined
  if (born > today) row.add('bornOn', 'wrong_day', `不晚于今日 ${today}`)
  return { certificateKind, certificateNo: number, name, sex: known, bornOn: born, ethnicity, mobile }
}

function enrolmentOf(row: Cells, { areas, employers, own }: Registers) {
  const action = row.word('action', ACTIONS) ?? 'enrol'
  const area = row.read('area', 'unknown_area', '本统筹区的区划', (text) => (areas.has(text) ? text : undefined))
  const scheme = row.word('scheme', SCHEME_WORDS)
  const status = row.word('status', STATUS_WORDS)
  const [from, until, paidOn] = [row.day('from'), row.day('until'), row.day('paidOn')]
  const employerNo =
    row.read('employerNo', 'unknown_employer', '已登记的单位编号', (text) =>
      employers.has(text) ? text : undefined,
    ) ?? own?.employerNo
  const wageFen =
    row.match('wage', WAGE, 'wrong_number', '元，至多两位小数') === undefined
      ? undefined
      : fenFromYuan(row.text('wage'))
  const civilServant = row.word('civilServant', YES) ?? false
  if (scheme && status && OF_EMPLOYEES.has(status) !== (scheme === 'employee'))
    row.add(
      'status',
      'status_of_other_scheme',
      scheme === 'employee' ? '在职、退休、灵活就业、领取失业金' : '成年居民、学生、儿童、新生儿',
    )
  if (from && until && until < from) row.add('until', 'days_reversed', `不早于 ${from}`)
  if (action === 'stop' && !until && row.text('until') === '') row.add('until', 'missing_cell', '停保须写最后一日')
  if (action !== 'stop' && status === 'active' && !own && row.text('employerNo') === '')
    row.add('employerNo', 'employer_needed', '在职须写单位编号')
  if (action === 'base' && row.text('wage') === '') row.add('wage', 'wage_needed', '基数变更须写月缴费工资')
  if (!area || !scheme || !status || !from) return undefined
  return {
    ...{ action, area, scheme, status, from, civilServant },
    ...(until && { until }),
    ...(paidOn && { paidOn }),
    ...(employerNo && { employerNo }),
    ...(wageFen !== undefined && { wageFen }),
  }
}
