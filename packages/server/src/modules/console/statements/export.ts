// A sheet of the statements as a file, with what it holds written above it.
import { STATEMENT_SHEETS, type StatementSheet, type StatementView } from '@yibao/contract/rest'
import { type Fen, yuanText } from '@yibao/kernel'
import { CSV_BEGIN, csvRow } from '../csv.ts'

const TITLES: Readonly<Record<StatementSheet, string>> = {
  trial: '试算平衡表（现金账）',
  accrual: '试算平衡表（应付台账）',
  balance: '资产负债表',
  income: '收支表',
  bridge: '应计与现金衔接表',
  counties: '县区名义账',
}
const AMOUNTS: Readonly<Record<StatementSheet, readonly string[]>> = {
  trial: ['期初(元)', '借方(元)', '贷方(元)', '期末(元)'],
  accrual: ['期初(元)', '借方(元)', '贷方(元)', '期末(元)'],
  balance: ['金额(元)'],
  income: ['金额(元)'],
  bridge: ['金额(元)'],
  counties: ['收入(元)', '支出(元)', '结余(元)', '县区间划转(元)'],
}

const yuan = (fen: number): string => `${fen < 0 ? '-' : ''}${yuanText(Math.abs(fen) as Fen)}`

export function statementFile({ sheet: asked, from, to, funds }: StatementView): string {
  const sheet = STATEMENT_SHEETS.find((each) => each === asked) ?? 'trial'
  return [
    CSV_BEGIN,
    csvRow([TITLES[sheet], `${from}至${to}`]),
    csvRow(['基金', '科目或区划', '名称', ...AMOUNTS[sheet]]),
    ...funds.flatMap(({ fundTitle, rows }) =>
      rows.map(({ code, title, recalled, amounts }) =>
        csvRow([fundTitle, recalled ? `${code}*` : code, title, ...amounts.map(yuan)]),
      ),
    ),
  ].join('')
}
