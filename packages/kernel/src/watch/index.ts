// Watching the funds: indicators of their running, thresholds, and the way of a warning.
export * from './evaluate.ts'
export * from './rules.ts'
export * from './states.ts'
