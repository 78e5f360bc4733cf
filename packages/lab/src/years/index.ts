// Several years of a city as a lake, calibrated to what its account publishes.
export { type DeviationRow, deviationText } from './deviations.ts'
export type { PlannedDay, PlannedStage } from './planned-stage.ts'
export { bucketsFor, type Calibrated, makeYears, type YearsMade, type YearsProgress, type YearsRun } from './run.ts'
export type { YearTotals } from './totals.ts'
