// The tables beside claims and their lines that come with people: tiers of a claim, people, what they hold, charges; column by column.
import type { TierOutcome } from '@yibao/kernel'
import type { Column, ColumnType } from './columns.ts'

export interface LakePerson {
  readonly person: number
  readonly personNo: string
  readonly sex: 'male' | 'female'
  readonly bornOn: string
  readonly diedOn?: string
  readonly county: string
}

export interface LakeSpell {
  readonly person: number
  readonly personNo: string
  readonly scheme: string
  readonly status: string
  readonly from: string
  readonly until: string
  readonly county: string
  readonly continuousYears: number
  readonly civilServant: boolean
  /** Base of contributions by the month, fen; nothing for those who pay by the year or not at all. */
  readonly baseFen: number
}

/** What is raised for a person, by whom. One row for each month of an employee and each year of a resident. */
export interface ChargeRates {
  readonly year: number
  /** Of the monthly base, basis points. */
  readonly employerBp: number
  readonly employeeBp: number
  /** A resident's year: what the person pays, and what the state adds. */
  readonly residentFen: number
  readonly subsidyFen: number
  /** Of what the person pays, what medical assistance pays instead, by category, basis points; the best one counts. */
  readonly aidBp: Readonly<Record<string, number>>
}

/** A category of need or merit, as an authority recognised it. */
export interface LakeCategory {
  readonly person: number
  readonly personNo: string
  readonly category: string
  readonly from: string
  readonly until?: string
  readonly county: string
}

/** 慢特病待遇认定 */
export interface LakeCertificate {
  readonly person: number
  readonly personNo: string
  readonly disease: string
  readonly kind: string
  readonly from: string
  readonly until?: string
  readonly county: string
}

export const column = <Item>(
  name: string,
  type: ColumnType,
  unit: string,
  meaning: string,
  of?: NonNullable<Column<Item>['of']>,
): Column<Item> => ({ name, type, unit, meaning, ...(of && { of }) })

export const TIER_COLUMNS: readonly Column<TierOutcome>[] = [
  column('claim', 'INTEGER', '', '所属结算在同名文件中的序号 position of the claim in the file of the same name'),
  column('tier', 'VARCHAR', '', '待遇层次 tier', ({ id }) => id),
  column('payer', 'VARCHAR', '', '支付方 payer', ({ payer }) => payer),
  column('fund', 'VARCHAR', '', '基金 fund', ({ fund }) => fund),
  column('base_fen', 'BIGINT', 'fen', '计入该层次的费用 what came to the tier', ({ base }) => base),
  column('deductible_fen', 'BIGINT', 'fen', '起付线 deductible taken', ({ deductible }) => deductible),
  column('paid_fen', 'BIGINT', 'fen', '支付 paid', ({ paid }) => paid),
  column('above_cap_fen', 'BIGINT', 'fen', '超过限额 cut off by limits', ({ aboveCap }) => aboveCap),
]

/** 药品追溯码: one for each package that a line sold; a line may have several. */
export interface LakeTrace {
  readonly line: number
  readonly code: string
}

export const TRACE_COLUMNS: readonly Column<LakeTrace>[] = [
  column('claim', 'INTEGER', '', '所属结算在同名文件中的序号 position of the claim in the file of the same name'),
  column('line', 'INTEGER', '', '明细行序号 position of the line in the bill', ({ line }) => line),
  column('trace_code', 'VARCHAR', '', '药品追溯码，一件一码 trace code of one package', ({ code }) => code),
]

export const PEOPLE_COLUMNS: readonly Column<LakePerson>[] = [
  column('person', 'INTEGER', '', '序号，从 0 起 position in the bucket', ({ person }) => person),
  column('person_no', 'VARCHAR', '', '人员编号 person', ({ personNo }) => personNo),
  column('sex', 'VARCHAR', '', '性别 sex', ({ sex }) => sex),
  column('born_on', 'DATE', 'day', '出生日 day of birth', ({ bornOn }) => bornOn),
  column('died_on', 'DATE', 'day', '死亡日 day of death', ({ diedOn }) => diedOn),
  column('county', 'VARCHAR', '', '县区 county', ({ county }) => county),
]

