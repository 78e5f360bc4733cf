// 庆阳 in its five years 2021–2025: what the city's account publishes, and what had to be assumed between its figures.
import { assumed, stated } from './common.ts'
import type { CityYears, YearShape, YearTarget } from './years.ts'

const ACCOUNT = '《改革赋能强保障 提质增效惠民生——庆阳市“十四五”时期医疗保障事业高质量发展巡礼》(庆阳市融媒体中心)'
const BETWEEN = '首末年为公布数，其间按直线'
const KNOB = '为接近公布的五年总数而取'

const FIRST_YEAR = 2021
const YEARS = 5

/** From the first year to the last on a straight line; ends are stated, what lies between is not. */
const along = (first: number, last: number, what: string) => (at: number) => {
  const value = first + ((last - first) * at) / (YEARS - 1)
  return at === 0 || at === YEARS - 1 ? stated(value, `${what}(${ACCOUNT})`) : assumed(value, BETWEEN)
}

const stay = along(5915, 4076, '纳入DRG结算的患者平均住院医疗费用从5915元下降至4076元')
const base = along(5542, 7194, '标准缴费基数从5542元提高到7194元')
const standard = along(830, 1100, '居民参保标准从830元提高到1100元')
const RESIDENT_OWN = [280, 320, 350, 380, 400]

const years = Array.from(
  { length: YEARS },
  (_, at): YearShape => ({
    year: FIRST_YEAR + at,
    visits: 0.925 + 0.035 * at,
    stays: 0.828,
    outside: 0.945,
    outsideCost: 1.1,
    stayYuan: stay(at),
    stayCost: 1.045 - 0.0136 * at,
    employeeCost: 0.56 + 0.055 * at,
    cityStays: 0.95,
    visitCost: 1,
    baseYuan: base(at),
    residentOwnYuan: assumed(RESIDENT_OWN[at]!, '国家居民医保个人缴费标准(最低)'),
    residentYuan: standard(at),
  }),
)

const total = (measure: YearTarget['measure'], title: string, value: number, what: string): YearTarget => ({
  measure,
  title,
  aimed: stated(value, `${what}(${ACCOUNT})`),
  isTotal: true,
  tolerance: 0.02,
})
const mean = (measure: YearTarget['measure'], title: string, value: number, what: string): YearTarget => ({
  ...total(measure, title, value, what),
  isTotal: false,
})

export const qingyangYears: CityYears = {
  people: assumed(2_850_000, '五年累计参保1384.08万人次除以五年与参保率，约数'),
  employees: assumed(0.065, `${KNOB}：五年基金收入151.09亿元`),
  births: assumed(0.0085, '每年出生人数占人口，假定值'),
  employerBp: assumed(600, '单位缴费率，假定值'),
  employeeBp: assumed(200, '个人缴费率2%(国务院国发〔1998〕44号)'),
  aidBp: {
    extreme_poverty: stated(10_000, '特困人员全额资助(国办发〔2021〕42号)'),
    orphan: assumed(10_000, '孤儿全额资助，各地通行'),
    minimum_allowance: assumed(5_000, '低保对象定额资助，金额各地自定，取个人缴费标准的一半'),
    registered_poor: assumed(5_000, '同上'),
    monitored: assumed(5_000, '同上'),
    severe_disability: assumed(5_000, '同上'),
  },
  offices: {
    concentrated: assumed(0.93, '集中缴费期内缴费的居民，假定值'),
    onlineFirst: assumed(0.72, '首年线上缴费比例，假定值'),
    onlineLast: assumed(0.93, '末年线上缴费比例，假定值'),
    selfDeclaredBefore: assumed(0.25, '全面自行申报以前已自行申报的单位，假定值'),
    selfDeclaredFrom: '2024-01',
    doubled: assumed(0.3, '由居民转为职工时已按居民缴费的比例，假定值'),
    visitors: assumed(0.24, '外来就医与本市人员门诊、购药之比，按154.71万人次约数'),
    credentials: assumed(0.97, '医保码激活率95%以上'),
    filedOnline: assumed(0.8, '备案线上办理比例，假定值'),
    filedAtOnce: assumed(0.92, '备案即时办结比例，假定值'),
    traced: assumed(0.94, '扫码齐全的购药比例，假定值'),
    tracesFrom: '2025-01-01',
    breaks: assumed(0.0005, '到账中有对账差异的比例，假定值'),
    wallets: assumed(0.01, '每年使用医保钱包转账的职工比例，假定值'),
    walletsFrom: '2024-01-01',
    doseYuan: assumed(7.95, '新冠疫苗及接种费用4077.39万元，按两剂折算'),
    remitted: assumed(0.7, '其中上解的疫苗费用，假定值'),
    interest: assumed(0.015, '存款年利率，假定值'),
    premiumYuan: assumed(75, '居民大病保险筹资标准，假定值'),
    employed: assumed(0.051, '单位就业人员占人口，假定值'),
    desk: {
      confirmed: {
        definite: assumed(0.9, '确定类命中初审成立的比例，假定值'),
        suspect: assumed(0.5, '可疑类命中初审成立的比例，假定值'),
        needs_evidence: assumed(0.15, '补证后成立的比例，假定值'),
      },
      appealed: assumed(0.15, '初审成立后机构申诉的比例，假定值'),
      upheld: assumed(0.3, '申诉成立的比例，假定值'),
      looked: assumed(0.2, '开单时查看一条医嘱的就诊比例，假定值'),
      before: assumed(0.7, '其中事前提醒的比例，其余为事中，假定值'),
    },
  },
  years,
  targets: [
    total('person_years', '累计参保(人次)', 13_840_800, '五年累计参保1384.08万人次'),
    total('events', '享受待遇(人次)', 14_231_200, '1423.12万人次享受医保待遇'),
    total('fund_yuan', '医保基金支付(元)', 11_093_000_000, '医保基金支付总额达110.93亿元'),
    total('outside_events', '异地就医直接结算(人次)', 1_495_700, '异地就医直接结算149.57万人次'),
    total('outside_yuan', '异地就医结算金额(元)', 3_276_000_000, '结算金额32.76亿元'),
    total('income_yuan', '基本医疗保险基金收入，职工个人缴费划入账户不计(元)', 15_109_000_000, '累计收入151.09亿元'),
    mean('stay_mean_first', '首年市内住院次均费用(元)', 5915, '改革前5915元'),
    mean('stay_mean_last', '末年市内住院次均费用(元)', 4076, '改革后4076元'),
    mean('employee_ratio_first', '首年职工政策范围内住院报销比例，不含救助与公务员补助', 0.7987, '从79.87%'),
    mean('employee_ratio_last', '末年职工政策范围内住院报销比例，同上', 0.8119, '提高到81.19%'),
    mean('resident_ratio_first', '首年居民政策范围内住院报销比例，基本与大病', 0.611, '从61.1%'),
    mean('resident_ratio_last', '末年居民政策范围内住院报销比例，同上', 0.6409, '提高到64.09%'),
    mean('base_first', '首年标准缴费基数(元)', 5542, '从5542元'),
    mean('base_last', '末年标准缴费基数(元)', 7194, '提高到7194元'),
    mean('resident_standard_first', '首年居民参保标准(元)', 830, '从830元'),
    mean('resident_standard_last', '末年居民参保标准(元)', 1100, '提高到1100元'),
  ],
}
