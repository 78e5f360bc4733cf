// The words of a tier's explanation, Chinese first.
import type { Words } from './node.ts'

export const WORDS = {
  base: { zh: '进入本段的费用', en: 'amount entering the tier' },
  admitted: { zh: '限额内费用', en: 'amount within limits on cost' },
  room: { zh: '余额', en: 'room left' },
  limit: { zh: '限额', en: 'limit' },
  used: { zh: '已使用', en: 'already used' },
  deductible: { zh: '起付线', en: 'deductible' },
  rule: { zh: '规定的起付标准', en: 'deductible by rule' },
  credit: { zh: '已计起付线', en: 'deductible already taken' },
  before: { zh: '本期此前累计', en: 'earlier in this period' },
  from: { zh: '分段起点', en: 'bands from' },
  to: { zh: '分段终点', en: 'bands to' },
  rate: { zh: '支付比例', en: 'rate' },
  least: { zh: '保底', en: 'guaranteed minimum' },
  beforeLimits: { zh: '限额前应付', en: 'before limits on payment' },
  left: { zh: '尚未支付的费用', en: 'burden not yet paid' },
  paid: { zh: '支付', en: 'pays' },
  change: { zh: '比例调整', en: 'change of rate' },
  most: { zh: '最高比例', en: 'highest rate' },
  unit: { zh: '取整到', en: 'to a multiple of' },
  paidBefore: { zh: '本期此前已支付', en: 'paid earlier in this period' },
} satisfies Record<string, Words>
