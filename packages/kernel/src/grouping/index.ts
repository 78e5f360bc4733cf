// Grouping of stays: the record that groupers read, schemes as data, and the group of a record with its reasons.

export { type Comparison, type Move, SchemeComparison } from './compare.ts'
export type { Answer, CompiledScheme, GroupStatus } from './compile.ts'
export { compileScheme } from './compile.ts'
export { type GreyPrincipal, Notices, type UnknownCode } from './csv/code-row.ts'
export { answerText, copyRows, GROUP_COLUMNS, type GroupedPiece, PieceGrouper } from './csv/group-rows.ts'
export { type Layout, RECORD_COLUMNS, type RecordFault, readLayout, recordFaultText } from './csv/layout.ts'
export { recordOfRow } from './csv/record-of-row.ts'
export { CsvRows, lastRowEnd } from './csv/rows.ts'
export { explainGroup, type GroupExplanation } from './explain.ts'
export { explanationText, type Language, REASON_WORDS } from './explain-text.ts'
export { Grouper, type GroupOptions, type GroupReason, type GroupResult, group, STATUS_TEXT } from './group.ts'
export { type GroupIndexes, IndexTally } from './indexes.ts'
export { readScheme, SCHEME_FILES, type SchemeReading } from './read-scheme.ts'
export * from './record.ts'
export type { Manifest, Scheme as GroupingScheme, Weight } from './scheme.ts'
export { type SchemeFault, type SchemeFile, schemeFaultText } from './table.ts'
export {
  CODING_BOUNDS,
  type CodedAs,
  type CodingBound,
  type CodingWarning,
  codingWarnings,
  type Recoding,
  type WhatIf,
  whatIf,
} from './what-if.ts'
