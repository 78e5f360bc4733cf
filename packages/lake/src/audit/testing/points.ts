// More points for the families that have a set-based form: every window, every source of a limit, validity within the history.
export const MORE_POINTS: Readonly<Record<string, readonly object[]>> = {
  'line-limit': [
    { codes: ['A'], min: 3, max: 40 },
    { codes: ['B'], min: 20, unit: 'month', exceptionDx: ['J'] },
    { codes: ['C'], max: 4000, unit: 'day' },
    { codes: ['D'], scheme: 'MATERNITY', exemptBenefitTypes: ['OUTPATIENT_SPECIAL'] },
    { codes: ['E'], deny: ['pharmacy', 'outpatient'] },
    { codes: ['F'], depts: ['D1'] },
    { codes: ['G'], cls: 'RESTRICTED' },
    { codes: ['H'], requires: ['CT'], validFrom: '2026-03-05', validTo: '2026-03-09' },
    { codes: ['A', 'H'], never: true, validTo: '2026-03-04' },
  ],
  'price-ceiling': [
    { codes: ['A', 'D'], ceiling: 4.5, childAddOn: 0.3, childMaxAge: 12 },
    { codes: ['E'], selectedPrice: 3.3333, level: 3 },
  ],
  'line-arithmetic': [{ tolerance: 0.5 }],
  'supply-days': [
    { maxDays: 5, careMode: ['outpatient', 'pharmacy'] },
    { maxDays: 3, codes: ['A', 'B'] },
  ],
  frequency: [
    ...['week', 'month', 'quarter', 'year', 'lifetime', 'episode', 'stay'].map((window, at) => ({
      codes: ['A', 'B', 'C'],
      window,
      max: 2 + at / 2,
      combine: at % 2 === 0,
    })),
    { codes: ['D'], window: 'day', maxFrom: 'recordedHours' },
    { codes: ['E', 'F'], window: 'day', maxFrom: 'recordedSites', max: 3, combine: true },
    { codes: ['G'], window: 'day', perHour: true },
    { codes: ['H'], window: 'week', max: 1, validFrom: '2026-03-05', validTo: '2026-03-09' },
  ],
  'distinct-days': ['week', 'month', 'lifetime', 'day'].map((window) => ({ codes: ['A', 'D'], maxDays: 1, window })),
  'amount-cap': ['week', 'year', 'episode', 'day'].map((window) => ({ codes: ['A', 'D'], cap: 12.34, window })),
  interval: [
    { codes: ['A', 'D'], minGapDays: 2, basis: 'clinical' },
    { codes: ['B', 'C'], maxPerStay: 3, maxPerWeek: 4, basis: 'payment' },
  ],
  'daily-quantity': [{ codes: ['D', 'E'], maxDaily: 1.5, tolerance: 1.2 }],
  'on-hand': [{ codes: ['C', 'D', 'E'], maxOnHandDays: 5, validFrom: '2026-03-03' }],
  pair: [
    { a: 'A', b: ['A', 'B'], window: 'visitDay' },
    { a: ['C', 'D'], b: ['D', 'E'], window: 'sameDay', sameSite: true },
    { item: 'F', consumablePrefixes: ['A', 'G'], separatelyChargeable: ['G'], window: 'stay' },
  ],
  bundle: [
    { composite: 'H', compositePrice: 9.99, parts: ['A', 'B', 'C', 'D'], window: 'sameSitting' },
    { composite: 'H', compositePrice: 20, parts: ['D', 'E', 'F'], minParts: 1, window: 'stay' },
  ],
  companion: [{ codes: ['E', 'F'], anyOf: ['G', 'H'], windowDays: 3 }],
  'prior-therapy': [{ codes: ['D', 'E'], firstLine: ['A', 'F'], lookbackDays: 5, minDays: 2, exemptionDx: ['K'] }],
  'outside-list': [{ disease: 'M1', codes: ['D'], validFrom: '2026-03-05' }],
  workload: [{ codes: ['D', 'A'], minutes: 45, maxMinutes: 50, validTo: '2026-03-06' }],
}
