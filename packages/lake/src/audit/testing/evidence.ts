// What the small histories leave out: registers, records, prescriptions, uploads, consents — at random, some there, some not.
import {
  ANTIBIOTIC_CLASSES,
  type AuditEncounter,
  type AuditFacts,
  type AuditLine,
  type AuditRecord,
  type Day,
  dayFromNumber,
  dayNumber,
  type Practitioner,
} from '@yibao/kernel'

/** A small generator of its own, so that a history is the same whatever else was drawn. */
export function drawn(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (most: number): number => next() % most
  const one = <T>(...values: readonly T[]): T => values[below(values.length)] as T
  return { below, one, chance: (of: number): boolean => below(of) === 0 }
}
type Draw = ReturnType<typeof drawn>

const later = (on: Day, days: number): Day => dayFromNumber(dayNumber(on) + days)
const FIRST = '2026-03-01' as Day
const range = (draw: Draw) => {
  const from = later(FIRST, draw.below(14))
  return { from, ...(draw.chance(3) ? {} : { to: later(from, draw.below(6)) }) }
}
const ranges = (draw: Draw, of: number) => (draw.chance(of) ? [range(draw)] : [])
const some = <K extends string, V>(isThere: boolean, key: K, value: V): { readonly [k in K]?: V } =>
  (isThere ? { [key]: value } : {}) as { readonly [k in K]?: V }

export function withEvidence(facts: AuditFacts, seed: number): AuditFacts {
  const draw = drawn(seed)
  const encounters = facts.encounters.map((each) => visited(each, draw))
  const byId = new Map(encounters.map((each) => [each.id, each]))
  const practitioners: Practitioner[] = ['W1', 'W2'].map((id) => ({
    ...{ id, suspended: ranges(draw, 3) },
    ...some(draw.below(3) > 0, 'antibioticRight', draw.one(...ANTIBIOTIC_CLASSES)),
  }))
  const persons = facts.persons.map((each) => ({
    ...{ ...each, lactations: ranges(draw, 3), suspended: ranges(draw, 6) },
    ...some(draw.below(3) > 0, 'scheme', draw.one('employee', 'resident')),
  }))
  const providers = facts.providers.map((each) => ({
    ...{ ...each, suspended: ranges(draw, 8) },
    ...some(draw.below(3) > 0, 'approvedBeds', draw.one(10, 20)),
    ...some(draw.below(3) > 0, 'capabilities', draw.one(['CT'], [], ['CT', 'MRI'])),
  }))
  const lines = facts.lines.map((each) => charged(each, draw))
  const records = [
    ...facts.records,
    ...encounters.flatMap((each) => recordsOf(each, draw)),
    ...ofProviders(facts, draw),
  ]
  const kept = lines.filter((line) => byId.has(line.encounterId))
  return { ...facts, persons, providers, practitioners, encounters, lines: kept, records }
}

function visited(each: AuditEncounter, draw: Draw): AuditEncounter {
  const end = (each.start + 700 + draw.below(1500)) as typeof each.end
  const isShort = each.careMode === 'inpatient' && draw.chance(2)
  return {
    ...each,
    ...(isShort && { end, endOn: dayFromNumber(Math.floor(end / 1440)) }),
    ...some(draw.chance(3), 'diagnoses', [{ code: 'J18.9', isMain: true }]),
    ...some(draw.chance(5), 'exception', draw.one('dialysis', 'consent')),
    ...some(draw.chance(3), 'injury', {
      ...some(draw.below(3) > 0, 'thirdParty', draw.chance(2)),
      ...some(draw.below(3) > 0, 'statementSigned', draw.chance(2)),
    }),
    ...some(each.procedures !== undefined && draw.chance(3), 'procedures', [
      { code: '43.4' },
      { code: draw.one('43.5', '99.1'), at: (each.start - draw.below(400)) as typeof each.start },
    ]),
    ...some(each.procedures === undefined && draw.chance(4), 'procedures', []),
    ...some(
      each.diagnoses !== undefined && draw.chance(6),
      'diagnoses',
      (each.diagnoses ?? []).map((one) => ({ ...one, isMain: false })),
    ),
    ...{ isLongTermPrescription: draw.chance(4), isPreAdmission: draw.chance(3) },
    flags: {
      ...some(draw.below(3) > 0, 'dialysis', draw.chance(2)),
      ...some(draw.chance(2), 'rescue', true),
    } as Record<string, boolean>,
    ...some(draw.chance(8), 'insuranceType', draw.one('maternity' as const, 'work_injury' as const)),
  }
}

