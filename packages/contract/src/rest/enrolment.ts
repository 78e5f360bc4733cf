// Enrolment at the console: batches by file, an employer's own people and months, work lists, rates, and one person at the window.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageOf, pageQuery } from './common.ts'

/** A title in both languages, as the screen shows it. */
export const titled = Type.Object({ zh: Type.String(), en: Type.String() })
const orNone = <T extends ReturnType<typeof Type.String>>(field: T) => Type.Union([field, Type.Null()])
const code = Type.String({ pattern: '^[a-z_]{1,40}$' })
const note = Type.String({ minLength: 1, maxLength: 200 })

export const BATCH_STATES = [
  'checking',
  'checked',
  'importing',
  'imported',
  'reversing',
  'reversed',
  'refused',
  'withdrawn',
] as const

export const batchQuery = Type.Object({ state: Type.Optional(Type.Enum([...BATCH_STATES])), ...pageQuery })
export type BatchQuery = Static<typeof batchQuery>

/** The file is the body, as text/csv. */
export const batchUpload = Type.Object({ name: Type.String({ minLength: 1, maxLength: 120 }) })
export const batchTold = Type.Object({ id: Type.String() })

const count = Type.Object({ code: Type.String(), title: titled, count: Type.Integer() })

export const batchRow = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  origin: Type.Enum(['file', 'form']),
  employer: Type.String({ description: 'Name of the employer that sent it; empty: the agency' }),
  state: Type.String(),
  stateTitle: titled,
  shareBp: Type.Integer(),
  lines: Type.Integer(),
  faulty: Type.Integer(),
  by: Type.String(),
  at: instantField,
})
export type BatchRow = Static<typeof batchRow>
export const batchPage = pageOf(batchRow)
export type BatchPage = Static<typeof batchPage>

export const batchView = Type.Object({
  ...batchRow.properties,
  done: Type.Integer(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  kinds: Type.Array(count),
  faultKinds: Type.Array(count),
  refusal: Type.String({ description: 'Why the file as a whole was not read; empty: it was' }),
  outcomes: Type.Array(count),
  kept: Type.Array(Type.Object({ personNo: Type.String(), line: Type.Integer(), reason: titled })),
  steps: Type.Array(Type.Object({ title: titled, by: Type.String(), at: instantField, note: Type.String() })),
  may: Type.Array(Type.Enum(['confirm', 'withdraw', 'resume', 'reverse'])),
})
export type BatchView = Static<typeof batchView>

export const batchStep = Type.Object({
  step: Type.Enum(['confirm', 'withdraw', 'resume', 'reverse']),
  note: Type.Optional(Type.String({ maxLength: 200 })),
})
export type BatchStep = Static<typeof batchStep>

export const faultQuery = Type.Object({ code: Type.Optional(code), ...pageQuery })
export type FaultQuery = Static<typeof faultQuery>
export const faultRow = Type.Object({
  line: Type.Integer(),
  column: Type.String(),
  code: Type.String(),
  title: titled,
  found: Type.String(),
  allowed: Type.String(),
})
export type FaultRow = Static<typeof faultRow>
export const faultPage = pageOf(faultRow)
export type FaultPage = Static<typeof faultPage>

export const templateQuery = Type.Object({ form: Type.Enum(['csv', 'xlsx']) })

// 单位网厅

const month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })

export const employerView = Type.Object({
  employerNo: Type.String(),
  name: Type.String(),
  creditCode: Type.String(),
  area: Type.String(),
  members: Type.Integer({ description: 'Enrolled here today' }),
  month,
  openMonth: Type.String({ description: 'The earliest month that may still be declared' }),
  declareDay: Type.Integer({ description: 'Declared up to this day, a change is for the same month' }),
  added: Type.Integer({ description: 'Of this month' }),
  dropped: Type.Integer(),
  /** Assessed: from the charges; not yet: what would be charged today. */
  billFen: fenField,
  billed: Type.Boolean(),
  paidFen: fenField,
  overdueFen: fenField,
  notInsured: Type.Array(Type.Object({ personNo: Type.String(), name: Type.String(), reason: titled })),
})
export type EmployerView = Static<typeof employerView>

export const memberQuery = Type.Object({
  state: Type.Optional(Type.Enum(['active', 'suspended', 'left'])),
  q: Type.Optional(Type.String({ maxLength: 40 })),
  ...pageQuery,
})
export type MemberQuery = Static<typeof memberQuery>
export const memberRow = Type.Object({
  personNo: Type.String(),
  name: Type.String(),
  certificate: Type.String(),
  status: titled,
  state: Type.Enum(['active', 'suspended', 'left']),
  stateTitle: titled,
  from: dayField,
  until: orNone(dayField),
  wageFen: Type.Union([fenField, Type.Null()]),
  wageFrom: orNone(Type.String()),
})
export type MemberRow = Static<typeof memberRow>
export const memberPage = pageOf(memberRow)
export type MemberPage = Static<typeof memberPage>

/** One person's change: checked and brought in as a file of one line. */
export const declaration = Type.Object({
  action: Type.Enum(['add', 'drop', 'base']),
  name: Type.String({ minLength: 1, maxLength: 50 }),
  certificateKind: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
  certificateNo: Type.String({ minLength: 1, maxLength: 30 }),
  mobile: Type.Optional(Type.String({ maxLength: 20 })),
  status: Type.Optional(Type.Enum(['active', 'retired'])),
  month,
  wage: Type.Optional(Type.String({ maxLength: 14 })),
})
export type Declaration = Static<typeof declaration>
export const declarationTold = Type.Object({
  batch: Type.String(),
  done: Type.Boolean({ description: 'Otherwise the faults say what is wrong, and nothing has changed' }),
  outcomes: Type.Array(titled),
  faults: Type.Array(faultRow),
})
export type DeclarationTold = Static<typeof declarationTold>

export const billQuery = Type.Object({ month: Type.Optional(month), ...pageQuery })
export type BillQuery = Static<typeof billQuery>
export const billView = Type.Object({
  month,
  assessed: Type.Boolean({ description: 'Otherwise what would be charged if it were assessed now' }),
  charges: Type.Array(
    Type.Object({
      chargeNo: Type.String(),
      kind: Type.Enum(['contribution', 'late_fee']),
      amountFen: fenField,
      people: Type.Integer(),
      dueOn: dayField,
      state: Type.String(),
      confirmedOn: orNone(dayField),
      overdue: Type.Boolean(),
    }),
  ),
  rows: Type.Array(
    Type.Object({
      personNo: Type.String(),
      name: Type.String(),
      baseFen: fenField,
      employerFen: fenField,
      personFen: fenField,
      amountFen: fenField,
    }),
  ),
  total: Type.Integer(),
  page: Type.Integer(),
  size: Type.Integer(),
  amountFen: fenField,
})
export type BillView = Static<typeof billView>
export { note as noteField }
