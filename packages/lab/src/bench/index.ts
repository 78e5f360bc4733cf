// Benchmarks: what is measured, never what is asserted.

export { type AuditCheckBench, auditCheckText, benchAuditCheck } from './audit-check.ts'
export { type AuditImportBench, auditImportText, benchAuditImport } from './audit-import.ts'
export { benchPoints, CODES as BENCH_CODES } from './audit-points.ts'
export { type Around, GatewayLoad, type GatewayLoadOptions, type LoadRow } from './gateway.ts'
export { benchGroup, type GroupBench, type GroupBenchOptions, groupBenchText } from './group.ts'
export { type BenchResult, benchText, machine, measure, quantile, type Rounds } from './measure.ts'
export { type OrderKind, OrderSender, type OrderSenderOptions } from './order-messages.ts'
export { benchProject, type ProjectBench, projectText } from './project.ts'
export { quietCodes } from './quiet-codes.ts'
export { benchReplay, type ReplayBench, type ReplayBenchOptions, replayText } from './replay.ts'
export { benchSettle, type SettleBench } from './settle.ts'
