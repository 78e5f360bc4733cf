// The offices of a generated city: contributions, clearing, books and connections as tables of its lake.
export type { BookFact, BookFactKind } from './book-facts.ts'
export { type OfficeProvider, writeBucketOffice } from './bucket-tables.ts'
export { CityOffice } from './city-office.ts'
export type { OfficePlan, OfficeShares } from './plan.ts'
export { type OfficeRow, writeRows } from './rows.ts'
