// Behaviour models: scores with reasons, and what they are worth where the truth is known.
export { components } from './components.ts'
export { type KnownVisit, type Measured, measure, type Share } from './measure.ts'
export * from './model.ts'
export { readModel } from './read-model.ts'
export { funnelZ, median, type Rate, rarity, robustZ, shrunkRatio } from './statistics.ts'
