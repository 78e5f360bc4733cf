// 按病种分值付费 (DIP): a catalogue as data, the group of a case with its reasons, and a catalogue formed from history.
export * from './assign.ts'
export * from './catalogue.ts'
export type { DecidedBy } from './choose.ts'
export { type CompiledDip, compileDip } from './compile.ts'
export { parseDipTable } from './csv.ts'
export * from './explain.ts'
export * from './read-catalogue.ts'
export type { DipFault, DipTable, DipTableRow } from './read-cells.ts'
