// The quality rules of the settlement list: a good list passes, and each rule finds its own fault and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fen, fen } from '../money/fen.ts'
import { day } from '../time/day.ts'
import { instant } from '../time/instant.ts'
import { checkList, isRefused, LIST_RULES, type ListContext, type SettlementList } from './index.ts'

const yuan = (value: number): Fen => fen(value * 100)

const good: SettlementList = {
  ...{ settlementId: 'S1', personNo: 'P1', providerCode: 'H1', isChronicOutpatient: false, insuranceNo: 'N1' },
  ...{ caseNo: 'C1', nationality: '156', occupation: '21', sex: 'female', bornOn: day('1990-05-01') },
  contact: { relation: '1', address: '人民路1号', phone: '13800000000' },
  ...{ admittedAt: instant('2026-03-01 10:00:00'), dischargedAt: instant('2026-03-08 09:00:00') },
  ...{ settledUntil: day('2026-03-08'), uploadedAt: instant('2026-03-10 09:00:00') },
  ...{ statedAge: 35, statedAgeDays: undefined, statedStayDays: 7 },
  newborn: { admissionType: '', birthWeightG: undefined, admissionWeightG: undefined },
  chronic: { department: '', on: undefined, diagnoses: 0 },
  diagnoses: [
    { kind: 'western', code: 'K80.100', name: '胆囊结石伴胆囊炎', isMain: true },
    { kind: 'western', code: 'I10.x00', name: '高血压', isMain: false },
  ],
  procedures: [
    {
      code: '51.2300',
      name: '腹腔镜下胆囊切除术',
      at: instant('2026-03-02 09:00:00'),
      anaesthesia: '01',
      anaesthetist: 'D2',
    },
  ],
  ...{ statedDiagnoses: 2, statedProcedures: 1, ventilationMinutes: undefined, nursingDays: 7 },
  intensiveCare: [
    { ward: '1', inAt: instant('2026-03-02 12:00:00'), outAt: instant('2026-03-03 12:00:00'), statedMinutes: 1440 },
  ],
  ...{ dischargeWay: '1', receiver: { name: '', code: '' }, plansReadmission: false, readmissionPurpose: '' },
  items: [
    {
      category: '手术费',
      amountFen: yuan(3000),
      classAFen: yuan(2000),
      classBFen: yuan(500),
      ownPayFen: yuan(400),
      otherFen: yuan(100),
    },
  ],
  ...{ paymentsFen: [yuan(2000)], accountFen: yuan(100), familyAccountFen: yuan(200), cashFen: yuan(700) },
  ...{ selfPayFen: yuan(600), ownPayFen: yuan(400), operationFeeFen: yuan(3000), bloodFeeFen: yuan(0) },
  blood: { kind: '', amount: undefined },
}

const context: ListContext = {
  now: instant('2026-03-10 09:00:00'),
  settlement: { personNo: 'P1', providerCode: 'H1', totalFen: yuan(3000), isCancelled: false },
  otherList: undefined,
  isDiagnosisCode: (code) => code !== 'K99.999',
  isProcedureCode: (code) => code !== '99.9999',
  isGrey: (code) => code.startsWith('R'),
  isVentilation: (code) => code.startsWith('96.7'),
  isProvider: (code) => code === 'H1',
  ...{ nationalities: new Set(['156']), occupations: new Set(['21']), preAdmissionDays: 3, inTimeDays: 10 },
}

const main = good.diagnoses[0] as SettlementList['diagnoses'][number]
const operation = good.procedures[0] as SettlementList['procedures'][number]
const care = good.intensiveCare[0] as SettlementList['intensiveCare'][number]
const item = good.items[0] as SettlementList['items'][number]
const withMain = (code: string) => ({ diagnoses: [{ ...main, code }], statedDiagnoses: 1 })
const born = {
  bornOn: day('2026-02-20'),
  statedAge: undefined,
  statedAgeDays: 9,
  diagnoses: [{ ...main, code: 'P23.900' }],
  statedDiagnoses: 1,
}
const weighed = { ...born, newborn: { admissionType: '1', birthWeightG: undefined, admissionWeightG: 3200 } }

