// 九江: thirteen counties along a river; its plan states a share of personal spending to be reached.
import { day } from '@yibao/kernel'
import { assumed, FROM_CENSUS, mixOf, stated, usualCare, usualMix, usualPopulation } from './common.ts'
import type { CityProfile } from './profile.ts'

const PLAN = '《关于促进医保基金稳健运行推动医保事业高质量发展的实施办法》(九府办发〔2023〕6号)'

export const jiujiang: CityProfile = {
  id: 'jiujiang',
  name: '九江市',
  area: '360400',
  counties: [
    { code: '360402', name: '濂溪区', nameEn: 'Lianxi District', shareBp: 830, urban: true },
    { code: '360403', name: '浔阳区', nameEn: 'Xunyang District', shareBp: 970, urban: true },
    { code: '360404', name: '柴桑区', nameEn: 'Chaisang District', shareBp: 660, urban: true },
    { code: '360423', name: '武宁县', nameEn: 'Wuning County', shareBp: 690, urban: false },
    { code: '360424', name: '修水县', nameEn: 'Xiushui County', shareBp: 1510, urban: false },
    { code: '360425', name: '永修县', nameEn: 'Yongxiu County', shareBp: 690, urban: false },
    { code: '360426', name: '德安县', nameEn: "De'an County", shareBp: 460, urban: false },
    { code: '360428', name: '都昌县', nameEn: 'Duchang County', shareBp: 1230, urban: false },
    { code: '360429', name: '湖口县', nameEn: 'Hukou County', shareBp: 520, urban: false },
    { code: '360430', name: '彭泽县', nameEn: 'Pengze County', shareBp: 650, urban: false },
    { code: '360481', name: '瑞昌市', nameEn: 'Ruichang City', shareBp: 850, urban: false },
    { code: '360482', name: '共青城市', nameEn: 'Gongqingcheng City', shareBp: 420, urban: false },
    { code: '360483', name: '庐山市', nameEn: 'Lushan City', shareBp: 520, urban: false },
  ],
  sharesBasis: FROM_CENSUS,
  outside: [
    { code: '360102', name: '南昌市', place: 'in_province' },
    { code: '420102', name: '武汉市', place: 'out_of_province' },
  ],
  ethnicities: [
    { code: '01', names: 'han', shareBp: 9960 },
    { code: '22', names: 'han', shareBp: 35 },
    { code: '05', names: 'dotted', shareBp: 5 },
  ],
  pharmaciesPer100000: assumed(30, '假定值'),
  population: {
    ...usualPopulation,
    enrolled: assumed(0.965, `参保覆盖率稳定在95%以上(${PLAN})，取值为假定`),
    employees: assumed(0.17, '职工医保占比，假定值'),
    monthlyWageYuan: assumed(6700, '假定值'),
  },
  care: {
    ...usualCare,
    visitsPerPersonYear: assumed(1.3, '假定值'),
    mix: mixOf({ ...usualMix, inpatient: 0.155, outpatient: 0.38 }),
  },
  targets: [
    {
      measure: 'cash_share',
      title: '个人现金占总费用(参照指标)',
      aimed: stated(0.27, `个人卫生支出占卫生总费用27%左右(${PLAN})；此处为参保就医中个人现金的占比，口径较窄`),
      tolerance: 0.3,
    },
  ],
  opensOn: day('2025-11-01'),
}
