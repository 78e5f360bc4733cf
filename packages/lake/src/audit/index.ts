// Audit over the lake: facts at rest, and the set-based form of the rules.

export { type AuditPostOptions, type AuditPostResult, benchAuditPost } from './bench/run.ts'
export { FACT_COLUMNS, FACT_TABLES, type FactTable } from './columns.ts'
export { SQL_FORMS, sqlFormOf } from './forms/index.ts'
export { type AuditPeriod, NOT_IN_A_LAKE } from './from-lake.ts'
export { asksInVain } from './in-vain.ts'
export { auditFiles, type FileAudit, type FileAuditOptions, type GivenFile, headersOf } from './intake/run.ts'
export { formText, judgeSetBased, type SetBased } from './judge.ts'
export { loadFacts } from './load.ts'
export { auditLake, type LakeAudit, type LakeAuditOptions } from './run.ts'
export { type AuditSample, auditSample, type SampledVisit, type SampleOptions } from './sample.ts'
export { type FindingLabel, type LakeTrial, type LakeTrialOptions, trialLake } from './trial.ts'
export { withoutDays } from './undated.ts'
