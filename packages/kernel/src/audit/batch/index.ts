// Batches of published knowledge: read, compared with what is there, laid over it.
export { type CsvRow, type CsvTable, csvLine, readCsv } from './csv.ts'
export { type BatchDiff, CHANGES, type Change, diffBatch, type PointChange } from './diff.ts'
export type { BatchForm } from './form.ts'
export { joinTables } from './join.ts'
export { type Batch, firstDayOf, readBatch } from './read-batch.ts'
export { keyOf, type StoredPoint, storedPoint, storedPoints, substanceOf, tableText } from './stored.ts'
