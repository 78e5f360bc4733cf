// One condition as the grouper runs it: a number for what to do, and a row of bits to look into.
import { ABSENT, type Books, type CodedRecord } from './coded-record.ts'
import type { Comparison, Condition, NumberFact, PartsRule } from './condition.ts'
import type { Scheme } from './scheme.ts'

const ALWAYS = 0
const PRINCIPAL_DX = 1
const ANY_DX = 2
const SECONDARY_DX = 3
const PRINCIPAL_PROC = 4
const ANY_PROC = 5
const SECONDARY_PROC = 6
const NUMBER = 7
const SEX = 8
const DISCHARGE = 9
const DEPARTMENT = 10
const PARTS = 11
const SITES = 12
const SEVERITY = 13

const FACTS: Readonly<Record<NumberFact, number>> = {
  age_years: 0,
  age_days: 1,
  birth_weight_g: 2,
  los_days: 3,
  icu_hours: 4,
}
const COMPARISONS: Readonly<Record<Comparison, number>> = { '<': 0, '<=': 1, '>': 2, '>=': 3, '=': 4 }

/** What a part of a formula is, compiled: a leaf has bits. */
export interface PartsTest {
  readonly part: string
  readonly bits: Uint32Array | undefined
  readonly isAll: boolean
  readonly of: readonly PartsTest[]
}

/** All tests have one shape, which keeps the loop over them fast. */
export class Test {
  readonly condition: Condition
  readonly op: number
  readonly bits: Uint32Array
  readonly negated: boolean
  readonly fact: number
  readonly comparison: number
  readonly value: number
  readonly parts: PartsTest | undefined
  /** By diagnosis: the trauma sites as bits. */
  readonly sites: Uint32Array

  constructor(condition: Condition, op: number, more: Partial<Omit<Test, 'condition' | 'op'>> = {}) {
    this.condition = condition
    this.op = op
    this.bits = more.bits ?? NO_BITS
    this.negated = more.negated ?? false
    this.fact = more.fact ?? 0
    this.comparison = more.comparison ?? 0
    this.value = more.value ?? 0
    this.parts = more.parts
    this.sites = more.sites ?? NO_BITS
  }

  /** Whether the principal diagnosis alone answers it. */
  get isOfPrincipal(): boolean {
    return this.op === PRINCIPAL_DX
  }

  hasPrincipal(id: number): boolean {
    return hasBit(this.bits, id) !== this.negated
  }
}

const NO_BITS = new Uint32Array(1)

export const hasBit = (bits: Uint32Array, id: number): boolean => ((bits[id >>> 5]! >>> (id & 31)) & 1) === 1

const DX_OPS = { principal: PRINCIPAL_DX, any: ANY_DX, secondary: SECONDARY_DX } as const
const PROC_OPS = { principal: PRINCIPAL_PROC, any: ANY_PROC, secondary: SECONDARY_PROC } as const
/** As bits of the severities found: CC 1, MCC 2. `value` is what must be there, `fact` what must not. */
const SEVERITIES = { MCC: [2, 0], MCC_OR_CC: [3, 0], CC: [1, 0], CC_ONLY: [1, 2] } as const

export function compileTest(condition: Condition, scheme: Scheme, books: Books): Test {
  const list = (name: string): ReadonlySet<string> => scheme.lists.get(name) ?? new Set()
  switch (condition.kind) {
    case 'always':
      return new Test(condition, ALWAYS)
    case 'dx':
      return new Test(condition, DX_OPS[condition.which], {
        bits: books.diagnoses.bits(list(condition.list)),
        negated: condition.negated,
      })
    case 'proc':
      return new Test(condition, PROC_OPS[condition.which], {
        bits: books.procedures.bits(list(condition.list)),
        negated: condition.negated,
      })
    case 'valid':
      return new Test(condition, PROC_OPS[condition.which], {
        bits: books.procedures.bits(scheme.validProcedures),
        negated: condition.negated,
      })
    case 'number':
      return new Test(condition, NUMBER, {
        fact: FACTS[condition.fact],
        comparison: COMPARISONS[condition.comparison],
        value: condition.value,
      })
    case 'sex':
      return new Test(condition, SEX, { value: condition.male ? 1 : 2 })
    case 'discharge':
      return new Test(condition, DISCHARGE, {
        value: condition.values.reduce((sum, each) => sum | (1 << Number(each)), 0),
      })
    case 'department':
      return new Test(condition, DEPARTMENT, {
        bits: books.departments.bits(condition.list === undefined ? condition.values : list(condition.list)),
      })
    case 'parts':
      return new Test(condition, PARTS, {
        parts: compileParts(condition.rule, (part) => books.procedures.bits(list(`${condition.listOf}:${part}:proc`))),
      })
    case 'sites':
      return new Test(condition, SITES, { value: condition.countMin, sites: siteBits(condition.mdc, scheme, books) })
    case 'severity': {
      const [value, fact] = SEVERITIES[condition.test]
      return new Test(condition, SEVERITY, { value, fact })
    }
  }
}

function compileParts(rule: PartsRule, bitsOf: (part: string) => Uint32Array): PartsTest {
  if ('part' in rule) return { part: rule.part, bits: bitsOf(rule.part), isAll: false, of: [] }
  const isAll = 'all' in rule
  const of = (isAll ? rule.all : rule.any).map((each) => compileParts(each, bitsOf))
  return { part: '', bits: undefined, isAll, of }
}

