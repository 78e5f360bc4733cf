// A small payment configuration and cases for tests: parts are replaced by name.

import type { Day } from '@yibao/kernel'
import { fen, fractions, payment as pay, type payment } from '@yibao/kernel'

export const { decimal, exact, exactText, fenOf, yuanOf } = fractions

export interface Parts {
  readonly rounding?: string
  readonly routes?: string
  readonly methods?: string
  readonly budgets?: string
  readonly month?: string
  readonly clearing?: string
  readonly more?: string
}

export const POINTS = `
  drg:
    kind: points
    title: 按病组付费
    value: { form: floating, start: { all: 7.80元 } }
    coefficients: { by: level, of: { tertiary: 1.05, secondary: 1 } }
    reference: average
    low: { limits: [{ limit: 0.5倍 }], boundary: below, pay: scaled }
    high: { limits: [{ limit: 2倍 }], boundary: above, pay: excess }
    ungrouped: { pay: itemised, rate: 80% }
    fund_share: { model: ratio }`

export const configText = (parts: Parts = {}): string => `payment: test-2025
title: 测试
year: 2025
basis: { assumed: true, note: 测试 }
rounding: ${parts.rounding ?? '{ units: 8, value: 4, ratio: 6, mode: half_up, posted: provider }'}
routes: ${parts.routes ?? '[{ to: drg }]'}
methods: ${parts.methods ?? POINTS}
budgets: ${parts.budgets ?? '[{ id: main, title: 住院, methods: [drg], amount: 1000000元, reserve: 5% }]'}
month: ${parts.month ?? '{ advance_share: 100%, deposit: 5% }'}
clearing: ${
  parts.clearing ??
  `
  sharing: [{ to: 85%, pay: booked }, { to: 100%, pay: standard }, { to: 110%, fund_share: 60% }, { fund_share: 0% }]
  assessment:
    form: deposit
    rows: [{ score_at_least: 90, keep: all }, { score_at_least: 80, keep: score }, { score_at_least: 60, keep: part, part: 50% }, { keep: none }]`
}
${parts.more ?? ''}`

export function rulesOf(parts: Parts = {}): payment.PaymentRules {
  const { rules, faults } = pay.readPayment('test.yaml', configText(parts))
  const refusing = faults.filter(({ warning }) => !warning)
  if (!rules) throw new Error(JSON.stringify(refusing))
  return rules
}

export const group = (name: string, weight: string, more: Partial<payment.GroupRow> = {}): payment.GroupRow => ({
  ...{ group: name, title: name, weight: decimal(weight), type: '', averageDays: undefined },
  ...{ coefficients: new Map(), averageFen: new Map() },
  ...more,
})

export const provider = (name: string, more: Partial<payment.PaymentProvider> = {}): payment.PaymentProvider => ({
  ...{ provider: name, name, coefficient: undefined, score: undefined, capFen: undefined },
  ...{ baseUnits: undefined, unreasonableFen: fen(0) },
  ...more,
})

export const tablesOf = (
  groups: readonly payment.GroupRow[],
  providers: readonly payment.PaymentProvider[] = [],
): payment.PaymentTables => ({
  groups: new Map(groups.map((each) => [each.group, each])),
  providers: new Map(providers.map((each) => [each.provider, each])),
})

const day = (text: string): Day => text as Day
const PLAIN: payment.PaymentCase = {
  ...{ id: 'c1', provider: 'h1', level: 'tertiary', scheme: 'employee', setting: 'inpatient', county: '', person: '' },
  ...{ admittedOn: day('2025-03-01'), dischargedOn: day('2025-03-09'), settledOn: day('2025-03-09'), days: 8 },
  ...{ group: 'A', status: 'grouped', weight: undefined, auxiliary: undefined, tags: [] },
  ...{ costFen: fen(0), fundFen: fen(0), patientFen: fen(0), otherFen: fen(0), fullSelfFen: fen(0) },
  ...{ preSelfFen: fen(0), deductibleFen: fen(0), exemptFen: fen(0), exemptFundFen: fen(0), tcmFen: fen(0) },
  ...{ review: '', bonusUnits: undefined, leaveDays: 0, department: '', physician: '' },
}

/** A case whose cost is given in yuan; the fund booked three quarters of it. */
export const aCase = (
  more: Partial<payment.PaymentCase> & { readonly costYuan?: number } = {},
): payment.PaymentCase => {
  const { costYuan, ...rest } = more
  if (costYuan === undefined) return { ...PLAIN, ...rest }
  const costFen = fen(Math.round(costYuan * 100))
  const fundFen = fen(Math.floor((costFen * 3) / 4))
  return { ...PLAIN, costFen, fundFen, patientFen: fen(costFen - fundFen), ...rest }
}

export const pricing = (
  rules: payment.PaymentRules,
  tables: payment.PaymentTables,
  overruled: payment.Overruled = pay.NOTHING_OVERRULED,
): payment.PricingContext => ({
  ...{ rules, tables, overruled, daysBefore: new Map() },
  ...{ from: '2025-01-01', to: '2025-12-31' },
})

/** Units of a case as text with four places. */
export const unitsText = (priced: payment.Priced, rules: payment.PaymentRules, places = 4): string =>
  exactText(pay.unitsOf(priced.unitsScaled, rules), places)
