// A small world for properties: a card and a point or two for every family over eight codes, and random facts that make them meet.
import fc from 'fast-check'
import { fen } from '../../money/fen.ts'
import type { Quantity, UnitPrice } from '../../money/line-amount.ts'
import { FaultList, faultText } from '../../policy/text/faults.ts'
import { type Day, day } from '../../time/day.ts'
import type { RuleCard } from '../card/card.ts'
import { readCard } from '../card/read-card.ts'
import { nodeFromJson } from '../cases/json-node.ts'
import { type CompiledAudit, compileAudit } from '../check/compile.ts'
import { dayAt, type Minute, parseMinute } from '../facts/minute.ts'
import type { AuditEncounter, AuditFacts, AuditLine, AuditPerson, AuditRecord, CareMode } from '../facts/model.ts'
import { families } from '../families/index.ts'
import { type RawPoint, readRawPoint } from '../knowledge/point.ts'

export const WORLD_CODES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const

/** Points by family; each family must have at least one, so that none escapes the properties. */
export const WORLD_POINTS: Readonly<Record<string, readonly object[]>> = {
  'amount-cap': [
    { codes: ['A'], cap: 60, window: 'lifetime' },
    { codes: ['B', 'C'], cap: 40, window: 'stay' },
  ],
  bundle: [{ composite: 'H', compositePrice: 15, parts: ['A', 'B', 'C'], minParts: 2, window: 'sameDay' }],
  capacity: [{ alarm: 1.3 }],
  'coding-evidence': [{ dx: ['J96'], anyOf: ['A', 'B'] }],
  'combined-use': [
    { pairs: [['A', 'B']] },
    { group: 'G', codes: ['C', 'D', 'E'], allowed: [['C', 'D']], minOverlapDays: 2 },
    { pairs: [['F', 'G']], within: 'prescription' },
  ],
  companion: [
    { codes: ['A'], anyOf: ['B'], windowDays: 1 },
    { codes: ['C'], anyOf: ['D'] },
  ],
  contraindication: [
    { codes: ['A'], dx: ['J'] },
    { codes: ['B'], minAge: 65 },
    { codes: ['C'], phase: 'pregnancy' },
  ],
  'daily-quantity': [
    { codes: ['A', 'B'], maxDaily: 3 },
    { codes: ['C'], maxDaily: 1, tolerance: 2 },
  ],
  'diagnosis-procedure': [{ proc: '43.4', forbiddenDx: ['J'] }],
  discount: [
    { codes: ['A', 'B'], group: 'G', discount: 0.5 },
    { codes: ['C'], group: 'G', discount: 0.8 },
  ],
  'distinct-days': [
    { codes: ['A', 'B'], maxDays: 2, window: 'stay' },
    { codes: ['C'], maxDays: 1, window: 'episode' },
  ],
  eligibility: [{ states: ['death', 'person', 'prescriber', 'provider'] }],
  frequency: [
    { codes: ['A', 'B'], window: 'day', max: 2 },
    { codes: ['C', 'D'], window: 'stay', maxFrom: 'billableDays', combine: true },
    { codes: ['E'], window: 'day', perHour: true, max: 24 },
  ],
  indication: [
    { codes: ['A'], branches: [{ dx: ['J'] }, { labs: [{ name: 'ALB', op: '<', value: 30 }] }] },
    { codes: ['B'], dx: ['K'] },
  ],
  injury: [{ dx: ['S'] }],
  interval: [
    { codes: ['A'], minGapDays: 3 },
    { codes: ['B'], maxPerWeek: 2 },
    { codes: ['C'], maxPerStay: 2 },
  ],
  'line-arithmetic': [{}],
  'line-limit': [
    { codes: ['A'], sex: 'F' },
    { codes: ['B'], max: 14 },
    { codes: ['C'], allowed: ['inpatient'] },
    { codes: ['D'], minLevel: 3 },
  ],
  'mild-admission': [{ dx: ['J'], examPrefixes: ['A'], minExamShare: 0.5 }],
  'on-hand': [{ codes: ['A', 'B'], maxOnHandDays: 10 }],
  'outside-list': [
    { disease: 'M1', codes: ['A', 'B'] },
    { disease: 'M1', codes: ['C'] },
  ],
  'outside-stay': [{ dx: ['J'], codes: ['A', 'B'], daysAround: 2 }],
  pair: [
    { a: 'A', b: 'B', window: 'sameDay' },
    { a: 'C', b: 'D', window: 'sameSitting' },
    { a: 'E', b: 'F', window: 'stay' },
  ],
  'peer-indicator': [{ indicator: 'drug-share' }],
  performed: [{ billed: 'A', likelyActual: 'B' }],
  'prescription-evidence': [{ codes: ['A'] }],
  'prescription-kinds': [{ maxKinds: 2 }],
  'prescription-only': [{ codes: ['A', 'B'] }, { codes: ['C'] }],
  presence: [{ minAbsentShare: 0.3 }],
  'price-ceiling': [{ codes: ['A', 'B'], ceiling: 5 }],
  'prior-therapy': [{ codes: ['A'], firstLine: ['B', 'C'], lookbackDays: 10 }],
  'procedure-items': [{ procs: ['43'], items: ['A', 'B'], needsCode: true }],
  prophylaxis: [{ procs: ['43'], codes: ['A', 'B'] }],
  purchaser: [{ maxPersonsPerDay: 1 }],
  readmission: [{ maxGapDays: 5 }],
  'record-fields': [{ checks: ['dates', 'diagnosis', 'mainDiagnosis'] }],
  'removed-organ': [{ procRemoves: { '43.4': 'stomach' } }],
  'same-bill': [{}],
  'stay-dates': [{ preAdmissionDays: 1 }],
  'stay-overlap': [{}],
  stock: [{}],
  'supply-days': [{ maxDays: 7, longTermMaxDays: 14 }],
  'trace-code': [{ require: 'unique' }, { require: 'present' }],
  'upload-lag': [{ maxHours: 24 }],
  'visit-code': [{ codes: ['J18', '43.4'], sex: 'F' }],
  'visit-count': [{ careModes: ['outpatient', 'pharmacy'], windowDays: 5, max: 1 }],
  'visit-in-stay': [{}],
  workload: [
    { codes: ['A', 'B'], minutes: 30, maxMinutes: 60 },
    { codes: ['C'], minutes: 20, maxMinutes: 60 },
  ],
}

