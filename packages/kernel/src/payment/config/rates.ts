// A small rates file for a hospital's desk: rates by insurance, coefficient, low and high limits. It stands for a whole configuration.

import type { Exact } from '../../money/exact.ts'
import { FaultList } from '../../policy/text/faults.ts'
import { locate } from '../../policy/text/located.ts'
import { mapOf, object, optional, required, text } from '../../policy/text/shape.ts'
import { type PaymentBuilt, readPayment } from './read.ts'
import { type Cited, measure, wholeNumber } from './values.ts'

const ratesShape = object({
  rates: required(text(/^[a-z][a-z0-9_-]*$/, 'an id such as desk-2025'), '编号'),
  title: required(text(), '名称'),
  year: required(wholeNumber(2000, 2100), '年度'),
  note: required(text(), '数值的依据 what the numbers stand on'),
  rate: required(mapOf(measure('money')), '每一权重（分）的费率，按险种'),
  coefficient: optional(measure('number'), '机构系数，不写为 1'),
  coefficients: optional(mapOf(measure('number')), '机构系数，按等级'),
  low: optional(measure('multiple'), '费用低于标准的这个倍数为低倍率'),
  high: optional(measure('multiple'), '费用高于标准的这个倍数为高倍率'),
  ungrouped: optional(measure('rate'), '未入组的按记账支付的比例，不写为 100%'),
})

/** A rates file says so in its first key. */
export const isRatesText = (source: string): boolean => /^rates:/m.test(source)

/** Read and checked by its own words, then as the configuration that it stands for. */
export function readRates(path: string, source: string): PaymentBuilt {
  const faults = new FaultList()
  const node = locate(path, source, faults)
  const file = node && ratesShape.read(node, faults)
  if (!file || faults.refuses) return { faults: faults.faults, values: { total: 0, assumed: 0 } }
  const map = (values: ReadonlyMap<string, Cited<Exact>>) =>
    Object.fromEntries([...values].map(([name, value]) => [name, value.text]))
  const schemes = [...file.rate.keys()]
  const { low, high } = file
  const whole = {
    ...{ payment: file.rates, title: file.title, title_en: file.title, year: file.year, schemes, sources: {} },
    basis: { assumed: true, note: file.note },
    rounding: { units: 6, value: 4, ratio: 6, mode: 'half_up', posted: 'case' },
    routes: [{ to: 'groups' }],
    methods: {
      groups: {
        ...{
          kind: 'points',
          title: '按病种',
          title_en: 'by group',
          reference: 'standard',
          fund_share: { model: 'ratio' },
        },
        value: { form: 'fixed', start: map(file.rate) },
        coefficients: {
          by: 'level',
          of: map(file.coefficients ?? new Map()),
          default: file.coefficient?.text ?? '1',
        },
        ...(low && { low: { limits: [{ limit: low.text }], boundary: 'below', pay: 'scaled' } }),
        ...(high && { high: { limits: [{ limit: high.text }], boundary: 'above', pay: 'excess' } }),
        ungrouped: { pay: 'itemised', rate: file.ungrouped?.text ?? '100%' },
      },
    },
    // No budget is closed by a hospital: the lines only say that every insurance is paid.
    budgets: schemes.map((scheme) => ({
      ...{ id: scheme, title: scheme, scheme, methods: ['groups'], amount: '1元', reserve: '0%' },
    })),
    month: { advance_share: '100%', deposit: '0%' },
    clearing: { sharing: [{ pay: 'standard' }], assessment: { form: 'coefficient', rows: [{ keep: 'all' }] } },
  }
  return readPayment(path, JSON.stringify(whole, null, 1))
}
