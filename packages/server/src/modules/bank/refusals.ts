// Why a bank statement is not taken, or its reconciliation not agreed.
import { defineRefusals, words } from '@yibao/contract'
import { type Fen, yuanText } from '@yibao/kernel'

const yuan = (amount: number): string => yuanText(amount as Fen)

export const bankRefusals = defineRefusals({
  bank_statement_head: words<{ found: string; allowed: string }>(
    { found: '日期,金额', allowed: '日期,编号,摘要,收入,支出' },
    (f) => `对账单的表头不对：${f.found}，应为：${f.allowed}`,
  ),
  bank_statement_line: words<{ line: number; column: string; allowed: string }>(
    { line: 3, column: '收入', allowed: '两位小数的金额' },
    (f) => `对账单第${f.line}行的“${f.column}”不对，应为${f.allowed}；整份没有收下`,
  ),
  bank_statement_sum: words<{ openingFen: number; closingFen: number; sumFen: number }>(
    { openingFen: 100, closingFen: 300, sumFen: 100 },
    (f) =>
      `对账单自身不平：期初${yuan(f.openingFen)}元加收支净额${yuan(f.sumFen)}元不等于期末${yuan(f.closingFen)}元，请核对金额或补齐流水`,
  ),
  bank_statement_month: words<{ month: string }>(
    { month: '2026-06' },
    (f) => `${f.month}尚未结束，请在月份结束后上传对账单`,
  ),
  bank_statement_exists: words<{ month: string }>(
    { month: '2026-05' },
    (f) => `这个账户${f.month}的对账单已经上传，请先撤回再传`,
  ),
  bank_statement_unknown: words({}, () => '没有找到这份对账单，请刷新后查看'),
  bank_statement_state: words<{ state: string }>(
    { state: '已核对' },
    (f) => `这份对账单${f.state}，不能办理这一步，请刷新后查看`,
  ),
  bank_item_unknown: words<{ reference: string }>(
    { reference: 'B1' },
    (f) => `编号${f.reference}不在未达账项里，可能已经对上，请刷新后查看`,
  ),
  bank_item_note: words({}, () => '请写明这一项的原因，不少于两个字'),
  bank_unexplained: words<{ count: number; differenceFen: number }>(
    { count: 2, differenceFen: 0 },
    (f) => `还有${f.count}项没有说明，调节后相差${yuan(f.differenceFen)}元，不能确认`,
  ),
  bank_same_person: words<{ who: string }>({ who: 'li' }, (f) => `${f.who}上传或说明过，须由另一人确认`),
})

export type BankRefusalCode = (typeof bankRefusals.codes)[number]
