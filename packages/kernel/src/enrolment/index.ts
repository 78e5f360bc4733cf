// Enrolment: continuity, transfer, newborn, duplicates, and the rate of enrolment by each of its definitions.
export * from './continuity.ts'
export * from './duplicate.ts'
export * from './import/index.ts'
export * from './newborn.ts'
export * from './rate.ts'
export * from './transfer.ts'
