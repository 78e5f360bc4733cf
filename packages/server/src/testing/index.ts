// Helpers for tests that need a running platform.
export * from './client.ts'
export * from './flows.ts'
export * from './random.ts'
export * from './server.ts'
export * from './small-city.ts'
export * from './sound.ts'
export * from './stay-flows.ts'
export * from './walker.ts'
