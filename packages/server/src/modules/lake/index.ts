// The door of the lake module: the platform's history, written as it goes.
export { createLakeDesk, type LakeDesk } from './desk.ts'
export { createLakeKeeper, type LakeKeeper, type LakeKeeperOptions, type LakeStatus } from './keeper.ts'
export { metricsText } from './metrics.ts'
