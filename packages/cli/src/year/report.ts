// What a played year leaves behind for people: the statements as pages, the proof of one settlement, and what was checked.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { balanceSheets, bridge, incomeStatements } from '@yibao/kernel'
import { checkProof, identifierIn, type RunningServer } from '@yibao/server'
import { fundName } from '../ledger/funds.ts'
import { pageOf, yuan } from '../ledger/report.ts'
import { bridgeReport, statementsReport, trialBalanceReport } from '../ledger/reports.ts'
import type { Books } from '../ledger/span.ts'
import { ASSUMPTIONS } from './collect.ts'
import type { MonthPlayed, YearPlayed } from './play.ts'

export interface YearChecks {
  readonly verified: boolean
  readonly firstFault: string | null
  /** Every settlement computed again, every account added up. */
  readonly audited: boolean
  readonly tied: boolean
  readonly noNegativeMoney: boolean
  readonly closed: boolean
  readonly proven: boolean
  readonly conversations: boolean
}

export interface YearReport {
  readonly year: number
  readonly months: readonly MonthPlayed[]
  readonly funds: readonly {
    readonly fund: string
    readonly incomeFen: number
    readonly expenseFen: number
    readonly balanceFen: number
    readonly openFen: number
  }[]
  readonly checks: YearChecks
  readonly head: { readonly no: number; readonly hash: string } | null
  readonly collection: YearPlayed['collection']
  readonly inheritedFen: number
  readonly interest: YearPlayed['interest']
  readonly assumptions: typeof ASSUMPTIONS
}

export async function reportOf(played: YearPlayed, year: number, folder: string): Promise<YearReport> {
  const { server, months, oneSettlement } = played
  const { ledger } = server
  const years = await ledger.closedYears()
  const closed = years.flatMap((each) => each.closed)
  const sums = await ledger.sums()
  const span = { from: `${year}-01`, to: `${year}-12` }
  const books: Books = { sums: sums.filter(({ period }) => period <= span.to), closed, span }
  for (const [name, make] of [
    ['trial-balance', trialBalanceReport],
    ['statements', statementsReport],
    ['bridge', bridgeReport],
  ] as const)
    writeFileSync(join(folder, `${name}.html`), pageOf(make(books)))
  const verified = await ledger.verify()
  const audit = await server.city.audit()
  const sheets = balanceSheets(sums, '9999-12')
  const ties = bridge(sums, '9999-12', closed)
  const checks: YearChecks = {
    verified: verified.balanced && verified.chain && verified.bridge,
    firstFault: verified.firstFault ?? audit.faults[0] ?? null,
    audited: audit.faults.length === 0,
    tied: ties.every(({ isTied }) => isTied),
    noNegativeMoney: sheets.every(({ negativeMoney }) => negativeMoney.length === 0),
    closed: years.some((each) => each.year === year),
    proven: await isProven(server, oneSettlement, folder),
    conversations: played.broken === 0 && played.unexpected === 0 && played.collection.refusedFiles === 0,
  }
  const incomes = incomeStatements(sums, span, closed)
  const atEnd = balanceSheets(books.sums, span.to)
  const report: YearReport = {
    year,
    months,
    funds: incomes.map(({ fund, incomeFen, expenseFen }) => ({
      ...{ fund, incomeFen, expenseFen },
      balanceFen: atEnd.find((sheet) => sheet.fund === fund)?.netFen ?? 0,
      openFen: ties.find((row) => row.fund === fund)?.openFen ?? 0,
    })),
    checks,
    head: verified.head ? { no: verified.head.no, hash: verified.head.hash } : null,
    ...{ collection: played.collection, inheritedFen: played.inheritedFen, interest: played.interest },
    assumptions: ASSUMPTIONS,
  }
  writeFileSync(join(folder, 'year.json'), `${JSON.stringify(report, null, 2)}\n`)
  return report
}

/** Written, read again, and checked as somebody without the database would. */
async function isProven({ ledger }: RunningServer, shown: string | undefined, folder: string): Promise<boolean> {
  const id = shown === undefined ? undefined : identifierIn(shown)
  const file = id === undefined ? undefined : await ledger.proveSettlement(id)
  if (!file) return false
  const text = JSON.stringify(file, null, 1)
  writeFileSync(join(folder, 'proof.json'), `${text}\n`)
  return checkProof(text, file.head.hash)?.isProven ?? false
}

export const holds = ({ checks }: YearReport): boolean =>
  Object.entries(checks).every(([name, value]) => name === 'firstFault' || value === true)

const CHECKS: Readonly<Record<Exclude<keyof YearChecks, 'firstFault'>, string>> = {
  verified: '总账核验 ledger verify',
  audited: '逐笔重算与账户核对 settlements recomputed, accounts added up',
  tied: '应计与现金相符 the layers tie',
  noNegativeMoney: '银行存款无负数 no bank account below zero',
  closed: '年度已结账 the year is closed',
  proven: '一笔结算入账证明 proof of one settlement',
  conversations: '医院接口与税务、国库文件往来无异常 no broken conversation, no file refused',
}

const collectionText = ({ collection, interest, inheritedFen }: YearReport): string => {
  const { charges, files, arrivedFen, creditedLines, refundedFen, lateFees } = collection
  return [
    `征缴 collection：${charges} 张征缴单、${files} 份文件，到账 ${yuan(arrivedFen)}，记账 ${creditedLines} 人次，待认领退费 ${yuan(refundedFen)}，滞纳金 ${lateFees} 笔`,
    `个人账户 accounts：计息 ${interest.accounts} 户 ${yuan(interest.amountFen)}（年利率 ${interest.rateBp / 100} %），继承支付 ${yuan(inheritedFen)}`,
  ].join('\n')
}

export function yearText(report: YearReport, folder: string): string {
  return [
    `${report.year} 年 synthetic year（元 yuan）`,
    '月份 | 征缴 collected | 结算 settled | 拨付 cleared | 机构 providers',
    ...report.months.map((each) =>
      [each.month, yuan(each.collectedFen), each.settlements, yuan(each.clearedFen), each.providers].join(' | '),
    ),
    '',
    ...report.funds.map(
      ({ fund, incomeFen, expenseFen, balanceFen, openFen }) =>
        `${fundName(fund)}：收入 ${yuan(incomeFen)}，支出 ${yuan(expenseFen)}，年末结余 ${yuan(balanceFen)}，未结 ${yuan(openFen)}`,
    ),
    '',
    collectionText(report),
    '',
    ...Object.entries(CHECKS).map(
      ([name, words]) => `${report.checks[name as keyof YearChecks] === true ? '✔' : '✖'} ${words}`,
    ),
    ...(report.checks.firstFault === null ? [] : [`首处问题 first fault: ${report.checks.firstFault}`]),
    `账链头 head: ${report.head?.no ?? 0} ${report.head?.hash ?? ''}`,
    join(folder, 'statements.html'),
  ].join('\n')
}
