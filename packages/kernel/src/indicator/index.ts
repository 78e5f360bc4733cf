// Indicators: their files, their conditions, their exact values.
export { type Condition, columnsOf, readCondition, type Token } from './condition.ts'
export * from './model.ts'
export { type Columns, indicatorSchema, readIndicator } from './read.ts'
export { combined, type Fraction, fractionOf, valueText } from './value.ts'
