// 会计报表 as the console shows them: the kernel's statements over the sums that the asker may see, fund by fund.
import type { StatementQuery, StatementSheet, StatementView } from '@yibao/contract/rest'
import {
  accountOf,
  areaAccounts,
  type BookSum,
  balanceSheets,
  beforeClosing,
  bridge,
  type ClosedAmount,
  FUNDS,
  incomeStatements,
  type Span,
  type StatementLine,
  trialBalance,
} from '@yibao/kernel'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { fundTitle } from '../words.ts'

type Row = StatementView['funds'][number]['rows'][number]
type Rows = readonly (readonly [fund: string, row: Row])[]

interface Books {
  readonly sums: readonly BookSum[]
  readonly closed: readonly ClosedAmount[]
  readonly span: Span
}

export async function statementsOf(
  { ledger, platform, desks }: ConsoleParts,
  asker: Asker,
  query: StatementQuery,
): Promise<StatementView> {
  const sums = await asker.read((reader) => ledger.sums(undefined, reader))
  const years = await ledger.closedYears()
  const states = new Map((await ledger.closedPeriods()).map(({ period, state }) => [period, state as string]))
  const months = [...new Set(sums.map(({ period }) => period))].sort().reverse()
  const to = query.to ?? months[0] ?? platform.clock.today().slice(0, 7)
  const asked = query.from ?? `${to.slice(0, 4)}-01`
  const span = { from: asked <= to ? asked : to, to }
  const sheet: StatementSheet = query.sheet ?? 'trial'
  const books = { sums: sums.filter(({ period }) => period <= to), closed: years.flatMap(({ closed }) => closed), span }
  return {
    ...{ sheet, ...span },
    months: months.map((period) => ({ period, state: states.get(period) ?? 'open' })),
    years: years.map(({ year, closedBy, closedAt }) => ({ year, closedBy, closedAt: `${closedAt}`.slice(0, 19) })),
    checks: checksOf(books),
    funds: byFund(
      SHEETS[sheet](books).map(
        ([fund, row]) => [fund, sheet === 'counties' ? named(row, desks.city.areaName) : row] as const,
      ),
    ),
  }
}

/** A county by its name; the city itself has no code. */
const named = (row: Row, nameOf: (code: string) => string): Row =>
  row.code === '' ? row : { ...row, title: nameOf(row.code), titleEn: nameOf(row.code) }

const placeOf = (fund: string): number => (FUNDS as readonly string[]).indexOf(fund)

const byFund = (rows: Rows): StatementView['funds'] =>
  [...Map.groupBy(rows, ([fund]) => fund)]
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([fund, own]) => {
      const { title, titleEn } = fundTitle(fund)
      return { fund, fundTitle: title, fundTitleEn: titleEn, rows: own.map(([, row]) => row) }
    })

const line = ({ account, zh, en, recalled, amountFen }: StatementLine): Row => ({
  ...{ code: account, title: zh, titleEn: en, recalled, isSum: false, amounts: [amountFen] },
})
const sum = (title: string, titleEn: string, ...amounts: number[]): Row => ({
  ...{ code: '', title, titleEn, recalled: false, isSum: true, amounts },
})

const SHEETS: Readonly<Record<StatementSheet, (books: Books) => Rows>> = {
  trial: (books) => trialRows(books, 'cash'),
  accrual: (books) => trialRows(books, 'accrual'),
  balance: ({ sums, span }) =>
    balanceSheets(sums, span.to).flatMap((sheet) =>
      [
        ...sheet.assets.map(line),
        sum('资产合计', 'Assets', sheet.assetsFen),
        ...sheet.liabilities.map(line),
        sum('负债合计', 'Liabilities', sheet.liabilitiesFen),
        ...sheet.balances.map(line),
        sum('本年收支结余（未结账）', 'Surplus not closed yet', sheet.currentSurplusFen),
        sum('基金结余合计', 'Balance', sheet.netFen),
      ].map((row) => [sheet.fund, row] as const),
    ),
  income: ({ sums, span, closed }) =>
    incomeStatements(sums, span, closed).flatMap((each) =>
      [
        ...each.income.map(line),
        sum('收入合计', 'Income', each.incomeFen),
        ...each.expense.map(line),
        sum('支出合计', 'Expenditure', each.expenseFen),
        sum('当期结余', 'Surplus', each.surplusFen),
      ].map((row) => [each.fund, row] as const),
    ),
  bridge: ({ sums, span, closed }) =>
    bridge(sums, span.to, closed).flatMap((each) =>
      [
        sum('应计待遇支出', 'Accrued benefits', each.accruedFen),
        sum('划入个人账户', 'Credited to accounts', each.accountsCreditedFen),
        sum('减：现金账已付', 'Less paid in cash', each.paidFen),
        ...each.open.map(line),
        sum('未结合计', 'Open items', each.openFen),
        sum('两层之差', 'Difference of the layers', each.differenceFen),
      ].map((row) => [each.fund, row] as const),
    ),
  counties: ({ sums, span, closed }) =>
    areaAccounts(beforeClosing(sums, closed), span).map(({ fund, area, ...of }) => [
      fund,
      {
        ...{ code: area, title: area === '' ? '市本级' : area, titleEn: area === '' ? 'City' : area },
        ...{ recalled: false, isSum: false },
        amounts: [of.incomeFen, of.expenseFen, of.balanceFen, of.transferredFen],
      },
    ]),
}

function trialRows({ sums, span }: Books, layer: 'cash' | 'accrual'): Rows {
  const { rows, funds } = trialBalance(sums, layer, span)
  return funds.flatMap(({ fund, debitFen, creditFen, differenceFen }) => [
    ...rows
      .filter((row) => row.fund === fund)
      .map(({ account, zh, en, ...of }) => {
        const amounts = [of.openingFen, of.debitFen, of.creditFen, of.closingFen]
        const recalled = accountOf(account)?.recalled === true
        return [fund, { code: account, title: zh, titleEn: en, recalled, isSum: false, amounts }] as const
      }),
    [fund, sum('合计', 'Sum', 0, debitFen, creditFen, differenceFen)] as const,
  ])
}

/** Of the books up to the last month shown; the first fund for which one does not hold is named with the amount. */
function checksOf({ sums, closed, span }: Books): StatementView['checks'] {
  const check = <T>(id: string, all: readonly T[], wrongOf: (row: T) => number, fundOf: (row: T) => string) => {
    const wrong = all.find((row) => wrongOf(row) !== 0)
    return {
      id,
      holds: !wrong,
      fund: wrong ? fundTitle(fundOf(wrong)).title : '',
      amountFen: wrong ? wrongOf(wrong) : 0,
    }
  }
  const sheets = balanceSheets(sums, span.to)
  const layers = (['cash', 'accrual'] as const).flatMap((layer) => trialBalance(sums, layer, span).funds)
  const fund = (row: { readonly fund: string }) => row.fund
  return [
    check('balanced', layers, ({ differenceFen, debitFen, creditFen }) => differenceFen || debitFen - creditFen, fund),
    check('sheet', sheets, ({ assetsFen, liabilitiesFen, netFen }) => assetsFen - liabilitiesFen - netFen, fund),
    check('tied', bridge(sums, span.to, closed), ({ differenceFen }) => differenceFen, fund),
    check('money', sheets, ({ negativeMoney }) => negativeMoney[0]?.amountFen ?? 0, fund),
    check('counties', areaAccounts(beforeClosing(sums, closed), span), ({ transferredFen }) => transferredFen, fund),
  ]
}
