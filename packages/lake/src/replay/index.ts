// A reform replayed over history.

export { DIMENSIONS, type Dimension } from './groups.ts'
export { type MeasuredReading, measureReading } from './measure.ts'
export { RESULT_FORMAT, type ReplayAsk } from './options.ts'
export { LOSS_REASONS, type LossReason } from './reasons.ts'
export type { EffectRow, GroupRow, PaidRow, ReplayResult, Winners } from './result.ts'
export { type ReplayDone, type ReplayProgress, type ReplayRun, replay } from './run.ts'