function siteBits(mdc: string, scheme: Scheme, { diagnoses }: Books): Uint32Array {
  const bits = new Uint32Array(diagnoses.size)
  const numbers = new Map<string, number>()
  for (const [code, sites] of scheme.sites.get(mdc) ?? []) {
    for (const site of sites) {
      if (!numbers.has(site)) numbers.set(site, numbers.size)
      bits[diagnoses.idOf(code)]! |= 1 << (numbers.get(site)! & 31)
    }
  }
  return bits
}

/** `severityOf` is asked only when a test needs it. */
export function testHolds(test: Test, record: CodedRecord, severityOf: (record: CodedRecord) => number): boolean {
  switch (test.op) {
    case PRINCIPAL_DX:
      return hasBit(test.bits, record.principal) !== test.negated
    case ANY_DX:
      return hasAny(test.bits, record.diagnoses, 0, record.diagnosisCount) !== test.negated
    case SECONDARY_DX:
      return hasAny(test.bits, record.diagnoses, 1, record.diagnosisCount) !== test.negated
    case PRINCIPAL_PROC:
      return (record.procedureCount > 0 && hasBit(test.bits, record.procedures[0]!)) !== test.negated
    case ANY_PROC:
      return hasAny(test.bits, record.procedures, 0, record.procedureCount) !== test.negated
    case SECONDARY_PROC:
      return hasAny(test.bits, record.procedures, 1, record.procedureCount) !== test.negated
    case NUMBER:
      return numberHolds(test, numberOf(test.fact, record))
    case SEX:
      return record.sex === test.value
    case DISCHARGE:
      return record.dischargeType > 0 && ((test.value >>> record.dischargeType) & 1) === 1
    case DEPARTMENT:
      return hasAny(test.bits, record.departments, 0, record.departmentCount)
    case PARTS:
      return partsHold(test.parts!, record)
    case SITES:
      return sitesFound(test, record) >= test.value
    case SEVERITY: {
      const found = severityOf(record)
      return (found & test.value) !== 0 && (found & test.fact) === 0
    }
    default:
      return true
  }
}

function hasAny(bits: Uint32Array, ids: Int32Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (hasBit(bits, ids[at]!)) return true
  return false
}

export function numberOf(fact: number, record: CodedRecord): number {
  if (fact === 0) return record.ageYears
  if (fact === 1) return record.ageDays
  if (fact === 2) return record.birthWeightG
  return fact === 3 ? record.losDays : record.icuHours
}

/** What is not known is neither small nor large. */
function numberHolds({ comparison, value }: Test, found: number): boolean {
  if (found === ABSENT) return false
  if (comparison === 0) return found < value
  if (comparison === 1) return found <= value
  if (comparison === 2) return found > value
  return comparison === 3 ? found >= value : found === value
}

function partsHold(parts: PartsTest, record: CodedRecord): boolean {
  if (parts.bits) return hasAny(parts.bits, record.procedures, 0, record.procedureCount)
  return parts.isAll
    ? parts.of.every((each) => partsHold(each, record))
    : parts.of.some((each) => partsHold(each, record))
}

/** How many different sites the diagnoses of the record cover. */
export function sitesFound({ sites }: Test, record: CodedRecord): number {
  let found = 0
  for (let at = 0; at < record.diagnosisCount; at += 1) found |= sites[record.diagnoses[at]!]!
  let count = 0
  for (; found !== 0; found &= found - 1) count += 1
  return count
}

/** The codes of the record that a test found in its list; where it asks for one code, that code, found or not. */
export function decidingCodes(test: Test, record: CodedRecord, books: Books): string[] {
  const diagnoses = (from: number, to: number) => found(test, record.diagnoses, from, to, books.diagnoses.codes)
  const procedures = (from: number, to: number) => found(test, record.procedures, from, to, books.procedures.codes)
  switch (test.op) {
    case PRINCIPAL_DX:
      return [books.diagnoses.codes[record.principal] ?? ''].filter((code) => code !== '')
    case ANY_DX:
      return diagnoses(0, record.diagnosisCount)
    case SECONDARY_DX:
      return diagnoses(1, record.diagnosisCount)
    case PRINCIPAL_PROC:
      return record.procedureCount === 0 ? [] : [books.procedures.codes[record.procedures[0]!] ?? ''].filter(Boolean)
    case ANY_PROC:
      return procedures(0, record.procedureCount)
    case SECONDARY_PROC:
      return procedures(1, record.procedureCount)
    case NUMBER: {
      const value = numberOf(test.fact, record)
      return value === ABSENT ? [] : [String(value)]
    }
    case DISCHARGE:
      return record.dischargeType === 0 ? [] : [String(record.dischargeType)]
    case DEPARTMENT:
      return found(test, record.departments, 0, record.departmentCount, books.departments.codes)
    case PARTS:
      return partCodes(test.parts!, record, books)
    case SITES:
      return [...record.diagnoses.subarray(0, record.diagnosisCount)]
        .filter((id) => test.sites[id] !== 0)
        .map((id) => books.diagnoses.codes[id] ?? '')
    default:
      return []
  }
}

function found({ bits }: Test, ids: Int32Array, from: number, to: number, codes: readonly string[]): string[] {
  return [...ids.subarray(from, Math.max(from, to))].filter((id) => hasBit(bits, id)).map((id) => codes[id] ?? '')
}

function partCodes({ bits, part, of }: PartsTest, record: CodedRecord, books: Books): string[] {
  if (!bits) return of.flatMap((each) => partCodes(each, record, books))
  return [...record.procedures.subarray(0, record.procedureCount)]
    .filter((id) => hasBit(bits, id))
    .map((id) => `${part}:${books.procedures.codes[id] ?? ''}`)
}
