// 庆阳: the richest of the published accounts; its five-year totals are what the care plan is calibrated to.
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

const ACCOUNT = '《改革赋能强保障 提质增效惠民生——庆阳市“十四五”时期医疗保障事业高质量发展巡礼》(庆阳市融媒体中心)'

/** Five-year totals of the account. */
const INSURED_PERSON_YEARS = 13_840_800
const BENEFIT_VISITS = 14_231_200
const FUND_PAID_YUAN = 11_093_000_000
const OUTSIDE_VISITS = 1_495_700
const OUTSIDE_YUAN = 3_276_000_000
const INCOME_YUAN = 15_109_000_000
const EXPENDITURE_YUAN = 12_366_000_000
const YEARS = 5

export const qingyang: CityProfile = {
  id: 'qingyang',
  name: '庆阳市',
  area: '621000',
  counties: [
    { code: '621002', name: '西峰区', nameEn: 'Xifeng District', shareBp: 2340, urban: true },
    { code: '621021', name: '庆城县', nameEn: 'Qingcheng County', shareBp: 1080, urban: false },
    { code: '621022', name: '环县', nameEn: 'Huan County', shareBp: 1300, urban: false },
    { code: '621023', name: '华池县', nameEn: 'Huachi County', shareBp: 520, urban: false },
    { code: '621024', name: '合水县', nameEn: 'Heshui County', shareBp: 650, urban: false },
    { code: '621025', name: '正宁县', nameEn: 'Zhengning County', shareBp: 820, urban: false },
    { code: '621026', name: '宁县', nameEn: 'Ning County', shareBp: 1590, urban: false },
    { code: '621027', name: '镇原县', nameEn: 'Zhenyuan County', shareBp: 1700, urban: false },
  ],
  sharesBasis: FROM_CENSUS,
  outside: [
    { code: '620102', name: '兰州市', place: 'in_province' },
    { code: '610103', name: '西安市', place: 'out_of_province' },
  ],
  ethnicities: [
    { code: '01', names: 'han', shareBp: 9940 },
    { code: '03', names: 'han', shareBp: 50 },
    { code: '04', names: 'mongolian', shareBp: 4 },
    { code: '05', names: 'dotted', shareBp: 6 },
  ],
  pharmaciesPer100000: assumed(35, '假定值'),
  population: {
    ...usualPopulation,
    enrolled: assumed(0.968, `参保率连续保持在95%以上(${ACCOUNT})，取值为假定`),
    employees: assumed(0.115, '职工医保占比，假定值'),
    monthlyWageYuan: stated(7194, `职工医保标准缴费基数7194元(${ACCOUNT})`),
    categories: {
      ...usualPopulation.categories,
      minimum_allowance: assumed(0.06, '假定值'),
      monitored: assumed(0.02, '假定值'),
    },
    openingBalanceYuan: stated(
      Math.round((INCOME_YUAN - EXPENDITURE_YUAN) / (INSURED_PERSON_YEARS / YEARS)),
      `五年收入151.09亿元、支出123.66亿元之差除以年均参保人数(${ACCOUNT})`,
    ),
  },
  care: {
    ...usualCare,
    employeeCost: assumed(0.9, '为接近公布的报销比例而取'),
    employeeCity: assumed(8, '同上'),
    visitsPerPersonYear: stated(BENEFIT_VISITS / INSURED_PERSON_YEARS, `1423.12万人次/1384.08万人次(${ACCOUNT})`),
    mix: mixOf({
      ...usualMix,
      inpatient: 0.25,
      outpatient: 0.2849,
      special: 0.02,
      outside_visit: 0.0871,
      outside_stay: 0.018,
    }),
    meanYuan: {
      ...meansOf({ ...usualMeans, chronic: 340, special: 2400, outside_stay: 11_500 }),
      inpatient: stated(4076, `DRG结算患者平均住院医疗费用4076元(${ACCOUNT})`),
    },
  },
  targets: [
    {
      measure: 'visits_per_person_year',
      title: '人均享受待遇人次(次/年)',
      aimed: stated(
        BENEFIT_VISITS / INSURED_PERSON_YEARS,
        `五年1423.12万人次享受待遇，累计参保1384.08万人次(${ACCOUNT})`,
      ),
      tolerance: 0.05,
    },
    {
      measure: 'stay_mean_yuan',
      title: '市内住院次均费用(元)',
      aimed: stated(4076, `纳入DRG结算的患者平均住院医疗费用(${ACCOUNT})`),
      tolerance: 0.05,
    },
    {
      measure: 'employee_in_scope_ratio',
      title: '职工政策范围内住院费用报销比例',
      aimed: stated(0.8119, `职工医保政策范围内费用报销比例81.19%(${ACCOUNT})`),
      tolerance: 0.05,
    },
    {
      measure: 'resident_in_scope_ratio',
      title: '居民政策范围内住院费用报销比例',
      aimed: stated(0.6409, `居民医保政策范围内费用报销比例64.09%(${ACCOUNT})`),
      tolerance: 0.05,
    },
    {
      measure: 'fund_per_visit_yuan',
      title: '每人次基金支付(元)',
      aimed: stated(FUND_PAID_YUAN / BENEFIT_VISITS, `五年支付110.93亿元/1423.12万人次(${ACCOUNT})`),
      tolerance: 0.1,
    },
    {
      measure: 'outside_share',
      title: '市外就医人次占比',
      aimed: stated(OUTSIDE_VISITS / BENEFIT_VISITS, `异地就医直接结算149.57万人次/1423.12万人次(${ACCOUNT})`),
      tolerance: 0.1,
    },
    {
      measure: 'outside_mean_yuan',
      title: '市外就医次均费用(元)',
      aimed: stated(OUTSIDE_YUAN / OUTSIDE_VISITS, `结算金额32.76亿元/149.57万人次(${ACCOUNT})`),
      tolerance: 0.15,
    },
  ],
  opensOn: day('2025-11-01'),
}
