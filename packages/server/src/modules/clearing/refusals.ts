// Why a month is not cleared, or not now, or not by this person.
import { defineRefusals, words } from '@yibao/contract'

export const clearingRefusals = defineRefusals({
  clearing_month: words<{ month: string }>(
    { month: '2026-06' },
    (f) => `${f.month}尚未结束或写法不对，只能清算已经结束的月份，写作2026-05`,
  ),
  clearing_exists: words<{ month: string }>(
    { month: '2026-05' },
    (f) => `该机构${f.month}的清算已经提出，请在清单中办理，或先撤回`,
  ),
  clearing_order: words<{ month: string }>(
    { month: '2026-06' },
    (f) => `该机构${f.month}已经清算，更早的月份不能再清算，差额请并入下一个月`,
  ),
  clearing_open_before: words<{ month: string }>(
    { month: '2026-04' },
    (f) => `该机构${f.month}的清算尚未审批，结转未定，请先办完`,
  ),
  clearing_nothing: words<{ month: string }>({ month: '2026-05' }, (f) => `该机构${f.month}没有结算，无须清算`),
  clearing_step: words<{ month: string; state: string }>(
    { month: '2026-05', state: '已拨付' },
    (f) => `${f.month}的清算${f.state}，不能办理这一步，请刷新后查看`,
  ),
  clearing_same_person: words<{ who: string }>({ who: 'zhang' }, (f) => `${f.who}已经办过前面的步骤，须由另一人办理`),
  clearing_declaration_open: words<{ month: string; state: string }>(
    { month: '2026-05', state: '已申报待对账' },
    (f) => `该机构${f.month}的申报${f.state}，请先对账并由机构确认，再提出清算`,
  ),
  clearing_not_declared: words<{ month: string; from: string }>(
    { month: '2026-05', from: '2026-07-09' },
    (f) => `该机构尚未申报${f.month}，请机构申报并对账后提出；${f.from}起可以依职权清算，须写明理由`,
  ),
  clearing_ex_officio: words<{ month: string; from: string }>(
    { month: '2026-05', from: '2026-07-09' },
    (f) => `${f.month}要到${f.from}（申报截止后满20个工作日）才可以依职权清算，理由不少于四个字`,
  ),
  clearing_outdated: words<{ month: string }>(
    { month: '2026-05' },
    (f) => `${f.month}的应付与提出时不同，请撤回后重新提出`,
  ),
})

export type ClearingRefusalCode = (typeof clearingRefusals.codes)[number]
