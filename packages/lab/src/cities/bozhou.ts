// 亳州: large, rural, young; its account speaks of supervision, so that only the network of pharmacies is stated.
import { day } from '@yibao/kernel'
import { assumed, FROM_CENSUS, mixOf, usualCare, usualMix, usualPopulation } from './common.ts'
import type { CityProfile } from './profile.ts'

const ACCOUNT = '《亳州市医保局强化政治担当 打造亳州医保基金监管新模式》(2019年度数据)'

export const bozhou: CityProfile = {
  id: 'bozhou',
  name: '亳州市',
  area: '341600',
  counties: [
    { code: '341602', name: '谯城区', nameEn: 'Qiaocheng District', shareBp: 3060, urban: true },
    { code: '341621', name: '涡阳县', nameEn: 'Guoyang County', shareBp: 2360, urban: false },
    { code: '341622', name: '蒙城县', nameEn: 'Mengcheng County', shareBp: 2190, urban: false },
    { code: '341623', name: '利辛县', nameEn: 'Lixin County', shareBp: 2390, urban: false },
  ],
  sharesBasis: FROM_CENSUS,
  outside: [
    { code: '340104', name: '合肥市', place: 'in_province' },
    { code: '410105', name: '郑州市', place: 'out_of_province' },
  ],
  ethnicities: [
    { code: '01', names: 'han', shareBp: 9900 },
    { code: '03', names: 'han', shareBp: 95 },
    { code: '05', names: 'dotted', shareBp: 5 },
  ],
  pharmaciesPer100000: assumed(16, `定点药店899家(${ACCOUNT})，除以假定的参保人数`),
  population: {
    ...usualPopulation,
    employees: assumed(0.075, '职工医保占比，假定值'),
    ageTilt: assumed(-0.3, '较全国略年轻(模型)'),
    monthlyWageYuan: assumed(6400, '假定值'),
  },
  care: {
    ...usualCare,
    visitsPerPersonYear: assumed(1.4, '假定值'),
    mix: mixOf({ ...usualMix, inpatient: 0.133, outpatient: 0.402 }),
  },
  targets: [
    {
      measure: 'stays_per_person_year',
      title: '人均住院次数(次/年)',
      aimed: assumed(0.214, '全国2023年入院30187.3万人次/人口14.1亿；本市仅公布升降幅度'),
      tolerance: 0.3,
    },
  ],
  opensOn: day('2025-11-01'),
}
