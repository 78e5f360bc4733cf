// Paying providers: one shape for all methods, from cases to units, the value of a unit, what is due, and the year's clearing.
export * from './alliance.ts'
export { bedDayAmount, type DayBand, daysBefore, daysWithin } from './bed-day.ts'
export { bonusFor, capitationDue, grownBudget } from './capitation.ts'
export { caseAmounts } from './case-amounts.ts'
export * from './clear.ts'
export { type BudgetLine, type PaymentRules, paymentFileSchema, type SharingBand } from './config/file.ts'
export type { MethodRules } from './config/methods.ts'
export { isRatesText, readRates } from './config/rates.ts'
export { isPaymentText, type PaymentBuilt, readPayment } from './config/read.ts'
export { parseMeasure } from './config/values.ts'
export * from './exempt.ts'
export type { MethodValue } from './final-value.ts'
export { availableOf, reserveOf } from './final-value.ts'
export { bookedRatio, type FundModel, fundShare, hospitalByRatio } from './fund-share.ts'
export * from './indexes.ts'
export * from './model.ts'
export { type Collected, collect, type Kept, lineOf, monthPeriod, type Sums, unitsOf, yearPeriod } from './period.ts'
export { isHigh, isLow, limitFor } from './points.ts'
export { caseFundStep, type Posted, type Posting, post } from './post.ts'
export { mergePreAdmission, PRE_ADMISSION } from './pre-admission.ts'
export { PATH_LEFT } from './price.ts'
export { NOTHING_OVERRULED, type Overruled, type Priced, type PricingContext, type PricingRule } from './priced.ts'
export { allowedBy, beyond, type QuotaUse } from './quotas.ts'
export { methodOf, priceCase } from './route.ts'
export {
  PAYMENT_EXPLANATION_VERSION,
  type PaymentCitation,
  type PaymentOperation,
  PaymentStep,
  recomputed,
  shownStep,
  stepLines,
} from './steps.ts'
export {
  CASE_COLUMNS,
  type GroupResult,
  readCaseTable,
  readGroupResults,
  readStays,
  STATUS_WORDS,
  type StayDefaults,
  withGroups,
} from './tables/cases.ts'
export { readHeads, readMoney, readProviders, readWeights } from './tables/side-tables.ts'
export { csvRows } from './tables/table.ts'
export {
  type ElasticInputs,
  elasticIncrement,
  floatingValue,
  qualityInterval,
  startValue,
  trimmedVolume,
} from './value.ts'
export * from './weights.ts'
export { keptAmount, keptShare } from './year/assessment.ts'
export { type ClearedRow, type ClearingInputs, clearedStep, clearProvider, sharingFor } from './year/clearing.ts'
export { type MonthInputs, type MonthResult, type MonthRow, monthlyAllowed, monthlyPayable } from './year/month.ts'
export { type Shared, sharingOf, withinReserve } from './year/sharing.ts'
export type { LineStatement, StatementItem } from './year/statement.ts'
