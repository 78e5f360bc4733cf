// Indicators over a lake: values, groups, the rows behind them.
export {
  aggregateOf,
  conditionText,
  DIALECTS,
  type Dialect,
  type Period,
  passText,
  rowsText,
  type Scope,
} from './compose.ts'
export {
  computeBy,
  computeIndicators,
  type IndicatorValue,
  indicatorRows,
  type LakeTables,
  type OpenLake,
  openLake,
  type RowPage,
  yearBefore,
} from './run.ts'
export { INDICATOR_COLUMNS, INDICATOR_TABLES } from './tables.ts'
