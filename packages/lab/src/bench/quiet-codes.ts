// Codes that an ordinary order is made of: points are looked at for each of them, and nothing is wrong.
import {
  type AuditEncounter,
  type AuditFacts,
  type AuditFinding,
  type AuditLine,
  type AuditPerson,
  type CompiledAudit,
  checkOrder,
  type Day,
  dayAt,
  type Fen,
  type Minute,
  parseMinute,
  type Quantity,
  type UnitPrice,
  viewOf,
} from '@yibao/kernel'
import { CODES, codeAt } from './audit-points.ts'

/** What every ordinary order is given for. */
export const ORDINARY_DIAGNOSIS = 'I10'

const NOW = parseMinute('2026-06-30T09:00') as Minute

/**
 * Codes of which one line alone, for a man and for a woman, in a primary hospital's clinic, is found nothing of. What is asked of a
 * line for which its message has no place is not told there either.
 */
export function quietCodes(audit: CompiledAudit): string[] {
  const isTold = ({ missing }: AuditFinding): boolean =>
    missing.length === 0 || missing.some((fact) => !fact.startsWith('line.'))
  const isQuiet = (code: string): boolean =>
    (['male', 'female'] as const).every((sex) => !checkOrder(audit, viewOf(orderOf(code, sex))).some(isTold))
  return Array.from({ length: CODES }, (_, at) => codeAt(at)).filter((code) => audit.byCode.has(code) && isQuiet(code))
}

const BEFORE = (NOW - 10 * 1440) as Minute

/** The code is ordered, and was taken ten days ago. */
const orderOf = (code: string, sex: AuditPerson['sex'] & string): AuditFacts => ({
  persons: [
    {
      ...{ id: 'P', sex, bornOn: '1980-05-10' as Day, scheme: 'resident' },
      ...{ pregnancies: [], lactations: [], removedOrgans: [], suspended: [] },
    },
  ],
  providers: [{ id: 'H', type: 'hospital', level: 1, suspended: [] }],
  practitioners: [],
  encounters: [visitAt('BEFORE', BEFORE, 0), visitAt('NOW', NOW, 1)],
  lines: [lineAt('BEFORE', BEFORE, code), { ...lineAt('NOW', NOW, code), isDraft: true }],
  records: [],
})

const visitAt = (id: string, at: Minute, sequence: number): AuditEncounter => ({
  ...{ id, personId: 'P', providerId: 'H', careMode: 'outpatient', start: at, end: at },
  ...{ startOn: dayAt(at), endOn: dayAt(at), diagnoses: [{ code: ORDINARY_DIAGNOSIS, isMain: true }] },
  ...{ insuranceType: 'basic', isRescue: false, isLongTermPrescription: false, isPreAdmission: false },
  ...{ flags: {}, sequence },
})

const lineAt = (encounterId: string, at: Minute, code: string): AuditLine => ({
  ...{ id: `${encounterId}-1`, encounterId, at, on: dayAt(at), catalogue: 'drug', code, name: '药品', supplyDays: 7 },
  ...{ quantity: 10_000 as Quantity, unitPrice: 1_000_000 as UnitPrice, amountFen: 100 as Fen, toFund: true },
  ...{ department: 'A03', prescriberId: 'D1', prescription: 'R', ePrescription: { id: 'R' } },
  ...{ isSplitPack: false, isOnNoCodeList: false, isDraft: false, sequence: 0 },
})
