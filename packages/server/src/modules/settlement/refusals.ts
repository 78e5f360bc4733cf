// Why something cannot be settled, cancelled or undone.
import { defineRefusals, words } from '@yibao/contract'

export const settlementRefusals = defineRefusals({
  settlement_unknown: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `结算ID ${f.settlement}不存在或不属于该人员和就诊，请核对结算ID、就诊ID和人员编号`,
  ),
  settlement_cancelled_already: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `结算${f.settlement}已撤销，不能重复撤销`,
  ),
  settlement_is_mirror: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `${f.settlement}是撤销产生的负记录，不能再撤销`,
  ),
  settlement_has_later: words<{ settlement: string; later: string; count: number }>(
    { settlement: '01JDBX0Z0000000000000000B2', later: '01JDBX0Z0000000000000000B9(2026-06-02 09:10:00)', count: 1 },
    (f) => `其后有${f.count}笔结算用到本次结算的累计，须先撤销：${f.later}`,
  ),
  nothing_to_settle: words<{ visit: string }>(
    { visit: '01JDBX0Z0000000000000000A1' },
    (f) => `就诊${f.visit}没有未结算的费用明细，请先上传明细`,
  ),
  stated_amount_differs: words<{ what: string; stated: string; computed: string }>(
    { what: '医疗费总额', stated: '100.00', computed: '100.10' },
    (f) => `${f.what}为${f.stated}，与已上传明细核算的${f.computed}不一致，请核对明细后重传`,
  ),
  interim_needs_cancel: words<{ count: number }>(
    { count: 1 },
    (f) => `退费后金额低于已作的${f.count}次中途结算，请先撤销中途结算再结算`,
  ),
  stay_year_end_first: words<{ year: number }>(
    { year: 2025 },
    (f) => `该次住院跨年度，请先以中途结算结清${f.year}年12月31日以前的费用，再结算其后的费用`,
  ),
  interim_after_end: words({}, () => '该次住院已出院，请作出院结算，不能中途结算'),
  cancel_later_interim_first: words<{ later: string }>(
    { later: '01JDBX0Z0000000000000000B9' },
    (f) => `本次住院其后还有结算${f.later}，请先撤销后一次`,
  ),
  bill_too_large: words<{ totalFen: number }>(
    { totalFen: 900_000_000_001 },
    (f) => `费用合计${f.totalFen / 100}元超出可结算范围，请核对明细`,
  ),
  bill_negative: words<{ totalFen: number; partFen: number }>(
    { totalFen: -100, partFen: -100 },
    (f) => `退费多于收费(合计${f.totalFen / 100}元，其中一项${f.partFen / 100}元)，请核对退费明细`,
  ),
  given_amount_exceeds: words<{ tier: string }>(
    { tier: 'insurer' },
    (f) => `外部支付${f.tier}的金额超出剩余费用，请核对`,
  ),
  trace_code_used: words({}, () => '所传药品追溯码已被使用，整盒药品不能重复销售，请核对追溯码或填写拆零标志'),
  trace_code_twice: words<{ row: number }>({ row: 1 }, (f) => `第${f.row}行药品追溯码在本报文内重复，请核对追溯码`),
  undo_other_transaction: words<{ infno: string; msgid: string }>(
    { infno: '2207', msgid: 'H11010100001202606010830000001' },
    (f) => `报文${f.msgid}不是交易${f.infno}，请核对原交易编号`,
  ),
  undo_other_person: words<{ msgid: string }>(
    { msgid: 'H11010100001202606010830000001' },
    (f) => `报文${f.msgid}不是该人员的交易，请核对人员编号`,
  ),
  undo_not_possible: words<{ infno: string }>(
    { infno: '2204' },
    (f) => `交易${f.infno}不能冲正，只有2102、2207、2304、2401可以冲正`,
  ),
  item_open_already: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `结算${f.settlement}已登记先诊疗后付费，请在待收款清单中登记付款`,
  ),
  item_nothing_owed: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `结算${f.settlement}没有个人现金部分，无须登记先诊疗后付费`,
  ),
  item_promise_past: words<{ on: string; today: string }>(
    { on: '2026-06-01', today: '2026-06-15' },
    (f) => `约定付款日${f.on}早于今日${f.today}，请改正日期`,
  ),
  item_unknown: words({}, () => '没有这笔待收款，请从待收款清单中选择'),
  item_not_open: words({}, () => '这笔待收款已付清或已作废，不能再登记付款'),
  item_payment_exceeds: words<{ paid: string; left: string }>(
    { paid: '200.00', left: '120.00' },
    (f) => `付款${f.paid}元应大于零且不超过尚欠的${f.left}元，请核对金额`,
  ),
  settlement_clawed_back: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `结算${f.settlement}已有审核追回，不能撤销或更正，请联系经办机构`,
  ),
  correction_not_here: words<{ provider: string }>(
    { provider: 'H11010100001' },
    (f) => `机构${f.provider}已不在定点名册中，本笔结算不能更正`,
  ),
  correction_line_twice: words({}, () => '同一行明细只能更正一次，请合并后重提'),
  correction_line_unknown: words<{ line: number; count: number }>(
    { line: 12, count: 8 },
    (f) => `没有第${f.line}行明细，本笔结算共${f.count}行，请核对行号`,
  ),
  correction_line_earlier_part: words<{ line: number }>(
    { line: 2 },
    (f) => `第${f.line}行已在此前的中途结算中结清，请更正那一笔结算`,
  ),
  correction_item_unknown: words<{ line: number; item: string }>(
    { line: 2, item: 'XA02BCA001A001010100001' },
    (f) => `第${f.line}行的医保编码${f.item}不在目录中，请核对编码`,
  ),
  claw_back_exceeds_line: words<{ line: number; amount: string }>(
    { line: 3, amount: '120.00' },
    (f) => `第${f.line}行的追回金额${f.amount}元不成立：行号应存在且只列一次，金额应大于零且不超过该行金额`,
  ),
  claw_back_line_again: words<{ line: number }>({ line: 3 }, (f) => `第${f.line}行已追回过，不能重复追回，请核对行号`),
  claw_back_last_part: words({}, () => '本次住院分段结算，请在最后一次结算上办理追回'),
  claw_back_unknown: words({}, () => '没有这笔追回，请从追回清单中选择'),
  claw_back_not_due: words({}, () => '这笔追回不待收款：已从拨付中扣减，或已到账'),
  claw_back_not_undone: words({}, () => '这笔追回已到账或已撤销，不能撤销：已到账的款项请另行退还机构'),
  claw_back_later_first: words({}, () => '该结算其后另有追回，请先撤销最后一笔'),
  account_state_changed: words({}, () => '共济账户信息刚有变动，请重新发起结算'),
  busy_try_again: words({}, () => '系统繁忙，请稍后以同一报文ID重试'),
  server_stopping: words({}, () => '系统正在停机维护，请稍后以同一报文ID重试'),
  ledger_period_closed: words({}, () => '本会计期间已关账，不能记账，请联系经办机构'),
})

export type SettlementRefusalCode = (typeof settlementRefusals.codes)[number]
