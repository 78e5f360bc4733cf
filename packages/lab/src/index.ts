// The lab: a seeded synthetic city, the catalogue it uses, and what is measured with them.
export * from './catalogue/index.ts'
export * from './codes/index.ts'
export * from './random.ts'
