// Which months a report of the books is about, as typed, and the sums that it is made of.
import type { BookSum, ClosedAmount, Span } from '@yibao/kernel'
import type { Visitor } from '@yibao/server'
import { type Invocation, textOption, UsageError } from '../command.ts'

export const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export interface Books {
  readonly sums: readonly BookSum[]
  readonly closed: readonly ClosedAmount[]
  readonly span: Span
}

export const spanOptions = { from: { type: 'string' }, to: { type: 'string' }, fund: { type: 'string' } } as const
export const SPAN_HELP = {
  from: '第一个会计期间，如 2026-01，默认末月当年一月 first accounting month',
  to: '末一个会计期间，默认有账的最后一月 last accounting month',
  fund: '只看一个基金，如 employee_basic one fund only',
} as const

function month(invocation: Invocation, name: string): string | undefined {
  const text = textOption(invocation, name)
  if (text !== undefined && !MONTH.test(text))
    throw new UsageError(`--${name} 应为会计期间，如 2026-01，收到 ${text}(expected a month)`)
  return text
}

export async function booksOf(invocation: Invocation, { ledger, platform }: Visitor): Promise<Books> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const [from, to] = [month(invocation, 'from'), month(invocation, 'to')]
  const fund = textOption(invocation, 'fund')
  const all = await ledger.sums()
  const funds = [...new Set(all.map((row) => row.fund))].sort()
  if (fund !== undefined && funds.length > 0 && !funds.includes(fund))
    throw new UsageError(`账上没有基金 ${fund}(no such fund)。可用 available: ${funds.join(', ')}`)
  const last = to ?? all.reduce((latest, { period }) => (period > latest ? period : latest), '')
  const span = {
    from: from ?? `${(last || platform.clock.today()).slice(0, 4)}-01`,
    to: last || platform.clock.today().slice(0, 7),
  }
  if (span.from > span.to) throw new UsageError(`--from ${span.from} 晚于 --to ${span.to}(from is after to)`)
  const closed = (await ledger.closedYears()).flatMap((year) => year.closed)
  return { sums: fund === undefined ? all : all.filter((row) => row.fund === fund), closed, span }
}
