// What becomes of findings: found in the month after settling, decided, now and then appealed, taken back from the provider. What was
// found and how much it comes to is the kernel's; who is right in the end is drawn with the shares that the city's profile declares.
import {
  type AuditFinding,
  addDays,
  addMonths,
  type Day,
  deductions,
  runAudit,
  type Severity,
  viewOf,
} from '@yibao/kernel'
import { asksInVain, type OfficeRow, withoutDays } from '@yibao/lake'
import { type Random, random, seedOf } from '../../random.ts'
import type { Desk } from './model.ts'

/** Days: when the month's audit is done, and how long each step takes at most. */
const AUDITED_WITHIN = 12
const DECIDED_WITHIN = 25
const APPEALED_WITHIN = 20
const RECOVERED_WITHIN = 30
const LEAST = 5

export function decisionRows(desk: Desk): OfficeRow[] {
  const findings = postFindings(desk)
  const taken = new Map<AuditFinding, number>()
  for (const { finding, amountFen } of deductions(findings)) taken.set(finding, (taken.get(finding) ?? 0) + amountFen)
  return findings.flatMap((finding, at) =>
    rowOf(desk, finding, `D${String(at + 1).padStart(7, '0')}`, taken.get(finding) ?? 0),
  )
}

/** As `yibao audit run` tells them: what counts by the day asks for evidence where the day is not known, and nobody asks in vain. */
function postFindings({ sample, audit }: Desk): AuditFinding[] {
  const { facts, undated } = sample
  const familyOf = ({ rule }: AuditFinding): string => audit.rules.get(rule)?.card.family.name ?? ''
  return runAudit(audit, viewOf(facts), { stage: 'post' })
    .map((each) => withoutDays(each, familyOf(each), undated))
    .filter((each) => !asksInVain(each))
}

function rowOf(desk: Desk, finding: AuditFinding, id: string, deductedFen: number): OfficeRow[] {
  const { sample, audit, to, countyOf } = desk
  const visitId = visitOf(finding)
  const visit = sample.visits.get(visitId)
  if (!visit) return []
  const source = random(seedOf(`desk ${id} ${visitId}`, desk.seed))
  const settled = `${visit.settledOn.slice(0, 7)}-01` as Day
  const foundOn = addDays(addMonths(settled, 1), LEAST + source.int(0, AUDITED_WITHIN))
  if (foundOn > to) return []
  const { provider, personNo } = visit
  const told = processOf(desk, finding.severity, foundOn, source)
  const isConfirmed = told.outcome === 'confirmed'
  const isRecovered = told.recoveredOn !== undefined && deductedFen > 0
  const fundPart = visit.totalFen > 0 ? visit.fundFen / visit.totalFen : 0
  return [
    {
      ...{ finding_id: id, rule: finding.rule, violation: audit.rules.get(finding.rule)?.card.category },
      ...{ severity: finding.severity, provider, person_no: personNo, visit_id: visitId },
      ...{ county: countyOf(provider), found_on: foundOn, decided_on: told.decidedOn, outcome: told.outcome },
      ...{ is_appealed: told.isAppealed, appeal: told.appeal, state: told.state },
      ...{ excess_fen: finding.excessAmountFen, confirmed_fen: isConfirmed ? deductedFen : 0 },
      recovered_fen: isRecovered ? Math.round(deductedFen * fundPart) : 0,
      recovered_on: isRecovered ? told.recoveredOn : undefined,
    },
  ]
}

const visitOf = ({ encounters, lines }: AuditFinding): string =>
  encounters[0] ?? lines[0]?.lineId.slice(0, lines[0].lineId.lastIndexOf('-')) ?? ''

interface Told {
  readonly state: string
  readonly outcome?: 'confirmed' | 'rejected'
  readonly decidedOn?: Day
  readonly isAppealed: boolean
  readonly appeal?: 'upheld' | 'dismissed'
  readonly recoveredOn?: Day
}

/** The states are those of the platform's own cases. What lies after the last day has not happened yet. */
function processOf({ shares, to }: Desk, severity: Severity, foundOn: Day, source: Random): Told {
  const step = (from: Day, within: number): Day => addDays(from, LEAST + source.int(0, within))
  const isHeld = source.chance(shares.confirmed[severity].value)
  const firstOn = step(foundOn, DECIDED_WITHIN)
  const isAppealed = isHeld && source.chance(shares.appealed.value)
  const isUpheld = isAppealed && source.chance(shares.upheld.value)
  const finalOn = step(firstOn, APPEALED_WITHIN)
  const recoveredOn = step(isAppealed ? finalOn : firstOn, RECOVERED_WITHIN)
  if (firstOn > to) return { state: 'first_review', isAppealed: false }
  if (!isHeld) return { state: 'rejected', outcome: 'rejected', decidedOn: firstOn, isAppealed: false }
  if (isAppealed && finalOn > to) return { state: 'appeal', isAppealed }
  const decidedOn = isAppealed ? finalOn : firstOn
  if (isUpheld) return { state: 'overturned', outcome: 'rejected', decidedOn, isAppealed, appeal: 'upheld' }
  const base = {
    outcome: 'confirmed' as const,
    decidedOn,
    isAppealed,
    ...(isAppealed && { appeal: 'dismissed' as const }),
  }
  return recoveredOn > to ? { ...base, state: 'decided' } : { ...base, state: 'deducted', recoveredOn }
}