function charged(each: AuditLine, draw: Draw): AuditLine {
  const quantity = (each.quantity - draw.below(2) * 5000) as AuditLine['quantity']
  const { unitPrice, listPrice, ...rest } = each
  const at = (each.at - draw.below(3) * 1500) as AuditLine['at']
  const shifted = draw.chance(8) ? { at, on: dayFromNumber(Math.floor(at / 1440)) } : {}
  return {
    ...{ ...rest, ...shifted },
    ...some(draw.below(12) > 0 && unitPrice !== undefined, 'unitPrice', unitPrice as NonNullable<typeof unitPrice>),
    ...some(draw.below(8) > 0 && listPrice !== undefined, 'listPrice', listPrice as NonNullable<typeof listPrice>),
    ...some(draw.chance(5), 'catalogue', 'consumable' as const),
    ...some(draw.below(3) > 0, 'doses', 1 + draw.below(3)),
    ...some(draw.below(4) > 0, 'prescriberId', draw.one('W1', 'W2', 'W3')),
    ...some(draw.below(3) > 0, 'department', draw.one('D1', 'D2', '')),
    ...some(draw.below(3) > 0, 'uploadedAt', (each.at + draw.below(3000)) as AuditLine['at']),
    ...some(draw.chance(3), 'fundPaidFen', Math.floor(each.amountFen / 2) as AuditLine['amountFen']),
    ...some(draw.below(3) > 0, 'ePrescription', {
      ...some(draw.below(3) > 0, 'personId', draw.one('P1', 'P1', 'P2')),
      ...some(draw.below(3) > 0, 'issuedAt', (each.at - 100 + draw.below(150)) as AuditLine['at']),
      ...some(draw.below(3) > 0, 'validUntil', (each.at - 50 + draw.below(400)) as AuditLine['at']),
      ...some(draw.below(3) > 0, 'quantity', quantity),
    }),
    ...{ isSplitPack: draw.chance(4), isOnNoCodeList: draw.chance(4) },
  }
}

function recordsOf(visit: AuditEncounter, draw: Draw): AuditRecord[] {
  const head = { encounterId: visit.id, ...some(draw.chance(2), 'personId', visit.personId) }
  const at = (visit.start + draw.below(2000)) as AuditEncounter['start']
  const on = (): Day => later(visit.startOn, draw.below(4))
  return [
    ...(draw.chance(2)
      ? [{ ...head, kind: 'lab' as const, name: draw.one('ALB', 'CR'), value: 20 + draw.below(20), at }]
      : []),
    ...(draw.chance(3) ? [{ ...head, kind: 'lab' as const, name: 'ALB', value: 29.5, at }] : []),
    ...(draw.chance(3) ? [{ ...head, kind: 'test' as const, name: 'EGFR', result: draw.one('L858R', 'wild') }] : []),
    ...(draw.chance(4)
      ? [{ ...head, kind: 'intolerance' as const, codes: draw.one([], ['A'], ['B', 'C'], ['F']) }]
      : []),
    ...(draw.chance(2)
      ? [{ ...head, kind: 'performed' as const, codes: draw.one(['B'], ['A'], ['C', 'D'], [], ['A', 'B']) }]
      : []),
    ...Array.from({ length: draw.below(7) }, () => ({
      ...head,
      ...{ kind: 'presence' as const, on: on(), found: draw.chance(2) },
    })),
    ...(draw.chance(2)
      ? [
          {
            ...head,
            kind: draw.one('sites' as const, 'hours' as const),
            on: on(),
            count: 20_000 as AuditLine['quantity'],
          },
        ]
      : []),
  ]
}

/** Few, so that one provider is short on several of them. */
const CENSUS_DAYS = ['2026-03-01' as Day, '2026-03-02' as Day, '2026-03-03' as Day] as const

function ofProviders({ providers }: AuditFacts, draw: Draw): AuditRecord[] {
  const units = (most: number) => (draw.below(most) * 10_000) as AuditLine['quantity']
  return providers.flatMap(({ id: providerId }): AuditRecord[] => [
    ...Array.from({ length: draw.below(3) }, () => ({
      ...{ kind: 'census' as const, providerId, inpatients: 8 + draw.below(20), on: draw.one(...CENSUS_DAYS) },
    })),
    ...Array.from({ length: draw.below(3) }, () => ({
      ...{
        kind: 'inventory' as const,
        providerId,
        code: draw.one('A', 'A', 'B'),
        ...some(draw.chance(2), 'from', draw.one(...CENSUS_DAYS)),
        opening: units(3),
        purchased: units(5),
      },
      ...{
        returned: units(2),
        settled: units(9),
        ...some(draw.chance(2), 'catalogue', draw.one('drug' as const, 'consumable' as const)),
      },
    })),
  ])
}

/** Figures of many providers, to be held against each other: they meet only within one history. */
export function withIndicators(facts: AuditFacts, seed: number): AuditFacts {
  const draw = drawn(seed ^ 0x5bd1)
  const providers = Array.from({ length: 2 + draw.below(26) }, (_, at) => ({ id: `I${at}`, suspended: [] }))
  const records = providers.flatMap(({ id: providerId }): AuditRecord[] =>
    ['2026-02', '2026-03'].slice(draw.below(2)).map((period) => ({
      ...{ kind: 'indicator' as const, providerId, name: 'drug-share', period, peerGroup: draw.one('L3', 'L3', 'L2') },
      ...{ numerator: draw.chance(9) ? 80 : 30 + draw.below(8), denominator: draw.chance(9) ? 0 : 90 + draw.below(3) },
      cases: draw.chance(9) ? 10 : 100,
    })),
  )
  return { ...facts, providers: [...facts.providers, ...providers], records: [...facts.records, ...records] }
}
