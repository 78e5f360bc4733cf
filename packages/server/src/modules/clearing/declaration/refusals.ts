// Why a month is not declared, not compared, or not agreed on.
import { defineRefusals, words } from '@yibao/contract'

export const declarationRefusals = defineRefusals({
  declaration_month: words<{ month: string }>(
    { month: '2026-06' },
    (f) => `${f.month}尚未结束或写法不对，只能申报已经结束的月份，写作2026-05`,
  ),
  declaration_exists: words<{ month: string; category: string }>(
    { month: '2026-05', category: '21' },
    (f) => `${f.month}清算类别${f.category}已经申报，请先撤回再重新申报`,
  ),
  declaration_cleared: words<{ month: string }>(
    { month: '2026-05' },
    (f) => `${f.month}的清算已经提出，不能再申报或撤回申报，请联系经办机构撤回清算`,
  ),
  declaration_category: words<{ category: string }>(
    { category: '98' },
    (f) => `清算类别${f.category}不在代码表内或重复，请按清算类别代码逐类申报`,
  ),
  declaration_nothing: words({}, () => '申报没有内容，请至少申报一个清算类别或上传明细'),
  declaration_payers: words<{ category: string; sum: string; fund: string }>(
    { category: '21', sum: '900.00', fund: '1000.00' },
    (f) => `清算类别${f.category}各项基金合计${f.sum}元与基金支付${f.fund}元不等，请核对`,
  ),
  declaration_sums: words<{ category: string; field: string; stated: string; listed: string }>(
    { category: '21', field: '基金支付', stated: '1000.00', listed: '900.00' },
    (f) => `清算类别${f.category}的${f.field}申报${f.stated}，明细合计${f.listed}，请核对后重报`,
  ),
  declaration_span: words<{ from: string; to: string; month: string }>(
    { from: '2026-05-01', to: '2026-06-02', month: '2026-05' },
    (f) => `起止日期${f.from}至${f.to}不在清算年月${f.month}之内，请按整月申报`,
  ),
  declaration_list_cell: words<{ line: number; column: string; found: string }>(
    { line: 3, column: '基金支付', found: '12.345' },
    (f) => `明细第${f.line}行${f.column}不成立：${f.found}，整份未收，请改正后重传`,
  ),
  declaration_list_long: words<{ max: number }>({ max: 60_000 }, (f) => `明细超过${f.max}行，请只按清算类别申报合计`),
  declaration_list_empty: words({}, () => '明细没有数据行，请核对文件'),
  declaration_unknown: words({}, () => '本机构没有这份申报，请核对申报编号'),
  declaration_state: words<{ month: string; state: string }>(
    { month: '2026-05', state: '对账完成' },
    (f) => `${f.month}的申报${f.state}，不能办理这一步，请刷新后查看`,
  ),
  declaration_met_on: words<{ from: string; to: string }>(
    { from: '2026-06-08', to: '2026-06-20' },
    (f) => `对账日期须在申报日${f.from}与今日${f.to}之间，请改填当面核对的日子`,
  ),
  declaration_unresolved: words<{ count: number; first: string }>(
    { count: 2, first: '01JDBX0Z0000000000000000B2' },
    (f) => `还有${f.count}处差异没有写明处理结果，首处为${f.first}，请逐处写明`,
  ),
  declaration_correction_open: words<{ count: number }>(
    { count: 1 },
    (f) => `有${f.count}处差异约定由平台先办更正，更正后请重新核对，差异消除方可确认`,
  ),
  declaration_note: words({}, () => '请写明不同意的理由，至少两个字'),
})

export type DeclarationRefusalCode = (typeof declarationRefusals.codes)[number]
