// What the reports of the books say: trial balance, statutory statements, the bridge and the counties. Pure.
import {
  areaAccounts,
  type BalanceSheet,
  balanceSheets,
  beforeClosing,
  bridge,
  type IncomeStatement,
  incomeStatements,
  type StatementLine,
  type TrialBalance,
  trialBalance,
} from '@yibao/kernel'
import { fundName } from './funds.ts'
import { type BookReport, type ReportTable, yuan } from './report.ts'
import type { Books } from './span.ts'

const UNIT = '单位：元 yuan'
const LAYERS = { cash: '现金账（收付实现制）', accrual: '应付台账（应计）' } as const
const spanText = ({ span }: Books): string => `会计期间 ${span.from} 至 ${span.to}；${UNIT}`
const RECALLED = '带 * 的科目编号凭记忆，正式报送前请核对 codes with * are from memory: check before statutory printing'

export function trialBalanceReport(books: Books): BookReport {
  const layers = (['cash', 'accrual'] as const).map((layer) => trialBalance(books.sums, layer, books.span))
  return {
    title: '试算平衡表 Trial balance',
    subtitle: spanText(books),
    tables: layers.flatMap(trialTables),
    machine: { span: books.span, layers },
    holds: layers.every(({ isBalanced }) => isBalanced),
  }
}

function trialTables({ layer, rows, funds }: TrialBalance): ReportTable[] {
  return funds.map(({ fund, debitFen, creditFen, differenceFen }) => ({
    title: `${fundName(fund)}：${LAYERS[layer]}`,
    head: ['科目 account', '名称 name', '期初 opening', '借方 debit', '贷方 credit', '期末 closing'],
    rows: [
      ...rows
        .filter((row) => row.fund === fund)
        .map((row) => [
          row.account,
          row.zh,
          ...[row.openingFen, row.debitFen, row.creditFen, row.closingFen].map(yuan),
        ]),
      ['合计', '', '', yuan(debitFen), yuan(creditFen), yuan(differenceFen)],
    ],
    notes: [
      differenceFen === 0 && debitFen === creditFen
        ? '借贷平衡 balanced'
        : `不平衡：相差 ${yuan(differenceFen)} not balanced`,
    ],
  }))
}

const lineRows = (lines: readonly StatementLine[]): string[][] =>
  lines.map(({ account, zh, recalled, amountFen }) => [`${account}${recalled ? '*' : ''}`, zh, yuan(amountFen)])

function sheetTable(sheet: BalanceSheet): ReportTable {
  const { fund, asOf, negativeMoney, isBalanced } = sheet
  return {
    title: `${fundName(fund)} 资产负债表（${asOf} 月末）Balance sheet`,
    head: ['科目 account', '项目 item', '金额 amount'],
    rows: [
      ...lineRows(sheet.assets),
      ['', '资产合计 assets', yuan(sheet.assetsFen)],
      ...lineRows(sheet.liabilities),
      ['', '负债合计 liabilities', yuan(sheet.liabilitiesFen)],
      ...lineRows(sheet.balances),
      ['', '本年收支结余（未结账）surplus not closed yet', yuan(sheet.currentSurplusFen)],
      ['', '基金结余合计 balance', yuan(sheet.netFen)],
    ],
    notes: [
      isBalanced ? '资产＝负债＋基金结余 assets equal liabilities and balance' : '资产不等于负债加结余 does not add up',
      ...negativeMoney.map(({ account, zh, amountFen }) => `注意：${account} ${zh} 为负 ${yuan(amountFen)} below zero`),
    ],
  }
}

const incomeTable = ({ fund, span, ...of }: IncomeStatement): ReportTable => ({
  title: `${fundName(fund)} 收支表（${span.from} 至 ${span.to}）Income and expenditure`,
  head: ['科目 account', '项目 item', '金额 amount'],
  rows: [
    ...lineRows(of.income),
    ['', '收入合计 income', yuan(of.incomeFen)],
    ...lineRows(of.expense),
    ['', '支出合计 expenditure', yuan(of.expenseFen)],
    ['', '当期结余 surplus', yuan(of.surplusFen)],
  ],
  notes: of.incomeFen > 0 ? [`当期结余率 surplus rate ${((of.surplusFen / of.incomeFen) * 100).toFixed(2)} %`] : [],
})

export function statementsReport(books: Books): BookReport {
  const sheets = balanceSheets(books.sums, books.span.to)
  const incomes = incomeStatements(books.sums, books.span, books.closed)
  const tables = sheets.flatMap((sheet) => {
    const income = incomes.find(({ fund }) => fund === sheet.fund)
    return [sheetTable(sheet), ...(income ? [incomeTable(income)] : [])]
  })
  return {
    title: '基金会计报表 Statements of the funds',
    subtitle: `${spanText(books)}；${RECALLED}`,
    tables,
    machine: { span: books.span, balanceSheets: sheets, incomeStatements: incomes },
    holds: sheets.every(({ isBalanced }) => isBalanced),
  }
}

export function bridgeReport(books: Books): BookReport {
  const rows = bridge(books.sums, books.span.to, books.closed)
  const areas = areaAccounts(beforeClosing(books.sums, books.closed), books.span)
  const transferred = areas.reduce((sum, { transferredFen }) => sum + Math.abs(transferredFen), 0)
  return {
    title: '应计与现金衔接表 Bridge of accrual and cash',
    subtitle: `截至 ${books.span.to}；${UNIT}`,
    tables: [
      ...rows.map((row) => ({
        title: fundName(row.fund),
        head: ['项目 item', '金额 amount'],
        rows: [
          ['应计待遇支出 accrued benefits', yuan(row.accruedFen)],
          ['划入个人账户 credited to accounts', yuan(row.accountsCreditedFen)],
          ['减：现金账已付 less paid in cash', yuan(row.paidFen)],
          ...row.open.map(({ zh, en, amountFen }) => [`未结：${zh} open: ${en}`, yuan(amountFen)]),
          ['未结合计 open items', yuan(row.openFen)],
        ],
        notes: [row.isTied ? '两层相符 the layers tie' : `两层不符，相差 ${yuan(row.differenceFen)} the layers differ`],
      })),
      {
        title: '统收统支：县区名义账 County notional accounts',
        head: ['基金 fund', '参保地 area', '收入 income', '支出 expenditure', '结余 balance', '县区间划转 transfers'],
        rows: areas.map((area) => [
          fundName(area.fund),
          area.area || '市本级',
          ...[area.incomeFen, area.expenseFen, area.balanceFen, area.transferredFen].map(yuan),
        ]),
        notes: [transferred === 0 ? '县区间划转为零 no transfers between counties' : '存在县区间划转，请查明凭证'],
      },
    ],
    machine: { to: books.span.to, funds: rows, areas },
    holds: rows.every(({ isTied }) => isTied) && transferred === 0,
  }
}
