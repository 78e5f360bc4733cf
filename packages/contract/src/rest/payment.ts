// What payment methods give for a month: the calculation for the area, a provider's sheet with its indexes, and each case.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageQuery } from './common.ts'

/** A month, or a year for its clearing. */
const periodField = Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2]))?$' })
const bothWords = Type.Object({ zh: Type.String(), en: Type.String() })
const ratioField = (description: string) => Type.Union([Type.Integer({ description }), Type.Null()])

export const paymentProposal = Type.Object({
  key: Type.String({ minLength: 8, maxLength: 64 }),
  month: periodField,
  /** 年度考核得分 of a year's calculation, hundredths of a point; who is not named keeps all. */
  scores: Type.Optional(
    Type.Array(
      Type.Object({
        provider: Type.String({ minLength: 1, maxLength: 50 }),
        scoreE2: Type.Integer({ minimum: 0, maximum: 10_000 }),
      }),
      { maxItems: 5000 },
    ),
  ),
})
export type PaymentProposalBody = Static<typeof paymentProposal>

export const indexesView = Type.Object({
  cases: Type.Integer(),
  grouped: Type.Integer(),
  groups: Type.Integer({ description: '病组覆盖数' }),
  cmiE4: ratioField('CMI, ten-thousandths'),
  costIndexE4: ratioField('费用消耗指数, ten-thousandths; the mean of the area is 1'),
  timeIndexE4: ratioField('时间消耗指数, ten-thousandths'),
  low: Type.Integer(),
  high: Type.Integer(),
  readmitted: Type.Integer({ description: '14 days, same person and institution' }),
  stays: Type.Integer({ description: 'All inpatient stays settled in the month' }),
  diseaseCoverageBp: ratioField('病种覆盖率: cases paid by weight or score ÷ all inpatient stays'),
  fundCoverageBp: ratioField('基金覆盖率: pooled fund booked for them ÷ for all inpatient stays'),
  averageDaysE2: ratioField('Mean length of stay, hundredths'),
  averageCostFen: ratioField('Mean cost'),
})
export type IndexesView = Static<typeof indexesView>

export const paymentLineView = Type.Object({
  budget: Type.String(),
  method: Type.String(),
  methodTitle: Type.String(),
  insurance: Type.String(),
  cases: Type.Integer(),
  units: Type.String(),
  value: Type.String({ description: '点值、费率(元)' }),
  ratio: Type.String({ description: '基金支付比例' }),
  costFen: fenField,
  bookedFen: fenField,
  dueFen: fenField,
  advancedFen: fenField,
})

export const paymentSheetView = Type.Object({
  provider: Type.String(),
  providerName: Type.String(),
  level: Type.String(),
  cases: Type.Integer(),
  costFen: fenField,
  bookedFen: fenField,
  dueFen: fenField,
  lines: Type.Array(paymentLineView),
  indexes: indexesView,
  /** Of a year: sharing and retention, assessment, deposit, balance, by budget. */
  cleared: Type.Array(
    Type.Object({
      budget: Type.String(),
      standardFen: fenField,
      bookedFen: fenField,
      band: Type.Integer(),
      sharedFen: fenField,
      keptByFundFen: fenField,
      assessmentFen: fenField,
      dueFen: fenField,
      advancedFen: fenField,
      depositHeldFen: fenField,
      depositReturnedFen: fenField,
      forfeitedFen: fenField,
      balanceFen: fenField,
    }),
  ),
  clearing: Type.Union([Type.Object({ id: Type.String(), state: Type.String() }), Type.Null()]),
})
export type PaymentSheetView = Static<typeof paymentSheetView>

export const paymentRunRow = Type.Object({
  id: Type.String(),
  month: Type.String(),
  state: Type.Enum(['calculated', 'released', 'withdrawn']),
  cases: Type.Integer(),
  bookedFen: fenField,
  dueFen: fenField,
})
export type PaymentRunRow = Static<typeof paymentRunRow>
export const paymentRunQuery = Type.Object({
  year: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
  /** Without one, all but what was withdrawn. */
  state: Type.Optional(Type.Enum(['calculated', 'released', 'withdrawn'])),
  ...pageQuery,
})
export type PaymentRunQuery = Static<typeof paymentRunQuery>
export const paymentRunList = Type.Object({
  rows: Type.Array(paymentRunRow),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
})
export type PaymentRunList = Static<typeof paymentRunList>

export const paymentRunView = Type.Object({
  id: Type.String(),
  month: Type.String(),
  state: Type.Enum(['calculated', 'released', 'withdrawn']),
  rules: Type.String(),
  rulesTitle: Type.String(),
  /** Another than the month's own where the year has no file yet. */
  rulesYear: Type.Integer(),
  depositRateBp: Type.Integer(),
  inputHash: Type.String(),
  resultHash: Type.String(),
  cases: Type.Integer(),
  costFen: fenField,
  bookedFen: fenField,
  dueFen: fenField,
  indexes: indexesView,
  values: Type.Array(
    Type.Object({
      budget: Type.String(),
      method: Type.String(),
      methodTitle: Type.String(),
      insurance: Type.String(),
      value: Type.String(),
      ratio: Type.String(),
    }),
  ),
  budgets: Type.Array(
    Type.Object({
      budget: Type.String(),
      title: Type.String(),
      budgetFen: fenField,
      items: Type.Array(Type.Object({ item: Type.String(), amountFen: fenField })),
      unexplainedFen: fenField,
    }),
  ),
  issues: Type.Array(
    Type.Object({ code: Type.String(), refuses: Type.Boolean(), subject: Type.String(), count: Type.Integer() }),
  ),
  sheets: Type.Array(paymentSheetView),
  steps: Type.Array(Type.Object({ step: Type.String(), by: Type.String(), at: instantField, note: Type.String() })),
})
export type PaymentRunView = Static<typeof paymentRunView>

