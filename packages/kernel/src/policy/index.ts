// Policy as data: reading, checking and dating what the files say.
export * from './build.ts'
export { definitionOf, FACTS, type FactName, factNames } from './facts.ts'
export { Library, type LibraryContent } from './library.ts'
export * from './model.ts'
export { type Entry, entryAt, type Grade, type Slot } from './slot.ts'
export { type Fault, FaultList, faultText } from './text/faults.ts'
export { locate, type Place } from './text/located.ts'
export { unitText } from './units.ts'
