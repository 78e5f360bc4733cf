// More points for the families: every window, every source of a limit, validity within the history.
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
  'coding-evidence': [{ dx: ['K', 'S82'], anyOf: ['C'], validFrom: '2026-03-04' }],
  'combined-use': [
    {
      pairs: [
        ['A', 'A'],
        ['B', 'H'],
      ],
      codes: ['E', 'F', 'G', 'H'],
      allowed: [['F', 'E']],
      validTo: '2026-03-09',
    },
    { codes: ['A', 'B', 'C'], within: 'prescription', allowed: [['A', 'C']] },
  ],
  contraindication: [
    { codes: ['D', 'A'], minAge: 30, aboveQty: 0.5, dx: ['S'], validFrom: '2026-03-04' },
    { codes: ['E', 'F'], phase: ['lactation', 'pregnancy'], intolerance: true },
    {
      codes: ['A', 'B', 'C'],
      intolerance: true,
      labs: [
        { name: 'ALB', op: '<=', value: 29.5 },
        { name: 'CR', op: '>', value: 30 },
      ],
    },
  ],
  'diagnosis-procedure': [
    { proc: ['43.5', '99.1'], allowedDx: ['J'], validTo: '2026-03-08' },
    { proc: ['43.4'], allowedDx: ['J', 'K'], forbiddenDx: ['J96'] },
  ],
  discount: [
    { codes: ['D', 'E', 'A'], group: 'G', discount: 0.3, validFrom: '2026-03-05' },
    { codes: ['F', 'G', 'D'], validTo: '2026-03-07' },
  ],
  eligibility: [
    { states: ['prescriber'], validFrom: '2026-03-05' },
    { states: ['provider', 'death'] },
    { states: ['person'] },
  ],
  indication: [
    {
      codes: ['C'],
      branches: [
        { labs: [{ name: 'ALB', op: '≤', value: 30, withinDays: 1 }], sex: 'F' },
        { flags: ['dialysis', 'rescue'] },
      ],
    },
    {
      codes: ['D'],
      branches: [
        { tests: [{ name: 'EGFR', anyOf: ['L858R'] }], min: 20 },
        { exclusionDx: ['K'], max: 40 },
      ],
    },
    {
      codes: ['E', 'A'],
      branches: [
        { priorTherapy: ['A', 'B'], lookbackDays: 5 },
        { dx: ['S'], needsText: true },
      ],
      validFrom: '2026-03-04',
    },
    { codes: ['F'], branches: [{ dx: [] }, { priorTherapy: ['C'] }] },
    {
      codes: ['G'],
      branches: [
        {
          labs: [
            { name: 'CR', op: '>=', value: 25 },
            { name: 'ALB', op: '=', value: 29.5 },
          ],
        },
      ],
    },
  ],
  injury: [{}, { dx: ['J', 'K'], validTo: '2026-03-07' }],
  'mild-admission': [
    {
      dx: ['K', 'J18'],
      severeDx: ['S'],
      examPrefixes: ['A', 'B', 'C'],
      minExamShare: 0.2,
      treatmentCodes: ['H'],
      minDays: 2,
      validFrom: '2026-03-03',
    },
  ],
  'outside-stay': [{ dx: ['K', 'S'], codes: ['C', 'D', 'E'], consentExcepts: true, validTo: '2026-03-09' }],
  'peer-indicator': [
    { indicator: 'drug-share', side: 'low', minPeers: 4, percentile: 80, minCases: 50 },
    { indicator: 'drug-share', minPeers: 3, percentile: 90, robustZ: 200 },
  ],
  performed: [{ billed: ['C', 'D'] }],
  'prescription-evidence': [{ codes: ['B', 'C'], careMode: ['pharmacy', 'inpatient'], validFrom: '2026-03-05' }],
  'prescription-kinds': [{ maxHerbs: 1 }, { maxKinds: 1, careMode: ['outpatient'], validTo: '2026-03-06' }],
  'prescription-only': [{ codes: ['A', 'D'], alsoListed: ['E', 'F'], validFrom: '2026-03-04' }],
  presence: [{ minAbsentShare: 0.5, minDays: 1 }],
  'procedure-items': [
    { procs: ['43.4', '99'], items: ['C'] },
    { procs: ['43.5'], items: ['D', 'E'], needsCode: true, validFrom: '2026-03-04' },
  ],
  prophylaxis: [
    { procs: ['43.4'], codes: ['C', 'D', 'E'], allowed: ['C'], maxHours: 12, beforeMinutes: 60, infectionDx: ['K'] },
    { procs: ['43.5', '99'], codes: ['A', 'F'], notIndicated: true, validTo: '2026-03-08' },
    { procs: ['43'], codes: ['A', 'B', 'G', 'H'], maxHours: 6, beforeMinutes: 0 },
  ],
  readmission: [{ maxGapDays: 9, exclusionDx: ['K'], validFrom: '2026-03-03' }, { maxGapDays: 14 }],
  'record-fields': [
    { checks: ['procedureTime'] },
    { checks: ['birth', 'sex', 'mainDiagnosis'], validTo: '2026-03-08' },
  ],
  'removed-organ': [
    {
      procRemoves: [
        { code: '43.5', organ: 'stomach' },
        { code: '43.4', organ: 'stomach' },
      ],
    },
  ],
  'same-bill': [{ validFrom: '2026-03-06' }],
  'stay-dates': [{ validTo: '2026-03-07' }],
  'stay-overlap': [{ minOverlapDays: 2, validFrom: '2026-03-02' }],
  stock: [{ codes: ['A', 'B'] }, { catalogue: 'drug' }],
  'trace-code': [
    { require: 'unique', effective: '2026-03-05' },
    { require: 'present', validTo: '2026-03-06' },
  ],
  'upload-lag': [{ maxHours: 10, careMode: ['inpatient'] }],
  'visit-code': [
    { codes: ['K29', '43.5'], max: 300, unit: 'month', validTo: '2026-03-09' },
    { codes: ['S82'], min: 10_000, unit: 'day', sex: 'M' },
  ],
  'visit-count': [
    { careModes: ['inpatient'], windowDays: 9, maxStays: 1, maxTotalDays: 6, exclusionDx: ['K'] },
    { careModes: ['outpatient', 'inpatient', 'emergency'], max: 2, validFrom: '2026-03-04' },
  ],
  'visit-in-stay': [{ careMode: ['pharmacy'], validTo: '2026-03-09' }],
}
