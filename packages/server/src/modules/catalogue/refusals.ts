// What can be wrong with a catalogue code or a mapping.
import { defineRefusals, words } from '@yibao/contract'

export const catalogueRefusals = defineRefusals({
  mapping_item_unknown: words<{ row: number; itemCode: string }>(
    { row: 1, itemCode: 'XA01' },
    (f) => `第${f.row}行医疗目录编码${f.itemCode}不在医保目录中，请核对国家编码后重传`,
  ),
  mapping_dates: words<{ row: number; beginOn: string; endOn: string }>(
    { row: 1, beginOn: '2026-06-01', endOn: '2026-05-31' },
    (f) => `第${f.row}行结束日期${f.endOn}早于开始日期${f.beginOn}，请改正后重传`,
  ),
  mapping_unknown: words<{ ownCode: string }>(
    { ownCode: 'YP0001' },
    (f) => `没有机构目录编号${f.ownCode}的有效对照，可先以1317查询`,
  ),
  page_too_far: words<{ page: number; size: number }>(
    { page: 5000, size: 5000 },
    (f) => `第${f.page}页每页${f.size}条超出可查范围，请缩小范围(每页1至500条，页码自1起)`,
  ),
})

export type CatalogueRefusalCode = (typeof catalogueRefusals.codes)[number]
