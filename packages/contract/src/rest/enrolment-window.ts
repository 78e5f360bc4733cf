// The enrolment window at the console: one person's enrolment on one screen, work lists with their legal resolution, and the rates.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageOf, pageQuery } from './common.ts'
import { titled } from './enrolment.ts'

const orNone = <T extends ReturnType<typeof Type.String>>(field: T) => Type.Union([field, Type.Null()])
const note = Type.String({ minLength: 1, maxLength: 200 })
const personNo = Type.String({ minLength: 1, maxLength: 30 })
const word = Type.String({ pattern: '^[a-z_]{1,40}$' })

export const WORK_LIST_NAMES = ['duplicates', 'broken', 'missing', 'newborn', 'died', 'moved'] as const
const listName = Type.Enum([...WORK_LIST_NAMES])

export const workListQuery = Type.Object({
  list: Type.Optional(listName),
  area: Type.Optional(Type.String({ pattern: '^\\d{0,6}$' })),
  q: Type.Optional(Type.String({ maxLength: 40 })),
  open: Type.Optional(Type.Boolean({ description: 'Only those without a visit or decision' })),
  ...pageQuery,
})
export type WorkListQuery = Static<typeof workListQuery>

export const workListRow = Type.Object({
  personNo: Type.String(),
  name: Type.String(),
  area: Type.String(),
  bornOn: orNone(dayField),
  found: titled,
  visit: titled,
  visitNote: Type.String(),
  visitedBy: Type.String(),
  visitedAt: Type.String(),
  /** Of a duplicate. */
  issue: Type.String(),
  standing: Type.String(),
  asked: Type.String(),
  resolution: titled,
  open: Type.Boolean(),
})
export type WorkListRow = Static<typeof workListRow>
export const workListPage = Type.Object({
  ...pageOf(workListRow).properties,
  list: listName,
  title: titled,
  /** What the notices say is to be done, with the document. */
  basis: titled,
})
export type WorkListPage = Static<typeof workListPage>

export const visitBody = Type.Object({
  personNo,
  list: Type.Enum(['broken', 'missing', 'newborn', 'died', 'moved']),
  reason: Type.Enum([
    ...['joined_elsewhere', 'died', 'moved_away', 'unwilling', 'unpaid', 'soldier', 'abroad', 'will_enrol', 'other'],
  ]),
  note: Type.Optional(Type.String({ maxLength: 200 })),
})
export type VisitBody = Static<typeof visitBody>

export const duplicateBody = Type.Object({
  issue: Type.String({ minLength: 1, maxLength: 40 }),
  personNo,
  keep: Type.Enum(['standing', 'asked']),
  note,
})
export type DuplicateBody = Static<typeof duplicateBody>

export const rateView = Type.Object({
  asOf: dayField,
  area: Type.String(),
  enrolled: Type.Integer(),
  rates: Type.Array(
    Type.Object({
      definition: Type.String(),
      title: titled,
      formula: titled,
      numerator: Type.Integer(),
      denominator: Type.Union([Type.Integer(), Type.Null()]),
      source: Type.String(),
      rateBp: Type.Union([Type.Integer(), Type.Null()]),
      missing: titled,
    }),
  ),
  base: Type.Array(
    Type.Object({ kind: Type.String(), title: titled, people: Type.Integer(), asOf: dayField, source: Type.String() }),
  ),
})
export type RateView = Static<typeof rateView>

export const populationBody = Type.Object({
  kind: Type.Enum(['permanent', 'household', 'enrolled_elsewhere', 'exempt']),
  asOf: dayField,
  people: Type.Integer({ minimum: 0, maximum: 2_000_000_000 }),
  source: Type.String({ minLength: 2, maxLength: 100 }),
})
export type PopulationBody = Static<typeof populationBody>

