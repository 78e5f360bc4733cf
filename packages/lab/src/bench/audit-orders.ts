// Orders for `bench audit-check`: a person with history, a visit, and a few lines that are being typed.
import {
  type AuditEncounter,
  type AuditFacts,
  type AuditLine,
  type Day,
  dayAt,
  fen,
  type Minute,
  parseMinute,
  type Quantity,
  type UnitPrice,
} from '@yibao/kernel'
import type { Random } from '../random.ts'
import { CODES, codeAt, dx } from './audit-points.ts'

export interface OrderSize {
  readonly draftLines: number
  readonly historyLines: number
}

const NOW = parseMinute('2026-06-30T09:00') as Minute
const DAY = 1440
const PER_VISIT = 10

/** One person, an open visit with draft lines, and earlier visits of ten lines over the year before. */
export function benchOrder(random: Random, { draftLines, historyLines }: OrderSize): AuditFacts {
  const visits = Math.ceil(historyLines / PER_VISIT)
  const earlier = Array.from({ length: visits }, (_, at) =>
    visit(random, `V${at}`, (NOW - random.int(1, 365) * DAY) as Minute, at),
  )
  const open = visit(random, 'NOW', NOW, visits)
  const usual = Array.from({ length: 60 }, () => codeAt(random.int(0, CODES - 1)))
  const line = (encounter: AuditEncounter, at: number, isDraft: boolean): AuditLine => ({
    ...{ id: `${encounter.id}-${at}`, encounterId: encounter.id, at: encounter.start, on: encounter.startOn },
    ...{
      catalogue: 'drug',
      code: random.chance(0.7) ? random.pick(usual) : codeAt(random.int(0, CODES - 1)),
      name: '',
    },
    ...{ quantity: 10_000 as Quantity, unitPrice: (random.int(1, 300) * 1_000_000) as UnitPrice, amountFen: fen(0) },
    ...{ toFund: true, supplyDays: 7, isSplitPack: false, isOnNoCodeList: false, isDraft, sequence: at },
  })
  const lines = earlier.flatMap((encounter) => Array.from({ length: PER_VISIT }, (_, at) => line(encounter, at, false)))
  const drafts = Array.from({ length: draftLines }, (_, at) => line(open, at, true))
  return {
    persons: [
      {
        ...{ id: 'P', sex: random.pick(['male', 'female'] as const), bornOn: `${random.int(1940, 2020)}-05-10` as Day },
        ...{ scheme: 'resident', pregnancies: [], lactations: [], removedOrgans: [], suspended: [] },
      },
    ],
    providers: [{ id: 'H', type: 'hospital', level: random.int(1, 3), suspended: [] }],
    practitioners: [],
    encounters: [...earlier, open],
    lines: [...lines.slice(0, historyLines), ...drafts],
    records: [],
  }
}

const visit = (random: Random, id: string, start: Minute, sequence: number): AuditEncounter => ({
  ...{ id, personId: 'P', providerId: 'H', careMode: 'outpatient', start, end: start },
  ...{ startOn: dayAt(start), endOn: dayAt(start), diagnoses: [{ code: `${dx(random)}.9`, isMain: true }] },
  ...{
    insuranceType: 'basic',
    isRescue: false,
    isLongTermPrescription: false,
    isPreAdmission: false,
    flags: {},
    sequence,
  },
})
