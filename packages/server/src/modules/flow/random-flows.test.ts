// Two hundred random flows over random bills: whatever the order, books, settlements, accumulators and accounts agree to the fen;
// what was taken back leaves everything where it was; and the order in which bills are taken back does not matter.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Fen, Quantity, UnitPrice } from '@yibao/kernel'
import {
  admit,
  approve,
  assertSound,
  chargeStay,
  discharging,
  effectiveSettlements,
  HOSPITAL,
  ITEMS,
  type Item,
  invoice,
  item,
  type Kind,
  NOW,
  openVisit,
  type Patient,
  patient,
  propose,
  type Random,
  randomOf,
  setLaterMode,
  settleBatch,
  settlementIn,
  settlingStay,
  smallCity,
  standings,
  startTestServer,
  testSeed,
  totalOf,
} from '../../testing/index.ts'

const FLOWS = Number(process.env.YIBAO_TEST_FLOWS ?? 200)
const EACH = 6
const seed = testSeed(20_261_122)
const server = await startTestServer({ cityLoad: smallCity({ each: EACH, accountFen: 200_000 }) })
after(() => server.close())
const { client } = server
await setLaterMode(server, 'settle_again')

const KINDS = ['employee', 'retired', 'civil_servant', 'resident', 'poor'] as const
const CODES = ['plain', 'partly', 'outside', 'capped', 'restricted', 'bed'] as const

const someItems = (random: Random): Item[] =>
  Array.from({ length: random.between(1, 4) }, () =>
    item(random.pick(CODES), random.between(100, 100_000) / 100, random.between(1, 3), {
      approved: random.pick(['0', '1']),
    }),
  )

async function outpatient(random: Random, person: Patient): Promise<void> {
  const visit = await openVisit(client, person)
  await settleBatch(client, person, visit, 'B1', someItems(random), { account: random.pick(['0', '1']) })
}

async function stay(random: Random, person: Patient): Promise<void> {
  const visit = await admit(client, person)
  const items = someItems(random)
  await chargeStay(client, person, visit, items)
  const more = someItems(random)
  if (random.between(0, 1) === 1) {
    await client.done('2304', settlingStay(person, visit, totalOf(items), { interim: true }))
    await chargeStay(client, person, visit, more)
    await client.done('2402', discharging(person, visit, NOW))
    await client.done('2304', settlingStay(person, visit, totalOf(more)))
  } else {
    await client.done('2402', discharging(person, visit, NOW))
    await client.done('2304', settlingStay(person, visit, totalOf(items)))
  }
}

let invoices = 0
async function claimed(random: Random, { personNo }: Patient, scheme: string): Promise<string> {
  invoices += 1
  const yuan = random.between(1, 3000)
  return flow('claim', personNo, {
    scheme,
    category: '11',
    provider: HOSPITAL,
    beganOn: '2026-06-10',
    endedOn: '2026-06-10',
    diagnoses: [{ code: 'I10.x00', name: '高血压' }],
    invoices: [invoice(`R${invoices}`, yuan)],
    lines: [
      {
        item: ITEMS.plain,
        on: '2026-06-10',
        quantity: 10_000 as Quantity,
        price: (yuan * 1_000_000) as UnitPrice,
        approved: false,
      },
    ],
    payee: { name: '某', bank: '某行', account: '1' },
  })
}

/** Proposed and, mostly, approved; the refusal's code where one was refused. */
async function flow(kind: Parameters<typeof propose>[1], personNo: string, input: unknown): Promise<string> {
  const { told, code } = await propose(server, kind, personNo, input)
  return told ? (await approve(server, told.requestId)).code : code
}

const correctionOf = (random: Random, lines: number) => ({
  lines: [
    random.pick([
      { no: random.between(1, lines), remove: true },
      { no: random.between(1, lines), quantity: (random.between(1, 5) * 10_000) as Quantity },
      { no: random.between(1, lines), deniedFor: '不合理收费' },
      { no: random.between(1, lines), price: (random.between(1, 500) * 1_000_000) as UnitPrice },
      { no: random.between(1, lines), approved: true },
    ]),
  ],
})

const EXPECTED = new Set([
  '',
  'settlement_clawed_back',
  'cancel_later_interim_first',
  'claw_back_exceeds_line',
  'claw_back_line_again',
  'claw_back_last_part',
  'claw_back_of_claim',
  'correction_line_unknown',
  'correction_line_earlier_part',
  'interim_needs_cancel',
  'nothing_to_settle',
])

async function oneFlow(random: Random, person: Patient, scheme: string): Promise<string> {
  const own = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  const target = own.length > 0 ? random.pick(own) : undefined
  const { personNo } = person
  switch (random.between(0, 9)) {
    case 0:
    case 1:
      await outpatient(random, person)
      return 'settle'
    case 2:
      await stay(random, person)
      return 'stay'
    case 3:
      return `claim ${await claimed(random, person, scheme)}`
    case 4:
    case 5:
    case 6: {
      if (!target) return 'none'
      const correction = correctionOf(random, 5)
      return `correction ${await flow('correction', personNo, { settlementId: target.settlementId, correction })}`
    }
    case 7:
    case 8:
      if (!target) return 'none'
      return `cancellation ${await flow('cancellation', personNo, { settlementId: target.settlementId })}`
    default: {
      if (!target) return 'none'
      const findings = [
        { no: random.between(1, 3), ...(random.between(0, 1) ? { amountFen: random.between(1, 5000) } : {}) },
      ]
      const input = {
        settlementId: target.settlementId,
        findings,
        basis: '抽查',
        personPart: random.pick(['refunded_by_provider', 'stays_with_person']),
        personAtFault: random.between(0, 1) === 1,
        by: random.pick(['deduction', 'repayment']),
      }
      return `claw_back ${await flow('claw_back', personNo, input)}`
    }
  }
}

