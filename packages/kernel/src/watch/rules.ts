// 基金运行监测: the indicators of a fund's running, how often each is looked at, and where it turns yellow, red or blue. Data with its
// clause; a city may replace any threshold.
export type WatchLevel = 'green' | 'yellow' | 'red' | 'blue'
export type Rhythm = 'monthly' | 'quarterly' | 'half_yearly'

export interface WatchRule {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly formula: string
  readonly rhythm: Rhythm
  readonly unit: 'share' | 'months' | 'ratio' | 'fen' | 'count'
  /** Below these it is yellow, red. */
  readonly yellowBelow?: number
  readonly redBelow?: number
  /** Above these it is yellow, red. */
  readonly yellowAbove?: number
  readonly redAbove?: number
  /** 结余过多: too much is a finding too. */
  readonly blueAbove?: number
  /** Funds it is looked at in; absent: all. */
  readonly funds?: readonly string[]
  readonly clause: string
}

const BASIC = ['employee_basic', 'resident_basic'] as const
const GUIDANCE = '人社部发〔2009〕67号（6至9个月；多于15个月为结余过多，少于3个月为不足）'
const DEFAULT = '默认阈值，可由统筹区配置'

export const WATCH_RULES: readonly WatchRule[] = [
  {
    ...{ id: 'surplus_rate', zh: '当期结余率', en: 'current surplus rate', rhythm: 'monthly', unit: 'share' },
    ...{ formula: '（收入－支出）÷收入，滚动12个月', yellowBelow: 0, redBelow: -0.03, blueAbove: 0.25 },
    ...{ funds: BASIC, clause: DEFAULT },
  },
  {
    ...{ id: 'months_payable', zh: '可支付月数', en: 'months payable', rhythm: 'monthly', unit: 'months' },
    ...{ formula: '统筹累计结余÷近12个月月均支出', yellowBelow: 6, redBelow: 3, blueAbove: 15 },
    ...{ funds: BASIC, clause: GUIDANCE },
  },
  {
    ...{ id: 'deficit', zh: '当期赤字', en: 'current deficit', rhythm: 'quarterly', unit: 'fen' },
    ...{ formula: '滚动12个月支出－收入，大于零须动用结余', redAbove: 0, funds: BASIC, clause: DEFAULT },
  },
  {
    ...{ id: 'collection_rate', zh: '征缴率', en: 'collection rate', rhythm: 'monthly', unit: 'share' },
    ...{ formula: '到账÷应征，本年累计', yellowBelow: 0.98, redBelow: 0.95, clause: DEFAULT },
  },
  {
    ...{ id: 'suspense', zh: '待认领超过一个月', en: 'suspense older than a month', rhythm: 'monthly', unit: 'fen' },
    ...{ formula: '上月末待认领中至今未认领的金额', yellowAbove: 0, clause: DEFAULT },
  },
  {
    ...{ id: 'negative_money', zh: '银行存款为负', en: 'bank accounts below zero', rhythm: 'monthly', unit: 'count' },
    ...{ formula: '余额为负的银行账户数', redAbove: 0, clause: '财会〔2017〕28号' },
  },
  {
    ...{ id: 'dependency', zh: '在职退休比', en: 'active to retired', rhythm: 'half_yearly', unit: 'ratio' },
    ...{
      formula: '在职参保人数÷退休参保人数',
      yellowBelow: 3,
      redBelow: 2,
      funds: ['employee_basic'],
      clause: DEFAULT,
    },
  },
  {
    ...{
      id: 'negative_accounts',
      zh: '个人账户为负',
      en: 'personal accounts below zero',
      rhythm: 'monthly',
      unit: 'count',
    },
    ...{ formula: '余额为负的个人账户数', redAbove: 0, funds: ['employee_basic'], clause: DEFAULT },
  },
]

/** 月监测、季分析、半年评估: what is looked at when a month ends. */
export function isDue({ rhythm }: Pick<WatchRule, 'rhythm'>, period: string): boolean {
  const month = Number(period.slice(5, 7))
  return rhythm === 'monthly' || (rhythm === 'quarterly' ? month % 3 === 0 : month % 6 === 0)
}

export function levelOf(rule: WatchRule, value: number): WatchLevel {
  const { redBelow, redAbove, yellowBelow, yellowAbove, blueAbove } = rule
  if ((redBelow !== undefined && value < redBelow) || (redAbove !== undefined && value > redAbove)) return 'red'
  if ((yellowBelow !== undefined && value < yellowBelow) || (yellowAbove !== undefined && value > yellowAbove))
    return 'yellow'
  return blueAbove !== undefined && value > blueAbove ? 'blue' : 'green'
}