export const enrolleeView = Type.Object({
  personNo: Type.String(),
  name: Type.String(),
  certificate: Type.String(),
  sexTitle: Type.String(),
  bornOn: dayField,
  diedOn: orNone(dayField),
  area: Type.String(),
  spells: Type.Array(
    Type.Object({
      scheme: titled,
      status: titled,
      state: Type.String(),
      stateTitle: titled,
      from: dayField,
      until: orNone(dayField),
      benefitFrom: orNone(dayField),
      area: Type.String(),
      employer: Type.String(),
      years: Type.Integer(),
      /** Why benefits begin when they do. */
      reason: titled,
    }),
  ),
  categories: Type.Array(
    Type.Object({
      category: Type.String(),
      title: Type.String(),
      authority: Type.String(),
      from: dayField,
      until: orNone(dayField),
    }),
  ),
  /** 连续参保与等待期, if the person paid as a resident today. */
  outlook: Type.Object({
    years: Type.Integer(),
    missed: Type.Integer(),
    waitingMonths: Type.Integer(),
    benefitFrom: orNone(dayField),
    reason: titled,
    standardFen: fenField,
    standardBasis: Type.String(),
    /** Each with how the share comes about and what it stands on. */
    payers: Type.Array(Type.Object({ title: Type.String(), amountFen: fenField, how: titled, basis: Type.String() })),
    /** 补缴修复: so many missed years repaired, at what price, leave so much waiting. */
    repairs: Type.Array(
      Type.Object({
        years: Type.Integer(),
        priceFen: fenField,
        waitingMonths: Type.Integer(),
        benefitFrom: orNone(dayField),
      }),
    ),
    /** 大病保险最高支付限额 with its incentives; null: the area has none. */
    cap: Type.Union([
      Type.Object({
        capFen: Type.Union([fenField, Type.Null()]),
        baseFen: Type.Union([fenField, Type.Null()]),
        yearsFen: fenField,
        zeroFen: fenField,
        zeroYears: Type.Integer(),
        reason: titled,
        clause: Type.String(),
      }),
      Type.Null(),
    ]),
  }),
  /** Of a child in its first year; null otherwise. */
  newborn: Type.Union([
    Type.Object({
      deadline: dayField,
      daysLeft: Type.Integer(),
      temporary: Type.Boolean(),
      reason: titled,
      selfPaid: Type.Array(
        Type.Object({ id: Type.String(), on: dayField, provider: Type.String(), totalFen: fenField }),
      ),
    }),
    Type.Null(),
  ]),
  earlierIdentities: Type.Array(
    Type.Object({ certificate: Type.String(), name: Type.String(), by: Type.String(), at: instantField }),
  ),
  givers: Type.Array(Type.Object({ personNo: Type.String(), name: Type.String(), relation: titled, from: dayField })),
  receivers: Type.Array(
    Type.Object({ personNo: Type.String(), name: Type.String(), relation: titled, from: dayField }),
  ),
  charges: Type.Array(
    Type.Object({
      chargeNo: Type.String(),
      period: Type.String(),
      fundTitle: Type.String(),
      payer: Type.String(),
      baseFen: fenField,
      amountFen: fenField,
      state: Type.String(),
      creditedOn: orNone(dayField),
    }),
  ),
  visits: Type.Array(
    Type.Object({ list: titled, reason: titled, note: Type.String(), by: Type.String(), at: instantField }),
  ),
  vocabulary: Type.Array(Type.Object({ category: Type.String(), title: Type.String() })),
})
export type EnrolleeView = Static<typeof enrolleeView>

/** One line at the window; of a person on record the identity is taken from there. */
export const lineBody = Type.Object({
  personNo: Type.Optional(personNo),
  name: Type.Optional(Type.String({ maxLength: 50 })),
  certificateKind: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
  certificateNo: Type.Optional(Type.String({ maxLength: 30 })),
  sex: Type.Optional(Type.Enum(['male', 'female'])),
  bornOn: Type.Optional(Type.String({ maxLength: 10 })),
  mobile: Type.Optional(Type.String({ maxLength: 20 })),
  action: Type.Enum(['enrol', 'stop', 'base']),
  scheme: Type.Enum(['employee', 'resident']),
  status: word,
  area: Type.String({ maxLength: 6 }),
  from: Type.String({ maxLength: 10 }),
  until: Type.Optional(Type.String({ maxLength: 10 })),
  paidOn: Type.Optional(Type.String({ maxLength: 10 })),
  employerNo: Type.Optional(Type.String({ maxLength: 30 })),
  wage: Type.Optional(Type.String({ maxLength: 14 })),
})
export type LineBody = Static<typeof lineBody>

export const categoryBody = Type.Object({
  category: word,
  from: dayField,
  until: Type.Optional(dayField),
  authority: Type.String({ minLength: 2, maxLength: 40 }),
  note,
})
export type CategoryBody = Static<typeof categoryBody>
export const categoryEndBody = Type.Object({ category: word, from: dayField, until: dayField, note })
export type CategoryEndBody = Static<typeof categoryEndBody>

export const aidBody = Type.Object({
  giver: personNo,
  relation: Type.Enum(['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild']),
  from: dayField,
  note,
})
export type AidBody = Static<typeof aidBody>
export const aidEndBody = Type.Object({ giver: personNo, note })
export type AidEndBody = Static<typeof aidEndBody>

/** 身份绑定: the permanent number of somebody enrolled under a temporary certificate. */
export const identityBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 50, pattern: "^[\\p{L}\\p{M}][\\p{L}\\p{M}·•．. ’'-]*$" }),
  certificateNo: Type.String({ minLength: 18, maxLength: 18 }),
  note,
})
export type IdentityBody = Static<typeof identityBody>
