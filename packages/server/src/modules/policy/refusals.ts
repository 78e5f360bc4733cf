// Why the policy gives no answer for a bill.
import { defineRefusals, words } from '@yibao/contract'
import { schemeTitle, settingTitle } from './words.ts'

export const policyRefusals = defineRefusals({
  no_plan: words<{ scheme: string; setting: string; on: string }>(
    { scheme: 'resident', setting: 'pharmacy', on: '2026-06-01' },
    (f) => `${f.on}的政策没有规定${schemeTitle(f.scheme)}的${settingTitle(f.setting)}待遇，请核对险种和医疗类别`,
  ),
  policy_not_in_force: words<{ what: string; on: string }>(
    { what: 'inpatient.tiers', on: '2019-12-31' },
    (f) => `${f.on}尚无或已无可执行的政策(${f.what})，请核对就诊日期或联系经办机构`,
  ),
  policy_gap: words<{ fact: string; found: string; at: string }>(
    { fact: 'level', found: 'level_9', at: 'policies/example.yaml:12' },
    (f) => `政策没有规定此种情形(${f.fact}为${f.found}，见${f.at})，请联系经办机构`,
  ),
})

export type PolicyRefusalCode = (typeof policyRefusals.codes)[number]
