// Forming a catalogue from history.
export * from './form.ts'
export { type CodeNames, NO_NAMES } from './group-rows.ts'
export {
  DipHistory,
  type HistoricCase,
  type HistoryRules,
  REJECTION_TEXT,
  REJECTIONS,
  type Rejection,
  subcategoryOf,
} from './history.ts'
export * from './options.ts'
export * from './report.ts'
export { monitoringScore, scoreE4, scoreFrom } from './score-of-group.ts'
