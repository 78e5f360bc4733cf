// What a quality rule is: a pure look at one list that gives findings without their number.
import type { ListContext, ListFinding, SettlementList } from './model.ts'

type Unnumbered = Omit<ListFinding, 'rule'>
export type Rule = (list: SettlementList, context: ListContext) => readonly Unnumbered[]

export const error = (field: string, found: string, expected: string): ListFinding =>
  finding('error', field, found, expected)
export const warning = (field: string, found: string, expected: string): ListFinding =>
  finding('warning', field, found, expected)

const finding = (level: ListFinding['level'], field: string, found: string, expected: string): ListFinding => ({
  rule: '',
  level,
  field,
  found,
  expected,
})
