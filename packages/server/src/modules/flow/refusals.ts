// Why a special flow is not possible, or not decided.
import { defineRefusals, words } from '@yibao/contract'

export const flowRefusals = defineRefusals({
  settlement_not_in_effect: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `结算${f.settlement}不存在、已撤销或已由更正后的结算代替，请从该人员现行的结算中选择`,
  ),
  past_moved: words({}, () => '该人员的结算刚有变动，请重新试算'),
  claim_paid_already: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `零星报销结算${f.settlement}的款项已支付，不能撤销或重算，请先收回款项`,
  ),
  claw_back_of_claim: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000B2' },
    (f) => `结算${f.settlement}是零星报销，款项付给个人，不能向机构追回，请作更正`,
  ),
  claim_provider_unknown: words<{ provider: string }>(
    { provider: 'H11010100001' },
    (f) => `机构${f.provider}不在定点名册中，请核对编码，或填写院外机构的名称、等级和地区`,
  ),
  invoice_used: words<{ invoice: string; settlement: string; on: string; whose: string }>(
    { invoice: '0412345678', settlement: '01JDBX0Z0000000000000000B2', on: '2026-05-11', whose: '本人' },
    (f) => `票据${f.invoice}已于${f.on}由${f.whose}报销，结算ID ${f.settlement}，同一票据不能重复报销`,
  ),
  invoice_taken: words({}, () => '其中一张票据刚被他处受理，请重新试算查看是哪一笔'),
  invoice_twice: words<{ invoice: string }>(
    { invoice: '0412345678' },
    (f) => `票据${f.invoice}在本次申请中填了两次，请删去一次`,
  ),
  invoice_sum_differs: words<{ invoices: string; lines: string }>(
    { invoices: '1200.00', lines: '1180.00' },
    (f) => `票据金额合计${f.invoices}元，明细合计${f.lines}元，两者须相等，请核对`,
  ),
  death_known: words<{ on: string }>(
    { on: '2026-05-11' },
    (f) => `该人员已登记于${f.on}死亡，账户没有可继承的余额或未填继承人，无须再办`,
  ),
  death_day_differs: words<{ known: string; asked: string }>(
    { known: '2026-05-11', asked: '2026-05-12' },
    (f) => `该人员已登记的死亡日期是${f.known}，与${f.asked}不同，请核对死亡证明`,
  ),
  death_day_outside: words<{ on: string; first: string; last: string }>(
    { on: '2999-12-31', first: '1970-01-01', last: '2026-06-15' },
    (f) => `死亡日期${f.on}应在出生日${f.first}至今日${f.last}之间，请核对`,
  ),
  heir_is_deceased: words({}, () => '继承人不能是死亡人员本人，请核对人员编号'),
  heir_differs: words({}, () => '继承人的姓名或证件号码与其人员编号不符，请核对'),
  heir_without_account: words<{ heir: string }>(
    { heir: '110000000000000001' },
    (f) => `继承人${f.heir}没有个人账户，请改填收款银行账户`,
  ),
  heir_without_payee: words({}, () => '请填写继承人的人员编号，或收款人、开户银行和账号'),
  account_reserved: words({}, () => '账户有已预留而未支付的金额，请待其支付或释放后再办'),
  request_open_already: words({}, () => '该结算已有待审的申请，请先审批或撤回'),
  request_unknown: words({}, () => '没有这项申请，请从申请清单中选择'),
  request_decided: words<{ state: string; who: string; at: string }>(
    { state: '已批准', who: 'li.ming', at: '2026-06-15 09:00:00' },
    (f) => `这项申请${f.state}(${f.who} ${f.at})，不能再次办理`,
  ),
  request_outdated: words({}, () => '该人员的情况在提出申请后有变动，金额已不同，请退回后重新提出'),
  request_not_own: words<{ who: string }>({ who: 'li.ming' }, (f) => `申请由${f.who}提出，只有本人可以撤回`),
  four_eyes_same_person: words<{ who: string }>(
    { who: 'li.ming' },
    (f) => `前一步由${f.who}办理，须由另一人办理本步骤`,
  ),
  payout_unknown: words({}, () => '没有这笔待付款项，请从待付清单中选择'),
  payout_not_due: words({}, () => '这笔款项已支付或已作废，不能再次支付'),
  setting_unknown: words<{ name: string; known: string }>(
    { name: 'colour', known: 'later_settlements、cross_year' },
    (f) => `没有参数${f.name}，可用的有：${f.known}`,
  ),
  setting_value_unknown: words<{ value: string; known: string }>(
    { value: 'never', known: 'later_first、settle_again' },
    (f) => `参数值${f.value}不可用，可用的有：${f.known}`,
  ),
})

export type FlowRefusalCode = (typeof flowRefusals.codes)[number]
