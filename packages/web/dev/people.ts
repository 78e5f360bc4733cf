// Made-up people, providers and bills for the playground. Seeded: the same every time.
import type { PersonView, SettlementRow } from '@yibao/contract/rest'

/** mulberry32: enough for a playground. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const roll = random(20261121)
const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T
const two = (value: number): string => String(value).padStart(2, '0')

export const MONTH = '2026-10'
export const ASSUMED = '演示用的假定值，未查到该市文件'

const NAMES = ['张*', '王*兰', '李*明', '赵*', '陈*芳', '刘*军', '杨*', '黄*英', '周*华', '吴*', '徐*勇', '孙*梅']

export const providers = [
  { code: 'H99990100001', name: '示范市人民医院', level: 'level_3', levelTitle: '三级' },
  { code: 'H99990100002', name: '示范市中医医院', level: 'level_3', levelTitle: '三级' },
  { code: 'H99990200003', name: '东城区第二医院', level: 'level_2', levelTitle: '二级' },
  { code: 'H99990200004', name: '西山县人民医院', level: 'level_2', levelTitle: '二级' },
  { code: 'H99990300005', name: '南湖镇中心卫生院', level: 'level_1', levelTitle: '一级及以下' },
  { code: 'P99990400006', name: '同康大药房人民路店', level: 'pharmacy', levelTitle: '定点零售药店' },
] as const

const SETTINGS = [
  ['outpatient', '普通门诊'],
  ['outpatient', '普通门诊'],
  ['chronic', '门诊慢性病'],
  ['pharmacy', '药店购药'],
  ['inpatient', '住院'],
] as const

export const people = Array.from({ length: 40 }, (_, k) => ({ personNo: `9999000000${two(k)}`, name: pick(NAMES) }))

export const settlements: readonly SettlementRow[] = Array.from({ length: 640 }, (_, k) => row(k)).sort((a, b) =>
  a.settledAt < b.settledAt ? 1 : -1,
)

function row(k: number): SettlementRow {
  const [setting, settingTitle] = pick(SETTINGS)
  const provider = setting === 'pharmacy' ? providers[5] : (providers[Math.floor(roll() * 5)] ?? providers[0])
  const who = pick(people)
  const employee = roll() < 0.4
  const totalFen =
    setting === 'inpatient' ? 300_000 + Math.floor(roll() * 3_000_000) : 2_000 + Math.floor(roll() * 60_000)
  const fundFen = Math.round(totalFen * (0.45 + roll() * 0.3))
  const state = k % 41 === 7 ? 'cancelled' : 'settled'
  return {
    id: `S${MONTH.replace('-', '')}${String(k).padStart(6, '0')}`,
    settledAt: `${MONTH}-${two(1 + Math.floor(roll() * 31))} ${two(8 + Math.floor(roll() * 10))}:${two(Math.floor(roll() * 60))}:${two(Math.floor(roll() * 60))}`,
    personNo: who.personNo,
    personName: who.name,
    provider: provider.code,
    providerName: provider.name,
    scheme: employee ? 'employee' : 'resident',
    schemeTitle: employee ? '职工医保' : '居民医保',
    setting,
    settingTitle,
    totalFen,
    fundFen,
    personFen: totalFen - fundFen,
    state,
    stateTitle: state === 'settled' ? '已结算' : '已撤销',
  }
}

export function personView(personNo: string, masked: boolean): PersonView {
  const who = people.find((each) => each.personNo === personNo) ?? people[0]
  return {
    personNo,
    name: masked ? (who?.name ?? '张*') : '张三',
    certificate: masked ? '999900********123X' : '99990019600101123X',
    mobile: masked ? '138****5678' : '13800005678',
    sexTitle: '女',
    bornOn: '1960-01-01',
    age: 66,
    area: '999901',
    areaTitle: '示范市东城区',
    masked,
    continuousYears: 4,
    spells: [
      spell('resident', '居民医保', 'adult', '成年', '2019-01-01', '2021-01-01', 'terminated', '终止'),
      spell('resident', '居民医保', 'adult', '成年', '2021-09-01', '2023-03-01', 'terminated', '终止'),
      spell('employee', '职工医保', 'retired', '退休', '2023-03-01', null, 'active', '正常参保'),
    ],
    categories: [
      {
        category: 'minimum_allowance',
        title: '低保对象',
        from: '2022-01-01',
        until: '2024-12-31',
        authority: '示范市民政局',
      },
    ],
    filings: [
      {
        kind: 'chronic',
        title: '门诊慢性病：高血压',
        detail: 'M03900',
        from: '2023-06-01',
        until: null,
        state: '有效',
      },
      {
        kind: 'remote',
        title: '异地长期居住备案',
        detail: '省内',
        from: '2025-05-01',
        until: '2025-12-31',
        state: '已结束',
      },
    ],
    accumulators: [
      {
        key: 'basic.deductible',
        title: '住院起付线已付',
        year: '2026',
        usedFen: 80_000,
        limitFen: 100_000,
        isCount: false,
      },
      {
        key: 'basic.payment',
        title: '基本统筹年度封顶线',
        year: '2026',
        usedFen: 2_134_556,
        limitFen: 10_000_000,
        isCount: false,
      },
      {
        key: 'outpatient.payment',
        title: '普通门诊统筹限额',
        year: '2026',
        usedFen: 300_000,
        limitFen: 300_000,
        isCount: false,
      },
      { key: 'admissions', title: '住院次数', year: '2026', usedFen: 2, limitFen: null, isCount: true },
    ],
    account: { balanceFen: 341_207, state: '正常' },
    looks: [
      { at: '2026-11-20 09:12:44', actor: '王主任', purpose: '查看人员页面' },
      { at: '2026-11-18 15:40:02', actor: '窗口 03', purpose: '窗口核对本人身份' },
    ],
  }
}

function spell(
  scheme: string,
  schemeTitle: string,
  status: string,
  statusTitle: string,
  from: string,
  until: string | null,
  state: string,
  stateTitle: string,
): PersonView['spells'][number] {
  const employer = scheme === 'employee' ? '示范纺织有限公司' : ''
  return { scheme, schemeTitle, status, statusTitle, from, until, state, stateTitle, employer, area: '东城区' }
}
