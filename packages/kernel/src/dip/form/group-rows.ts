// Rows of a formed catalogue from what was found: basic groups from candidates, mixed groups from clusters.
import type { DipGroup } from '../catalogue.ts'
import type { Candidate } from './candidates.ts'
import type { MixedGroup } from './mixed.ts'

const PLAIN: Omit<DipGroup, 'seq' | 'dipCode' | 'layer' | 'type' | 'pdx' | 'pdxName'> = {
  mainProc: '',
  mainProcName: '',
  relatedProc: '',
  relatedProcName: '',
  otherDx: '',
  ageDays: {},
  ageYears: {},
  birthWeightG: {},
  procClass: '',
  basicLevel: false,
  tcm: false,
  local: false,
  note: '',
  line: 0,
}

/** Names of codes, for people who read the catalogue. */
export interface CodeNames {
  diagnosis(prefix: string): string
  procedure(code: string): string
}

export const NO_NAMES: CodeNames = { diagnosis: () => '', procedure: () => '' }

/** `JC-12`, beyond the numbers that the frame uses. */
export function numbering(letters: string, used: Iterable<string>): (at: number) => string {
  const numbers = [...used].flatMap((seq) =>
    seq.startsWith(`${letters}-`) ? [Number(seq.slice(letters.length + 1))] : [],
  )
  const first = 1 + Math.max(0, ...numbers.filter((each) => Number.isSafeInteger(each)))
  return (at) => `${letters}-${first + at}`
}

export function basicRow({ pdx, main, related }: Candidate, seq: string, names: CodeNames): DipGroup {
  return {
    ...PLAIN,
    seq,
    dipCode: [pdx, main || '保守治疗', related].filter(Boolean).join('-'),
    layer: 'basic',
    type: 'core',
    pdx,
    pdxName: names.diagnosis(pdx),
    mainProc: main,
    mainProcName: main && names.procedure(main),
    relatedProc: related,
    relatedProcName: related && names.procedure(related),
  }
}

export function mixedRow({ pdx, procClass }: MixedGroup, seq: string, names: CodeNames): DipGroup {
  return {
    ...PLAIN,
    seq,
    dipCode: `${pdx}-${procClass}`,
    layer: 'mixed',
    type: 'mixed',
    pdx,
    pdxName: pdx.includes('-') ? '' : names.diagnosis(pdx),
    procClass,
  }
}
