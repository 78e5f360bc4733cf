// The tables of history, column by column: name, type, unit, meaning, and where its value comes from. docs/lake.md is this
// list in words; a test holds the two together.
import { FUNDS, type Fund, type LineSplit, PAYERS, type Payer } from '@yibao/kernel'
import type { LakeLine, SettledClaim } from './claim.ts'
import { listText, pairsText, partsText, sentencesText } from './texts.ts'

export type ColumnType = 'INTEGER' | 'BIGINT' | 'VARCHAR' | 'DATE' | 'TIMESTAMP' | 'BOOLEAN'

export interface Column<Item> {
  readonly name: string
  readonly type: ColumnType
  readonly unit: string
  readonly meaning: string
  /** Few different values, all listed in lake.json. */
  readonly coded?: true
  /** Absent: the writer numbers rows and persons itself. */
  readonly of?: (item: Item) => string | number | boolean | null | undefined
}

export const LAKE_FORMAT = 'yibao-lake'
export const LAKE_VERSION = 2

type ClaimColumn = Column<SettledClaim>

const text = (name: string, meaning: string, of: ClaimColumn['of'], unit = ''): ClaimColumn => ({
  name,
  type: 'VARCHAR',
  unit,
  meaning,
  of: of as NonNullable<ClaimColumn['of']>,
})
const coded = (name: string, meaning: string, of: ClaimColumn['of'], unit = ''): ClaimColumn => ({
  ...text(name, meaning, of, unit),
  coded: true,
})
const count = (name: string, meaning: string, of: ClaimColumn['of'], unit = ''): ClaimColumn => ({
  ...text(name, meaning, of, unit),
  type: 'INTEGER',
})
const date = (name: string, meaning: string, of: ClaimColumn['of']): ClaimColumn => ({
  ...text(name, meaning, of, 'day'),
  type: 'DATE',
})
const money = (name: string, meaning: string, of: ClaimColumn['of']): ClaimColumn => ({
  ...text(name, meaning, of, 'fen'),
  type: 'BIGINT',
})

/** Sums of a bill's lines by part: the main one has columns of its own, the others stand in `parts`. */
export function sumsOfParts({ splits, parts }: SettledClaim): [string, [number, number, number, number]][] {
  const sums = parts.map((name): [string, [number, number, number, number]] => [name, [0, 0, 0, 0]])
  for (const { part, full, over, pre, inScope } of splits) {
    const own = sums[part]![1]
    own[0] += full
    own[1] += over
    own[2] += pre
    own[3] += inScope
  }
  return sums
}

const mainOf = (claim: SettledClaim, kind: keyof Pick<LineSplit, 'full' | 'over' | 'pre' | 'inScope'>): number =>
  claim.splits.reduce((sum, split) => (split.part === 0 ? sum + split[kind] : sum), 0)

const otherParts = (claim: SettledClaim): string | null =>
  partsText(
    sumsOfParts(claim)
      .slice(1)
      .filter(([, sums]) => sums.some((each) => each !== 0)),
  )

const paidBy = (claim: SettledClaim, payer: Payer): number =>
  claim.settlement.tiers.reduce((sum, tier) => (tier.payer === payer ? sum + tier.paid : sum), 0)
const paidFrom = (claim: SettledClaim, fund: Fund): number =>
  claim.settlement.tiers.reduce((sum, tier) => (tier.fund === fund ? sum + tier.paid : sum), 0)

/** Payers other than the provider, whose share is `provider_fen`. */
export const LAKE_PAYERS = PAYERS.filter((payer) => payer !== 'provider' && payer !== 'account')
export const LAKE_FUNDS = FUNDS.filter(
  (fund) => fund !== 'provider' && fund !== 'outside' && fund !== 'personal_account',
)

