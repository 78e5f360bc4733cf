// Hundreds of random bills over HTTP: the money identities hold of every answer, a cancellation gives everything back, and
// in any order of settling, cancelling and undoing the books stay right.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { checkMoneyIdentities, type OutputValues } from '@yibao/contract'
import type { Fen, Instant } from '@yibao/kernel'
import {
  admit,
  assertRemembered,
  assertSound,
  CHRONIC_DISEASE,
  charge,
  chargeStay,
  createWalker,
  discharging,
  type Item,
  item,
  openVisit,
  type Patient,
  patient,
  quoting,
  type Random,
  randomOf,
  settling,
  settlingStay,
  smallCity,
  startTestServer,
  testSeed,
  totalOf,
} from '../../testing/index.ts'

const EACH = 12
const BILLS = Number(process.env.YIBAO_TEST_BILLS ?? 150)
const seed = testSeed(20_260_615)
const server = await startTestServer({ cityLoad: smallCity({ each: EACH, accountFen: 300_000 }) })
after(() => server.close())
const { client } = server

const KINDS = ['employee', 'retired', 'civil_servant', 'resident', 'poor', 'child', 'waiting', 'uninsured'] as const
const CODES = [
  'plain',
  'partly',
  'outside',
  'capped',
  'forWomen',
  'restricted',
  'consultation',
  'bed',
  'implant',
] as const

const someItems = (random: Random, at: Instant): Item[] =>
  Array.from({ length: random.between(1, 12) }, () =>
    item(random.pick(CODES), random.between(1, 10 ** random.between(2, 6)) / 100, random.between(1, 5), {
      at,
      approved: random.pick(['0', '1', '2']),
    }),
  )

async function standing(person: Patient) {
  const { cuminfo } = await client.done('5206', { data: { psn_no: person.personNo } })
  const { insuinfo } = await client.done('1101', {
    data: {
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certificateNo,
      psn_cert_type: '01',
      certno: person.certificateNo,
      psn_name: person.name,
    },
  } as never)
  return { cuminfo, balance: insuinfo[0]?.balc }
}

interface Answer {
  readonly setlinfo: OutputValues<'2207'>['setlinfo']
  readonly setldetail: OutputValues<'2207'>['setldetail']
}

function assertIdentities(answer: object, total: Fen): void {
  const { setlinfo, setldetail } = answer as Answer
  assert.deepEqual(checkMoneyIdentities(setlinfo as never, setldetail), [])
  assert.equal(setlinfo.medfee_sumamt, total)
  const funds = setldetail.reduce((sum, row) => sum + row.fund_payamt, 0)
  assert.equal(funds, setlinfo.fund_pay_sumamt)
  assert.ok(Object.values(setlinfo).every((value) => typeof value !== 'number' || value >= 0))
  assert.ok(setlinfo.fund_pay_sumamt <= setlinfo.inscp_scp_amt)
  assert.ok(setlinfo.hifp_pay <= setlinfo.inscp_scp_amt - (setlinfo.act_pay_dedc ?? 0) || setlinfo.hifp_pay === 0)
}

const AMOUNT = /_(pay|sumamt|amt|dedc)$|^(overlmt|preselfpay)_/

function assertMirrors(mirror: object, original: object): void {
  const amounts = Object.entries(mirror).filter(([name, value]) => AMOUNT.test(name) && typeof value === 'number')
  assert.ok(amounts.length >= 8)
  const of = original as Readonly<Record<string, number | undefined>>
  for (const [name, value] of amounts) if (of[name] !== undefined) assert.equal(value + of[name], 0, name)
}

type Settling = (random: Random, person: Patient) => ReturnType<typeof settled>

