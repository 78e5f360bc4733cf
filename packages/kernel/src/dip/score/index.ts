// Scores of cases: provider coefficients, auxiliary types, deviation cases, and the indexes of supervision.
export * from './auxiliary.ts'
export * from './auxiliary-use.ts'
export * from './case-score.ts'
export { type Charlson, type CharlsonIndex, type CharlsonRow, charlsonIndex, compileCharlson } from './charlson.ts'
export * from './provider-coefficient.ts'
export * from './supervision.ts'
