// The console's first page: what is alive on this platform.
import { type Static, Type } from 'typebox'
import { fenField, instantField } from './common.ts'

export const overviewView = Type.Object({
  asOf: instantField,
  persons: Type.Integer(),
  enrolled: Type.Object({ employee: Type.Integer(), resident: Type.Integer() }),
  providers: Type.Object({ hospitals: Type.Integer(), pharmacies: Type.Integer() }),
  settlements: Type.Integer(),
  totalFen: fenField,
  fundFen: fenField,
  personFen: fenField,
  byPayer: Type.Array(
    Type.Object({ payer: Type.String(), title: Type.String(), titleEn: Type.String(), paidFen: fenField }),
  ),
  byDay: Type.Array(
    Type.Object({ day: Type.String(), settlements: Type.Integer(), fundFen: fenField, totalFen: fenField }),
  ),
  byLevel: Type.Array(
    Type.Object({
      level: Type.String(),
      title: Type.String(),
      settlements: Type.Integer(),
      totalFen: fenField,
      fundFen: fenField,
    }),
  ),
  /** Σ funds ÷ Σ in scope and ÷ Σ total, basis points. */
  inScopeRatioBp: Type.Integer(),
  actualRatioBp: Type.Integer(),
  /** While the demonstration's month of care is still being sent. */
  demo: Type.Union([Type.Object({ sent: Type.Integer(), planned: Type.Integer(), done: Type.Boolean() }), Type.Null()]),
})
export type OverviewView = Static<typeof overviewView>
