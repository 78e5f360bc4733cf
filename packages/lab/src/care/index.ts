// The care of a synthetic city: planned visits and stays, their bills, and how near they come to what is published.
export { BillWriter } from './bill.ts'
export { type CalibrationRun, calibrate } from './calibrate.ts'
export { Calibration, type CalibrationRow, calibrationText } from './calibration.ts'
export * from './event.ts'
export { type Observation, observe } from './observation.ts'
export { coverOn } from './people.ts'
export { type CareOptions, careByDay, planCare } from './plan.ts'
export { OfflinePlatform, type OfflineSettlement, placeOf } from './settle-offline.ts'
