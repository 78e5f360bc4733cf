// The only reader of policies/ on disk; everything else takes a library from here.
export * from './check-and-test.ts'
export * from './disk.ts'
export * from './points-on-disk.ts'
export * from './rules-on-disk.ts'
export * from './schemes/disk.ts'
