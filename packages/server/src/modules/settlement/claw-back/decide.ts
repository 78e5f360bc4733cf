// 审核追回: what of a settled bill was not payable, line by line and payer by payer; decided purely on what the bill was.
import {
  accepted,
  type Bill,
  type ClawBack,
  type CompiledPlan,
  clawBack,
  type Fen,
  type Finding,
  type Fund,
  type FundAmount,
  type Outcome,
  refused,
  yuanText,
} from '@yibao/kernel'
import type { SettlementRecord } from '../model.ts'
import type { ClawBackDocument, ClawedLine, StoredClawBack } from './store.ts'

export interface LineFinding {
  /** Counted from 1, as the settlement's lines are shown. */
  readonly no: number
  /** Absent: the whole line. */
  readonly amountFen?: number
}

export interface ClawBackInput {
  readonly findings: readonly LineFinding[]
  readonly basis: string
  readonly personPart: ClawBackDocument['personPart']
  readonly personAtFault: boolean
  readonly by: ClawBackDocument['by']
}

export interface ToClawBack {
  readonly record: SettlementRecord
  readonly plan: CompiledPlan
  readonly bill: Bill
  /** Of this settlement, made before. */
  readonly earlier: readonly StoredClawBack[]
  readonly input: ClawBackInput
}

export interface ClawedBack {
  readonly document: ClawBackDocument
  readonly dueFen: number
  readonly personFen: number
}

export function decideClawBack(facts: ToClawBack): Outcome<ClawedBack> {
  const { plan, bill, input, earlier, record } = facts
  const known = new Set(earlier.flatMap(({ document }) => document.lines.map(({ no }) => no)))
  const again = input.findings.find(({ no }) => known.has(no))
  if (again) return refused('claw_back_line_again', { line: again.no })
  const { personPart, personAtFault } = input
  const decided = decideLines(plan, bill, input.findings.map(findingOf), { personPart, personAtFault })
  if (!decided.ok) return decided
  const changes = personAtFault ? accepted([]) : changesOf(facts)
  if (!changes.ok) return changes
  const clawed = decided.value
  const byFund = amountsByFund(plan, clawed)
  const ours = byFund.filter(({ fund }) => !NO_FUNDS.has(fund))
  const amounts = ours.filter(({ amountFen }) => amountFen !== 0)
  return accepted({
    dueFen: amounts.reduce((sum, { amountFen }) => sum + amountFen, 0),
    personFen: clawed.dueToPerson,
    document: {
      basis: input.basis,
      lines: clawed.lines.map((line): ClawedLine => lineOf(line, input.findings)),
      amounts,
      outsideFen: byFund.find(({ fund }) => fund === 'outside')?.amountFen ?? 0,
      personPart,
      personAtFault,
      by: input.by,
      changes: changes.value,
      benefitYear: Number(record.frozen.on.slice(0, 4)),
    },
  })
}

const findingOf = ({ no, amountFen }: LineFinding): Finding => ({
  line: no - 1,
  ...(amountFen === undefined ? {} : { amountFen: amountFen as Fen }),
})

function decideLines(
  plan: CompiledPlan,
  bill: Bill,
  findings: readonly Finding[],
  decision: Parameters<typeof clawBack>[3],
): Outcome<ClawBack> {
  const zero = findings.find(({ amountFen }) => amountFen === 0)
  if (zero) return refused('claw_back_exceeds_line', { line: zero.line + 1, amount: '0.00' })
  const decided = clawBack(plan, bill, findings, decision)
  if (decided.ok || decided.code !== 'finding_exceeds_line') return decided
  const { line, amountFen } = decided.facts
  return refused('claw_back_exceeds_line', { line: Number(line) + 1, amount: yuanText(Number(amountFen) as Fen) })
}

function lineOf({ line, tiers, provider, person }: ClawBack['lines'][number], findings: readonly LineFinding[]) {
  const sum = Object.values(tiers).reduce((total: number, paid) => total + paid, 0) + provider + person
  return {
    no: line + 1,
    amountFen: -sum,
    partFen: findings.find(({ no }) => no === line + 1)?.amountFen ?? null,
    tiers,
    providerFen: provider,
    personFen: person,
  }
}

const NO_FUNDS: ReadonlySet<Fund> = new Set(['outside', 'provider', 'personal_account'])

/** What each fund gets back, positive. */
function amountsByFund(plan: CompiledPlan, { tiers }: ClawBack): FundAmount[] {
  const funds = new Map<Fund, number>()
  for (const [id, paid] of Object.entries(tiers)) {
    const fund = plan.tiers.find((tier) => tier.id === id)?.fund
    if (fund) funds.set(fund, (funds.get(fund) ?? 0) - paid)
  }
  return [...funds].map(([fund, amountFen]) => ({ fund, amountFen: amountFen as Fen }))
}

/** All findings so far together, less what earlier ones changed: in whatever order they came, the year ends the same. */
function changesOf({ plan, bill, input, earlier }: ToClawBack): Outcome<ClawBackDocument['changes']> {
  const innocent = earlier.filter(({ document }) => !document.personAtFault)
  const before = innocent.flatMap(({ document }) =>
    document.lines.map(
      ({ no, partFen }): Finding => ({ line: no - 1, ...(partFen === null ? {} : { amountFen: partFen as Fen }) }),
    ),
  )
  const all = decideLines(plan, bill, [...before, ...input.findings.map(findingOf)], {
    personPart: 'stays_with_person',
    personAtFault: false,
  })
  if (!all.ok) return all
  const sums = new Map(all.value.changes.map(({ key, change }) => [key, change]))
  for (const { document } of innocent)
    for (const { key, change } of document.changes) sums.set(key, (sums.get(key) ?? 0) - change)
  return accepted([...sums].filter(([, change]) => change !== 0).map(([key, change]) => ({ key, change })))
}
