// History on its way into a catalogue: cases cleaned one by one, and kept as numbers with the codes that decide told apart once.
import { hasProcedureCodeForm, isDiagnosisCode, parseDiagnosisCode } from '../../codes/clinical.ts'
import type { MedicalRecord } from '../../grouping/record.ts'
import { assignDip } from '../assign.ts'
import type { DipCatalogue, DipGroup } from '../catalogue.ts'
import { type CompiledDip, compileDip } from '../compile.ts'
import { bytes, doubles, IdIndex, integers } from './columns.ts'

export interface HistoricCase extends MedicalRecord {
  /** Of the discharge. */
  readonly year: number
  /** The institution is of the basic level (基层). */
  readonly isBasicLevel?: boolean | undefined
  /** Paid by another method: bed-day and the like. */
  readonly isPaidOtherwise?: boolean | undefined
}

/** Why a case does not count, in the order in which it is looked at. */
export const REJECTIONS = [
  'incomplete',
  'year_outside',
  'paid_otherwise',
  'no_cost',
  'no_stay',
  'bad_diagnosis',
  'bad_procedure',
  'grey_principal',
  'excluded_principal',
] as const
export type Rejection = (typeof REJECTIONS)[number]

export const REJECTION_TEXT: Readonly<Record<Rejection | 'duplicate' | 'contradictory', string>> = {
  incomplete: '缺少编号、年度或主要诊断',
  year_outside: '不在统计年度内',
  paid_otherwise: '按其他方式支付',
  no_cost: '费用为零或缺失',
  no_stay: '住院天数不足一天或缺失',
  bad_diagnosis: '诊断编码不正确',
  bad_procedure: '手术操作编码不正确',
  grey_principal: '主要诊断为灰码',
  excluded_principal: '主要诊断不纳入分组',
  duplicate: '重复（只计一次）',
  contradictory: '同一编号内容不同（都不计）',
}

export interface HistoryRules {
  readonly years: readonly number[]
  /** Priority, merged and refined groups, exclusion lists and procedure classes to start from: usually the national catalogue. */
  readonly frame?: DipCatalogue | undefined
  /** Codes that may not be a principal diagnosis. */
  readonly greyDiagnoses?: ReadonlySet<string> | undefined
  /** Codes in force; without a table the form of a code decides. */
  readonly diagnoses?: ReadonlySet<string> | undefined
  readonly procedures?: ReadonlySet<string> | undefined
  /** Old codes to new ones. */
  readonly diagnosisMap?: ReadonlyMap<string, string> | undefined
  readonly procedureMap?: ReadonlyMap<string, string> | undefined
}

/** Cases that no catalogue can tell apart: the same principal diagnosis and procedures, or the same group of the frame. */
export interface Pattern {
  readonly key: string
  /** The group of the frame, where one fits. */
  readonly framed: DipGroup | undefined
  readonly pdx: string
  readonly main: string | undefined
  /** Others, without repetition, in order of their codes. */
  readonly related: readonly string[]
}

const COUNTS = 1
const CONTRADICTED = 2

/** Fed with cases in any order; what comes out does not depend on it. */
export class DipHistory {
  readonly rules: HistoryRules
  readonly frame: CompiledDip
  readonly patterns: Pattern[] = []
  readonly #patternOf = new Map<string, number>()
  readonly #ids = new IdIndex()
  readonly pattern = integers()
  readonly cost = doubles()
  readonly los = integers()
  readonly year = bytes()
  readonly basicLevel = bytes()
  readonly #state = bytes()
  readonly #rejected = new Map<Rejection, number>()
  #seen = 0
  #duplicates = 0
  #contradictory = 0

  constructor(rules: HistoryRules) {
    this.rules = rules
    this.frame = compileDip(frameOf(rules.frame))
  }

  get seen(): number {
    return this.#seen
  }

