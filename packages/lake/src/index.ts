// The lake's door: history at rest as Parquet by month, and what is asked of it.
export * from './audit/index.ts'
export * from './audit/models/index.ts'
export * from './history/index.ts'
export * from './indicators/index.ts'
export * from './live/index.ts'
export { paymentCasesOf } from './payment/cases.ts'
export * from './replay/index.ts'
export * from './tables/parquet.ts'
