// `yibao ledger statements`: the statutory statements of each fund, for print as well.
import type { Command } from '../command.ts'
import { give, REPORT_HELP, reportOptions } from '../ledger/report.ts'
import { statementsReport } from '../ledger/reports.ts'
import { booksOf, SPAN_HELP, spanOptions } from '../ledger/span.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

export const command: Command = {
  name: 'ledger statements',
  summary: '会计报表：各基金资产负债表、收支表 balance sheet and income statement of each fund',
  usage: 'ledger statements [--from MONTH] [--to MONTH] [--fund FUND] [--data FOLDER] [--html FILE] [--csv] [--json]',
  options: { ...spanOptions, data: dataOption, ...reportOptions },
  optionHelp: { ...SPAN_HELP, data: DATA_HELP, ...REPORT_HELP },
  examples: ['npx yibao ledger statements', 'npx yibao ledger statements --from 2026-01 --to 2026-12 --json'],
  run: async (invocation) => {
    const books = await visiting(invocation, (visitor) => booksOf(invocation, visitor))
    return give(invocation, statementsReport(books))
  },
}
