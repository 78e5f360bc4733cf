// Why a special-case review is not taken, or not decided so.
import { defineRefusals, words } from '@yibao/contract'

export const reviewRefusals = defineRefusals({
  review_not_listed: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000C3' },
    (f) => `结算${f.settlement}没有本机构的有效结算清单，不能申请特例单议，请先上传清单`,
  ),
  review_exists: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000C3' },
    (f) => `结算${f.settlement}已有特例单议申请，请查询后修改或撤销`,
  ),
  review_reason: words<Record<never, never>>({}, () => '没有写明退出原因，请说明后重报'),
  review_unknown: words<Record<never, never>>({}, () => '本机构没有这份特例单议申请，请核对申请编号'),
  review_state: words<{ state: string }>(
    { state: '已通过' },
    (f) => `这份特例单议${f.state}，不能办理这一步，请刷新后查看`,
  ),
  review_same_person: words<{ who: string }>({ who: 'zhang' }, (f) => `${f.who}已经给出初审意见，终审须由另一人办理`),
  review_cap: words<{ year: string; allowed: number }>(
    { year: '2026', allowed: 12 },
    (f) => `${f.year}年特例单议已通过${f.allowed}例，达到全统筹区出院人次的上限，不能再通过`,
  ),
})

export type ReviewRefusalCode = (typeof reviewRefusals.codes)[number]