export const CLAIM_COLUMNS: readonly ClaimColumn[] = [
  {
    name: 'claim',
    type: 'INTEGER',
    unit: '',
    meaning: '文件内序号，从 0 起 position in the file, in order of settling',
  },
  text('id', '结算编号 settlement', ({ id }) => id),
  text('visit_id', '就诊编号 visit or stay', ({ visitId }) => visitId),
  text('person_no', '人员编号 person', ({ personNo }) => personNo),
  {
    name: 'person',
    type: 'INTEGER',
    unit: '',
    meaning: '人员在本桶 persons 表中的序号 position of the person in its bucket',
  },
  { ...text('settled_at', '结算时刻 moment of settling', ({ settledAt }) => settledAt), type: 'TIMESTAMP' },
  date('settled_on', '结算日 day of settling', ({ bill }) => bill.visit.settledOn),
  date('governed_on', '政策适用日 the day whose policy decided', ({ on }) => on),
  date('known_on', '政策知悉日 policies published later were unknown', ({ knownOn }) => knownOn),
  text('provider', '定点机构 provider', ({ provider }) => provider),
  coded('county', '参保县区 county of enrolment', ({ county }) => county),
  coded('scheme', '险种 scheme', ({ bill }) => bill.person.scheme),
  coded('status', '参保身份 status', ({ bill }) => bill.person.status),
  coded('sex', '性别 sex', ({ bill }) => bill.person.sex),
  count('age', '周岁 age', ({ bill }) => bill.person.age, 'year'),
  coded('categories', '人员类别 categories held, a list', ({ bill }) => listText(bill.person.categories)),
  coded('certified_diseases', '已认定病种 certified diseases, a list', ({ bill }) =>
    listText(bill.person.certifiedDiseases),
  ),
  count(
    'continuous_years',
    '连续参保年数 years of unbroken enrolment',
    ({ bill }) => bill.person.continuousYears,
    'year',
  ),
  count('months_enrolled', '已参保月数 months of enrolment', ({ bill }) => bill.person.monthsEnrolled, 'month'),
  count('zero_claim_years', '零报销年数 years without a claim', ({ bill }) => bill.person.zeroClaimYears, 'year'),
  money('average_wage_fen', '月平均工资 average monthly wage', ({ bill }) => bill.person.averageWageFen),
  coded('setting', '就医类型 kind of visit', ({ bill }) => bill.visit.setting),
  coded('level', '机构等级 provider level', ({ bill }) => bill.visit.level),
  coded('place', '就医地 place of care', ({ bill }) => bill.visit.place),
  coded('referral', '转诊与备案 referral and filing', ({ bill }) => bill.visit.referral),
  coded('channel', '结算渠道 channel', ({ bill }) => bill.visit.channel),
  date('admitted_on', '入院或就诊日 day of admission or visit', ({ bill }) => bill.visit.admittedOn),
  date('discharged_on', '出院日 day of discharge', ({ bill }) => bill.visit.dischargedOn),
  count(
    'admission_number',
    '第几次住院(给定时) number of the admission, where given',
    ({ bill }) => bill.visit.admissionNumber,
  ),
  coded('disease', '病种 disease of the visit', ({ bill }) => bill.visit.disease),
  count('sessions', '治疗次数 sessions', ({ bill }) => bill.visit.sessions),
  count('months', '处方月数 months of the prescription', ({ bill }) => bill.visit.months, 'month'),
  coded('delivery', '分娩方式 kind of delivery', ({ bill }) => bill.visit.delivery),
  count('newborns', '胎儿数 newborns', ({ bill }) => bill.visit.newborns),
  coded('visit_tags', '就医标签 tags of visit and provider, a list', ({ bill }) => listText(bill.visit.tags)),
  text('referral_chain', '转诊链 chain of referrals', ({ bill }) => bill.visit.referralChain),
  text('disease_chain', '病种链 chain of one disease', ({ bill }) => bill.visit.diseaseChain),
  text('pregnancy', '孕次 pregnancy', ({ bill }) => bill.visit.pregnancy),
  coded('department', '科室 department', ({ care }) => care?.department),
  text('practitioner', '医师或药师 physician or pharmacist', ({ care }) => care?.practitioner),
  text('diagnoses', '诊断，主要诊断在前 diagnoses, the main one first, a list', ({ care }) =>
    listText(care?.diagnoses),
  ),
  text('procedures', '手术操作，主要手术在前 procedures, the main one first, a list', ({ care }) =>
    listText(care?.procedures),
  ),
  count('age_days', '日龄，不满周岁时 days since birth, under one year', ({ care }) => care?.ageDays, 'day'),
  count('birth_weight_g', '出生体重，新生儿 weight at birth, newborns', ({ care }) => care?.birthWeightG, 'g'),
  count('los_days', '住院日数 days in hospital', ({ care }) => care?.losDays, 'day'),
  coded('discharge_type', '离院方式，国家代码 discharge, national code', ({ care }) => care?.dischargeType),
  count('icu_hours', '重症监护时数 hours in intensive care', ({ care }) => care?.icuHours, 'hour'),
  text('denials', '不予支付原因 why nothing may be paid, a line each', ({ bill }) => sentencesText(bill.denials)),
  {
    ...text('account_use', '是否使用个人账户 the account may pay', ({ bill }) => bill.account?.use ?? false),
    type: 'BOOLEAN',
  },
  money('account_balance_fen', '结算前账户余额 balance before', ({ bill }) => bill.account?.balanceFen),
  text(
    'mutual',
    '共济人与其余额 givers of mutual aid with what each had, pairs',
    ({ bill }) => pairsText((bill.account?.mutual ?? []).map(({ giver, availableFen }) => [giver, availableFen])),
    'fen',
  ),
  text(
    'given',
    '外部给定的支付 amounts given by outside payers, pairs by tier',
    ({ bill }) => pairsText(Object.entries(bill.given ?? {})),
    'fen',
  ),
  coded('plan', '待遇计划 plan', ({ settlement }) => settlement.plan),
  text('policy_version', '政策版本 text of the policy that decided', ({ settlement }) => settlement.policyVersion),
  money('total_fen', '医疗费总额 total', ({ settlement }) => settlement.total),
  money('full_fen', '主体部分全自费 full self-pay of the main part', (claim) => mainOf(claim, 'full')),
  money('over_fen', '主体部分超限价 over the ceilings, main part', (claim) => mainOf(claim, 'over')),
  money('pre_fen', '主体部分先行自付 pre-self-pay, main part', (claim) => mainOf(claim, 'pre')),
  money('in_scope_fen', '主体部分政策范围内 in scope, main part', (claim) => mainOf(claim, 'inScope')),
  text('parts', '其他部分：全自费，超限价，先行自付，范围内 the four sums of every other part', otherParts, 'fen'),
  money('deductible_fen', '实际支付起付线 deductible taken', ({ settlement }) => settlement.deductible),
  ...LAKE_PAYERS.map((payer) =>
    money(`payer_${payer}_fen`, `支付方 paid by ${payer}`, (claim) => paidBy(claim, payer)),
  ),
  ...LAKE_FUNDS.map((fund) => money(`fund_${fund}_fen`, `基金 paid from ${fund}`, (claim) => paidFrom(claim, fund))),
  money('fund_fen', '基金与外部支付合计 all payers together', ({ settlement }) => settlement.fundPaid),
  money('provider_fen', '医院负担 borne by the provider', ({ settlement }) => settlement.providerPaid),
  money('person_fen', '个人负担 borne by the person', ({ settlement }) => settlement.personPaid),
  money('account_fen', '个人账户支付 paid by the own account', ({ settlement }) => settlement.accountPaid),
  money('mutual_fen', '家庭共济支付 paid by mutual aid', ({ settlement }) => settlement.mutualPaid),
  money('cash_fen', '现金 cash', ({ settlement }) => settlement.cash),
  count('line_count', '费用明细行数 fee lines', ({ bill }) => bill.lines.length),
  count('settlements', '合并的结算笔数 settlements that make up the claim', ({ settlements }) => settlements),
]

