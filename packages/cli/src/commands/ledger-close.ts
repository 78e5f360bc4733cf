// `yibao ledger close`: a month takes no more postings; a year is closed with all its months, income and expense to the balance.
import { type Command, type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'
import { MONTH } from '../ledger/span.ts'
import { sayRefusal } from '../refusal.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'
import { operator } from './user-add.ts'

export const command: Command = {
  name: 'ledger close',
  summary: '结账：一个月或一年 close a month, or a year with its months',
  usage: 'ledger close [MONTH|YEAR] [--data FOLDER] [--json]',
  options: { data: dataOption, json: { type: 'boolean' } },
  optionHelp: { data: DATA_HELP, json: '机器可读 machine-readable' },
  // Without a month it says what is closed.
  examples: ['npx yibao ledger close'],
  longExamples: ['npx yibao ledger close 2026-05', 'npx yibao ledger close 2026'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [period, extra] = invocation.positionals
  if (extra !== undefined) throw new UsageError(`多余的参数 ${extra}(unexpected)`)
  if (period !== undefined && !MONTH.test(period) && !/^\d{4}$/.test(period))
    throw new UsageError(`应为月份如 2026-05，或年度如 2026，收到 ${period}(name a month or a year)`)
  return visiting(invocation, async ({ ledger }) => {
    if (period !== undefined) {
      const isYear = period.length === 4
      const closed = isYear
        ? await ledger.closeYear(Number(period), operator())
        : await ledger.closePeriod(period, operator())
      if (!closed.ok) return sayRefusal(closed)
    }
    const periods = await ledger.closedPeriods()
    const years = (await ledger.closedYears()).map(({ year, closedBy, closedAt }) => ({ year, closedBy, closedAt }))
    if (invocation.values.json) printJson({ periods, years })
    else if (periods.length === 0) print('没有结过账的期间 nothing is closed yet')
    else
      print(
        [
          ...periods.map((each) => `${each.period} ${each.state === 'closed' ? '已结账 closed' : '结账中 closing'}`),
          ...years.map(({ year, closedBy }) => `${year} 年度已结账 year closed (${closedBy})`),
        ].join('\n'),
      )
    return 0
  })
}
