// What is known of planted care: which visit belongs to which scheme. Written beside a lake, never into it.

export const FRAUD_SCHEMES = [
  'split_stay',
  'low_standard',
  'card_hoarding',
  'co_visit',
  'abnormal_prescriber',
  'fake_admission',
  'pharmacy_swap',
  'hung_bed',
  'induced',
  'upcoding',
  'trace_reuse',
] as const

export type FraudScheme = (typeof FRAUD_SCHEMES)[number]

export interface FraudPlan {
  /** Of the care that a scheme may take, so much is rewritten; above 0, at most 0.5. */
  readonly rate: number
  readonly schemes: readonly FraudScheme[]
}

/** What a scheme says of the event it planted: one case is one split course, one round of cards, one group, one prescriber. */
export interface Mark {
  readonly scheme: FraudScheme
  readonly case: string
}

export interface FraudLabel extends Mark {
  readonly visitId: string
  readonly personNo: string
  readonly provider: string
  readonly practitioner: string
}

const HEAD = 'scheme,case,provider,practitioner,person_no,visit_id'

/** Visits that were settled. Half of a split course, whose other half never came about, is no split. */
export function labelsText(labels: readonly FraudLabel[]): string {
  const sizes = new Map<string, number>()
  for (const each of labels) sizes.set(each.case, (sizes.get(each.case) ?? 0) + 1)
  const whole = labels.filter((each) => each.scheme !== 'split_stay' || sizes.get(each.case) === 2)
  const rows = whole.map((each) =>
    [each.scheme, each.case, each.provider, each.practitioner, each.personNo, each.visitId].join(','),
  )
  return `${[HEAD, ...rows.sort()].join('\n')}\n`
}
