// The boards of the playground: overview, funds and ledger, traffic, policy.
import type {
  EntryRow,
  FundsView,
  JournalView,
  MessageRow,
  OverviewView,
  PolicyView,
  TrafficView,
} from '@yibao/contract/rest'
import { policyCitations, VERSION } from './bill.ts'
import { MONTH, providers, random, settlements } from './people.ts'

const roll = random(7)
const ASOF = '2026-11-21 10:00:00'
const sumOf = (of: (row: (typeof settlements)[number]) => number): number =>
  settlements.reduce((sum, row) => sum + of(row), 0)
const [total, fund] = [sumOf((row) => row.totalFen), sumOf((row) => row.fundFen)]

export const overview: OverviewView = {
  asOf: ASOF,
  persons: 20_000,
  enrolled: { employee: 6_214, resident: 13_786 },
  providers: { hospitals: 18, pharmacies: 42 },
  settlements: settlements.length,
  totalFen: total,
  fundFen: fund,
  personFen: total - fund,
  byPayer: [
    { payer: 'pooled', title: '基本统筹', titleEn: 'Basic pooling', paidFen: Math.round(fund * 0.82) },
    { payer: 'serious_illness', title: '大病保险', titleEn: 'Serious illness', paidFen: Math.round(fund * 0.12) },
    {
      payer: 'assistance',
      title: '医疗救助',
      titleEn: 'Medical assistance',
      paidFen: fund - Math.round(fund * 0.82) - Math.round(fund * 0.12),
    },
    { payer: 'account', title: '个人账户', titleEn: 'Personal account', paidFen: Math.round((total - fund) * 0.3) },
    { payer: 'cash', title: '个人现金', titleEn: 'Cash', paidFen: total - fund - Math.round((total - fund) * 0.3) },
  ],
  byDay: Array.from({ length: 31 }, (_, k) => {
    const day = `${MONTH}-${String(k + 1).padStart(2, '0')}`
    const rows = settlements.filter((row) => row.settledAt.startsWith(day))
    const add = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0)
    return { day, settlements: rows.length, fundFen: add((row) => row.fundFen), totalFen: add((row) => row.totalFen) }
  }),
  byLevel: (['level_3', 'level_2', 'level_1', 'pharmacy'] as const).map((level) => {
    const codes = providers.filter((each) => each.level === level)
    const rows = settlements.filter((row) => codes.some(({ code }) => code === row.provider))
    const add = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0)
    return {
      level,
      title: codes[0]?.levelTitle ?? level,
      settlements: rows.length,
      totalFen: add((row) => row.totalFen),
      fundFen: add((row) => row.fundFen),
    }
  }),
  inScopeRatioBp: 7421,
  actualRatioBp: Math.round((fund / total) * 10_000),
  demo: { sent: 18_204, planned: 26_000, done: false },
}

export const journal: JournalView = {
  journalId: '019a2b6f-1c44-7000-8000-3f2b6c9e0001',
  postedOn: `${MONTH}-13`,
  layer: 'accrual',
  period: MONTH,
  causeKind: 'settlement',
  causeId: settlements[0]?.id ?? '',
  path: `/settlements/${settlements[0]?.id}`,
  reverses: null,
  lines: [
    {
      fund: 'resident_basic',
      fundTitle: '城乡居民基本医疗保险基金',
      account: 'A501',
      accountTitle: '应计待遇支出',
      side: 'debit',
      amountFen: 812_345,
      provider: '',
    },
    {
      fund: 'resident_basic',
      fundTitle: '城乡居民基本医疗保险基金',
      account: 'A201',
      accountTitle: '应付定点医药机构',
      side: 'credit',
      amountFen: 812_345,
      provider: providers[0].code,
    },
  ],
  seal: {
    block: 42,
    hash: '5b0d9c0c1f3d2b7d0e5a4b8f7c6d1e2f3a4b5c6d7e8f90112233445566778899',
    root: 'c1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80',
    proof: ['11aa22bb33cc44dd55ee66ff77889900', 'aa00bb11cc22dd33ee44ff5566778899'],
    holds: true,
  },
}

export const entries: readonly EntryRow[] = Array.from({ length: 230 }, (_, k) => ({
  journalId: journal.journalId,
  postedOn: `${MONTH}-${String(1 + (k % 31)).padStart(2, '0')}`,
  layer: 'accrual',
  fund: k % 3 === 0 ? 'employee_basic' : 'resident_basic',
  account: k % 2 === 0 ? 'A501' : 'A201',
  accountTitle: k % 2 === 0 ? '应计待遇支出' : '应付定点医药机构',
  side: k % 2 === 0 ? 'debit' : 'credit',
  amountFen: 10_000 + Math.floor(k / 2) * 137,
  provider: k % 2 === 0 ? '' : providers[0].code,
  causeKind: 'settlement',
  causeId: settlements[k]?.id ?? '',
  path: `/settlements/${settlements[k]?.id}`,
  reverses: k % 37 === 5 ? journal.journalId : null,
}))

