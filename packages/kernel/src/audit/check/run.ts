// Runs compiled rules over facts: the order being typed, the closed bill, or years of history, all by the same function.

import { type Fen, sumFen, yuanText } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import { quantityText } from '../../money/line-amount.ts'
import type { RuleCard, Severity, Stage } from '../card/card.ts'
import type { AuditEncounter, AuditRecord, NetLine } from '../facts/model.ts'
import type { FactsView } from '../facts/view.ts'
import type { Judgement, LineExcess } from '../families/family.ts'
import { holdsOn } from '../knowledge/point.ts'
import { type BoundPoint, bothHoldOn, type CompiledAudit, runsAt } from './compile.ts'
import { type AuditFinding, type Exemption, findingKey, windowOfPoint } from './finding.ts'

export interface AuditRun {
  readonly stage: Stage
  /** What is looked at now; everything in the view when absent. The rest of the view is history. */
  readonly lines?: readonly NetLine[]
  readonly encounters?: readonly AuditEncounter[]
  readonly records?: readonly AuditRecord[]
  readonly exemptions?: readonly Exemption[]
}

/** All findings, in the order in which lines, visits and records come and rules stand in their index. */
export function runAudit(audit: CompiledAudit, view: FactsView, run: AuditRun): AuditFinding[] {
  const runner = new Runner(audit, view, run)
  for (const line of run.lines ?? view.lines) runner.line(line)
  for (const encounter of run.encounters ?? view.encounters) runner.encounter(encounter)
  for (const record of run.records ?? view.records) runner.record(record)
  return runner.findings
}

/** 事前: the order being typed against all that is known; only its draft lines are looked at. */
export function checkOrder(
  audit: CompiledAudit,
  view: FactsView,
  exemptions: readonly Exemption[] = [],
): AuditFinding[] {
  const lines = view.lines.filter((line) => line.isDraft)
  const ids = new Set(lines.map((line) => line.encounterId))
  const encounters = [...ids].flatMap((id) => view.encounter(id) ?? [])
  return runAudit(audit, view, { stage: 'pre', lines, encounters, records: [], exemptions })
}

class Runner {
  readonly findings: AuditFinding[] = []
  readonly #audit: CompiledAudit
  readonly #view: FactsView
  readonly #run: AuditRun
  readonly #seen = new Set<string>()
  readonly #windows = new Map<object, Set<string>>()

  constructor(audit: CompiledAudit, view: FactsView, run: AuditRun) {
    this.#audit = audit
    this.#view = view
    this.#run = run
  }

  line(line: NetLine): void {
    const encounter = this.#view.encounter(line.encounterId)
    if (!encounter) return
    const { byCode, byPrefix, byDisease, everyLine } = this.#audit
    for (const bound of byCode.get(line.code) ?? []) this.#judgeLine(bound, line, encounter)
    for (const [length, ofLength] of byPrefix)
      for (const bound of ofLength.get(line.code.slice(0, length)) ?? []) this.#judgeLine(bound, line, encounter)
    if (encounter.diseaseCode !== undefined)
      for (const bound of byDisease.get(encounter.diseaseCode) ?? []) this.#judgeLine(bound, line, encounter)
    for (const bound of everyLine) this.#judgeLine(bound, line, encounter)
  }

  encounter(encounter: AuditEncounter): void {
    const { byDiagnosis, byProcedure, everyEncounter } = this.#audit
    for (const { code } of encounter.diagnoses ?? [])
      for (const bound of byDiagnosis.get(code) ?? []) this.#judgeEncounter(bound, encounter)
    for (const { code } of encounter.procedures ?? [])
      for (const bound of byProcedure.get(code) ?? []) this.#judgeEncounter(bound, encounter)
    for (const bound of everyEncounter) this.#judgeEncounter(bound, encounter)
  }

