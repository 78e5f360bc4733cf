// Behaviour models over a lake: clues, and the rows behind them.
export {
  clueRows,
  type ModelClues,
  type ModelsAsked,
  missingParameters,
  modelNames,
  runModels,
} from './run.ts'
export type { FeatureRow, ModelReading } from './source.ts'
