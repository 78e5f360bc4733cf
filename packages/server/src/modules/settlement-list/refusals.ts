// What can be wrong with a settlement list before it is looked into: everything else is a finding that is kept.
import { defineRefusals, words } from '@yibao/contract'

export const settlementListRefusals = defineRefusals({
  list_not_of_stay: words<{ settlement: string }>(
    { settlement: '01JDBX0Z0000000000000000C3' },
    (f) => `结算${f.settlement}不是住院、日间或门诊慢特病结算，无须上传结算清单，请核对结算ID`,
  ),
  list_duration: words<{ field: string; found: string }>(
    { field: 'vent_used_dura', found: '1天' },
    (f) => `${f.field}的值${f.found}不合格式，应为天/小时/分钟，如1/13/24，请改正后重传`,
  ),
  list_month: words<{ found: string }>(
    { found: '202613' },
    (f) => `结算年月${f.found}不合格式，应为六位年月，如202606，请改正后重查`,
  ),
  list_page: words<{ found: number; allowed: number }>(
    { found: 5000, allowed: 500 },
    (f) => `分页参数${f.found}不可用，页码应从1起，每页应为1至${f.allowed}条，请改正后重查`,
  ),
})

export type SettlementListRefusalCode = (typeof settlementListRefusals.codes)[number]
