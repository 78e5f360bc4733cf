// Enrolment by file: lines read and ruled on.
export * from './employer.ts'
export * from './line.ts'
export * from './rule.ts'
