// Why a record is in its group: every condition met and failed on the way, the codes that decided, severities counted and excluded.
import type { CompiledAdrg, CompiledDrg, CompiledMdc, CompiledScheme } from './compile.ts'
import { conditionWords, type Words } from './condition-words.ts'
import { Grouper, type GroupOptions, type GroupResult } from './group.ts'
import type { MedicalRecord } from './record.ts'
import type { SeverityLevel } from './scheme.ts'
import { decidingCodes, type Test, testHolds } from './test.ts'

export interface ConditionShown {
  readonly text: Words
  readonly holds: boolean
  /** Codes of the record that the condition found; for a failed one what it looked at, where that is one code. */
  readonly codes: readonly string[]
}

export interface StepShown {
  readonly code: string
  readonly name: string
  readonly holds: boolean
  readonly conditions: readonly ConditionShown[]
}

export interface MdcShown extends StepShown {
  /** Tried in order up to the one that fits; only when the MDC was entered. */
  readonly adrgs: readonly StepShown[]
  /** Where the ambiguous group is in use: whether it stopped here, and by which valid procedures. */
  readonly ambiguous?: { readonly stops: boolean; readonly codes: readonly string[] } | undefined
}

export interface SeverityShown {
  readonly code: string
  readonly name: string
  readonly level: SeverityLevel
  readonly exclusionTable: string
  /** False: excluded beside this principal diagnosis, for both are of the table. */
  readonly counts: boolean
}

export interface GroupExplanation {
  readonly scheme: { readonly name: string; readonly version: string }
  readonly result: GroupResult
  /** Clinical codes read as insurance codes. */
  readonly translated: readonly { readonly from: string; readonly to: string }[]
  readonly unknown: readonly string[]
  /** Those entered, and those that the principal diagnosis belongs to but another condition kept closed. */
  readonly mdcs: readonly MdcShown[]
  readonly principal?: { readonly code: string; readonly name: string; readonly exclusionTable: string } | undefined
  readonly severities: readonly SeverityShown[]
  readonly drgs: readonly StepShown[]
}

export function explainGroup(
  compiled: CompiledScheme,
  record: MedicalRecord,
  options: GroupOptions = {},
): GroupExplanation {
  const grouper = new Grouper(compiled, options)
  const result = grouper.group(record)
  const walk = new Walk(compiled, grouper, result)
  const isRead = result.status !== 'rejected'
  const mdcs = isRead ? walk.mdcs() : []
  return {
    scheme: { name: compiled.scheme.manifest.name, version: compiled.scheme.manifest.version },
    result,
    translated: options.map ? translatedCodes(compiled, record) : [],
    unknown: unknownCodes(grouper, record),
    mdcs,
    principal: walk.principal(),
    severities: isRead ? walk.severities() : [],
    drgs: result.status === 'grouped' ? walk.drgs() : [],
  }
}

/** Goes the same way as the grouper, over the whole scheme instead of the part that the principal diagnosis reaches. */
class Walk {
  readonly #compiled: CompiledScheme
  readonly #grouper: Grouper
  readonly #result: GroupResult

  constructor(compiled: CompiledScheme, grouper: Grouper, result: GroupResult) {
    this.#compiled = compiled
    this.#grouper = grouper
    this.#result = result
  }

