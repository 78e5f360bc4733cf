// Benchmarks: what is measured, never what is asserted.
export { benchGateway, type GatewayBench, type GatewayBenchOptions, gatewayText } from './gateway.ts'
export { type BenchResult, benchText, machine, measure, type Rounds } from './measure.ts'
export { benchSettle, type SettleBench } from './settle.ts'
