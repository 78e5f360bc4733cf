// A case as a row of the pool, and what was asked for as a filter.
import type { AuditCaseQuery, AuditCaseRow } from '@yibao/contract/rest'
import { type Day, fenFromYuan, maskName, type Outcome, type Severity, type TwoTexts } from '@yibao/kernel'
import { type CaseFilter, type CaseListed, STATE_TITLES } from '../../audit-case/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'

export const SEVERITY_TITLES: Readonly<Record<Severity, TwoTexts>> = {
  definite: { zh: '明确违规', en: 'Definite' },
  suspect: { zh: '可疑', en: 'Suspect' },
  needs_evidence: { zh: '待补证', en: 'Needs evidence' },
}

/** An identifier that is none finds nothing. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

export function filterOf(query: AuditCaseQuery, today: Day): Outcome<CaseFilter> {
  const { kind, clue, rule, provider, person, settlement, severity, month, state, min, max, overdue, problem } = query
  return {
    ok: true,
    value: {
      ...(kind && { kind }),
      ...(clue && { clueId: identifierIn(clue) ?? NO_ID }),
      ...(rule && { rule }),
      ...(provider && { provider }),
      ...(person && { person }),
      ...(settlement && { settlementId: identifierIn(settlement) ?? NO_ID }),
      ...(severity && { severity }),
      ...(month && { month }),
      ...(state && { state }),
      ...(min && { minFen: fenFromYuan(min)! }),
      ...(max && { maxFen: fenFromYuan(max)! }),
      ...(overdue && { overdueOn: today }),
      ...(problem && { hasProblem: true as const }),
    },
  }
}

export const nameOf = ({ desks }: Pick<ConsoleParts, 'desks'>, code: string): string =>
  desks.providers.find(code)?.name ?? code

/** Of a rule, or of a behaviour model; one that was taken out of use has its code alone. */
export function titleOf({ desks, clues }: Pick<ConsoleParts, 'desks' | 'clues'>, id: string): TwoTexts {
  const model = clues.cards.find((each) => each.id === id)
  return desks.auditCases.ruleOf(id)?.title ?? { zh: model?.title ?? id, en: model?.titleEn ?? id }
}

export function rowView(parts: ConsoleParts, each: CaseListed): AuditCaseRow {
  return {
    id: shownId(each.findingId),
    clue: each.clueId === null ? '' : shownId(each.clueId),
    rule: each.rule,
    ruleTitle: titleOf(parts, each.rule),
    ruleVersion: each.ruleVersion,
    severity: each.severity,
    severityTitle: SEVERITY_TITLES[each.severity],
    state: each.state,
    stateTitle: STATE_TITLES[each.state],
    provider: each.provider,
    providerName: nameOf(parts, each.provider),
    personNo: each.personNo,
    personName: each.personName === null ? '' : maskName(each.personName),
    settlement: shownId(each.settlementId),
    settledOn: each.settledOn,
    dueOn: each.dueOn ?? '',
    overdue: each.dueOn !== null && each.dueOn < parts.platform.clock.today(),
    excessFen: each.excessFen,
    deductedFen: each.deductedFen,
    certifiedFen: each.certifiedFen,
    problem: each.problem,
  }
}
