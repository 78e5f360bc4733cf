// Medium- and long-term projection of the funds: cohorts, scenarios, the fan of chance, and a test against what came.
export { type Actual, backTest, type Deviation } from './back-test.ts'
export { projectionFile } from './language.ts'
export * from './model.ts'
export { nextYear, retirementAge, totalOf } from './population.ts'
export { balanced, flowsOf, populationsOf, project, type YearFlows } from './project.ts'
export { type ProjectionSet, type ReadProjection, readProjection } from './read.ts'
export { type Change, changed, type Effect, effectsOf, type Scenario } from './scenario.ts'
export { type Chance, type Fan, type FanYear, fans, type Spread } from './stochastic.ts'
