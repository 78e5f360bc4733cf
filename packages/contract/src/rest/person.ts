// A person as the console shows one: masked by default, with time bars, limits used and the account.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField } from './common.ts'

/** Of every stretch both days are its own; without `until` it goes on. */
export const spellView = Type.Object({
  scheme: Type.String(),
  schemeTitle: Type.String(),
  status: Type.String(),
  statusTitle: Type.String(),
  from: dayField,
  until: Type.Union([dayField, Type.Null()]),
  state: Type.String({ description: 'active | suspended | terminated | waiting' }),
  stateTitle: Type.String(),
  employer: Type.String(),
  area: Type.String(),
})

export const categoryView = Type.Object({
  category: Type.String(),
  title: Type.String(),
  from: dayField,
  until: Type.Union([dayField, Type.Null()]),
  authority: Type.String(),
})

export const accumulatorView = Type.Object({
  key: Type.String(),
  title: Type.String(),
  year: Type.String(),
  usedFen: Type.Integer(),
  /** Absent limit: null. */
  limitFen: Type.Union([fenField, Type.Null()]),
  isCount: Type.Boolean(),
})

export const filingView = Type.Object({
  kind: Type.String(),
  title: Type.String(),
  detail: Type.String(),
  from: dayField,
  until: Type.Union([dayField, Type.Null()]),
  state: Type.String(),
})

export const personView = Type.Object({
  personNo: Type.String(),
  name: Type.String(),
  certificate: Type.String(),
  mobile: Type.String(),
  sexTitle: Type.String(),
  bornOn: dayField,
  age: Type.Integer(),
  area: Type.String(),
  areaTitle: Type.String(),
  masked: Type.Boolean(),
  continuousYears: Type.Integer(),
  spells: Type.Array(spellView),
  categories: Type.Array(categoryView),
  filings: Type.Array(filingView),
  accumulators: Type.Array(accumulatorView),
  account: Type.Union([Type.Object({ balanceFen: fenField, state: Type.String() }), Type.Null()]),
  /** Reads of this person's record that were logged, newest first. */
  looks: Type.Array(Type.Object({ at: instantField, actor: Type.String(), purpose: Type.String() })),
})
export type PersonView = Static<typeof personView>

export const unmaskRequest = Type.Object({ purpose: Type.String({ minLength: 4, maxLength: 200 }) })
export type UnmaskRequest = Static<typeof unmaskRequest>
