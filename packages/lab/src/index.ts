// The lab: a seeded synthetic city, its care, the catalogue it uses, and what is measured with them.
export * from './care/index.ts'
export * from './catalogue/index.ts'
export * from './cities/index.ts'
export * from './city/index.ts'
export * from './codes/index.ts'
export * from './hospital/index.ts'
export * from './random.ts'