const faults: readonly (readonly [rule: string, change: Partial<SettlementList>, around?: Partial<ListContext>])[] = [
  ['Q01', { occupation: '' }],
  ['Q01', { nationality: 'CHN' }],
  ['Q02', { ...weighed, newborn: { ...weighed.newborn, admissionType: '' } }],
  ['Q02', { ...weighed, newborn: { ...weighed.newborn, admissionWeightG: 32 } }],
  ['Q03', withMain('O80.000')],
  ['Q04', { isChronicOutpatient: true, chronic: { department: '03', on: day('2026-03-01'), diagnoses: 1 } }],
  ['Q05', { settledUntil: day('2026-03-07') }],
  ['Q06', { statedAge: 36 }],
  ['Q07', { statedStayDays: 8 }],
  ['Q08', { diagnoses: good.diagnoses.toReversed() }],
  ['Q08', { diagnoses: good.diagnoses.map((each) => ({ ...each, isMain: true })) }],
  ['Q09', { statedDiagnoses: 3 }],
  ['Q10', withMain('K99.999')],
  ['Q11', withMain('W19.900')],
  ['Q11', withMain('R05.x00')],
  ['Q12', { diagnoses: [main, { ...main, isMain: false }] }],
  ['Q12', withMain('G94.0*')],
  ['Q13', withMain('N40.x00')],
  ['Q14', { bornOn: day('1950-05-01'), statedAge: 75, ...withMain('O21.000') }],
  ['Q15', { procedures: [{ ...operation, at: instant('2026-02-20 09:00:00') }] }],
  ['Q16', { procedures: [{ ...operation, anaesthetist: '' }] }],
  ['Q17', { ventilationMinutes: 600 }],
  ['Q17', { ventilationMinutes: 6000, procedures: [{ ...operation, code: '96.7101' }] }],
  ['Q18', { intensiveCare: [{ ...care, statedMinutes: 1500 }] }],
  [
    'Q18',
    {
      intensiveCare: [
        care,
        { ...care, inAt: instant('2026-03-03 11:00:00'), outAt: instant('2026-03-03 13:00:00'), statedMinutes: 120 },
      ],
    },
  ],
  ['Q19', { nursingDays: 9 }],
  ['Q20', { dischargeWay: '2' }],
  ['Q20', { dischargeWay: '3', receiver: { name: '某卫生院', code: 'H9' } }],
  ['Q21', { plansReadmission: true }],
  ['Q22', { items: [{ ...item, otherFen: yuan(99) }] }],
  [
    'Q22',
    {
      items: [
        item,
        { ...item, amountFen: yuan(1), classAFen: yuan(1), classBFen: yuan(0), ownPayFen: yuan(0), otherFen: yuan(0) },
      ],
    },
  ],
  ['Q23', { paymentsFen: [yuan(1999)] }],
  ['Q23', { selfPayFen: yuan(599) }],
  ['Q24', {}, { settlement: { personNo: 'P2', providerCode: 'H1', totalFen: yuan(3000), isCancelled: false } }],
  ['Q24', {}, { otherList: 'L1' }],
  ['Q25', { uploadedAt: instant('2026-03-30 09:00:00') }],
  ['Q26', { procedures: [], statedProcedures: 0 }],
  ['Q26', { blood: { kind: '1', amount: 200 } }],
]

test('a good list has nothing to find', () => {
  assert.deepEqual(checkList(good, context), [])
})

test('each rule finds its own fault, and no other rule speaks', () => {
  for (const [rule, change, around] of faults) {
    const findings = checkList({ ...good, ...change }, { ...context, ...around })
    assert.deepEqual(
      [...new Set(findings.map((finding) => finding.rule))],
      [rule],
      `${rule} ${JSON.stringify(findings)}`,
    )
    for (const { field, found, expected } of findings) assert.ok(field && found && expected)
  }
})

test('every rule is tried here, and a list without a settlement is refused', () => {
  assert.deepEqual([...new Set(faults.map(([rule]) => rule))].sort(), [...LIST_RULES])
  assert.ok(isRefused(checkList(good, { ...context, settlement: undefined })))
  assert.ok(!isRefused(checkList({ ...good, nursingDays: 9 }, context)))
})

test('a newborn with weights passes, a procedure within the days before admission too', () => {
  assert.deepEqual(checkList({ ...good, ...weighed }, context), [])
  const early = [{ ...operation, at: instant('2026-02-27 09:00:00') }]
  assert.deepEqual(checkList({ ...good, procedures: early }, context), [])
})
