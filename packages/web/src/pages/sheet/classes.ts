// Fee lines added up by fee class and catalogue class, in the order of the national list of fee classes. Pure, and tested.
import type { LineView } from '@yibao/contract/rest'
import { itemClassOf } from '../settlement/item-class.ts'

/** 医疗收费项目类别. */
const ORDER = [
  '床位费',
  '诊察费',
  '检查费',
  '化验费',
  '治疗费',
  '手术费',
  '护理费',
  '卫生材料费',
  '西药费',
  '中药饮片费',
  '中成药费',
  '一般诊疗费',
  '挂号费',
  '其他费',
]

export interface ClassSum {
  readonly title: string
  readonly amount: number
  readonly a: number
  readonly b: number
  /** 丙类 and what else is paid wholly by the person. */
  readonly own: number
  readonly other: number
}

/** Each line's amount stands in exactly one of 甲, 乙, 自费, 其他, so that the columns add up to the total. */
export function classSums(lines: readonly LineView[]): ClassSum[] {
  const sums = new Map<string, { -readonly [key in keyof ClassSum]: ClassSum[key] }>()
  for (const line of lines) {
    const title = line.feeClassTitle || '其他费'
    const sum = sums.get(title) ?? { title, amount: 0, a: 0, b: 0, own: 0, other: 0 }
    sums.set(title, sum)
    sum.amount += line.amountFen
    sum.own += line.fullFen
    const rest = line.amountFen - line.fullFen
    const itemClass = itemClassOf(line.itemClass)
    sum[itemClass === 'a' || itemClass === 'b' ? itemClass : 'other'] += rest
  }
  return [...sums.values()].sort((left, right) => rank(left.title) - rank(right.title))
}

const rank = (title: string): number => (ORDER.includes(title) ? ORDER.indexOf(title) : ORDER.length)

export function sumOf(rows: readonly ClassSum[]): ClassSum {
  return rows.reduce(
    (sum, row) => ({
      title: sum.title,
      amount: sum.amount + row.amount,
      a: sum.a + row.a,
      b: sum.b + row.b,
      own: sum.own + row.own,
      other: sum.other + row.other,
    }),
    { title: '合计', amount: 0, a: 0, b: 0, own: 0, other: 0 },
  )
}