const shortWord = Type.Optional(Type.String({ minLength: 1, maxLength: 50 }))
export const paymentCaseQuery = Type.Object({
  provider: shortWord,
  rule: shortWord,
  insurance: shortWord,
  method: shortWord,
  code: shortWord,
  sort: Type.Optional(Type.Enum(['newest', 'cost', 'due', 'gain', 'loss'])),
  ...pageQuery,
})
export type PaymentCaseQuery = Static<typeof paymentCaseQuery>

export const paymentCaseRow = Type.Object({
  settlement: Type.String(),
  personNo: Type.String(),
  personName: Type.String({ description: 'Masked.' }),
  provider: Type.String(),
  providerName: Type.String(),
  settledOn: dayField,
  insurance: Type.String(),
  method: Type.String(),
  methodTitle: Type.String(),
  rule: Type.String(),
  ruleTitle: bothWords,
  isGrouped: Type.Boolean(),
  code: Type.String(),
  name: Type.String(),
  diagnosis: Type.String(),
  procedures: Type.Array(Type.String()),
  weight: Type.String(),
  coefficient: Type.String(),
  multiple: Type.String(),
  value: Type.String(),
  ratio: Type.String(),
  costFen: fenField,
  standardFen: fenField,
  bookedFen: fenField,
  dueFen: fenField,
  differenceFen: fenField,
  reason: bothWords,
})
export type PaymentCaseRow = Static<typeof paymentCaseRow>

export const paymentCasePage = Type.Object({
  rows: Type.Array(paymentCaseRow),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  sums: Type.Object({ costFen: fenField, bookedFen: fenField, dueFen: fenField }),
})
export type PaymentCasePage = Static<typeof paymentCasePage>

/** A step of a payment and the steps it follows from. */
export const paymentStepView = Type.Cyclic(
  {
    Step: Type.Object({
      title: bothWords,
      formula: Type.String({ description: 'With the numbers put in.' }),
      source: Type.String(),
      assumed: Type.Boolean(),
      children: Type.Array(Type.Ref('Step')),
    }),
  },
  'Step',
)
export interface PaymentStepView {
  title: { zh: string; en: string }
  formula: string
  source: string
  assumed: boolean
  children: PaymentStepView[]
}

const appealCode = Type.String({ minLength: 2, maxLength: 30 })
export const groupAppealBody = Type.Object({
  key: Type.String({ minLength: 8, maxLength: 64 }),
  kind: Type.Enum(['wrong_group', 'missing_diagnosis']),
  /** All of them, the main diagnosis first. */
  diagnoses: Type.Array(appealCode, { minItems: 1, maxItems: 40 }),
  procedures: Type.Array(appealCode, { maxItems: 20 }),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  evidence: Type.String({ minLength: 1, maxLength: 500 }),
})
export type GroupAppealBody = Static<typeof groupAppealBody>

const groupGiven = Type.Object({
  code: Type.String(),
  name: Type.String(),
  dueFen: Type.Union([fenField, Type.Null()]),
})
export const groupAppealView = Type.Object({
  id: Type.String(),
  settlement: Type.String(),
  run: Type.Union([Type.String(), Type.Null()]),
  month: Type.String(),
  provider: Type.String(),
  providerName: Type.String(),
  kind: Type.String(),
  reason: Type.String(),
  evidence: Type.String(),
  diagnoses: Type.Array(Type.String()),
  procedures: Type.Array(Type.String()),
  state: Type.String(),
  before: groupGiven,
  after: Type.Union([groupGiven, Type.Null()]),
  /** In the month of the decision, of a month that was released. */
  adjustedFen: Type.Union([fenField, Type.Null()]),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      by: Type.String(),
      at: instantField,
      approves: Type.Union([Type.Boolean(), Type.Null()]),
      note: Type.String(),
    }),
  ),
})
export type GroupAppealView = Static<typeof groupAppealView>
export const groupAppealQuery = Type.Object({
  state: Type.Optional(Type.Enum(['applied', 'opined', 'accepted', 'refused', 'withdrawn'])),
  ...pageQuery,
})
export type GroupAppealQuery = Static<typeof groupAppealQuery>
export const groupAppealPage = Type.Object({
  rows: Type.Array(groupAppealView),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
})
export type GroupAppealPage = Static<typeof groupAppealPage>

export const paymentCaseView = Type.Object({
  run: Type.String(),
  month: Type.String(),
  row: paymentCaseRow,
  admittedOn: Type.String(),
  dischargedOn: Type.String(),
  groupScheme: Type.String(),
  groupExplanation: Type.String({ description: 'How the grouper came to the group, line by line.' }),
  units: paymentStepView,
  fund: paymentStepView,
  appeals: Type.Array(groupAppealView),
})
export interface PaymentCaseView {
  readonly run: string
  readonly month: string
  readonly row: PaymentCaseRow
  readonly admittedOn: string
  readonly dischargedOn: string
  readonly groupScheme: string
  readonly groupExplanation: string
  readonly units: PaymentStepView
  readonly fund: PaymentStepView
  readonly appeals: GroupAppealView[]
}
