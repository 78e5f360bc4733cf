// `yibao ledger trial-balance`: every account of every fund, in both layers; exit 1 when debits are not credits.
import type { Command } from '../command.ts'
import { give, REPORT_HELP, reportOptions } from '../ledger/report.ts'
import { trialBalanceReport } from '../ledger/reports.ts'
import { booksOf, SPAN_HELP, spanOptions } from '../ledger/span.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

export const command: Command = {
  name: 'ledger trial-balance',
  summary: '试算平衡：各基金各科目的期初、发生、期末 trial balance of both layers',
  usage:
    'ledger trial-balance [--from MONTH] [--to MONTH] [--fund FUND] [--data FOLDER] [--html FILE] [--csv] [--json]',
  options: { ...spanOptions, data: dataOption, ...reportOptions },
  optionHelp: { ...SPAN_HELP, data: DATA_HELP, ...REPORT_HELP },
  examples: ['npx yibao ledger trial-balance', 'npx yibao ledger trial-balance --from 2026-01 --to 2026-12 --json'],
  run: async (invocation) => {
    const books = await visiting(invocation, (visitor) => booksOf(invocation, visitor))
    return give(invocation, trialBalanceReport(books))
  },
}
