// Codes made for the synthetic city.
export * from './generate.ts'