const message = '{ zh: 甲, en: a }'

export function worldCard(family: string, number: number, excess: string): RuleCard {
  const text = `id: XX-${String(number).padStart(3, '0')}
version: '1'
title: { zh: 甲, en: a }
category: policy
subject: all
family: ${family}
knowledge: kp_world
stages: [pre, mid, post]
result: definite
excess: ${excess}
messages: { doctor: ${message}, provider: ${message}, insured: ${message}, auditor: ${message} }
basis: [{ title: 甲 }]
tests: [{ name: a }, { name: b }, { name: c }]
`
  const faults = new FaultList()
  const card = readCard(`${family}.yaml`, text, faults)
  if (!card) throw new Error(faults.faults.map(faultText).join('\n'))
  return card
}

/** All families at once, or those named. */
export function worldAudit(only?: readonly string[]): CompiledAudit {
  const faults = new FaultList()
  const chosen = [...families.values()].filter((family) => !only || only.includes(family.name))
  const cards = chosen.map((family, at) => worldCard(family.name, at + 1, family.excess))
  const points = cards.flatMap((card) =>
    (WORLD_POINTS[card.family.name] ?? []).map((point, at): RawPoint => {
      const raw = readRawPoint(
        nodeFromJson({ rule: card.id, kpId: `${card.family.name}-${at}`, ...point }, ''),
        { id: '' },
        faults,
      )
      if (!raw) throw new Error(faults.faults.map(faultText).join('\n'))
      return raw
    }),
  )
  const audit = compileAudit(cards, points, faults)
  if (faults.refuses) throw new Error(faults.faults.map(faultText).join('\n'))
  return audit
}

const FIRST = parseMinute('2026-03-01T00:00') as Minute
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
/** An entry only when there is a value: absent is not undefined here. */
const present = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [k in K]?: V }

const person = (id: string): fc.Arbitrary<AuditPerson> =>
  fc
    .record({
      sex: maybe(fc.constantFrom('male' as const, 'female' as const)),
      bornOn: maybe(fc.constantFrom('1950-05-10', '1990-03-05', '2015-03-05')),
      diedOn: fc.option(fc.constant('2026-03-10'), { nil: undefined, freq: 8 }),
      pregnant: fc.boolean(),
      removed: fc.boolean(),
    })
    .map(({ sex, bornOn, diedOn, pregnant, removed }) => ({
      ...{
        id,
        ...present('sex', sex),
        ...present('bornOn', bornOn as Day | undefined),
        ...present('diedOn', diedOn as Day | undefined),
      },
      pregnancies: pregnant ? [{ from: day('2026-03-01'), to: day('2026-03-08') }] : [],
      ...{ lactations: [], suspended: [], removedOrgans: removed ? ['stomach'] : [] },
    }))