export const SPELL_COLUMNS: readonly Column<LakeSpell>[] = [
  column('person', 'INTEGER', '', '人员在本桶的序号 position of the person in its bucket', ({ person }) => person),
  column('person_no', 'VARCHAR', '', '人员编号 person', ({ personNo }) => personNo),
  column('scheme', 'VARCHAR', '', '险种 scheme', ({ scheme }) => scheme),
  column('status', 'VARCHAR', '', '参保身份 status', ({ status }) => status),
  column('from_on', 'DATE', 'day', '起 first day', ({ from }) => from),
  column('until_on', 'DATE', 'day', '止 last day', ({ until }) => until),
  column('county', 'VARCHAR', '', '参保县区 county of enrolment', ({ county }) => county),
  column(
    'continuous_years',
    'INTEGER',
    'year',
    '此前连续参保年数 unbroken years before',
    (spell) => spell.continuousYears,
  ),
  column('civil_servant', 'BOOLEAN', '', '公务员 civil servant', ({ civilServant }) => civilServant),
  column('base_fen', 'BIGINT', 'fen', '月缴费基数 monthly base of contributions', ({ baseFen }) => baseFen),
]

export const CHARGE_COLUMNS: readonly Column<never>[] = [
  column('person', 'INTEGER', '', '人员在本桶的序号 position of the person in its bucket'),
  column('person_no', 'VARCHAR', '', '人员编号 person'),
  column('county', 'VARCHAR', '', '参保县区 county of enrolment'),
  column('scheme', 'VARCHAR', '', '险种 scheme'),
  column('month', 'VARCHAR', 'month', '所属月份；居民为缴费年度的首月 month; the first of the year for residents'),
  column('base_fen', 'BIGINT', 'fen', '缴费基数 base'),
  column('employer_fen', 'BIGINT', 'fen', '单位缴费 paid by the employer'),
  column('person_fen', 'BIGINT', 'fen', '个人缴费标准，含资助 due from the person, aid included'),
  column('aid_fen', 'BIGINT', 'fen', '其中资助参保 of it paid by medical assistance'),
  column('subsidy_fen', 'BIGINT', 'fen', '财政补助 paid by the state'),
]

export const CATEGORY_COLUMNS: readonly Column<LakeCategory>[] = [
  column('person', 'INTEGER', '', '人员在本桶的序号 position of the person in its bucket', ({ person }) => person),
  column('person_no', 'VARCHAR', '', '人员编号 person', ({ personNo }) => personNo),
  column('category', 'VARCHAR', '', '人员类别 category', ({ category }) => category),
  column('from_on', 'DATE', 'day', '认定日 first day', ({ from }) => from),
  column('until_on', 'DATE', 'day', '止，仍有效时为空 last day, empty while it holds', ({ until }) => until),
  column('county', 'VARCHAR', '', '县区 county', ({ county }) => county),
]

export const CERTIFICATE_COLUMNS: readonly Column<LakeCertificate>[] = [
  column('person', 'INTEGER', '', '人员在本桶的序号 position of the person in its bucket', ({ person }) => person),
  column('person_no', 'VARCHAR', '', '人员编号 person', ({ personNo }) => personNo),
  column('disease', 'VARCHAR', '', '病种编码 disease', ({ disease }) => disease),
  column('kind', 'VARCHAR', '', '慢性病、特殊病或两病 chronic, special or two_disease', ({ kind }) => kind),
  column('from_on', 'DATE', 'day', '认定日 first day', ({ from }) => from),
  column('until_on', 'DATE', 'day', '止，仍有效时为空 last day, empty while it holds', ({ until }) => until),
  column('county', 'VARCHAR', '', '县区 county', ({ county }) => county),
]

/** Made by the engine from what lies in the bucket's files. */
export const ENTRY_COLUMNS: readonly Column<never>[] = [
  column('booked_on', 'DATE', 'day', '记账日，当月末日 last day of the month'),
  column('fund', 'VARCHAR', '', '基金 fund'),
  column('account', 'VARCHAR', '', '科目：contribution、aid、subsidy、care what it is'),
  column('county', 'VARCHAR', '', '县区 county'),
  column('income_fen', 'BIGINT', 'fen', '收入 income'),
  column('expense_fen', 'BIGINT', 'fen', '支出 expenditure'),
]