test(`${FLOWS} random flows leave the books right`, async () => {
  const random = randomOf(seed)
  const done = new Map<string, number>()
  for (let at = 0; at < FLOWS; ) {
    const kind: Kind = random.pick(KINDS)
    const person = patient(kind, random.between(0, 2))
    const scheme = person.insutype === '310' ? 'employee' : 'resident'
    const what = await oneFlow(random, person, scheme)
    if (what === 'none') continue
    at += 1
    const [name = '', code = ''] = what.split(' ')
    assert.ok(EXPECTED.has(code), `${what} (seed ${seed}, flow ${at})`)
    done.set(code === '' ? name : `${name} refused`, (done.get(code === '' ? name : `${name} refused`) ?? 0) + 1)
  }
  console.log(JSON.stringify(Object.fromEntries(done)))
  if (FLOWS >= 200)
    for (const name of ['settle', 'stay', 'claim', 'correction', 'cancellation', 'claw_back'])
      assert.ok((done.get(name) ?? 0) > 0, `${name} ${done.get(name)}`)
  await assertSound(server)
})

const standingOf = async ({ personNo }: Patient) => {
  const { accumulators, accountFen } = (await standings(server)).find((each) => each.personNo === personNo)!
  return { accumulators, accountFen }
}

const effectiveAmounts = async ({ personNo }: Patient) =>
  (await effectiveSettlements(server))
    .filter((each) => each.personNo === personNo)
    .map(({ settlementId, totalFen, fundFen, accountFen, cashFen, document }) => [
      document.root ?? settlementId,
      totalFen,
      fundFen,
      accountFen,
      cashFen,
    ])
    .sort()
    .map(([, ...amounts]) => amounts)

test('taking everything back, in any order, leaves nothing used up and the account where it was', async () => {
  const random = randomOf(seed + 1)
  for (const kind of ['employee', 'resident', 'civil_servant'] as const) {
    const person = patient(kind, 3)
    const before = await standingOf(person)
    for (let bill = 0; bill < 6; bill++) await outpatient(random, person)
    for (let left = 6; left > 0; left--) {
      const own = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
      assert.equal(own.length, left)
      const { settlementId } = random.pick(own)
      assert.equal(await flow('cancellation', person.personNo, { settlementId }), '')
    }
    assert.deepEqual(await standingOf(person), before)
  }
  await assertSound(server)
})

test('a correction that changes nothing, and one that is undone, leave everything where it was', async () => {
  const person = patient('employee', 4)
  const visit = await openVisit(client, person)
  await settleBatch(client, person, visit, 'B1', [item('plain', 700), item('partly', 300)], { account: '1' })
  await outpatient(randomOf(seed + 2), person)
  const before = [await standingOf(person), await effectiveAmounts(person)]
  const first = async () =>
    (await effectiveSettlements(server)).find((each) => each.visitId === settlementIn(visit))!.settlementId
  const correct = async (correction: unknown) =>
    flow('correction', person.personNo, { settlementId: await first(), correction })
  assert.equal(await correct({ lines: [] }), '')
  assert.deepEqual([await standingOf(person), await effectiveAmounts(person)], before)
  assert.equal(await correct({ lines: [{ no: 1, deniedFor: '误判' }] }), '')
  assert.notDeepEqual(await standingOf(person), before[0])
  assert.equal(await correct({ lines: [{ no: 1, deniedFor: '' }] }), '')
  assert.deepEqual((await standingOf(person)).accumulators, (before[0] as { accumulators: unknown }).accumulators)
  await assertSound(server)
})

test('in which order two bills are taken back or put right does not matter to what the others come to', async () => {
  const [one, two] = [patient('employee', 5), patient('retired', 5)]
  const plans: [Patient, readonly number[]][] = [
    [one, [0, 2]],
    [two, [2, 0]],
  ]
  const ends: unknown[] = []
  for (const [person, order] of plans) {
    const visits: string[] = []
    for (const yuan of [350, 900, 420, 1500, 80]) {
      const visit = await openVisit(client, person)
      await settleBatch(client, person, visit, 'B1', [item('plain', yuan)])
      visits.push(settlementIn(visit))
    }
    for (const at of order) {
      const own = (await effectiveSettlements(server)).find(({ visitId }) => visitId === visits[at])
      const input = { settlementId: own!.settlementId }
      const correction = { lines: [{ no: 1, price: 100_000_000 as UnitPrice }] }
      const code =
        at === 0
          ? await flow('cancellation', person.personNo, input)
          : await flow('correction', person.personNo, { ...input, correction })
      assert.equal(code, '')
    }
    const after = await effectiveSettlements(server)
    const rate = person === one ? 60 : 70
    ends.push(
      visits.map((visit) => {
        const own = after.find(({ visitId }) => visitId === visit)
        return own && [own.totalFen, Math.round((own.fundFen * 60) / rate)]
      }),
    )
  }
  assert.deepEqual(ends[0], ends[1])
  assert.ok((ends[0] as [Fen, Fen][])[1]![1] > 0)
  await assertSound(server)
})
