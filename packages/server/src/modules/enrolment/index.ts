// The door of the enrolment module: files of enrolments checked and brought in, duplicates decided, and who is not enrolled.
export * from './batch/index.ts'
export { type EnrolmentDesk, openEnrolmentDesk } from './desk.ts'
export type { EnrolmentDeskOptions, ImportScope, ImportSource, ImportWatch } from './import.ts'
export * from './model.ts'
export { type EnrolmentRefusalCode, enrolmentRefusals } from './refusals.ts'
export { areaCodes, brokenIn, importRuns, listIssues, missingOn } from './store.ts'
