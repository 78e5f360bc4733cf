// 机构申报: a provider's month by its own books, the differences to the platform's, and the meeting at which they were settled.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageQuery } from './common.ts'

const monthField = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
const noteField = Type.String({ maxLength: 200 })
const stateField = Type.Enum(['declared', 'met', 'reconciled', 'withdrawn'])
const RESOLUTIONS = ['provider_corrects', 'platform_corrects', 'next_month', 'as_platform'] as const
const payerField = Type.Enum([
  ...['pooled', 'serious_illness', 'large_amount', 'supplement', 'civil_servant', 'assistance', 'other'],
])

const figures = {
  category: Type.String({ minLength: 1, maxLength: 6, description: '清算类别 of the national code list.' }),
  count: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
  totalFen: fenField,
  fundFen: fenField,
  accountFen: fenField,
  cashFen: fenField,
}

export const declarationBody = Type.Object({
  /** One declaration, however often it is sent. */
  key: Type.String({ minLength: 8, maxLength: 64 }),
  month: monthField,
  figures: Type.Array(
    Type.Object({
      ...figures,
      payers: Type.Array(Type.Object({ payer: payerField, amountFen: fenField }), { maxItems: 10 }),
    }),
    { maxItems: 20, description: 'By category; empty: what the list adds up to.' },
  ),
  list: Type.String({
    maxLength: 4_500_000,
    description: 'CSV: 结算编号,清算类别,医疗费总额,基金支付,个人账户,现金; empty: figures alone.',
  }),
})
export type DeclarationBody = Static<typeof declarationBody>

export const meetingBody = Type.Object({
  heldOn: dayField,
  place: Type.String({ maxLength: 100 }),
  ofProvider: Type.String({ minLength: 2, maxLength: 100, description: 'Who sat there for the institution.' }),
  ofBureau: Type.String({ minLength: 2, maxLength: 100 }),
  agreed: Type.String({ minLength: 2, maxLength: 500 }),
  resolutions: Type.Array(
    Type.Object({
      difference: Type.String({ minLength: 1, maxLength: 120 }),
      resolution: Type.Enum([...RESOLUTIONS]),
      note: noteField,
    }),
    { maxItems: 2_000 },
  ),
  rest: Type.Union([Type.Enum([...RESOLUTIONS]), Type.Null()], {
    description: 'How differences that are not named one by one were agreed on.',
  }),
})
export type MeetingBody = Static<typeof meetingBody>

export const declarationQuery = Type.Object({
  month: Type.Optional(monthField),
  state: Type.Optional(stateField),
  provider: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  ...pageQuery,
})
export type DeclarationQuery = Static<typeof declarationQuery>

const side = Type.Union([
  Type.Object({
    count: Type.Optional(Type.Integer()),
    totalFen: Type.Optional(fenField),
    fundFen: Type.Optional(fenField),
    accountFen: Type.Optional(fenField),
    cashFen: Type.Optional(fenField),
  }),
  Type.Null(),
])

const words = Type.Object({ zh: Type.String(), en: Type.String() })

const differenceView = Type.Object({
  id: Type.String(),
  settlement: Type.String(),
  category: Type.String(),
  categoryTitle: Type.String(),
  line: Type.Union([Type.Integer(), Type.Null()]),
  provider: side,
  platform: side,
  reason: Type.String(),
  reasonText: words,
  resolution: Type.Union([Type.Enum([...RESOLUTIONS]), Type.Null()]),
  note: Type.String(),
})
export type DifferenceView = Static<typeof differenceView>

export const declarationRow = Type.Object({
  id: Type.String(),
  provider: Type.String(),
  providerName: Type.String(),
  month: monthField,
  state: Type.String(),
  declaredOn: dayField,
  count: Type.Integer(),
  totalFen: fenField,
  fundFen: fenField,
  differences: Type.Integer(),
  dueOn: dayField,
  paidOn: Type.Union([dayField, Type.Null()]),
  workingDaysLeft: Type.Integer(),
  isLate: Type.Boolean(),
  clearing: Type.Union([Type.Object({ id: Type.String(), state: Type.String() }), Type.Null()]),
})
export type DeclarationRow = Static<typeof declarationRow>

export const declarationPage = Type.Object({
  rows: Type.Array(declarationRow),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  /** Of the whole result. */
  clock: Type.Object({
    declared: Type.Integer(),
    reconciled: Type.Integer(),
    paidInTime: Type.Integer(),
    paidLate: Type.Integer(),
    open: Type.Integer(),
    overdue: Type.Integer({ description: 'Not paid 20 working days after the declaration.' }),
    withDifferences: Type.Integer(),
  }),
})
export type DeclarationPage = Static<typeof declarationPage>

export const declarationView = Type.Object({
  ...declarationRow.properties,
  figures: Type.Array(
    Type.Object({
      ...figures,
      categoryTitle: Type.String(),
      payers: Type.Array(Type.Object({ payer: Type.String(), payerTitle: words, amountFen: fenField })),
    }),
  ),
  linesCount: Type.Integer(),
  linesSha256: Type.String(),
  checkedAt: instantField,
  /** The first of them; `differences` counts all. */
  differenceRows: Type.Array(differenceView),
  meeting: Type.Union([
    Type.Object({
      heldOn: dayField,
      place: Type.String(),
      ofProvider: Type.String(),
      ofBureau: Type.String(),
      agreed: Type.String(),
      rest: Type.Union([Type.Enum([...RESOLUTIONS]), Type.Null()]),
    }),
    Type.Null(),
  ]),
  steps: Type.Array(Type.Object({ step: Type.String(), by: Type.String(), at: instantField, note: Type.String() })),
})
export type DeclarationView = Static<typeof declarationView>
