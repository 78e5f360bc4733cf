// Grouping of stays: the record that groupers read, schemes as data, and the group of a record with its reasons.
export * from './record.ts'
