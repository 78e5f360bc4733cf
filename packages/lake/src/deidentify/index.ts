// A copy of a lake for research: whoever is in it cannot be named from it, and no two projects' copies can be joined.

export { type CheckedFile, type Deidentifying, type DeidentifyReport, deidentify, LEAST_K } from './run.ts'
export { type Cell, hiddenCells } from './small-cells.ts'