  record(record: AuditRecord): void {
    for (const bound of this.#audit.byRecord.get(record.kind) ?? []) {
      const { onRecord } = bound.rule.card.family
      if (!onRecord || !runsAt(bound.rule.card, this.#run.stage)) continue
      for (const judgement of onRecord({ ...this.#work(bound), record }))
        this.#keep(bound, judgement, undefined, undefined)
    }
  }

  #judgeLine(bound: BoundPoint, line: NetLine, encounter: AuditEncounter): void {
    const { card } = bound.rule
    const { onLine, windowOf } = card.family
    if (!onLine || !runsAt(card, this.#run.stage) || !bothHoldOn(bound, line.on)) return
    if (!this.#applies(card, encounter)) return
    const work = { ...this.#work(bound), line, encounter }
    if (windowOf && !this.#isNewWindow(bound, windowOf(work))) return
    for (const judgement of onLine(work)) this.#keep(bound, judgement, encounter, line)
  }

  #judgeEncounter(bound: BoundPoint, encounter: AuditEncounter): void {
    const { card } = bound.rule
    const { onEncounter } = card.family
    if (!onEncounter || !runsAt(card, this.#run.stage) || !bothHoldOn(bound, encounter.startOn)) return
    if (!this.#applies(card, encounter)) return
    for (const judgement of onEncounter({ ...this.#work(bound), encounter }))
      this.#keep(bound, judgement, encounter, undefined)
  }

  #isNewWindow(bound: BoundPoint, key: string): boolean {
    const owner = bound.rule.card.family.judgesWholeRule ? bound.rule : bound
    const seen = this.#windows.get(owner) ?? new Set<string>()
    this.#windows.set(owner, seen)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }

  #work(bound: BoundPoint) {
    return {
      point: bound.point,
      points: bound.rule.points,
      view: this.#view,
      holdsOn: (on: NetLine['on']) => bothHoldOn(bound, on),
      pointHoldsOn: (point: BoundPoint['point'], on: NetLine['on']) => holdsOn(point.head, on),
      pointsFor: (code: string) => bound.rule.pointsByCode.get(code) ?? [],
    }
  }

  #applies({ scope, exemptsRescue }: RuleCard, encounter: AuditEncounter): boolean {
    if (exemptsRescue && encounter.isRescue) return false
    if (scope.careMode && !scope.careMode.includes(encounter.careMode)) return false
    if (!scope.providerLevel && !scope.providerType && !scope.scheme) return true
    const provider = this.#view.provider(encounter.providerId)
    if (scope.providerLevel && !scope.providerLevel.includes(provider?.level ?? -1)) return false
    if (scope.providerType && !scope.providerType.includes(provider?.type ?? '')) return false
    return !scope.scheme || scope.scheme.includes(this.#view.person(encounter.personId)?.scheme ?? '')
  }

  #keep(bound: BoundPoint, judgement: Judgement, encounter?: AuditEncounter, anchor?: NetLine): void {
    const { card } = bound.rule
    if (judgement.truth === 'unknown' && card.whenUnknown === 'pass') return
    const period = judgement.period ?? windowOfPoint(bound.point.parameters)
    const key = findingKey(card.id, bound.point.head.id, period, judgement)
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const finding = this.#finding(bound, judgement, encounter, anchor)
    this.findings.push(period === '' ? finding : { ...finding, period })
  }

  #finding(
    { rule: { card }, point }: BoundPoint,
    judgement: Judgement,
    encounter?: AuditEncounter,
    anchor?: NetLine,
  ): AuditFinding {
    const takesNothing = judgement.truth === 'unknown' || card.excess === 'none'
    const lines = takesNothing ? judgement.lines.map(withoutExcess) : judgement.lines
    const excessQuantity = (judgement.excessQuantity ?? lines.reduce((sum, line) => sum + line.quantity, 0)) as Quantity
    const excessAmountFen = sumFen(lines.map((line) => line.amountFen))
    const severity: Severity = judgement.truth === 'unknown' ? 'needs_evidence' : (judgement.severity ?? card.result)
    const exemption = this.#exemption(card, encounter, anchor)
    return {
      ...{ rule: card.id, ruleVersion: card.version, category: card.category, priority: card.priority },
      knowledge: [{ id: point.head.id, version: point.head.version }],
      ...{ severity, stage: this.#run.stage, lines, excessQuantity, excessAmountFen },
      encounters: judgement.encounters ?? [],
      persons: judgement.persons ?? [],
      providers: judgement.providers ?? [],
      practitioners: judgement.practitioners ?? [],
      purchasers: judgement.purchasers ?? [],
      codes: judgement.codes ?? [],
      facts: {
        ...{ rule: card.title.zh, item: anchor?.name || (point.head.name ?? ''), code: anchor?.code ?? '' },
        ...{ on: anchor?.on ?? encounter?.startOn ?? '', person: encounter?.personId ?? '' },
        ...{ provider: encounter?.providerId ?? '', missing: (judgement.missing ?? []).join('、') },
        ...{ excessQuantity: quantityText(excessQuantity), excessAmount: yuanText(excessAmountFen) },
        ...judgement.holes,
      },
      involvedLines: judgement.involved ?? [],
      missing: judgement.missing ?? [],
      ...(exemption && { exemption }),
    }
  }

  /** Looked up last: whoever is excepted was still found, and the record says why nothing follows. */
  #exemption(card: RuleCard, encounter?: AuditEncounter, anchor?: NetLine): Exemption | undefined {
    const on = anchor?.on ?? encounter?.startOn ?? ''
    return this.#run.exemptions?.find(
      (each) =>
        each.rule === card.id &&
        (each.personId === undefined || each.personId === encounter?.personId) &&
        (each.providerId === undefined || each.providerId === encounter?.providerId) &&
        (each.code === undefined || each.code === anchor?.code) &&
        (each.from === undefined || each.from <= on) &&
        (each.to === undefined || on <= each.to),
    )
  }
}

const withoutExcess = ({ lineId }: LineExcess): LineExcess => ({ lineId, quantity: 0 as Quantity, amountFen: 0 as Fen })