const account = (
  layer: string,
  code: string,
  title: string,
  titleEn: string,
  kind: string,
  debitFen: number,
  creditFen: number,
) => ({
  ...{ layer, account: code, title, titleEn, kind, debitFen, creditFen },
  balanceFen: kind === 'asset' || kind === 'expense' ? debitFen - creditFen : creditFen - debitFen,
  entries: 120,
})

export const funds: FundsView = {
  asOf: ASOF,
  periods: [MONTH, '2026-09'],
  funds: [
    ['resident_basic', '城乡居民基本医疗保险基金', 'Residents basic fund'],
    ['employee_basic', '职工基本医疗保险统筹基金', 'Employees basic fund'],
  ].map(([id = '', title = '', titleEn = ''], k) => ({
    ...{ fund: id, title, titleEn },
    accounts: [
      account('cash', '1004', '支出户存款', 'expenditure account', 'asset', 980_000_000 + k, 120_000_000),
      account('cash', '3001', '基金结余', 'accumulated balance', 'net', 120_000_000, 980_000_000 + k),
      account('accrual', 'A501', '应计待遇支出', 'accrued benefits', 'expense', 312_345_678 + k, 1_000_000),
      account('accrual', 'A201', '应付定点医药机构', 'payable to providers', 'liability', 1_000_000, 312_345_678 + k),
    ],
  })),
}

const NUMBERS = [
  ['1101', '人员信息获取'],
  ['2203', '门诊就诊信息上传'],
  ['2204', '门诊费用明细上传'],
  ['2206', '门诊预结算'],
  ['2207', '门诊结算'],
  ['2301', '住院费用明细上传'],
  ['2304', '住院结算'],
] as const

export const traffic: TrafficView = {
  ...{
    day: '2026-11-21',
    today: '2026-11-21',
    messages: 18_204,
    accepted: 18_031,
    refused: 173,
    settlements: 3_120,
    settlementFundFen: 214_556_712,
  },
  ...{ p50Ms: 3.2, p95Ms: 9.8, p99Ms: 21.4 },
  byHour: Array.from({ length: 11 }, (_, hour) => ({
    hour: hour + 7,
    accepted: 400 + Math.floor(roll() * 2000),
    refused: Math.floor(roll() * 40),
  })),
  byTransaction: NUMBERS.map(([infno, title]) => ({
    ...{
      infno,
      title,
      accepted: 500 + Math.floor(roll() * 4000),
      refused: Math.floor(roll() * 60),
      p95Ms: 4 + roll() * 10,
    },
  })),
  byRefusal: [
    { code: 'person_not_enrolled', title: '人员在就诊日没有参保', count: 88 },
    { code: 'item_not_in_force', title: '项目在使用日不在目录有效期内', count: 61 },
    { code: 'amount_differs', title: '数量乘单价与金额不符', count: 24 },
  ],
}

export const messages: readonly MessageRow[] = Array.from({ length: 180 }, (_, k) => {
  const [infno, title] = NUMBERS[k % NUMBERS.length] ?? NUMBERS[0]
  const ok = k % 11 !== 4
  const provider = providers[k % providers.length] ?? providers[0]
  return {
    at: `2026-11-21 09:${String(59 - Math.floor(k / 4)).padStart(2, '0')}:${String(59 - (k % 4) * 13).padStart(2, '0')}`,
    ...{ infno, title, provider: provider.code, providerName: provider.name, ok, ms: 2 + roll() * 9 },
    msgid: `${provider.code}20261121095900${String(k).padStart(4, '0')}`,
    message: ok ? '' : '第3行 det_item_fee_sumamt 是 12.50，数量 2 乘单价 6.2 得 12.40；请核对单价后重新上传',
  }
})

export const policy: PolicyView = {
  packs: [
    { id: 'nation', title: '国家' },
    { id: 'demo', title: '示范市' },
  ],
  version: VERSION,
  plans: [
    {
      ...{
        id: 'inpatient',
        title: '居民住院',
        titleEn: 'Residents, inpatient',
        scheme: 'resident',
        settings: ['inpatient'],
      },
      tiers: [
        { id: 'basic', title: '基本统筹', payerTitle: '统筹基金' },
        { id: 'serious', title: '大病保险', payerTitle: '大病保险' },
      ],
    },
  ],
  values: Array.from({ length: 70 }, (_, k) => ({
    ...{
      tier: k % 2 ? 'serious' : 'basic',
      title: k % 2 ? '大病保险' : '基本统筹',
      slot: `bands.${k}`,
      from: '2026-01-01',
      until: '',
    },
    text: k % 2 ? '起付线 2000元' : '起付线以上至3万元 65%;3万元以上 75%',
    citation: { ...(k % 7 === 3 ? policyCitations.assumed : policyCitations.notice), line: 10 + k },
  })),
  counts: { values: 70, assumed: 10 },
}
