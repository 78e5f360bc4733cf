// Names of the funds, Chinese first, as pages, statements and refusals print them.
import { FUNDS, type Fund } from '../policy/model.ts'

export interface FundTitle {
  readonly title: string
  readonly titleEn: string
}

const FUND_TITLES: Readonly<Record<Fund, FundTitle>> = {
  employee_basic: { title: '职工基本医疗保险基金', titleEn: "Employees' basic medical insurance fund" },
  resident_basic: { title: '城乡居民基本医疗保险基金', titleEn: "Residents' basic medical insurance fund" },
  resident_serious_illness: { title: '城乡居民大病保险资金', titleEn: "Residents' serious illness insurance" },
  employee_supplement: { title: '职工大额医疗费用补助资金', titleEn: "Employees' large-amount supplement" },
  civil_servant_aid: { title: '公务员医疗补助资金', titleEn: 'Civil-servant medical aid' },
  medical_assistance: { title: '医疗救助资金', titleEn: 'Medical assistance' },
  special_items: { title: '专项资金', titleEn: 'Special items' },
  outside: { title: '基金以外', titleEn: 'Outside the funds' },
  provider: { title: '医疗机构', titleEn: 'Provider' },
  personal_account: { title: '个人账户', titleEn: 'Personal account' },
}

const isFund = (text: string): text is Fund => (FUNDS as readonly string[]).includes(text)

export const fundTitle = (fund: string): FundTitle =>
  isFund(fund) ? FUND_TITLES[fund] : { title: fund, titleEn: fund }
