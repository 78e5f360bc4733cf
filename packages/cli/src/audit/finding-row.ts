// A finding as one row of the results: what the files say and what every table is added up from.
import { type AuditFinding, type RuleCard, textFor } from '@yibao/kernel'

export function rowOf(finding: AuditFinding, deductedFen: number, card: RuleCard | undefined): object {
  const { facts } = finding
  const text = (audience: 'provider' | 'auditor', language: 'zh' | 'en') =>
    card ? textFor(finding, card, audience)[language] : ''
  return {
    ...{
      rule: finding.rule,
      rule_version: finding.ruleVersion,
      title: card?.title.zh ?? '',
      category: finding.category,
    },
    ...{
      point: finding.knowledge[0]?.id ?? '',
      point_version: finding.knowledge[0]?.version ?? '',
      severity: finding.severity,
    },
    ...{ person: facts.person ?? '', provider: facts.provider ?? '', on: facts.on ?? '' },
    lines: finding.lines.map(({ lineId }) => lineId).join(' '),
    encounters: finding.encounters.join(' '),
    ...{ excess_quantity: finding.excessQuantity, excess_fen: finding.excessAmountFen, deducted_fen: deductedFen },
    missing: finding.missing.join(' '),
    ...{ provider_zh: text('provider', 'zh'), provider_en: text('provider', 'en') },
    ...{ auditor_zh: text('auditor', 'zh'), auditor_en: text('auditor', 'en') },
  }
}
