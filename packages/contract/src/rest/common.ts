// Shapes that every REST answer shares: paging, refusals, money and days.
import { type Static, type TSchema, Type } from 'typebox'

/** Whole 分. */
export const fenField = Type.Integer({ description: '金额(分)' })
export const dayField = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const instantField = Type.String({ description: 'yyyy-MM-dd HH:mm:ss, Asia/Shanghai' })

export const pageQuery = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
}

/** One page of rows and the number of rows of the whole result. */
export const pageOf = <T extends TSchema>(row: T) =>
  Type.Object({ rows: Type.Array(row), total: Type.Integer(), page: Type.Integer(), size: Type.Integer() })

export const refusalView = Type.Object({
  code: Type.String(),
  message: Type.String({ description: 'One sentence: what was found, where, what to do.' }),
  requestId: Type.String(),
})
export type RefusalView = Static<typeof refusalView>
