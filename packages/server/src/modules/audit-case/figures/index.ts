// The figures of the audit workbench.
export * from './precision.ts'
export { type AuditSums, auditSums, type RuleRecord, ruleRecords, type SetAside, type Span, setAside } from './store.ts'
