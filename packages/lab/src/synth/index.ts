// Synthetic cities as data sets.

export { type HistoryCounts, type HistoryOptions, writeHistory } from './history.ts'
export { PART, type RowCounts, type SynthOptions, type SynthProgress, synthesize } from './synthesize.ts'
export { TABLES, type TableName } from './tables.ts'
