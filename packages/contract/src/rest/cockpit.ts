// The cockpit: figures of the bureau by the same definitions as everywhere, with charts, and what stands behind each.
import { type Static, Type } from 'typebox'
import { dayField, fenField, instantField, pageQuery } from './common.ts'

export const cockpitQuery = Type.Object({
  from: Type.Optional(dayField),
  to: Type.Optional(dayField),
  area: Type.Optional(Type.String({ pattern: '^\\d{2,12}$', description: '区划代码的开头' })),
})
export type CockpitQuery = Static<typeof cockpitQuery>

/** How far the history that is counted has come. */
export const lakeView = Type.Object({
  batch: Type.Integer(),
  at: Type.String({ description: '最后写入的业务时刻；空：尚未写入' }),
  waiting: Type.Integer({ description: '尚未写入的业务笔数' }),
  lagSeconds: Type.Integer(),
  parked: Type.Integer({ description: '不能写入而搁置的结算笔数' }),
  broken: Type.Boolean({ description: '写入不能继续' }),
})
export type LakeView = Static<typeof lakeView>

const textOrNull = Type.Union([Type.String(), Type.Null()])

export const figureView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  titleEn: Type.String(),
  unit: Type.String(),
  /** In the unit, as rounded by the definition; null while waiting, and over a denominator of zero. */
  value: textOrNull,
  /** As stored: rows, persons, fen, days. */
  numerator: textOrNull,
  denominator: textOrNull,
  definition: Type.String(),
  version: Type.Integer(),
  sources: Type.Array(Type.String(), { description: '提出这一指标的文件' }),
  waitsFor: textOrNull,
  /** The same in English. */
  waitsForEn: textOrNull,
})
export type FigureView = Static<typeof figureView>

export const cockpitChart = Type.Object({
  indicator: Type.String(),
  title: Type.String(),
  titleEn: Type.String(),
  unit: Type.String(),
  by: Type.Union([
    Type.Literal('day'),
    Type.Literal('month'),
    Type.Literal('county'),
    Type.Literal('scheme'),
    Type.Literal('level'),
    Type.Literal('setting'),
    Type.Literal('provider'),
  ]),
  points: Type.Array(
    Type.Object({
      key: Type.String(),
      title: Type.String(),
      titleEn: Type.String(),
      value: textOrNull,
      numerator: Type.String(),
      denominator: Type.String(),
    }),
  ),
})
export type CockpitChart = Static<typeof cockpitChart>

/** A title of the catalogue or the policy, in both languages where there is an English one. */
const named = { title: Type.String(), titleEn: Type.String() }

/** The way of the money: what a payer paid, from which fund, for care at providers of which level. */
export const moneyFlow = Type.Object({
  payer: Type.Object({ id: Type.String(), ...named }),
  fund: Type.Object({ id: Type.String(), ...named }),
  level: Type.Object({ id: Type.String(), ...named }),
  fen: fenField,
})
export type MoneyFlowView = Static<typeof moneyFlow>

/** How the costs of stays lie within a case group, or within a level of hospitals where nothing is grouped. */
export const costSpread = Type.Object({
  key: Type.String(),
  ...named,
  stays: Type.Integer(),
  leastFen: fenField,
  q1Fen: fenField,
  medianFen: fenField,
  q3Fen: fenField,
  mostFen: fenField,
})
export type CostSpreadView = Static<typeof costSpread>

/** A hospital beside the others: stays, their mean cost and length; by the method of payment what was due and what was booked. */
export const hospitalPoint = Type.Object({
  provider: Type.String(),
  title: Type.String({ description: '机构名称' }),
  level: Type.Object(named),
  stays: Type.Integer(),
  meanFen: fenField,
  meanDays: Type.Number(),
  surplusFen: Type.Union([fenField, Type.Null()], { description: '按支付方式应付减记账；空：没有核算' }),
})
export type HospitalPointView = Static<typeof hospitalPoint>

export const hourCount = Type.Object({
  weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 为星期一' }),
  hour: Type.Integer({ minimum: 0, maximum: 23 }),
  settlements: Type.Integer(),
})
export type HourCountView = Static<typeof hourCount>

/** What was stopped before care or found after it: never whose it was. */
export const stoppedView = Type.Object({
  id: Type.String(),
  on: Type.String(),
  kind: Type.Union([Type.Literal('reminder'), Type.Literal('finding')]),
  rule: Type.String(),
  ...named,
  word: Type.String({ description: '命中：definite、suspect；提醒：changed、kept，未答复为空' }),
  provider: Type.String({ description: '机构名称' }),
  fen: fenField,
  path: Type.String({ description: '记录所在页；空：没有权限' }),
})
export type StoppedView = Static<typeof stoppedView>

export const cockpitView = Type.Object({
  asOf: instantField,
  from: Type.String(),
  to: Type.String(),
  area: Type.String(),
  areas: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })),
  lake: lakeView,
  blocks: Type.Array(
    Type.Object({ id: Type.String(), figures: Type.Array(figureView), charts: Type.Array(cockpitChart) }),
  ),
  flows: Type.Array(moneyFlow),
  spreads: Type.Object({
    by: Type.Union([Type.Literal('case_group'), Type.Literal('level')]),
    groups: Type.Array(costSpread),
  }),
  hospitals: Type.Array(hospitalPoint),
  hours: Type.Array(hourCount),
  stopped: Type.Array(stoppedView, { description: '最近的拦截与疑点，最新在前' }),
})
export type CockpitView = Static<typeof cockpitView>

export const figureQuery = Type.Object({
  ...cockpitQuery.properties,
  ...pageQuery,
  of: Type.Optional(Type.Union([Type.Literal('numerator'), Type.Literal('denominator')])),
})
export type FigureQuery = Static<typeof figureQuery>

/** All indicators, or those of one business: fewer are counted sooner. */
export const figureListQuery = Type.Object({
  ...cockpitQuery.properties,
  module: Type.Optional(Type.String({ pattern: '^[a-z]{2,20}$' })),
})
export type FigureListQuery = Static<typeof figureListQuery>

/** Every indicator there is, computed or waiting, with what demands it. */
export const figureList = Type.Object({
  asOf: instantField,
  from: Type.String(),
  to: Type.String(),
  area: Type.String(),
  areas: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })),
  lake: lakeView,
  modules: Type.Array(Type.String(), { description: '全部业务' }),
  figures: Type.Array(
    Type.Object({
      ...figureView.properties,
      module: Type.String(),
      demands: Type.Array(Type.Object({ document: Type.String(), paragraph: Type.Integer(), quoted: Type.String() }), {
        description: '哪份文件的哪一段，原文怎么写',
      }),
    }),
  ),
})
export type FigureList = Static<typeof figureList>

/** One figure: its values by groups, and the rows it was counted from. */
export const figureDetail = Type.Object({
  asOf: instantField,
  from: Type.String(),
  to: Type.String(),
  area: Type.String(),
  lake: lakeView,
  figure: figureView,
  /** Whether there are rows of a denominator, too. */
  hasDenominator: Type.Boolean(),
  charts: Type.Array(cockpitChart),
  columns: Type.Array(Type.String()),
  rows: Type.Array(Type.Object({ cells: Type.Array(Type.String()), path: Type.String() })),
  page: Type.Integer(),
  size: Type.Integer(),
  hasNext: Type.Boolean(),
})
export type FigureDetail = Static<typeof figureDetail>
