// Employers by size: a few large ones, many small ones; some are organs whose staff are civil servants.

import type { EmployerRecord } from '@yibao/contract/load'
import { type Fen, fen } from '@yibao/kernel'
import type { County } from '../cities/index.ts'
import { type OrganisationKind, socialCreditCode } from '../codes/index.ts'
import type { Random } from '../random.ts'

export interface Employer {
  readonly record: EmployerRecord
  /** How likely a member works here, against the others. */
  readonly weight: number
  readonly organ: boolean
}

interface Trade {
  readonly word: string
  readonly kind: OrganisationKind
  readonly organ: boolean
  readonly share: number
  /** Mean headcount and wage, the latter against the city's. */
  readonly size: number
  readonly wage: number
}

const TRADES: readonly Trade[] = [
  { word: '人民政府机关', kind: '11', organ: true, share: 2, size: 60, wage: 1.2 },
  { word: '公安局', kind: '11', organ: true, share: 1, size: 80, wage: 1.25 },
  { word: '中学', kind: '12', organ: false, share: 4, size: 70, wage: 1.15 },
  { word: '人民医院', kind: '12', organ: false, share: 1, size: 160, wage: 1.2 },
  { word: '能源有限公司', kind: '91', organ: false, share: 3, size: 150, wage: 1.35 },
  { word: '建筑工程有限公司', kind: '91', organ: false, share: 8, size: 40, wage: 0.9 },
  { word: '商贸有限公司', kind: '91', organ: false, share: 20, size: 8, wage: 0.75 },
  { word: '食品加工厂', kind: '91', organ: false, share: 8, size: 18, wage: 0.78 },
  { word: '物流有限公司', kind: '91', organ: false, share: 8, size: 15, wage: 0.82 },
  { word: '餐饮服务有限公司', kind: '91', organ: false, share: 12, size: 9, wage: 0.7 },
  { word: '农民专业合作社', kind: '93', organ: false, share: 5, size: 6, wage: 0.65 },
  { word: '社会服务中心', kind: '51', organ: false, share: 3, size: 10, wage: 0.85 },
]

const FIRST_WORDS = '瑞丰华泰鑫源恒通永兴德顺康达宏远金盛安民昌荣嘉禾中新同创汇泽'

/** Members for each employer, on average, over the whole city. */
const MEMBERS_EACH = 22

export function makeEmployers(
  random: Random,
  counties: readonly County[],
  members: number,
  wageYuan: number,
): Employer[] {
  const count = Math.max(counties.length, Math.round(members / MEMBERS_EACH))
  const names = new Set<string>()
  return Array.from({ length: count }, (_, at) => {
    // The first of each county is its government, so that civil servants exist everywhere.
    const county = counties[at] ?? random.weighted(counties, ({ shareBp }) => shareBp)
    const trade = at < counties.length ? (TRADES[0] as Trade) : random.weighted(TRADES, ({ share }) => share)
    const record: EmployerRecord = {
      employerNo: `E${county.code}${String(at + 1).padStart(8, '0')}`,
      creditCode: socialCreditCode(random.next, { region: county.code, kind: trade.kind }),
      name: freshName(random, county, trade, names),
      area: county.code,
      averageMonthlyWageFen: wage(random, wageYuan * trade.wage),
    }
    return { record, weight: trade.size * random.lognormal(-0.3, 0.8), organ: trade.organ }
  })
}

function freshName(random: Random, county: County, trade: Trade, names: Set<string>): string {
  const own = (): string => {
    if (trade.kind === '11' || trade.kind === '12') return ''
    const first = FIRST_WORDS.charAt(random.int(0, FIRST_WORDS.length - 1))
    return first + FIRST_WORDS.charAt(random.int(0, FIRST_WORDS.length - 1))
  }
  let name = `${county.name}${own()}${trade.word}`
  for (let number = 2; names.has(name); number += 1) name = `${county.name}${own()}${trade.word}第${number}单位`
  names.add(name)
  return name
}

/** Wages are declared in whole yuan. */
const wage = (random: Random, meanYuan: number): Fen => fen(Math.round(meanYuan * random.lognormal(-0.03, 0.25)) * 100)
