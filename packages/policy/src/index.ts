// The only reader of policies/ on disk; everything else takes a library from here.
export * from './disk.ts'
