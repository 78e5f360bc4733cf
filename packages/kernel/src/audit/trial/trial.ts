// 试运行: what a new version of the rules would find on history beside the old one — hits, money, and precision where labels exist.
import { type Fen, sumFen } from '../../money/fen.ts'
import type { ExpectedFinding } from '../cases/read-case.ts'
import type { AuditFinding } from '../check/finding.ts'

/** What both versions found in one piece of history, and what is known to be right there. */
export interface TrialItem {
  readonly before: readonly AuditFinding[]
  readonly after: readonly AuditFinding[]
  readonly labels?: {
    readonly fire: readonly ExpectedFinding[]
    readonly notFire: readonly ExpectedFinding[]
    readonly mayFire: readonly string[]
  }
}

export interface TrialSide {
  readonly hits: number
  readonly definite: number
  readonly suspect: number
  readonly needsEvidence: number
  readonly amountFen: Fen
  /** Over labelled history only: found and right, found and wrong, not found and due. */
  readonly right: number
  readonly wrong: number
  readonly missed: number
}

export interface RuleTrial {
  readonly rule: string
  readonly before: TrialSide
  readonly after: TrialSide
  readonly added: number
  readonly gone: number
  /** The same finding with another severity or another amount. */
  readonly changed: number
  /** Parts per hundred that are right of those the labels can judge; absent when they judge none. */
  readonly precisionBefore?: number
  readonly precisionAfter?: number
}

/** One line per rule that either version found or a label names, in the order of ids. */
export function trial(items: readonly TrialItem[]): RuleTrial[] {
  const rules = new Set<string>()
  for (const { before, after, labels } of items)
    for (const { rule } of [...before, ...after, ...(labels?.fire ?? [])]) rules.add(rule)
  return [...rules].sort().map((rule) => trialOf(rule, items))
}

function trialOf(rule: string, items: readonly TrialItem[]): RuleTrial {
  let [added, gone, changed] = [0, 0, 0]
  for (const item of items) {
    const [before, after] = [bySubject(item.before, rule), bySubject(item.after, rule)]
    for (const [key, finding] of after) {
      const old = before.get(key)
      if (!old) added += 1
      else if (old.severity !== finding.severity || old.excessAmountFen !== finding.excessAmountFen) changed += 1
    }
    for (const key of before.keys()) if (!after.has(key)) gone += 1
  }
  const before = sideOf(rule, items, (item) => item.before)
  const after = sideOf(rule, items, (item) => item.after)
  const [precisionBefore, precisionAfter] = [precisionOf(before), precisionOf(after)]
  return {
    ...{ rule, before, after, added, gone, changed },
    ...(precisionBefore !== undefined && { precisionBefore }),
    ...(precisionAfter !== undefined && { precisionAfter }),
  }
}

const SUBJECTS = ['encounters', 'persons', 'providers', 'practitioners', 'purchasers', 'codes'] as const

/** A finding is the same one when it is of the same window, lines and subjects, whichever point it stands on. */
function bySubject(findings: readonly AuditFinding[], rule: string): Map<string, AuditFinding> {
  const result = new Map<string, AuditFinding>()
  for (const finding of findings) {
    if (finding.rule !== rule) continue
    const lines = finding.lines.map((line) => line.lineId).sort()
    result.set(
      [[finding.period ?? ''], lines, ...SUBJECTS.map((name) => [...finding[name]].sort())]
        .map((each) => each.join(' '))
        .join('|'),
      finding,
    )
  }
  return result
}

function sideOf(
  rule: string,
  items: readonly TrialItem[],
  of: (item: TrialItem) => readonly AuditFinding[],
): TrialSide {
  const findings = items.flatMap((item) => of(item).filter((each) => each.rule === rule))
  const count = (severity: AuditFinding['severity']): number =>
    findings.filter((each) => each.severity === severity).length
  let [right, wrong, missed] = [0, 0, 0]
  for (const item of items) {
    if (!item.labels) continue
    const due = item.labels.fire.filter((each) => each.rule === rule)
    const found = of(item).filter((each) => each.rule === rule)
    const good = found.filter((finding) => due.some((each) => agrees(each, finding)))
    const isAllowed = item.labels.mayFire.includes(rule)
    right += good.length
    if (!isAllowed) wrong += found.length - good.length
    missed += due.filter((each) => !found.some((finding) => agrees(each, finding))).length
  }
  return {
    ...{ hits: findings.length, definite: count('definite'), suspect: count('suspect') },
    ...{ needsEvidence: count('needs_evidence'), amountFen: sumFen(findings.map((each) => each.excessAmountFen)) },
    ...{ right, wrong, missed },
  }
}

/** One finding may cover a part of what a label expects; it may not go beyond it. */
function agrees(expected: ExpectedFinding, finding: AuditFinding): boolean {
  const within = (wanted: readonly string[] | undefined, found: readonly string[]): boolean =>
    wanted === undefined || found.every((each) => wanted.includes(each))
  return (
    within(
      expected.lines,
      finding.lines.map((line) => line.lineId),
    ) &&
    SUBJECTS.every((name) => within(expected[name], finding[name])) &&
    (expected.severity === undefined || expected.severity === finding.severity)
  )
}

const precisionOf = ({ right, wrong }: TrialSide): number | undefined =>
  right + wrong === 0 ? undefined : Math.round((right * 1000) / (right + wrong)) / 10
