// Why a difference is one, in a sentence of both languages.
import type { Difference, DifferenceReason } from '../../clearing/index.ts'

interface Words {
  readonly zh: string
  readonly en: string
}

const REASONS: Readonly<Record<DifferenceReason, (detail: string) => Words>> = {
  unknown: () => ({ zh: '平台没有这笔结算', en: 'The platform has no such settlement' }),
  other_month: (month) => ({ zh: `结算属于${month}，不在本月`, en: `Settled in ${month}, not in this month` }),
  undone: () => ({ zh: '该结算已冲正，平台不计', en: 'The message was undone, so it does not count' }),
  cancelled: () => ({ zh: '该结算本月内已撤销', en: 'Cancelled within the month' }),
  claim: () => ({ zh: '零星报销，基金付给个人', en: 'A paper claim: the funds pay the person' }),
  not_declared: () => ({ zh: '机构没有申报这笔结算', en: 'The institution did not declare it' }),
  twice: () => ({ zh: '明细中重复', en: 'Listed twice' }),
  amounts: () => ({ zh: '两边金额不同', en: 'The amounts differ' }),
  figures: () => ({ zh: '本类合计不同', en: 'The figures of the category differ' }),
}

export const reasonText = ({ reason, detail }: Difference, titleOf: (payer: string) => Words): Words => {
  if (reason !== 'figures' || detail === '') return REASONS[reason](detail)
  const { zh, en } = titleOf(detail)
  return { zh: `${zh}合计不同`, en: `The sum of ${en} differs` }
}