  mdcs(): MdcShown[] {
    const shown: MdcShown[] = []
    for (const mdc of this.#compiled.mdcs) {
      const step = this.#mdc(mdc)
      if (step) shown.push(step)
      if (this.#result.mdc === `MDC${mdc.mdc.mdc}`) break
    }
    return shown
  }

  #mdc(mdc: CompiledMdc): MdcShown | undefined {
    const alternatives = mdc.entry.map((tests) => tests.map((test) => this.#condition(test)))
    const open = alternatives.find((all) => all.every(({ holds }) => holds))
    const { mdc: code, name } = mdc.mdc
    if (open) return { code: `MDC${code}`, name, holds: true, conditions: open, ...this.#inside(mdc) }
    // A list that has a code of the record, though something else kept the MDC closed; a man is not shown every MDC of men.
    const nearly = alternatives[mdc.entry.findIndex((tests) => tests.some((test) => this.#findsCode(test)))]
    return nearly && { code: `MDC${code}`, name, holds: false, conditions: nearly, adrgs: [] }
  }

  #findsCode(test: Test): boolean {
    return test.condition.kind === 'dx' && this.#condition(test).holds
  }

  #inside({ mdc, adrgs, beforeAmbiguous }: CompiledMdc): Pick<MdcShown, 'adrgs' | 'ambiguous'> {
    const shown: StepShown[] = []
    let ambiguous: MdcShown['ambiguous']
    for (let at = 0; at <= adrgs.length; at += 1) {
      if (at === beforeAmbiguous && this.#grouper.ambiguousIn.has(mdc.mdc)) {
        const codes = this.#validCodes()
        ambiguous = { stops: codes.length > 0, codes }
        if (ambiguous.stops) break
      }
      if (at === adrgs.length) break
      const step = this.#adrg(adrgs[at]!)
      shown.push(step)
      if (step.holds) break
    }
    return { adrgs: shown, ambiguous }
  }

  #adrg({ adrg, tests }: CompiledAdrg): StepShown {
    return this.#step(adrg.adrg, adrg.name, tests)
  }

  #step(code: string, name: string, tests: readonly Test[]): StepShown {
    const conditions = tests.map((test) => this.#condition(test))
    return { code, name, holds: conditions.every(({ holds }) => holds), conditions }
  }

  #condition(test: Test): ConditionShown {
    const { record } = this.#grouper
    const holds = testHolds(test, record, () => this.#severityBits())
    return { text: conditionWords(test.condition), holds, codes: decidingCodes(test, record, this.#compiled.books) }
  }

  /** CC 1, MCC 2, as counted below. */
  #severityBits(): number {
    return this.severities().reduce((bits, each) => (each.counts ? bits | (each.level === 'MCC' ? 2 : 1) : bits), 0)
  }

  #validCodes(): string[] {
    const { record, compiled } = this.#grouper
    const codes = [...record.procedures.subarray(0, record.procedureCount)]
    return codes
      .map((id) => compiled.books.procedures.codes[id] ?? '')
      .filter((code) => compiled.scheme.validProcedures.has(code))
  }

  principal(): GroupExplanation['principal'] {
    const { scheme, books } = this.#compiled
    const code = books.diagnoses.codes[this.#grouper.record.principal] ?? ''
    if (code === '') return undefined
    return { code, name: scheme.diagnosisNames.get(code) ?? '', exclusionTable: scheme.exclusions.get(code) ?? '' }
  }

  severities(): SeverityShown[] {
    const { scheme, books } = this.#compiled
    const { record } = this.#grouper
    const table = this.principal()?.exclusionTable ?? ''
    return [...record.diagnoses.subarray(1, Math.max(1, record.diagnosisCount))].flatMap((id) => {
      const code = books.diagnoses.codes[id] ?? ''
      const severity = scheme.severity.get(code)
      if (!severity) return []
      const { level, exclusionTable } = severity
      const counts = table === '' || exclusionTable !== table
      return [{ code, name: scheme.diagnosisNames.get(code) ?? '', level, exclusionTable, counts }]
    })
  }

  drgs(): StepShown[] {
    const drgs = this.#compiled.mdcs.flatMap(({ adrgs }) => adrgs).find(({ adrg }) => adrg.adrg === this.#result.adrg)
      ?.drgs as readonly CompiledDrg[]
    const steps = drgs.map(({ drg, tests }) => this.#step(drg.drg, drg.name, tests))
    return steps.slice(0, steps.findIndex(({ holds }) => holds) + 1)
  }
}

function translatedCodes({ scheme }: CompiledScheme, record: MedicalRecord): { from: string; to: string }[] {
  const of = (codes: readonly string[], map: ReadonlyMap<string, string>) =>
    codes.flatMap((from) => (map.has(from) ? [{ from, to: map.get(from)! }] : []))
  return [...of(record.diagnoses, scheme.diagnosisMap), ...of(record.procedures, scheme.procedureMap)]
}

const unknownCodes = ({ books }: Grouper, { diagnoses, procedures }: MedicalRecord): string[] => [
  ...diagnoses.filter((code) => books.diagnoses.idOf(code) === 0),
  ...procedures.filter((code) => books.procedures.idOf(code) === 0),
]
