// Requests for tests, the fuzz programme and simulated hospitals: valid ones, and each of the ways to break them.
export { type BenchCase, interfaceBenchCases } from './bench-cases.ts'
export type { Expectation } from './field-mutations.ts'
export { type Mutation, mutations } from './mutations.ts'
export { type SampleOverrides, type SampleRequest, sampleBody, sampleRequest } from './request.ts'
export type { Next } from './values.ts'
