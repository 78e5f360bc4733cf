// Money in and out, as the offices keep it: contributions, clearings, cases paid by method, budgets, warnings, wallet transfers.
import { accountOf, type Day, workingDaysBetween } from '@yibao/kernel'
import { type ClearingHistory, clearingsNamed } from '../../clearing/index.ts'
import type { HistoryRow } from '../../common/index.ts'
import { breakRows, chargeRows, chargesOf, receiptRows, subsidyRows } from '../../contribution/index.ts'
import { casePaymentRows, runsNamed } from '../../payment/index.ts'
import { groupRows, listsNamed } from '../../settlement-list/index.ts'
import { transferRows } from '../../wallet/index.ts'
import { type BudgetHistory, budgetHistory, warningRows } from '../../watch/index.ts'
import { kindsOf, type RecordSource, recordsOf, UUID, uuidsIn } from './source.ts'

const keysOf = (rows: readonly HistoryRow[]): string[] => rows.map(({ key }) => key)

/** A charge says from the beginning whom it is for; what becomes of it later is no matter of these rows. */
export const charges: RecordSource = async ({ reader, operations }) => {
  const own = kindsOf(operations, 'contribution.assessed')
  if (own.length === 0) return []
  const payers = [...new Set(own.flatMap(({ personNo, objects }) => [personNo, ...objects]))]
  const keys = await chargesOf(reader, payers)
  const [rows, subsidies] = [await chargeRows(reader, keys), await subsidyRows(reader, keys)]
  return recordsOf('charge', keys, { charges: rows, subsidies })
}

export const receipts: RecordSource = async ({ reader, operations }) => {
  const own = kindsOf(operations, 'contribution.arrivals_taken', 'contribution.refund_')
  const keys = [...new Set(own.flatMap(({ objects }) => objects).filter((name) => !UUID.test(name)))]
  if (keys.length === 0) return []
  return recordsOf('arrival', keys, { receipts: await receiptRows(reader, keys) })
}

export const breaks: RecordSource = async ({ reader, operations }) => {
  const own = kindsOf(operations, 'contribution.reconciled', 'contribution.break_stepped')
  if (own.length === 0) return []
  const rows = await breakRows(reader, [...new Set(own.map(({ at }) => at.slice(0, 10)))])
  return recordsOf('break', keysOf(rows), { breaks: rows })
}

/** A cancelled settlement takes its list with it. */
export const lists: RecordSource = async ({ reader, operations }) => {
  const named = uuidsIn(kindsOf(operations, 'settlement_list.', 'settlement.', 'flow.', 'claim.'))
  const keys = named.length === 0 ? [] : await listsNamed(reader, named)
  if (keys.length === 0) return []
  return recordsOf('list', keys, { groups: await groupRows(reader, keys) })
}

export const runs: RecordSource = async ({ reader, operations }) => {
  const named = uuidsIn(kindsOf(operations, 'payment.'))
  const keys = named.length === 0 ? [] : await runsNamed(reader, named)
  if (keys.length === 0) return []
  return recordsOf('run', keys, { case_payments: await casePaymentRows(reader, keys) })
}

export const clearings: RecordSource = async ({ reader, operations, calendar }) => {
  const named = uuidsIn(kindsOf(operations, 'clearing.'))
  const all = named.length === 0 ? [] : await clearingsNamed(reader, named)
  const workingDays = (from: string, to: string): number => workingDaysBetween(calendar, from as Day, to as Day)
  return recordsOf(
    'clearing',
    all.map(({ clearingId }) => clearingId),
    { clearings: all.flatMap((each) => clearingRows(each, workingDays)) },
  )
}

function clearingRows(each: ClearingHistory, workingDays: (from: string, to: string) => number): HistoryRow[] {
  const { clearingId, provider, county, month, state, funds, steps } = each
  if (state === 'withdrawn') return []
  const dayOf = (step: string): string | null => steps.findLast((done) => done.step === step)?.at.slice(0, 10) ?? null
  const [declared, paid] = [dayOf('propose'), state === 'paid' ? dayOf('pay') : null]
  const days = {
    ...{ declared_on: declared, reconciled_on: dayOf('confirm'), reviewed_on: dayOf('review') },
    ...{ approved_on: dayOf('approve'), paid_on: paid },
    working_days: declared !== null && paid !== null ? workingDays(declared, paid) : null,
  }
  return funds.map(({ fund, allowedFen, depositFen, payableFen }) => ({
    key: clearingId,
    row: {
      ...{ clearing_id: clearingId, provider, county, month, fund, state, ...days },
      // What audit took is out of the books by then, and what was prepaid is offset in the books, not here.
      ...{ claimed_fen: allowedFen, deducted_fen: null, deposit_fen: depositFen, prepaid_fen: null },
      ...{ payable_fen: payableFen, paid_fen: state === 'paid' ? payableFen : 0 },
    },
  }))
}

export const warnings: RecordSource = async ({ reader, operations }) => {
  const named = uuidsIn(kindsOf(operations, 'watch.'))
  const rows = named.length === 0 ? [] : await warningRows(reader, named)
  return recordsOf('warning', keysOf(rows), { warnings: rows })
}

const YEAR = /^budget:(\d{4})$/

export const budgets: RecordSource = async ({ reader, operations }) => {
  const years = kindsOf(operations, 'budget.').flatMap(({ personNo }) => YEAR.exec(personNo)?.[1] ?? [])
  if (years.length === 0) return []
  const rows = (await budgetHistory(reader, years.map(Number))).map(budgetRow)
  return recordsOf('budget', years, { budgets: rows })
}

const budgetRow = ({ year, line, title, fund, accounts, amountFen }: BudgetHistory): HistoryRow => ({
  key: String(year),
  row: {
    ...{ year, from_on: `${year}-01-01`, until_on: `${year}-12-31`, line, title, fund },
    side: accountOf(accounts.split(/\s+/)[0] ?? '')?.kind === 'income' ? 'income' : 'expense',
    amount_fen: amountFen,
  },
})

export const transfers: RecordSource = async ({ reader, operations }) => {
  const named = uuidsIn(kindsOf(operations, 'wallet.'))
  const rows = named.length === 0 ? [] : await transferRows(reader, named)
  return recordsOf('transfer', keysOf(rows), { wallet_transfers: rows })
}
