// Where facts come from: every fact that a rule waits for has its word, what nobody can send is asked of nobody, and the operations of
// a settlement list make a rule speak that was silent before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  compileAudit,
  day,
  dayAt,
  FaultList,
  factsAwaited,
  type Minute,
  parseMinute,
  type RawPoint,
} from '@yibao/kernel'
import { loadRules } from '@yibao/policy'
import { factsBack, type StoredVisit } from './facts.ts'
import { lookBack } from './look.ts'
import { FACT_SOURCES, isAskedInVain, sourceOf } from './sources.ts'

const { cards } = loadRules()

test('every fact that the cards wait for is known here: a message, a register, a question, or nowhere', () => {
  const awaited = new Set(cards.flatMap(factsAwaited))
  const known = [...awaited].filter((fact) => FACT_SOURCES[fact] || /^(lab |\d+ (cases|peers)$)/.test(fact))
  assert.deepEqual(
    [...awaited].filter((fact) => !known.includes(fact)),
    [],
  )
  for (const { state, messages } of known.map(sourceOf)) assert.equal(state === 'message', messages.length > 0)
  const waiting = cards.filter((card) => factsAwaited(card).some((fact) => sourceOf(fact).state === 'none'))
  assert.ok(['E01', 'E18', 'N45'].every((id) => waiting.some((card) => card.id === id)))
  assert.ok(!waiting.some(({ id }) => id === 'N38'), 'its operations come with the settlement list')
})

test('nobody is asked for what cannot be sent; operations only once there is a list', () => {
  assert.ok(isAskedInVain(['provider.capabilities'], true))
  assert.ok(!isAskedInVain(['provider.capabilities', 'lab ALB'], true))
  assert.deepEqual(
    [
      isAskedInVain(['encounter.procedures'], false),
      isAskedInVain(['encounter.procedures'], true),
      isAskedInVain([], false),
    ],
    [true, false, false],
  )
})

const AT = parseMinute('2026-06-10 10:00') as Minute
const STAY = {
  visit: {
    ...{ visitId: 'V1', personNo: 'P1', provider: 'H1', kind: 'inpatient', state: 'ended' },
    details: { category: '21', beganAt: '2026-06-05 09:00:00', diagnoses: [{ code: 'K80.100', main: true }] },
  },
  batches: [
    {
      withdrawn: [],
      lines: [
        {
          ...{ serial: '1', at: '2026-06-06 09:00:00', item: 'LOCAL-OPEN', kind: 'service', itemClass: 'a' },
          ...{ quantity: 10_000, price: 1_300_000_000, amountFen: 130_000, ordered: ['A04', '', 'D1', ''] },
        },
      ],
    },
  ],
} as unknown as StoredVisit
const PERSON = { personNo: 'P1', sex: 'male', bornOn: day('1970-05-10'), dossier: null } as never
const SOURCES = { providers: { find: () => undefined }, categories: { find: () => undefined } } as never

const foundWith = (procedures?: readonly { code: string }[]): string[] => {
  const card = cards.find(({ id }) => id === 'N38')!
  const node = card.tests[0]!.node.entries.get('point')!
  const faults = new FaultList()
  const point = { rule: 'N38', head: { id: 'K1', version: '1' }, parameters: node } as RawPoint
  const audit = compileAudit([card], [point], faults)
  const facts = factsBack(PERSON, [STAY], SOURCES, { at: AT, visitId: 'V1', ...(procedures && { procedures }) })
  assert.equal(dayAt(AT), '2026-06-10')
  return lookBack(audit, facts, 'V1', new Set(['V1/1'])).map(({ severity }) => severity)
}

test('an operation of the list without its charge is suspect; without a list, or with the charge, nothing is said', () => {
  assert.deepEqual(foundWith(undefined), [])
  assert.deepEqual(foundWith([{ code: '51.2300' }]), ['suspect'])
  assert.deepEqual(foundWith([]), [])
})
