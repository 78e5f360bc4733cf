// What can be wrong with a file or a statement of accounts.
import { defineRefusals, words } from '@yibao/contract'

const ZIP = '请上传含一个UTF-8文本文件的ZIP后重试'

export const reconciliationRefusals = defineRefusals({
  file_too_large: words<{ found: number; allowed: number }>(
    { found: 9_000_000, allowed: 4_194_304 },
    (f) => `文件${f.found}字节，超过上限${f.allowed}字节，请缩短对账期间后分次上传`,
  ),
  file_empty: words({}, () => '文件为空，请检查后重传'),
  file_name: words<{ name: string }>(
    { name: '../a.zip' },
    (f) => `文件名${f.name}不合规范，只能含文字、数字、点、横线，请改名后重传`,
  ),
  file_not_zip: words({}, () => `文件不是ZIP，${ZIP}`),
  file_zip_entries: words<{ entries: number }>({ entries: 3 }, (f) => `ZIP内有${f.entries}个文件，应恰有一个，${ZIP}`),
  file_zip_too_large: words<{ found: number; allowed: number }>(
    { found: 90_000_000, allowed: 33_554_432 },
    (f) => `文件解压后${f.found}字节，超过上限${f.allowed}字节，请分次上传`,
  ),
  file_zip_broken: words({}, () => `ZIP已损坏、加密或大小不符，${ZIP}`),
  file_not_utf8: words({}, () => `文件内容不是UTF-8，${ZIP}`),
  file_unknown: words<{ file: string }>(
    { file: '01JDBX0Z0000000000000000F6' },
    (f) => `文件${f.file}不存在或不属于本机构，请核对文件查询号`,
  ),
  file_expired: words<{ file: string; at: string }>(
    { file: '01JDBX0Z0000000000000000F6', at: '2026-06-08 08:30:00' },
    (f) => `文件${f.file}已于${f.at}过期，请重新上传或重新对账`,
  ),
  statement_dates: words<{ from: string; to: string }>(
    { from: '2026-06-05', to: '2026-06-01' },
    (f) => `对账日期${f.from}至${f.to}不合规范，应起止有序且不超过366天`,
  ),
})

export type ReconciliationRefusalCode = (typeof reconciliationRefusals.codes)[number]
