// What payment methods give, as the console shows it: the month, the sheets of the providers that the asker sees, the cases.
import type {
  IndexesView,
  PaymentCaseRow,
  PaymentCaseView,
  PaymentRunRow,
  PaymentRunView,
  PaymentSheetView,
  PaymentStepView,
} from '@yibao/contract/rest'
import { fractions, maskName, type Outcome, type payment, refused } from '@yibao/kernel'
import type { Clearing } from '../../clearing/index.ts'
import { shownId } from '../../gateway/index.ts'
import {
  exactRead,
  explainPaid,
  type GroupAppeal,
  type Indexes,
  type NamedCase,
  RULE_TITLES,
  type Run,
  reasonOf,
  type Sheet,
} from '../../payment/index.ts'
import type { ConsoleParts } from '../parts.ts'
import { levelTitle } from '../words.ts'
import { appealView } from './appeals.ts'

const nameOf = ({ desks }: ConsoleParts, code: string): string => desks.providers.find(code)?.name ?? code

const shown = (text: string | null, places: number): string =>
  text === null || text === '' ? '' : fractions.exactText(exactRead(text), places)

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part * 10_000) / whole))

export function indexesView(indexes: Indexes, costFen: number): IndexesView {
  const { cases, stays, staysFundFen, byMethod, byMethodFundFen, daysTotal } = indexes
  return {
    ...{ cases, grouped: indexes.grouped, groups: indexes.groups, low: indexes.low, high: indexes.high },
    ...{ cmiE4: indexes.cmiE4, costIndexE4: indexes.costIndexE4, timeIndexE4: indexes.timeIndexE4 },
    ...{ readmitted: indexes.readmitted, stays },
    diseaseCoverageBp: share(byMethod, stays),
    fundCoverageBp: share(byMethodFundFen, staysFundFen),
    averageDaysE2: cases === 0 ? null : Math.round((daysTotal * 100) / cases),
    averageCostFen: cases === 0 ? null : Math.round(costFen / cases),
  }
}

export function sheetView(parts: ConsoleParts, sheet: Sheet, clearing: Clearing | undefined): PaymentSheetView {
  const provider = parts.desks.providers.find(sheet.provider)
  return {
    ...{ provider: sheet.provider, providerName: provider?.name ?? sheet.provider },
    level: provider ? levelTitle(parts.desks.policy.library, provider.level) : '',
    ...{ cases: sheet.cases, costFen: sheet.costFen, bookedFen: sheet.bookedFen, dueFen: sheet.dueFen },
    lines: sheet.lines.map((line) => ({
      ...line,
      units: shown(line.units, 4),
      value: shown(line.value, 4),
      ratio: shown(line.ratio, 6),
    })),
    indexes: indexesView(sheet.indexes, sheet.costFen),
    cleared: sheet.cleared.map((row) => ({ ...row })),
    clearing: clearing ? { id: shownId(clearing.clearingId), state: clearing.state } : null,
  }
}

const sumOf = (sheets: readonly Sheet[], of: (sheet: Sheet) => number): number =>
  sheets.reduce((sum, sheet) => sum + of(sheet), 0)

/** Sums are of what the asker sees: for an institution its own sheet. */
function runRow(run: Run, sheets: readonly Sheet[]): PaymentRunRow {
  return {
    ...{ id: shownId(run.runId), month: run.period, state: run.state },
    cases: sumOf(sheets, ({ cases }) => cases),
    bookedFen: sumOf(sheets, ({ bookedFen }) => bookedFen),
    dueFen: sumOf(sheets, ({ dueFen }) => dueFen),
  }
}

