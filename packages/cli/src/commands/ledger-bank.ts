// `yibao ledger bank`: a bank statement against the bank book of a fund's account; exit 1 where something does not meet.
import { readFileSync } from 'node:fs'
import { BANK_ACCOUNTS, type BankAccount, bankSentence, openBank } from '@yibao/server'
import { type Command, type Invocation, requiredOption, textOption, UsageError } from '../command.ts'
import { fundName } from '../ledger/funds.ts'
import { type BookReport, give, REPORT_HELP, reportOptions, yuan } from '../ledger/report.ts'
import { MONTH } from '../ledger/span.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

const ACCOUNTS = Object.keys(BANK_ACCOUNTS).join(', ')

export const command: Command = {
  name: 'ledger bank',
  summary: '银行对账：对账单与银行存款日记账 a bank statement against the bank book',
  usage:
    'ledger bank STATEMENT.csv --fund FUND --account CODE --month MONTH --opening YUAN --closing YUAN [--data FOLDER] [--html FILE] [--csv] [--json]',
  options: {
    ...{ fund: { type: 'string' }, account: { type: 'string' }, month: { type: 'string' } },
    ...{ opening: { type: 'string' }, closing: { type: 'string' }, data: dataOption, ...reportOptions },
  },
  optionHelp: {
    fund: '基金，如 employee_basic the fund',
    account: `账户 the account: ${ACCOUNTS}`,
    month: '月份，如 2026-05 the month',
    opening: '对账单期初余额，元 opening balance of the statement',
    closing: '对账单期末余额，元 closing balance of the statement',
    ...{ data: DATA_HELP, ...REPORT_HELP },
  },
  examples: ['npx yibao ledger bank --help'],
  longExamples: [
    'npx yibao ledger bank statement.csv --fund employee_basic --account 1004 --month 2026-05 --opening 500.00 --closing 380.00',
  ],
  run: async (invocation) => {
    const asked = askedOf(invocation)
    const outcome = await visiting(invocation, ({ platform, ledger }) =>
      openBank({ ...platform, ledger }).preview(asked),
    )
    if (outcome.ok) return give(invocation, reportOf(asked, outcome.value))
    process.stderr.write(`${bankSentence(outcome as never)}\n`)
    return 1
  },
}

interface Asked {
  readonly fund: string
  readonly account: BankAccount
  readonly month: string
  readonly openingFen: number
  readonly closingFen: number
  readonly text: string
}

function askedOf(invocation: Invocation): Asked {
  const [file, more] = invocation.positionals
  if (file === undefined) throw new UsageError('请指明对账单文件(name the file of the statement)')
  if (more !== undefined) throw new UsageError(`多余的参数 ${more}(unexpected)`)
  const account = requiredOption(invocation, 'account')
  if (!(account in BANK_ACCOUNTS))
    throw new UsageError(`--account 应为 ${ACCOUNTS} 之一，收到 ${account}(one of these)`)
  const month = requiredOption(invocation, 'month')
  if (!MONTH.test(month)) throw new UsageError(`--month 应为月份，如 2026-05，收到 ${month}(expected a month)`)
  const [openingFen, closingFen] = [fenOf(invocation, 'opening'), fenOf(invocation, 'closing')]
  const fund = requiredOption(invocation, 'fund')
  return { fund, account: account as BankAccount, month, openingFen, closingFen, text: textOf(file) }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`读不到文件 ${file}(cannot be read)`)
  }
}

function fenOf(invocation: Invocation, name: string): number {
  const text = textOption(invocation, name) ?? requiredOption(invocation, name)
  const [, sign = '', whole = '', cents = ''] = /^(-?)(\d{1,13})\.(\d{2})$/.exec(text) ?? []
  if (whole === '') throw new UsageError(`--${name} 应为两位小数的金额，收到 ${text}(yuan with two decimals)`)
  return Number(`${sign}${whole}${cents}`)
}

const SIDES = {
  book: '我方有、银行无 ours only',
  bank: '银行有、我方无 the bank’s only',
  both: '金额不同 differing',
} as const

type Found = Extract<Awaited<ReturnType<ReturnType<typeof openBank>['preview']>>, { ok: true }>['value']

function reportOf({ fund, account, month, closingFen }: Asked, found: Found): BookReport {
  const { open, matched, byAmount, unexplainedFen, isTied } = found
  return {
    title: `银行对账 bank reconciliation：${fundName(fund)}`,
    subtitle: `${BANK_ACCOUNTS[account]} ${month}，对账单余额 closing ${yuan(closingFen)}`,
    tables: [
      {
        title: '未达账项 items that do not meet',
        head: ['类别 kind', '编号 number', '日期 day', '金额 amount', '另一方 other', '账龄 days'],
        rows: open.map((item) => [
          ...[SIDES[item.side], item.reference, item.on, yuan(item.amountFen)],
          ...[item.otherFen === null ? '' : yuan(item.otherFen), String(item.ageDays)],
        ]),
        notes: [
          `对上 matched ${matched}，其中按金额和日期 by amount ${byAmount}；调节后相差 unexplained ${yuan(unexplainedFen)}`,
        ],
      },
    ],
    machine: found,
    holds: open.length === 0 && isTied,
  }
}
