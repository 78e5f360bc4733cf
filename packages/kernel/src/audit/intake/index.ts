// Files of another system as facts of an audit: the fields, the column map, and how one is begun.
export * from './fields.ts'
export * from './map.ts'
export { readColumnMap } from './read-map.ts'
export { type Header, likelyTable, type MoreTitles, matched, starterMap } from './starter.ts'
