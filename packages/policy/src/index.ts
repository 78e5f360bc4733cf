// The only reader of policies, schemes and catalogues on disk; everything else takes what it needs from here.
export * from './calendar.ts'
export * from './check-and-test.ts'
export * from './dip/disk.ts'
export * from './disk.ts'
export * from './payment.ts'
export * from './points-on-disk.ts'
export * from './rules-on-disk.ts'
export * from './schemes/disk.ts'
