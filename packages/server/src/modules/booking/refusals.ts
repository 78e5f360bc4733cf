// Why a booking of the finance office is not taken or not posted.
import { defineRefusals, words } from '@yibao/contract'

export const bookingRefusals = defineRefusals({
  fund_booking_kind: words<{ kind: string }>(
    { kind: 'provider_paid' },
    (f) => `${f.kind}不是财务可以自行记账的业务，请在其业务中办理`,
  ),
  fund_booking_receiver: words<{ kind: string; needed: boolean }>({ kind: 'interest_received', needed: false }, (f) =>
    f.needed ? `${f.kind}是两个基金之间的业务，请选择收入的基金` : `${f.kind}只涉及一个基金，不应选择收入的基金`,
  ),
  fund_booking_twice: words<{ document: string }>(
    { document: 'CZ-2026-01' },
    (f) => `原始凭证${f.document}已经为这项业务提出过记账，请在清单中查看`,
  ),
  fund_booking_unknown: words({}, () => '没有找到这笔记账，请刷新后查看'),
  fund_booking_state: words<{ state: string }>(
    { state: '已记账' },
    (f) => `这笔记账${f.state}，不能再办理，请刷新后查看`,
  ),
  fund_booking_same_person: words<{ who: string }>({ who: 'li' }, (f) => `${f.who}提出的，须由另一人复核`),
  fund_booking_reason: words({}, () => '请写明冲销的原因，不少于四个字'),
})

export type BookingRefusalCode = (typeof bookingRefusals.codes)[number]
