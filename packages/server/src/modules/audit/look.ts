// One look: the rules over the facts, and what of it the doctor is told.
import {
  type AuditFacts,
  type AuditFinding,
  byPrecedence,
  type CompiledAudit,
  checkOrder,
  deductions,
  type Fen,
  runAudit,
  sumFen,
  textsFor,
  viewOf,
} from '@yibao/kernel'
import type { FindingToStore, Screening, ScreeningStage } from './model.ts'
import { isAskedInVain } from './sources.ts'
import type { Reminder } from './store.ts'

/** How a look is made: the rules over the facts. */
export type Look = (audit: CompiledAudit, facts: AuditFacts, screening: Screening) => readonly AuditFinding[]

const asksInVain = ({ missing }: AuditFinding, isListed = false): boolean => isAskedInVain(missing, isListed)

/** 事前 looks at the lines being typed; 事中 at the whole visit. Everything else is history. */
export const look: Look = (audit, facts, screening) => {
  const view = viewOf(facts)
  const findings =
    screening.stage === 'pre'
      ? checkOrder(audit, view)
      : runAudit(audit, view, {
          stage: 'mid',
          lines: view.linesOfEncounter(screening.visit),
          encounters: [view.encounter(screening.visit) ?? []].flat(),
          records: [],
        })
  return findings.filter(
    (finding) => !asksInVain(finding) && (screening.rules.length === 0 || screening.rules.includes(finding.rule)),
  )
}

/** 事后 looks at what a settlement settled: these lines of its visit, and the visit. All else is history. */
export function lookBack(
  audit: CompiledAudit,
  facts: AuditFacts,
  visitId: string,
  lineIds: ReadonlySet<string>,
): AuditFinding[] {
  const view = viewOf(facts)
  const lines = view.linesOfEncounter(visitId).filter(({ id }) => lineIds.has(id))
  const encounters = [view.encounter(visitId) ?? []].flat()
  const findings = runAudit(audit, view, { stage: 'post', lines, encounters, records: [] })
  const isListed = encounters.some(({ procedures }) => procedures !== undefined)
  return findings.filter((finding) => !asksInVain(finding, isListed))
}

const AUDIENCES = ['doctor', 'provider', 'insured', 'auditor'] as const

/** With its texts, and whether it is told: a reminder that was given within the last days is not given again. */
export function toStore(
  audit: CompiledAudit,
  findings: readonly AuditFinding[],
  given: readonly Reminder[],
): FindingToStore[] {
  const known = new Set(given.map(({ rule, code }) => `${rule} ${code}`))
  return findings.map((finding) => {
    const card = audit.rules.get(finding.rule)!.card
    const isGiven = finding.severity !== 'definite' && known.has(`${finding.rule} ${finding.facts.code ?? ''}`)
    return {
      finding,
      texts: textsFor(finding, card, AUDIENCES),
      title: card.title.zh,
      basis: card.basis.map(({ title, number = '' }) => `《${title}》${number}`).join('；'),
      told: !isGiven && finding.exemption === undefined,
    }
  })
}

/**
 * What is certain is one message, so that an order is stopped once; each reminder is one. Findings that are not told are
 * a group of their own, with nothing said.
 */
export function messagesOf(findings: readonly FindingToStore[]): FindingToStore[][] {
  const told = findings.filter((each) => each.told)
  const stops = told
    .filter(({ finding }) => finding.severity === 'definite')
    .sort((a, b) => byPrecedence(a.finding, b.finding))
  const reminders = told.filter(({ finding }) => finding.severity !== 'definite').map((each) => [each])
  return stops.length > 0 ? [stops, ...reminders] : reminders
}

export const messageText = (group: readonly FindingToStore[], stage: ScreeningStage): string => {
  const texts = [...new Set(group.map(({ texts: { doctor, provider } }) => (stage === 'pre' ? doctor : provider)!.zh))]
  return texts.length === 1 ? texts[0]! : texts.map((text, at) => `${at + 1}. ${text}`).join('；')
}

/** Each line once, under the first of its rules; what no line carries counts as well. */
export function messageAmount(group: readonly FindingToStore[]): Fen {
  const findings = group.map(({ finding }) => finding)
  const [only] = findings
  if (findings.length === 1 && only) return only.excessAmountFen
  return sumFen(deductions(findings).map(({ amountFen }) => amountFen))
}