const encounter = (sequence: number): fc.Arbitrary<AuditEncounter> =>
  fc
    .record({
      personId: fc.constantFrom('P1', 'P2'),
      providerId: fc.constantFrom('H1', 'H2'),
      careMode: fc.constantFrom<CareMode>('outpatient', 'inpatient', 'inpatient', 'pharmacy', 'emergency'),
      start: fc.integer({ min: 0, max: 14 * 24 }),
      hours: fc.integer({ min: 6, max: 200 }),
      dx: maybe(fc.array(fc.constantFrom('J18', 'J96', 'K29', 'S82'), { maxLength: 2 })),
      proc: fc.boolean(),
      disease: fc.boolean(),
      invoice: fc.option(fc.constantFrom('I1', 'I2'), { nil: undefined, freq: 3 }),
      episode: maybe(fc.constant('EP')),
      purchaser: maybe(fc.constant('B1')),
    })
    .map(({ personId, providerId, careMode, start: hour, hours, dx, proc, disease, invoice, episode, purchaser }) => {
      const start = (FIRST + hour * 60) as Minute
      const end = (careMode === 'inpatient' ? start + hours * 60 : start) as Minute
      return {
        ...{
          id: `E${sequence}`,
          personId,
          providerId,
          careMode,
          start,
          end,
          startOn: dayAt(start),
          endOn: dayAt(end),
          sequence,
        },
        ...present(
          'diagnoses',
          dx?.map((code, at) => ({ code, isMain: at === 0 })),
        ),
        ...(proc && { procedures: [{ code: '43.4', at: (start + 120) as Minute }] }),
        ...(disease && { benefitType: 'OUTPATIENT_SPECIAL', diseaseCode: 'M1' }),
        ...{ ...present('invoice', invoice), ...present('episode', episode), ...present('purchaserId', purchaser) },
        ...{
          insuranceType: 'basic' as const,
          isRescue: false,
          isLongTermPrescription: false,
          isPreAdmission: false,
          flags: {},
        },
      }
    })

const line = (sequence: number, encounters: readonly AuditEncounter[]): fc.Arbitrary<AuditLine> =>
  fc
    .record({
      encounter: fc.constantFrom(...encounters),
      hour: fc.integer({ min: 0, max: 60 }),
      code: fc.constantFrom(...WORLD_CODES),
      catalogue: fc.constantFrom('drug' as const, 'drug' as const, 'herb' as const, 'service' as const),
      units: fc.integer({ min: 1, max: 4 }),
      price: fc.integer({ min: 1, max: 10 }),
      off: fc.constantFrom(0, 0, 0, 100),
      toFund: fc.constantFrom(true, true, true, true, false),
      days: maybe(fc.integer({ min: 1, max: 20 })),
      rx: maybe(fc.constantFrom('R1', 'R2')),
      incision: maybe(fc.constantFrom('I', 'J')),
      executor: maybe(fc.constant('W1')),
      trace: maybe(fc.array(fc.constantFrom('t1', 't2', 't3'), { maxLength: 2 })),
      packs: maybe(fc.integer({ min: 1, max: 2 })),
    })
    .map((given) => {
      const inStay = given.encounter.careMode === 'inpatient'
      const at = (given.encounter.start + (inStay ? given.hour * 60 : 0)) as Minute
      const unitPrice = (given.price * 1_000_000) as UnitPrice
      return {
        ...{
          id: `L${sequence}`,
          encounterId: given.encounter.id,
          at,
          on: dayAt(at),
          sequence,
          catalogue: given.catalogue,
        },
        ...{
          code: given.code,
          name: given.code,
          quantity: (given.units * 10_000) as Quantity,
          unitPrice,
          listPrice: unitPrice,
        },
        ...{ amountFen: fen(given.units * given.price * 100 + given.off), toFund: given.toFund },
        ...{
          ...present('supplyDays', given.days),
          ...present('prescription', given.rx),
          ...present('incision', given.incision),
        },
        ...{
          ...present('executorId', given.executor),
          ...present('traceCodes', given.trace),
          ...present('packs', given.packs),
        },
        ...{ isSplitPack: false, isOnNoCodeList: false, isDraft: false },
      }
    })

const lab = (encounters: readonly AuditEncounter[]): fc.Arbitrary<AuditRecord> =>
  fc.record({
    kind: fc.constant('lab' as const),
    name: fc.constant('ALB'),
    value: fc.integer({ min: 20, max: 40 }),
    encounterId: fc.constantFrom(...encounters.map((each) => each.id)),
  })

/** Two persons, two providers, up to six visits and twenty lines. */
export const worldFacts: fc.Arbitrary<AuditFacts> = fc
  .tuple(person('P1'), person('P2'), fc.integer({ min: 2, max: 6 }))
  .chain(([first, second, count]) =>
    fc.tuple(...Array.from({ length: count }, (_, at) => encounter(at))).chain((encounters) =>
      fc
        .integer({ min: 1, max: 20 })
        .chain((lines) =>
          fc.tuple(
            fc.tuple(...Array.from({ length: lines }, (_, at) => line(at, encounters))),
            fc.array(lab(encounters), { maxLength: 2 }),
          ),
        )
        .map(([lines, records]) => ({
          persons: [first, second],
          providers: [
            { id: 'H1', type: 'hospital', level: 3, suspended: [] },
            { id: 'H2', type: 'hospital', suspended: [] },
          ],
          practitioners: [],
          ...{ encounters, lines, records },
        })),
    ),
  )
