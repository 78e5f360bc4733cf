// 3203, 3204: a month declared for clearing, one category a message, and one taken back.
import { type Day, type Outcome, refused } from '@yibao/kernel'
import type { ToldDeclaration } from '../../clearing/index.ts'
import { type Handler, kept, messageOf } from '../exchange.ts'
import { shownId, uuidOf } from '../identifiers.ts'

/** The month as the console writes it, with its first and last day inside it. */
function monthFrom(setlym: string, from: Day, to: Day): Outcome<string> {
  if (!/^\d{4}(0[1-9]|1[0-2])$/.test(setlym)) return refused('declaration_month', { month: setlym.slice(0, 10) })
  const month = `${setlym.slice(0, 4)}-${setlym.slice(4)}`
  const isWithin = from.startsWith(month) && to.startsWith(month) && from <= to
  return isWithin ? { ok: true, value: month } : refused('declaration_span', { from, to, month })
}

const t3203: Handler<'3203'> = async ({ data }, exchange, desks) => {
  const { provider } = exchange
  const month = monthFrom(data.setlym, data.begndate, data.enddate)
  if (!month.ok) return month
  const message = messageOf<'3203', ToldDeclaration>(exchange, desks, ({ figuresId }) => ({
    output: { result: { clr_appy_evt_id: shownId(figuresId) } },
  }))
  const figures = {
    ...{ category: data.clr_type, count: data.psntime, totalFen: data.medfee_sumamt, fundFen: data.fund_appy_sum },
    ...{ accountFen: data.acct_pay, cashFen: data.cash_payamt, payers: {} },
  }
  const { code, area } = provider
  const asked = { provider: code, area, month: month.value, figures: [figures], list: '', isOneOfMany: true }
  return kept(desks.declarations.declare(message, asked))
}

const t3204: Handler<'3204'> = async ({ data }, exchange, desks) => {
  const id = uuidOf(data.clr_appy_evt_id)
  if (id === undefined) return refused('declaration_unknown', {})
  const message = messageOf<'3204', ToldDeclaration>(exchange, desks, () => ({ output: {} }))
  return kept(desks.declarations.dropFigures(message, exchange.provider.code, id))
}

export const clearingHandlers = { '3203': t3203, '3204': t3204 }
