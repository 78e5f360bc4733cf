// Indicators over a lake: values, groups, the rows behind them.
export { lastStopped, type MoneyFlow, moneyFlows, type Stopped } from './board.ts'
export { aggregateOf, conditionText, fromText, passText, rowsText } from './compose.ts'
export { documentTitles, type IndicatorFiles, readIndicatorFiles } from './files.ts'
export { computeGroups, type GroupValue } from './groups.ts'
export { type LakeTables, lakePeriod, type OpenLake, type OpenOptions, openLake } from './open.ts'
export { indicatorRows, type RowPage } from './rows.ts'
export { computeBy, computeIndicators, type IndicatorAsk, type IndicatorValue } from './run.ts'
export { scanFor } from './scan.ts'
export { DIALECTS, type Dialect, type Period, type Scope, yearBefore } from './scope.ts'
export {
  type CostSpread,
  groupSpreads,
  type HospitalPoint,
  type HourCount,
  hospitalPoints,
  levelSpreads,
  settlingHours,
} from './spreads.ts'
export { INDICATOR_COLUMNS, INDICATOR_TABLES } from './tables.ts'