type LineColumn = Column<LakeLine>
const ofLine = (
  name: string,
  type: ColumnType,
  unit: string,
  meaning: string,
  of: NonNullable<LineColumn['of']>,
): LineColumn => ({ name, type, unit, meaning, of })

export const LINE_COLUMNS: readonly LineColumn[] = [
  {
    name: 'claim',
    type: 'INTEGER',
    unit: '',
    meaning: '所属结算在同名文件中的序号 position of the claim in the file of the same name',
  },
  { name: 'line', type: 'INTEGER', unit: '', meaning: '行序号，从 0 起 position in the bill' },
  ofLine('item', 'VARCHAR', '', '医保目录编码 item of the catalogue', ({ item }) => item),
  { ...ofLine('item_class', 'VARCHAR', '', '甲乙丙类 class', ({ itemClass }) => itemClass), coded: true },
  { ...ofLine('item_kind', 'VARCHAR', '', '项目类型 kind of item', ({ kind }) => kind), coded: true },
  {
    ...ofLine('item_tags', 'VARCHAR', '', '项目标签 tags of the item, a list', ({ tags }) => listText(tags)),
    coded: true,
  },
  { name: 'used_on', type: 'DATE', unit: 'day', meaning: '使用日，不明时为空 day of use, empty where it is not known' },
  ofLine('amount_fen', 'BIGINT', 'fen', '金额，退费为负 amount, negative for a return', ({ amountFen }) => amountFen),
  ofLine('quantity', 'BIGINT', '1/10000', '数量 quantity', ({ quantity }) => quantity),
  ofLine('price', 'BIGINT', '1/1000000 yuan', '单价 unit price', ({ price }) => price),
  ofLine('ceiling', 'BIGINT', '1/1000000 yuan', '最低限价 the lowest ceiling', ({ ceiling }) => ceiling),
  ofLine(
    'catalogue_rate_bp',
    'INTEGER',
    '1/10000',
    '目录先行自付比例 self-pay rate of the catalogue',
    (line) => line.catalogueRateBp,
  ),
  ofLine(
    'denied_for',
    'VARCHAR',
    '',
    '限定支付不符等原因 why the whole line is the person’s',
    ({ deniedFor }) => deniedFor,
  ),
  ofLine('split_full_fen', 'BIGINT', 'fen', '外部已拆分：全自费 split by another system', ({ split }) => split?.full),
  ofLine('split_over_fen', 'BIGINT', 'fen', '外部已拆分：超限价', ({ split }) => split?.over),
  ofLine('split_pre_fen', 'BIGINT', 'fen', '外部已拆分：先行自付', ({ split }) => split?.pre),
]

export const PERSON_COLUMNS: readonly Column<never>[] = [
  { name: 'person', type: 'INTEGER', unit: '', meaning: '序号，从 0 起 position in the bucket' },
  { name: 'person_no', type: 'VARCHAR', unit: '', meaning: '人员编号 person' },
]
