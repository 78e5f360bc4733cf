// Runs audit cases: exactly the rules whose knowledge a case carries, at one stage; and compares with what it expects.
import { FaultList } from '../../policy/text/faults.ts'
import { nearest } from '../../policy/text/shape.ts'
import type { RuleCard, Severity, Stage } from '../card/card.ts'
import { compileAudit } from '../check/compile.ts'
import type { AuditFinding } from '../check/finding.ts'
import { runAudit } from '../check/run.ts'
import { viewOf } from '../facts/view.ts'
import type { RawPoint } from '../knowledge/point.ts'
import type { AuditCase, ExpectedFinding } from './read-case.ts'

/** What one rule found in a case at one severity: findings put together, as a case states them. */
export interface Fired {
  readonly rule: string
  readonly severity: Severity
  readonly lines: readonly string[]
  readonly encounters: readonly string[]
  readonly persons: readonly string[]
  readonly providers: readonly string[]
  readonly practitioners: readonly string[]
  readonly purchasers: readonly string[]
  readonly codes: readonly string[]
  /** Ten-thousandths, fen. */
  readonly excessQuantity: number
  readonly excessAmountFen: number
  readonly missing: readonly string[]
}

export interface CaseRun {
  readonly fired: readonly Fired[]
  readonly findings: readonly AuditFinding[]
}

/** Undefined when a point of the case does not fit its rule; the faults then say why. */
export function runAuditCase(
  auditCase: AuditCase,
  cards: readonly RuleCard[],
  stage: Stage,
  faults: FaultList,
): CaseRun | undefined {
  const named = new Set(auditCase.knowledge.map((point) => point.rule))
  const own = new FaultList()
  const known = cards.filter((card) => named.has(card.id))
  for (const point of auditCase.knowledge) {
    if (!known.some((card) => card.id === point.rule))
      own.add(
        point.parameters.at,
        'unknown_rule',
        point.rule,
        `a rule with a card: ${cards.map((card) => card.id).join(', ')}`,
      )
  }
  const points = own.refuses ? [] : auditCase.knowledge.map((point) => withoutStrangers(point, known, own))
  const audit = own.refuses ? undefined : compileAudit(known, points, own)
  faults.faults.push(...own.faults)
  if (!audit || own.refuses) return undefined
  const findings = runAudit(audit, viewOf(auditCase.facts), { stage })
  return { fired: putTogether(findings), findings }
}

/**
 * Cases of other systems may carry parameters nobody here knows: they are left aside with a warning. One that is nearly a
 * known one is a slip of the pen, and stays a fault.
 */
function withoutStrangers(point: RawPoint, cards: readonly RuleCard[], faults: FaultList): RawPoint {
  const columns = cards.find((card) => card.id === point.rule)?.family.columns ?? []
  const { parameters } = point
  const strangers = [...parameters.entries.keys()].filter((key) => !columns.includes(key) && !nearest(key, columns))
  for (const key of strangers)
    faults.warn(parameters.keys.get(key) ?? parameters.at, 'unknown_key', key, `one of ${columns.join(', ')}`)
  const entries = new Map([...parameters.entries].filter(([key]) => !strangers.includes(key)))
  return { ...point, parameters: { ...parameters, entries } }
}

const SUBJECTS = ['encounters', 'persons', 'providers', 'practitioners', 'purchasers', 'codes'] as const

/** One entry per rule and severity, in the order of the rules. */
export function putTogether(findings: readonly AuditFinding[]): Fired[] {
  const groups = new Map<string, AuditFinding[]>()
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.severity}`
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  const unique = (all: readonly string[]) => [...new Set(all)]
  return [...groups.values()]
    .map((group): Fired => {
      const first = group[0]!
      const subjects = Object.fromEntries(SUBJECTS.map((name) => [name, unique(group.flatMap((each) => each[name]))]))
      return {
        rule: first.rule,
        severity: first.severity,
        lines: unique(group.flatMap((each) => each.lines.map((line) => line.lineId))),
        ...(subjects as Record<(typeof SUBJECTS)[number], string[]>),
        excessQuantity: group.reduce((sum, each) => sum + each.excessQuantity, 0),
        excessAmountFen: group.reduce((sum, each) => sum + each.excessAmountFen, 0),
        missing: unique(group.flatMap((each) => each.missing)),
      }
    })
    .sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))
}

/** What differs from the expectation, one sentence each; nothing when the case passes. */
export function caseDifferences(auditCase: AuditCase, fired: readonly Fired[]): string[] {
  const { expect } = auditCase
  if (!expect) return []
  const allowed = new Set([...expect.fire.map((each) => each.rule), ...expect.mayFire])
  return [
    ...expect.fire.flatMap((each) => missed(each, fired)),
    ...expect.notFire.flatMap((each) => forbidden(each, fired, allowed)),
    ...fired
      .filter((each) => !allowed.has(each.rule) && !expect.notFire.some((not) => not.rule === each.rule))
      .map((each) => `${each.rule} fired on ${subjectsOf(each)}, and is not expected`),
  ]
}

const subjectsOf = (fired: Fired): string =>
  [fired.lines, ...SUBJECTS.map((name) => fired[name])].flat().join(', ') || 'nothing in particular'

function missed(expected: ExpectedFinding, fired: readonly Fired[]): string[] {
  const ofRule = fired.filter((each) => each.rule === expected.rule)
  if (ofRule.length === 0) return [`${expected.rule} did not fire`]
  const candidates = expected.severity ? ofRule.filter((each) => each.severity === expected.severity) : ofRule
  if (candidates.length === 0)
    return [
      `${expected.rule} fired as ${ofRule.map((each) => each.severity).join(', ')}, expected ${expected.severity}`,
    ]
  const result: string[] = []
  for (const name of ['lines', ...SUBJECTS] as const) {
    const wanted = expected[name]
    const found = [...new Set(candidates.flatMap((each) => each[name]))]
    if (wanted && !sameSet(wanted, found))
      result.push(`${expected.rule} on ${name} ${found.join(', ') || '(none)'}, expected ${wanted.join(', ')}`)
  }
  const quantity = candidates.reduce((sum, each) => sum + each.excessQuantity, 0) / 10_000
  const amount = candidates.reduce((sum, each) => sum + each.excessAmountFen, 0) / 100
  if (expected.excessQty !== undefined && Math.abs(expected.excessQty - quantity) > 0.000_05)
    result.push(`${expected.rule} excess quantity ${quantity}, expected ${expected.excessQty}`)
  if (expected.excessAmount !== undefined && Math.abs(expected.excessAmount - amount) > 0.005)
    result.push(`${expected.rule} excess amount ${amount}, expected ${expected.excessAmount}`)
  return result
}

/** Without subjects the rule may not fire at all; with them, not on any of them. */
function forbidden(not: ExpectedFinding, fired: readonly Fired[], allowed: ReadonlySet<string>): string[] {
  const ofRule = fired.filter((each) => each.rule === not.rule)
  const named = (['lines', ...SUBJECTS] as const).flatMap((name) => not[name] ?? [])
  const hit = ofRule.filter(
    (each) =>
      named.length === 0 ||
      !allowed.has(not.rule) ||
      (['lines', ...SUBJECTS] as const).some((name) => each[name].some((id) => not[name]?.includes(id))),
  )
  return hit.map((each) => `${not.rule} fired on ${subjectsOf(each)}, and must not`)
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set(a).size === new Set(b).size && a.every((each) => b.includes(each))