async function settled(random: Random, person: Patient, medType: '11' | '13' | '14') {
  const disease = medType === '14' ? CHRONIC_DISEASE : 'I10.x00'
  const visit = await openVisit(client, person, { medType, disease })
  const items = someItems(random, '2026-06-15 09:00:00' as Instant)
  const total = totalOf(items)
  const { result } = await charge(client, person, visit, 'B1', items)
  for (const { fulamt_ownpay_amt = 0, overlmt_amt = 0, preselfpay_amt = 0, inscp_scp_amt = 0, ...row } of result)
    assert.equal(fulamt_ownpay_amt + overlmt_amt + preselfpay_amt + inscp_scp_amt, row.det_item_fee_sumamt)
  const account = random.pick(['0', '1', '2'] as const)
  const quote = await client.done('2206', quoting(person, visit, 'B1', total, account, medType))
  const answer = await client.done('2207', settling(person, visit, 'B1', total, account, medType))
  assertIdentities(quote, total)
  assert.deepEqual(quote.setldetail, answer.setldetail)
  return { ...answer, visit, total, cancel: '2208' as const }
}

async function stayed(random: Random, person: Patient) {
  const at = `2026-06-0${random.between(1, 5)} 09:00:00` as Instant
  const visit = await admit(client, person, { at })
  const items = someItems(random, at)
  await chargeStay(client, person, visit, items)
  await client.done('2402', discharging(person, visit, at.replace('06-0', '06-1') as Instant))
  const total = totalOf(items)
  const answer = await client.done('2304', settlingStay(person, visit, total, { account: random.pick(['0', '1']) }))
  return { ...answer, visit, total, cancel: '2305' as const }
}

const WAYS: readonly Settling[] = [
  (random, person) => settled(random, person, '11'),
  (random, person) => settled(random, person, '13'),
  (random, person) => settled(random, person, '14'),
  stayed as unknown as Settling,
]

test(`${BILLS} random bills keep the money identities, and a cancelled one gives everything back (seed ${seed})`, async () => {
  const random = randomOf(seed)
  let cancelled = 0
  for (let bill = 0; bill < BILLS; bill++) {
    const person = patient(random.pick(KINDS), random.between(0, EACH - 1))
    const before = await standing(person)
    const { visit, total, cancel, ...answer } = await random.pick(WAYS)(random, person)
    assertIdentities(answer, total)
    // Stays of one person must not overlap: each is cancelled and the admission undone before the next one.
    const isStay = answer.setlinfo.clr_type === '21'
    if (!isStay && random.next() < 0.6) continue
    cancelled += 1
    const named = { setl_id: answer.setlinfo.setl_id, mdtrt_id: visit, psn_no: person.personNo }
    const mirror = await client.done(cancel, { data: named })
    assertMirrors(mirror.setlinfo, answer.setlinfo)
    assert.deepEqual(await standing(person), before)
    if (!isStay) continue
    const own = { mdtrt_id: visit, psn_no: person.personNo }
    await client.done('2405', { data: own })
    await client.done('2302', { data: [{ ...own, feedetl_sn: '0000' }] })
    await client.done('2404', { data: own })
  }
  assert.ok(cancelled > BILLS / 4)
  await assertSound(server)
})

test('any order of settling, cancelling and undoing, many persons at once, leaves the books right', async () => {
  const walkers = (['employee', 'civil_servant', 'resident', 'retired'] as const).flatMap((kind) =>
    [0, 1, 2].map((at) => createWalker(patient(kind, at), randomOf(seed + at), kind === 'resident' ? '0' : '1')),
  )
  // Rows of other tests are theirs: what a walker remembers is looked at on persons of its own.
  const fresh = await startTestServer()
  await Promise.all(
    walkers.map(async (walker) => {
      for (let step = 0; step < 40; step++) await walker.step(fresh.client)
    }),
  )
  const total = (infno: string) => walkers.reduce((sum, { done }) => sum + (done.get(infno) ?? 0), 0)
  assert.ok(
    total('2207') > 100 && total('2208') > 30 && total('2601') > 10,
    JSON.stringify(['2207', '2208', '2601'].map(total)),
  )
  for (const walker of walkers) await walker.checkAnswers(fresh.client, 40)
  await assertRemembered(fresh, walkers)
  await assertSound(fresh)
  await fresh.close()
})
