// Names of what the console shows, Chinese first: payers, funds, states. What a policy names itself is taken from there.
import { FEE_CLASSES, type Library, PAYERS, type Payer } from '@yibao/kernel'

export { fundTitle } from '@yibao/kernel'

export interface Title {
  readonly title: string
  readonly titleEn: string
}

const PAYER_TITLES: Readonly<Record<Payer, Title>> = {
  pooled: { title: '统筹基金', titleEn: 'Pooled fund' },
  serious_illness: { title: '大病保险', titleEn: 'Serious illness insurance' },
  large_amount: { title: '大额医疗补助', titleEn: 'Large-amount aid' },
  supplement: { title: '补充医疗保险', titleEn: 'Supplementary insurance' },
  civil_servant: { title: '公务员医疗补助', titleEn: 'Civil-servant aid' },
  assistance: { title: '医疗救助', titleEn: 'Medical assistance' },
  other: { title: '其他基金', titleEn: 'Other funds' },
  commercial: { title: '商业保险', titleEn: 'Commercial insurance' },
  provider: { title: '医院负担', titleEn: 'Borne by the provider' },
  account: { title: '个人账户', titleEn: 'Personal account' },
}

export const payerTitle = (payer: Payer): Title => PAYER_TITLES[payer]

/** Who else pays a bill: the person, from one pocket or another. */
export const OWN_TITLES = {
  account: { title: '个人账户', titleEn: 'Personal account' },
  cash: { title: '个人现金', titleEn: 'Cash' },
} as const satisfies Record<string, Title>

/** Who pays beside the person, whose account is shown with the person's part. */
export const payers: readonly Payer[] = PAYERS.filter((payer) => payer !== 'account')

/** 一级 二级 三级 as the policy of the area says. */
export const levelTitle = ({ content }: Library, level: string): string =>
  content.vocabulary.levels.get(level) ?? (level === 'pharmacy' ? '定点零售药店' : level)

/** 医疗收费项目类别; what has no class of its own is other. */
export const feeClassTitle = (code: string): string =>
  Object.hasOwn(FEE_CLASSES, code) ? FEE_CLASSES[code as keyof typeof FEE_CLASSES] : FEE_CLASSES['14']

export const categoryTitle = ({ content }: Library, category: string): string =>
  content.vocabulary.categories.get(category) ?? category

export type SettlementState = 'settled' | 'cancelled' | 'mirror'

export const SETTLEMENT_STATES: Readonly<Record<SettlementState, string>> = {
  settled: '已结算',
  cancelled: '已撤销',
  mirror: '撤销记录',
}

export function stateOf(row: {
  readonly reverses: string | null
  readonly reversedBy: string | null
}): SettlementState {
  if (row.reverses !== null) return 'mirror'
  return row.reversedBy === null ? 'settled' : 'cancelled'
}

export const SEX_TITLES = { male: '男', female: '女' } as const
