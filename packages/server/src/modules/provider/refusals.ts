// What can be wrong with the provider, department or staff member a message names.
import { defineRefusals, words } from '@yibao/contract'

export const providerRefusals = defineRefusals({
  provider_unknown: words<{ code: string }>(
    { code: 'H11010100001' },
    (f) => `定点医药机构编号${f.code}未在本统筹区登记，请核对机构编号`,
  ),
  provider_other: words<{ sent: string; own: string }>(
    { sent: 'H11010100002', own: 'H11010100001' },
    (f) => `报文中的机构编号${f.sent}与发送机构${f.own}不一致，请改为本机构编号后重传`,
  ),
  provider_kind: words<{ code: string; need: string }>(
    { code: 'P11010100001', need: '定点医疗机构' },
    (f) => `机构${f.code}不是${f.need}，不能办理此交易`,
  ),
  provider_query_empty: words({}, () => '机构名称和机构编号至少填一项，请补充后重传'),
  department_unknown: words<{ row: number; code: string }>(
    { row: 1, code: 'A99' },
    (f) => `${rowText(f.row)}科室编码${f.code}未在本机构备案，请先以3401上传科室`,
  ),
  staff_unknown: words<{ row: number; code: string }>(
    { row: 1, code: 'D110101000001' },
    (f) => `${rowText(f.row)}医师编码${f.code}未在本机构备案，请核对医师编码或先备案`,
  ),
})

const rowText = (row: number): string => (row > 0 ? `第${row}行` : '')

export type ProviderRefusalCode = (typeof providerRefusals.codes)[number]
