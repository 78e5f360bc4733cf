// The past kept ready: only what is held against a version, never more lines than allowed, the one used last kept longest.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AuditEncounter,
  day,
  type Fen,
  type Minute,
  type NetLine,
  type Quantity,
  type UnitPrice,
} from '@yibao/kernel'
import { type PastVisit, PLAIN_LINE, PLAIN_VISIT } from './facts.ts'
import { PastKeeper } from './past.ts'

const FROM = day('2024-06-15')
const VISIT: AuditEncounter = {
  ...{ id: 'V', personId: 'P', providerId: 'H', careMode: 'outpatient', start: 0 as Minute, end: 0 as Minute },
  ...{ startOn: FROM, endOn: FROM, sequence: 0, ...PLAIN_VISIT },
}
const LINE: NetLine = {
  ...{ ...PLAIN_LINE, id: 'V/1', encounterId: 'V', at: 29_000_000 as Minute, on: FROM, sequence: 3, catalogue: 'herb' },
  ...{ code: 'T0001', name: '', quantity: -15_000 as Quantity, netQuantity: -15_000 as Quantity, toFund: false },
  ...{ amountFen: 9_007_199_254 as Fen, netAmountFen: 9_007_199_254 as Fen },
}
const of = (lines: number): PastVisit[] => [
  { encounter: VISIT, isOver: true, lines: Array.from({ length: lines }, () => LINE) },
]

test('a past comes out as it went in: what was absent is absent, and each visit has its own lines', () => {
  const full: NetLine = {
    ...{ ...LINE, id: 'W/2', encounterId: 'W', unitPrice: 0 as UnitPrice, department: '', prescriberId: 'D1' },
    ...{ supplyDays: 7, prescription: 'R', ePrescription: { id: 'R' }, reversalOf: 'V/1' },
  }
  const stay: AuditEncounter = { ...VISIT, id: 'W', careMode: 'inpatient', diagnoses: [{ code: 'I10', isMain: true }] }
  const visits: PastVisit[] = [
    { encounter: VISIT, isOver: true, lines: [LINE, { ...LINE, id: 'V/2', toFund: true }] },
    { encounter: { ...VISIT, id: 'U' }, isOver: true, lines: [] },
    { encounter: stay, isOver: false, lines: [full] },
  ]
  const keeper = new PastKeeper()
  keeper.keep('P', { version: 1, from: FROM, visits })
  assert.deepEqual(keeper.known('P', FROM)?.visits(), visits)
})

test('a past is known from its own day on only, and the newest word replaces the older', () => {
  const keeper = new PastKeeper()
  keeper.keep('P', { version: 3, from: FROM, visits: of(2) })
  assert.equal(keeper.known('P', FROM)?.version, 3)
  assert.equal(keeper.known('P', day('2024-06-16')), undefined)
  assert.equal(keeper.known('Q', FROM), undefined)
  keeper.keep('P', { version: 4, from: FROM, visits: of(5) })
  assert.equal(keeper.known('P', FROM)?.version, 4)
  assert.equal(keeper.lines, 6)
})

test('a person whom nobody has changed has no version to be held against, and is not kept', () => {
  const keeper = new PastKeeper()
  keeper.keep('P', { version: 0, from: FROM, visits: of(2) })
  assert.equal(keeper.known('P', FROM), undefined)
  keeper.keep('Q', { version: 1, from: FROM, visits: of(2) })
  keeper.keep('Q', { version: 0, from: FROM, visits: of(2) })
  assert.equal(keeper.known('Q', FROM), undefined)
  assert.equal(keeper.lines, 0)
})

test('the lines kept are bounded; who was not asked for longest goes first, and a past above the bound is not kept at all', () => {
  const keeper = new PastKeeper(30)
  for (const name of ['A', 'B']) keeper.keep(name, { version: 1, from: FROM, visits: of(9) })
  keeper.known('A', FROM)
  keeper.keep('C', { version: 1, from: FROM, visits: of(19) })
  assert.deepEqual(
    ['A', 'B', 'C'].map((name) => keeper.known(name, FROM) !== undefined),
    [true, false, true],
  )
  assert.equal(keeper.lines, 30)
  keeper.keep('D', { version: 1, from: FROM, visits: of(30) })
  assert.equal(keeper.known('D', FROM), undefined)
  assert.equal(keeper.lines, 30)
})