export function runView(
  parts: ConsoleParts,
  run: Run,
  sheets: readonly Sheet[],
  clearings: ReadonlyMap<string, Clearing>,
): PaymentRunView {
  const inUse = parts.desks.payments.rulesOf(Number(run.period.slice(0, 4)))
  const { result } = run
  const costFen = sumOf(sheets, (sheet) => sheet.costFen)
  return {
    ...runRow(run, sheets),
    ...{ rules: run.rules, rulesTitle: inUse?.rules.title ?? run.rules, rulesYear: result.rulesYear },
    ...{ depositRateBp: result.depositRateBp, inputHash: run.inputHash, resultHash: run.resultHash, costFen },
    indexes: indexesView(result.indexes, result.indexes.cases === 0 ? 0 : costFen),
    values: result.values.map((each) => ({
      ...each,
      methodTitle: inUse?.rules.methods.get(each.method)?.title ?? each.method,
      value: shown(each.value, 4),
      ratio: shown(each.ratio, 6),
    })),
    budgets: result.budgets.map((each) => ({ ...each, items: each.items.map((item) => ({ ...item })) })),
    issues: result.issues.map((issue) => ({ ...issue })),
    sheets: sheets.map((sheet) => sheetView(parts, sheet, clearings.get(sheet.provider))),
    steps: run.steps.map((each) => ({ ...each, at: each.at.slice(0, 19) })),
  }
}

export function caseRow(parts: ConsoleParts, paid: NamedCase): PaymentCaseRow {
  const { facts, figures } = paid
  const inUse = parts.desks.payments.rulesOf(Number(facts.settledOn.slice(0, 4)))
  return {
    ...{ settlement: shownId(paid.settlementId), personNo: paid.personNo },
    personName: paid.personName === null ? '' : maskName(paid.personName),
    ...{ provider: paid.provider, providerName: nameOf(parts, paid.provider), settledOn: facts.settledOn },
    ...{ insurance: paid.insurance, method: paid.method },
    methodTitle: inUse?.rules.methods.get(paid.method)?.title ?? paid.method,
    ...{ rule: paid.rule, ruleTitle: { ...RULE_TITLES[paid.rule] }, isGrouped: facts.group?.isGrouped === true },
    ...{ code: paid.code, name: paid.name, diagnosis: facts.diagnosis },
    procedures: [...(facts.group?.procedures ?? [])],
    ...{ weight: shown(figures.weight, 4), coefficient: shown(figures.coefficient, 4) },
    ...{ multiple: shown(figures.multiple, 2), value: shown(figures.value, 4), ratio: shown(figures.ratio, 6) },
    ...{ costFen: paid.costFen, standardFen: figures.standardFen, bookedFen: paid.bookedFen, dueFen: paid.dueFen },
    differenceFen: paid.dueFen - paid.bookedFen,
    reason: { ...reasonOf(paid) },
  }
}

function stepView(step: payment.PaymentStep): PaymentStepView {
  const { citation } = step
  const source = citation
    ? `${citation.title ? `《${citation.title}》` : ''}${citation.clause ?? ''}${citation.title ? '' : (citation.note ?? '')}`
    : ''
  return {
    title: step.title,
    formula: step.formula,
    source,
    assumed: citation?.assumed ?? false,
    children: step.children.map(stepView),
  }
}

export function caseView(
  parts: ConsoleParts,
  run: Run,
  paid: NamedCase & { explanation: string; scheme: string; schemeVersion: string },
  appeals: readonly GroupAppeal[],
): Outcome<PaymentCaseView> {
  const inUse = parts.desks.payments.rulesOf(Number(run.period.slice(0, 4)))
  // Other rules would explain another amount.
  if (inUse?.hash !== run.rulesHash) return refused('payment_rules_changed', { rules: run.rules })
  const { units, fund } = explainPaid(inUse.rules, paid, parts.desks.providers.find(paid.provider)?.level ?? '')
  return {
    ok: true,
    value: {
      ...{ run: shownId(run.runId), month: run.period, row: caseRow(parts, paid) },
      ...{ admittedOn: paid.facts.admittedOn ?? '', dischargedOn: paid.facts.dischargedOn ?? '' },
      groupScheme: `${paid.scheme} ${paid.schemeVersion}`.trim(),
      // The first line names the record, which the page has named already.
      groupExplanation: paid.explanation.replace(paid.settlementId, '').trimStart(),
      units: stepView(units),
      fund: stepView(fund),
      appeals: appeals.map((each) => appealView(parts, each, run.runId)),
    },
  }
}
