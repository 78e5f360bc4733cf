// The registry: every transaction the platform answers, by number, and the numbers it knows but has not opened.
import { numbersNotOpen } from './known-numbers.ts'
import type { InputOf, InputToWrite, OutputOf, OutputToWrite, Transaction } from './nodes.ts'
import { appealTransactions } from './transactions/appeal.ts'
import { auditTransactions } from './transactions/audit.ts'
import { catalogueTransactions } from './transactions/catalogue.ts'
import { clearingTransactions } from './transactions/clearing.ts'
import { inpatientTransactions } from './transactions/inpatient.ts'
import { inpatientSettlementTransactions } from './transactions/inpatient-settlement.ts'
import { outpatientTransactions } from './transactions/outpatient.ts'
import { personTransactions } from './transactions/person.ts'
import { pharmacyTransactions } from './transactions/pharmacy.ts'
import { queryTransactions } from './transactions/query.ts'
import { reconciliationTransactions } from './transactions/reconciliation.ts'
import { registrationTransactions } from './transactions/registration.ts'
import { sessionTransactions } from './transactions/session.ts'
import { settlementListTransactions } from './transactions/settlement-list.ts'
import { specialCaseTransactions } from './transactions/special-case.ts'

export const transactions = {
  ...sessionTransactions,
  ...personTransactions,
  ...catalogueTransactions,
  ...pharmacyTransactions,
  ...outpatientTransactions,
  ...inpatientSettlementTransactions,
  ...inpatientTransactions,
  ...registrationTransactions,
  ...reconciliationTransactions,
  ...clearingTransactions,
  ...auditTransactions,
  ...appealTransactions,
  ...queryTransactions,
  ...settlementListTransactions,
  ...specialCaseTransactions,
} as const

/** The number of a transaction the platform answers. */
export type Infno = keyof typeof transactions

/** What a transaction's input and output are, once read: `InputValues<'2207'>['data']['medfee_sumamt']` is a `Fen`. */
export type InputValues<I extends Infno> = InputOf<(typeof transactions)[I]>
export type OutputValues<I extends Infno> = OutputOf<(typeof transactions)[I]>
export type InputWritable<I extends Infno> = InputToWrite<(typeof transactions)[I]>
export type OutputWritable<I extends Infno> = OutputToWrite<(typeof transactions)[I]>

export const infnos: readonly Infno[] = (Object.keys(transactions) as Infno[]).sort()

export const isInfno = (text: string): text is Infno => Object.hasOwn(transactions, text)

/** The transaction of a number, without its particular types: for code that treats all alike. */
export const transactionOf = (infno: Infno): Transaction => transactions[infno]

/** The Chinese title of any known number, open here or not; '' when the number or its title is unknown. */
export function titleOf(infno: string): string {
  return isInfno(infno) ? transactions[infno].title : (numbersNotOpen.get(infno)?.title ?? '')
}
