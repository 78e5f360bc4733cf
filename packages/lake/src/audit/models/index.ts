// Behaviour models over a lake: clues, and the rows behind them.
export { clueRows, type ModelClues, missingParameters, modelNames, runModels } from './run.ts'
export type { FeatureRow } from './source.ts'