  get rejected(): ReadonlyMap<Rejection | 'duplicate' | 'contradictory', number> {
    const own = REJECTIONS.flatMap((reason): [Rejection, number][] => {
      const count = this.#rejected.get(reason)
      return count === undefined ? [] : [[reason, count]]
    })
    return new Map([...own, ['duplicate', this.#duplicates], ['contradictory', this.#contradictory]])
  }

  /** Says why a case does not count; nothing when it does. */
  add(raw: HistoricCase): Rejection | undefined {
    this.#seen += 1
    const each = translated(raw, this.rules)
    const yearAt = this.rules.years.indexOf(each.year)
    const reason = rejectionOf(each, yearAt, this)
    if (reason) {
      this.#rejected.set(reason, (this.#rejected.get(reason) ?? 0) + 1)
      return reason
    }
    this.#keep(each, yearAt)
    return undefined
  }

  /** Rows that count, in no particular order. */
  *rows(): Generator<number> {
    for (let row = 0; row < this.#state.length; row += 1) if (this.#state.at(row) === COUNTS) yield row
  }

  #keep(each: HistoricCase, yearAt: number): void {
    const pattern = this.#patternFor(each)
    const known = this.#ids.see(each.recordId, this.#state.length)
    const isBasic = each.isBasicLevel === true ? 1 : 0
    if (known >= 0) {
      const isSame =
        this.pattern.at(known) === pattern &&
        this.cost.at(known) === each.totalFen &&
        this.los.at(known) === each.losDays &&
        this.year.at(known) === yearAt &&
        this.basicLevel.at(known) === isBasic
      this.#repeated(known, isSame)
      return
    }
    this.pattern.push(pattern)
    this.cost.push(each.totalFen as number)
    this.los.push(each.losDays as number)
    this.year.push(yearAt)
    this.basicLevel.push(isBasic)
    this.#state.push(COUNTS)
    this.#copies.push(1)
  }

  readonly #copies = integers()

  /** Same content: one of them counts. Another content under the same number: none of them does. */
  #repeated(row: number, isSame: boolean): void {
    const copies = this.#copies.at(row)
    this.#copies.set(row, copies + 1)
    if (this.#state.at(row) === CONTRADICTED) this.#contradictory += 1
    else if (isSame) this.#duplicates += 1
    else {
      this.#state.set(row, CONTRADICTED)
      this.#duplicates -= copies - 1
      this.#contradictory += copies + 1
    }
  }

  #patternFor(each: HistoricCase): number {
    const { group, procedures } = assignDip(this.frame, each)
    const pdx = each.diagnoses[0] ?? ''
    const related = procedures.related.length === 0 ? [] : [...new Set(procedures.related)].sort()
    const key = `${group?.seq ?? ''}\t${pdx}\t${procedures.main ?? ''}\t${related.join('|')}`
    const known = this.#patternOf.get(key)
    if (known !== undefined) return known
    this.#patternOf.set(key, this.patterns.length)
    this.patterns.push({ key, framed: group, pdx, main: procedures.main, related })
    return this.patterns.length - 1
  }
}

const FRAMED = new Set(['priority', 'merged', 'dx_aux'])

function frameOf(frame: DipCatalogue | undefined): DipCatalogue {
  const groups = (frame?.groups ?? []).filter(({ layer }) => FRAMED.has(layer))
  return {
    id: frame?.id ?? '',
    version: frame?.version ?? '',
    groups,
    excludedDiagnoses: frame?.excludedDiagnoses ?? new Set(),
    excludedProcedures: frame?.excludedProcedures ?? new Map(),
    resistantDiagnoses: frame?.resistantDiagnoses ?? new Set(),
    procedureClasses: frame?.procedureClasses ?? new Map(),
    ties: ['order'],
  }
}

function translated(each: HistoricCase, { diagnosisMap, procedureMap }: HistoryRules): HistoricCase {
  if (!diagnosisMap && !procedureMap) return each
  return {
    ...each,
    diagnoses: each.diagnoses.map((code) => diagnosisMap?.get(code) ?? code),
    procedures: each.procedures.map((code) => procedureMap?.get(code) ?? code),
  }
}

function rejectionOf(each: HistoricCase, yearAt: number, { rules, frame }: DipHistory): Rejection | undefined {
  const [pdx] = each.diagnoses
  if (each.recordId === '' || !pdx || !Number.isInteger(each.year)) return 'incomplete'
  if (yearAt < 0) return 'year_outside'
  if (each.isPaidOtherwise) return 'paid_otherwise'
  if (each.totalFen === undefined || each.totalFen <= 0) return 'no_cost'
  if (each.losDays === undefined || each.losDays < 1) return 'no_stay'
  const isDiagnosis = (code: string): boolean => (rules.diagnoses ? rules.diagnoses.has(code) : isDiagnosisCode(code))
  const isProcedure = (code: string): boolean =>
    rules.procedures ? rules.procedures.has(code) : hasProcedureCodeForm(code)
  if (!each.diagnoses.every(isDiagnosis)) return 'bad_diagnosis'
  if (!each.procedures.every(isProcedure)) return 'bad_procedure'
  if (rules.greyDiagnoses?.has(pdx)) return 'grey_principal'
  return frame.catalogue.excludedDiagnoses.has(pdx) ? 'excluded_principal' : undefined
}

/** 亚目 of a code, or its 类目 where there are no 亚目: I21.000 → I21.0, I10.x00 → I10. */
export function subcategoryOf(pdx: string): string {
  const parsed = parseDiagnosisCode(pdx)
  return parsed?.subcategory ?? parsed?.category ?? pdx.slice(0, 3)
}
