// Small policies and bills written by hand, for the single cases that properties have found.
import type { Bill, Line } from '../../src/benefits/bill.ts'
import { PlanBook } from '../../src/benefits/compile/plan-book.ts'
import { settle } from '../../src/benefits/settle.ts'
import type { Settlement } from '../../src/benefits/settlement.ts'
import type { Fen } from '../../src/money/fen.ts'
import type { Outcome } from '../../src/outcome.ts'
import { type Built, buildLibrary } from '../../src/policy/build.ts'
import { faultText } from '../../src/policy/text/faults.ts'
import { day } from '../../src/time/day.ts'
import { hash } from './library.ts'
import { HEAD } from './policy.ts'
import { type Data, written } from './text.ts'

type Keys = Readonly<Record<string, unknown>>

export const SWITCHES = {
  band_origin: 'above_deductible',
  band_scope: 'visit',
  deductible_mode: 'visit',
  cap_consumption: 'binding_point',
  round_at: 'tier',
} satisfies Data

/** A tier that pays half of what is in scope, but for what the test says otherwise. */
export const tierBy = (own: Keys): Keys => ({
  title: '一层',
  payer: 'pooled',
  fund: 'resident_basic',
  base: 'in_scope',
  ...(own.bands === undefined && { rate: '50%' }),
  ...own,
  switches: { ...SWITCHES, ...(own.switches as Keys | undefined) },
})

export interface ByHand {
  readonly tiers: Readonly<Record<string, Keys>>
  readonly classification?: Keys
  readonly parameters?: Keys
  readonly plan?: Keys
}

export function builtBy({ tiers, classification, parameters, plan }: ByHand): Built {
  const file = {
    ...HEAD,
    ...(parameters && { parameters }),
    classifications: {
      standard: {
        title: '归类',
        pre_self_pay: { by: 'item_class', a: '0%', b: 'catalogue_rate', c: '0%' },
        ...classification,
      },
    },
    tiers: Object.fromEntries(Object.entries(tiers).map(([id, own]) => [id, tierBy(own)])),
    plans: {
      ordinary: {
        title: '计划',
        scheme: 'resident',
        settings: ['inpatient', 'outpatient', 'maternity_outpatient'],
        classification: 'standard',
        tiers: Object.keys(tiers),
        switches: { over_limit: 'separate', account_pays: ['none'], governed_by: 'discharge', package: 'none' },
        ...plan,
      },
    },
  }
  return buildLibrary([{ id: 'by-hand', files: [{ path: 'by-hand.yaml', text: written(file as Data, 'yaml') }] }], hash)
}

export function bookBy(policy: ByHand): PlanBook {
  const built = builtBy(policy)
  if (!built.library) throw new Error(built.faults.map(faultText).join('\n'))
  return new PlanBook(built.library)
}

export const inScope = (fen: number, more: Partial<Line> = {}): Line => ({
  item: 'XA01',
  itemClass: 'a',
  kind: 'other',
  amountFen: fen as Fen,
  ...more,
})

export const billBy = ({ person, visit, ...own }: { readonly [K in keyof Bill]?: Partial<Bill[K]> }): Bill => ({
  lines: [],
  accumulators: {},
  ...(own as Partial<Bill>),
  person: { scheme: 'resident', status: 'adult', ...person },
  visit: {
    setting: 'outpatient',
    level: 'level_1',
    admittedOn: day('2023-05-01'),
    dischargedOn: day('2023-05-01'),
    settledOn: day('2023-05-01'),
    ...visit,
  },
})

export function outcomeBy(policy: ByHand, bill: Bill): Outcome<Settlement> {
  return settle(bookBy(policy).planOn('ordinary', bill.visit.dischargedOn, bill.visit.settledOn), bill)
}

export function settlementBy(policy: ByHand, bill: Bill): Settlement {
  const outcome = outcomeBy(policy, bill)
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.facts)}`)
  return outcome.value
}

export const paidBy = (settlement: Settlement): Record<string, number> =>
  Object.fromEntries(settlement.tiers.map((tier) => [tier.id, tier.paid]))
export const changesBy = (settlement: Settlement): Record<string, number> =>
  Object.fromEntries(settlement.changes.map(({ key, change }) => [key, change]))
