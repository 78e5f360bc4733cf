// The national provider interface (定点医药机构接口规范): messages as data, read into and written from domain values.
export * from './answer.ts'
export * from './body.ts'
export * from './channel.ts'
export {
  type CodeList,
  type CodeLists,
  type LocalValues,
  labelOf,
  NATIONALITIES,
  nationalLists,
  withLocalValues,
} from './code-lists.ts'
export { describeInterface } from './describe.ts'
export * from './envelope.ts'
export { type Field, type Kind, type Table, type ToWrite, typeText, type ValueOf, type Values } from './fields.ts'
export * from './fingerprint.ts'
export { NATIONAL_TITLES } from './intake-titles.ts'
export type { Json } from './json.ts'
export { type KnownNumber, type NumberScope, numbersNotOpen } from './known-numbers.ts'
export * from './money-identities.ts'
export type { InputOf, InputToWrite, Node, Nodes, OutputOf, OutputToWrite, Placement, Transaction } from './nodes.ts'
export * from './protocol-refusals.ts'
export * from './read.ts'
export * from './reading-rules.ts'
export * from './record-file.ts'
export * from './refusals.ts'
export * from './sample/index.ts'
export { characters, shortened, shown } from './shown.ts'
export * from './signatures.ts'
export { statementFiles } from './transactions/reconciliation.ts'
export * from './transactions.ts'
export * from './write.ts'
