// What a provider takes from the answer of a settlement, a trial or an undoing, whichever of the numbers gave it.
import { checkMoneyIdentities, type FundRow, type SettlementAmounts } from '@yibao/contract'
import { type Fen, fen, type Instant } from '@yibao/kernel'

/** The part of `setlinfo` that all settlement answers share; fields a number does not have are absent. */
export interface SettlementAnswer extends Omit<SettlementAmounts, 'psn_cash_pay'> {
  readonly mdtrt_id: string
  readonly setl_id?: string
  readonly setl_time?: Instant | undefined
  readonly clr_type?: string
  readonly clr_optins?: string
  readonly insutype?: string
  readonly psn_cash_pay?: Fen
  /** The spelling of one answer of the text. */
  readonly pdn_cash_pay?: Fen
}

export interface Amounts {
  readonly totalFen: Fen
  readonly fullFen: Fen
  readonly overFen: Fen
  readonly preFen: Fen
  readonly inScopeFen: Fen
  readonly fundFen: Fen
  /** Of it, medical assistance. */
  readonly assistanceFen: Fen
  readonly accountFen: Fen
  readonly cashFen: Fen
}

export interface Settled extends Amounts {
  readonly visitId: string
  readonly settlementId: string
  readonly settledAt: string
  readonly clearing: string
  readonly agency: string
}

const NONE = 0 as Fen

export function settledOf(answer: SettlementAnswer): Settled {
  return {
    visitId: answer.mdtrt_id,
    settlementId: answer.setl_id ?? '',
    settledAt: answer.setl_time ?? '',
    clearing: answer.clr_type ?? '',
    agency: answer.clr_optins ?? '',
    totalFen: answer.medfee_sumamt,
    fullFen: answer.fulamt_ownpay_amt,
    overFen: answer.overlmt_selfpay,
    preFen: answer.preselfpay_amt,
    inScopeFen: answer.inscp_scp_amt,
    fundFen: answer.fund_pay_sumamt,
    assistanceFen: answer.maf_pay,
    accountFen: answer.acct_pay,
    cashFen: answer.psn_cash_pay ?? answer.pdn_cash_pay ?? NONE,
  }
}

const AMOUNTS = [
  'totalFen',
  'fullFen',
  'overFen',
  'preFen',
  'inScopeFen',
  'fundFen',
  'assistanceFen',
  'accountFen',
  'cashFen',
] as const

/** The first amount in which two answers differ; `sign` −1 compares with a mirror. */
export function amountDifference(a: Amounts, b: Amounts, sign: 1 | -1 = 1): string | undefined {
  const name = AMOUNTS.find((each) => a[each] !== 0 + sign * b[each])
  return name && `${name}: ${a[name]} / ${b[name]}`
}

/** Identities of the interface that an answer breaks, as one line of text; empty for a sound answer. */
export function brokenIdentities(answer: SettlementAnswer, rows: readonly FundRow[]): string {
  const amounts = { ...answer, psn_cash_pay: answer.psn_cash_pay ?? answer.pdn_cash_pay ?? NONE }
  return checkMoneyIdentities(amounts, rows)
    .map(({ identity, stated, computed }) => `${identity}: ${stated} / ${computed}`)
    .join('; ')
}

/** What is kept of an answer: facts for reconciliation and for checkers. */
export function factsOf(settled: Settled): Record<string, string | number> {
  return { ...settled }
}

/** The same again from what was kept. */
export function settledFrom(facts: Readonly<Record<string, string | number>>): Settled {
  const text = (name: string): string => String(facts[name])
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, fen(Number(facts[name]))]))
  return {
    ...(amounts as unknown as Amounts),
    visitId: text('visitId'),
    settlementId: text('settlementId'),
    settledAt: text('settledAt'),
    clearing: text('clearing'),
    agency: text('agency'),
  }
}
