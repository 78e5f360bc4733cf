// What can be wrong with a filing.
import { defineRefusals, words } from '@yibao/contract'

export const filingRefusals = defineRefusals({
  filing_unknown: words<{ filing: string }>(
    { filing: '01JDBX0Z0000000000000000E5' },
    (f) => `备案${f.filing}不存在或不属于该人员，请核对备案流水号和人员编号`,
  ),
  filing_closed: words<{ filing: string; state: string }>(
    { filing: '01JDBX0Z0000000000000000E5', state: '已审核' },
    (f) => `备案${f.filing}${f.state}，不能撤销，如需变更请到经办机构办理`,
  ),
  filing_dates: words<{ from: string; until: string }>(
    { from: '2026-06-05', until: '2026-06-01' },
    (f) => `结束日期${f.until}早于开始日期${f.from}，请改正后重传`,
  ),
  disease_certified: words<{ disease: string; from: string }>(
    { disease: 'M03900', from: '2026-01-01' },
    (f) => `病种${f.disease}已于${f.from}认定或备案待审，无须重复备案`,
  ),
  disease_malformed: words<{ disease: string }>(
    { disease: 'X1' },
    (f) => `病种编码${f.disease}不是门慢门特病种编码(M加5位数字)，请改正后重传`,
  ),
  prior_visit_unknown: words<{ visit: string }>(
    { visit: '01JDBX0Z0000000000000000A1' },
    (f) => `转院前就诊${f.visit}不存在或不属于该人员，请核对转院前就诊ID`,
  ),
})

export type FilingRefusalCode = (typeof filingRefusals.codes)[number]
