// What can be wrong with the person a message names. Sentences repeat no name and no certificate number.
import { defineRefusals, words } from '@yibao/contract'

export const personRefusals = defineRefusals({
  person_unknown: words<{ personNo: string }>(
    { personNo: '110000000000000001' },
    (f) => `人员编号${f.personNo}未在本统筹区登记，请用1101重新获取人员信息`,
  ),
  person_not_found: words({}, () => '所传证件未在本统筹区参保登记，请核对证件类型和号码，或到参保地办理'),
  person_name_differs: words({}, () => '所传姓名与登记不符，请核对姓名后重传'),
  person_certificate_differs: words({}, () => '所传证件与人员编号不是同一人，请用1101重新获取人员信息'),
  credential_unknown: words({}, () => '所传就诊凭证未登记，请改用居民身份证或联系经办机构'),
  person_out_of_area: words<{ area: string }>(
    { area: '110100' },
    (f) => `参保地区划${f.area}不属于本统筹区，异地就医请按异地流程办理，本地参保请核对参保地区划`,
  ),
  person_died: words<{ died: string; on: string }>(
    { died: '2026-05-11', on: '2026-06-01' },
    (f) => `该人员已登记于${f.died}死亡，${f.on}的就医不能登记或结算，登记有误请联系经办机构`,
  ),
  other_scheme: words<{ asked: string; found: string; on: string }>(
    { asked: 'resident', found: 'employee', on: '2026-06-01' },
    (f) => `${f.on}该人员参加的是${schemeTitle(f.found)}，报文险种为${schemeTitle(f.asked)}，请用1101核对险种后重传`,
  ),
})

const SCHEMES: Readonly<Record<string, string>> = { employee: '职工医保', resident: '居民医保' }
export const schemeTitle = (scheme: string): string => SCHEMES[scheme] ?? scheme

export type PersonRefusalCode = (typeof personRefusals.codes)[number]
