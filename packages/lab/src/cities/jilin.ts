// 吉林(市): residents and employees of an old industrial city; patients tend to hospitals of level 3.
import { day } from '@yibao/kernel'
import { assumed, FROM_CENSUS, mixOf, usualCare, usualMix, usualPopulation } from './common.ts'
import type { CityProfile } from './profile.ts'

const ACCOUNT = '《城乡居民保险工作总结》(2020年，公布稿隐去数字)'

export const jilin: CityProfile = {
  id: 'jilin',
  name: '吉林市',
  area: '220200',
  counties: [
    { code: '220202', name: '昌邑区', nameEn: 'Changyi District', shareBp: 1620, urban: true },
    { code: '220203', name: '龙潭区', nameEn: 'Longtan District', shareBp: 1200, urban: true },
    { code: '220204', name: '船营区', nameEn: 'Chuanying District', shareBp: 1330, urban: true },
    { code: '220211', name: '丰满区', nameEn: 'Fengman District', shareBp: 1120, urban: true },
    { code: '220221', name: '永吉县', nameEn: 'Yongji County', shareBp: 760, urban: false },
    { code: '220281', name: '蛟河市', nameEn: 'Jiaohe City', shareBp: 900, urban: false },
    { code: '220282', name: '桦甸市', nameEn: 'Huadian City', shareBp: 970, urban: false },
    { code: '220283', name: '舒兰市', nameEn: 'Shulan City', shareBp: 1080, urban: false },
    { code: '220284', name: '磐石市', nameEn: 'Panshi City', shareBp: 1020, urban: false },
  ],
  sharesBasis: FROM_CENSUS,
  outside: [
    { code: '220104', name: '长春市', place: 'in_province' },
    { code: '210102', name: '沈阳市', place: 'out_of_province' },
  ],
  ethnicities: [
    { code: '01', names: 'han', shareBp: 9080 },
    { code: '10', names: 'han', shareBp: 340 },
    { code: '11', names: 'han', shareBp: 420 },
    { code: '02', names: 'mongolian', shareBp: 80 },
    { code: '03', names: 'han', shareBp: 76 },
    { code: '05', names: 'dotted', shareBp: 4 },
  ],
  pharmaciesPer100000: assumed(50, '假定值'),
  population: {
    ...usualPopulation,
    employees: assumed(0.4, '职工医保占比，假定值'),
    ageTilt: assumed(0.8, '明显老于全国(模型)'),
    monthlyWageYuan: assumed(6500, '假定值'),
  },
  care: {
    ...usualCare,
    visitsPerPersonYear: assumed(1.3, '假定值'),
    mix: mixOf({ ...usualMix, inpatient: 0.145, outpatient: 0.39 }),
    stayLevels: {
      primary: assumed(0.1, `患者倾向三级医院(${ACCOUNT})，比例为假定`),
      county: assumed(0.45, '同上'),
      city: assumed(0.45, '同上'),
    },
  },
  targets: [
    {
      measure: 'stays_per_person_year',
      title: '人均住院次数(次/年)',
      aimed: assumed(0.214, '全国2023年入院30187.3万人次/人口14.1亿；本市公布稿隐去数字'),
      tolerance: 0.3,
    },
  ],
  opensOn: day('2025-11-01'),
}
