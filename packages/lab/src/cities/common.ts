// Shapes that every city starts from: national statistics where there are any, assumptions otherwise; cities override.
import type { CareKind, CareShape, Figure, PopulationShape } from './profile.ts'

export const stated = (value: number, document: string): Figure => ({ value, basis: { stated: document } })
export const assumed = (value: number, note: string): Figure => ({ value, basis: { assumed: note } })

const HEALTH_2023 = '《2023年我国卫生健康事业发展统计公报》(国家卫生健康委员会)'
const MODEL = '演示城市的假定值'
const MIX = '假定的就诊构成；跨统筹区比例、次均费用和基金支付水平据已公布数字校准'

export const FROM_CENSUS = { assumed: '人口比重参照第七次全国人口普查取整，仅供演示' } as const

/** Categories in the words of the policies, with their usual share where a city says nothing. */
export const usualCategories: PopulationShape['categories'] = {
  extreme_poverty: assumed(0.004, MODEL),
  orphan: assumed(0.0005, MODEL),
  minimum_allowance: assumed(0.035, MODEL),
  marginal: assumed(0.008, MODEL),
  monitored: assumed(0.006, MODEL),
  severe_disability: assumed(0.009, MODEL),
  veteran: assumed(0.006, MODEL),
}

export const usualPopulation: PopulationShape = {
  enrolled: assumed(0.965, MODEL),
  employees: assumed(0.25, `${MODEL}(全国约为27.8%)`),
  civilServants: assumed(0.16, MODEL),
  categories: usualCategories,
  monthlyWageYuan: assumed(6800, MODEL),
  ageTilt: assumed(0, '与全国年龄结构相同(模型)'),
  openingBalanceYuan: assumed(1000, MODEL),
}

export function mixOf(shares: Readonly<Record<CareKind, number>>): CareShape['mix'] {
  const entries = Object.entries(shares).map(([kind, share]) => [kind, assumed(share, MIX)])
  return Object.fromEntries(entries) as CareShape['mix']
}

export function meansOf(yuan: Readonly<Record<CareKind, number>>): CareShape['meanYuan'] {
  const entries = Object.entries(yuan).map(([kind, mean]) => [kind, assumed(mean, MODEL)])
  return Object.fromEntries(entries) as CareShape['meanYuan']
}

const USUAL_MIX: Readonly<Record<CareKind, number>> = {
  outpatient: 0.33,
  emergency: 0.02,
  chronic: 0.13,
  special: 0.015,
  two_disease: 0.04,
  pharmacy: 0.11,
  pooled_pharmacy: 0.02,
  inpatient: 0.205,
  day_surgery: 0.004,
  delivery: 0.006,
  antenatal: 0.01,
  outside_visit: 0.09,
  outside_stay: 0.02,
}

const USUAL_MEANS: Readonly<Record<CareKind, number>> = {
  outpatient: 92,
  emergency: 310,
  chronic: 265,
  special: 1500,
  two_disease: 85,
  pharmacy: 96,
  pooled_pharmacy: 88,
  inpatient: 4700,
  day_surgery: 5200,
  delivery: 4300,
  antenatal: 260,
  outside_visit: 330,
  outside_stay: 10_500,
}

export const usualCare: CareShape = {
  visitsPerPersonYear: assumed(1.2, MODEL),
  mix: mixOf(USUAL_MIX),
  meanYuan: meansOf(USUAL_MEANS),
  stayLevels: {
    primary: assumed(0.18, `${MODEL}；全国乡镇卫生院和社区卫生服务中心占入院人次约15%(${HEALTH_2023})`),
    county: assumed(0.57, MODEL),
    city: assumed(0.25, MODEL),
  },
  visitLevels: {
    primary: assumed(0.55, MODEL),
    county: assumed(0.33, MODEL),
    city: assumed(0.12, MODEL),
  },
  levelCost: { primary: assumed(0.42, MODEL), county: assumed(0.9, MODEL), city: assumed(1.75, MODEL) },
  employeeCost: assumed(1.1, MODEL),
  employeeCity: assumed(2.5, MODEL),
  needChronic: assumed(1.5, MODEL),
  needStay: assumed(1.3, MODEL),
  needChronicCost: assumed(1, MODEL),
  needStayCost: assumed(1, MODEL),
}

export const usualMix = USUAL_MIX
export const usualMeans = USUAL_MEANS
