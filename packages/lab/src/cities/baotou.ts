// 包头: an industrial city with many employees; its account states how many were assisted and with how much.
import { day } from '@yibao/kernel'
import {
  assumed,
  FROM_CENSUS,
  meansOf,
  mixOf,
  stated,
  usualCare,
  usualMeans,
  usualMix,
  usualPopulation,
} from './common.ts'
import type { CityProfile } from './profile.ts'

const ACCOUNT = '包头市医疗保障局关于十八大以来医疗保障工作的综述(数据截至2021年底)'
const INSURED = 2_115_800
const SUBSIDISED = 42_806
const REGISTERED_POOR = 14_703

const assisted = { visits: 20_400, visitYuan: 4_790_000, stays: 2_923, stayYuan: 8_493_000 } as const
const per10000 = (count: number): number => (count / INSURED) * 10_000

/** The rest of those whose premiums were subsidised, beside the registered poor. */
const otherSubsidised = (SUBSIDISED - REGISTERED_POOR) / INSURED

export const baotou: CityProfile = {
  id: 'baotou',
  name: '包头市',
  area: '150200',
  counties: [
    { code: '150202', name: '东河区', nameEn: 'Donghe District', shareBp: 1800, urban: true },
    { code: '150203', name: '昆都仑区', nameEn: 'Kundulun District', shareBp: 2830, urban: true },
    { code: '150204', name: '青山区', nameEn: 'Qingshan District', shareBp: 1980, urban: true },
    { code: '150205', name: '石拐区', nameEn: 'Shiguai District', shareBp: 120, urban: false },
    { code: '150206', name: '白云鄂博矿区', nameEn: 'Bayan Obo Mining District', shareBp: 90, urban: false },
    { code: '150207', name: '九原区', nameEn: 'Jiuyuan District', shareBp: 950, urban: true },
    { code: '150221', name: '土默特右旗', nameEn: 'Tumd Right Banner', shareBp: 980, urban: false },
    { code: '150222', name: '固阳县', nameEn: 'Guyang County', shareBp: 370, urban: false },
    {
      code: '150223',
      name: '达尔罕茂明安联合旗',
      nameEn: 'Darhan Muminggan United Banner',
      shareBp: 280,
      urban: false,
    },
    { code: '150271', name: '稀土高新技术产业开发区', nameEn: 'Rare Earth High-Tech Zone', shareBp: 600, urban: true },
  ],
  sharesBasis: FROM_CENSUS,
  outside: [
    { code: '150102', name: '呼和浩特市', place: 'in_province' },
    { code: '110101', name: '北京市', place: 'out_of_province' },
  ],
  ethnicities: [
    { code: '01', names: 'han', shareBp: 9300 },
    { code: '02', names: 'mongolian', shareBp: 420 },
    { code: '03', names: 'han', shareBp: 160 },
    { code: '11', names: 'han', shareBp: 115 },
    { code: '05', names: 'dotted', shareBp: 5 },
  ],
  pharmaciesPer100000: assumed(45, '假定值'),
  population: {
    ...usualPopulation,
    enrolled: assumed(0.96, `参保率稳定在95%以上(${ACCOUNT})，取值为假定`),
    employees: assumed(0.48, '职工医保占比，假定值'),
    ageTilt: assumed(0.4, '较全国略老(模型)'),
    monthlyWageYuan: assumed(7600, '假定值'),
    categories: {
      registered_poor: stated(REGISTERED_POOR / INSURED, `建档立卡14703人/参保211.58万人(${ACCOUNT})`),
      minimum_allowance: stated(
        otherSubsidised * 0.86,
        `资助参保42806人，扣除建档立卡后按假定比例分到各类(${ACCOUNT})`,
      ),
      extreme_poverty: stated(otherSubsidised * 0.12, `同上(${ACCOUNT})`),
      orphan: stated(otherSubsidised * 0.02, `同上(${ACCOUNT})`),
      severe_disability: assumed(0.006, '假定值'),
      veteran: assumed(0.006, '假定值'),
    },
  },
  care: {
    ...usualCare,
    visitsPerPersonYear: assumed(1.35, '假定值'),
    mix: mixOf({ ...usualMix, inpatient: 0.14, outpatient: 0.365, chronic: 0.16 }),
    meanYuan: meansOf({ ...usualMeans, inpatient: 9000, chronic: 620, outside_stay: 16_000 }),
    needChronic: assumed(2.9, '为接近公布的救助人次而取'),
    needStay: assumed(0.37, '为接近公布的救助人次而取'),
    needChronicCost: assumed(4, '为接近公布的次均救助而取'),
    needStayCost: assumed(2.9, '为接近公布的次均救助而取'),
  },
  targets: [
    {
      measure: 'chronic_assistance_per_10000',
      title: '每万参保人门诊慢性病救助人次(次/年)',
      aimed: stated(per10000(assisted.visits), `门诊慢性病救助20400人次(${ACCOUNT})`),
      tolerance: 0.25,
    },
    {
      measure: 'chronic_assistance_mean_yuan',
      title: '门诊慢性病次均救助(元)',
      aimed: stated(assisted.visitYuan / assisted.visits, `支出479万元/20400人次(${ACCOUNT})`),
      tolerance: 0.25,
    },
    {
      measure: 'stay_assistance_per_10000',
      title: '每万参保人住院救助人次(次/年)',
      aimed: stated(per10000(assisted.stays), `住院救助2923人次(${ACCOUNT})`),
      tolerance: 0.25,
    },
    {
      measure: 'stay_assistance_mean_yuan',
      title: '住院次均救助(元)',
      aimed: stated(assisted.stayYuan / assisted.stays, `支出849.3万元/2923人次(${ACCOUNT})`),
      tolerance: 0.25,
    },
  ],
  opensOn: day('2025-11-01'),
}
