// `yibao ledger bridge`: what was accrued, paid and is open, and the counties without transfers; exit 1 when the layers differ.
import type { Command } from '../command.ts'
import { give, REPORT_HELP, reportOptions } from '../ledger/report.ts'
import { bridgeReport } from '../ledger/reports.ts'
import { booksOf, SPAN_HELP, spanOptions } from '../ledger/span.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

export const command: Command = {
  name: 'ledger bridge',
  summary: '应计与现金衔接、县区名义账 accrual tied to cash; county accounts',
  usage: 'ledger bridge [--from MONTH] [--to MONTH] [--fund FUND] [--data FOLDER] [--html FILE] [--csv] [--json]',
  options: { ...spanOptions, data: dataOption, ...reportOptions },
  optionHelp: { ...SPAN_HELP, data: DATA_HELP, ...REPORT_HELP },
  examples: ['npx yibao ledger bridge', 'npx yibao ledger bridge --from 2026-01 --to 2026-12 --json'],
  run: async (invocation) => {
    const books = await visiting(invocation, (visitor) => booksOf(invocation, visitor))
    return give(invocation, bridgeReport(books))
  },
}
