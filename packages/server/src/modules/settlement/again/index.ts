// The door of settling again: corrections, and cancellations on which later settlements rest.
export { type Amounts, amountsOf, type Change } from './amounts.ts'
export { type Correction, correctedBill, type LineCorrection } from './correct.ts'
export { dependantsOf } from './dependants.ts'
export { type Past, pastOf, positionOf, type Standing } from './past.ts'
export { EFFECTIVE_IDS_FACT, TRACES_FACT, VISITS_FACT } from './store.ts'
export { type LaterMode, type Replaced, type Unwound, unwind, visitRewritten } from './unwind.ts'
