// 零星报销: a paper bill settled with the rules of its days, approved by a second person, paid by a third; an invoice once.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Quantity, UnitPrice } from '@yibao/kernel'
import {
  admit,
  approve,
  assertSound,
  CASHIER,
  CHRONIC_DISEASE,
  carryOut,
  deskMessage,
  effectiveSettlements,
  HOSPITAL,
  ITEMS,
  invoice,
  item,
  OFFICER,
  openVisit,
  type Patient,
  patient,
  propose,
  SECOND,
  settleBatch,
  settlementIn,
  standings,
  startTestServer,
} from '../../testing/index.ts'
import { listPayouts } from './store.ts'

const server = await startTestServer()
after(() => server.close())
const { client } = server

const line = (code: keyof typeof ITEMS, yuan: number, count = 1, on = '2026-05-20') => ({
  item: ITEMS[code],
  on,
  quantity: (count * 10_000) as Quantity,
  price: (yuan * 1_000_000) as UnitPrice,
  approved: false,
})

const PAYEE = { name: '赵明', bank: '试验银行', account: '6222000000000001' }

const claim = (over: Record<string, unknown> = {}) => ({
  scheme: 'employee',
  category: '11',
  provider: HOSPITAL,
  beganOn: '2026-05-20',
  endedOn: '2026-05-20',
  diagnoses: [{ code: 'I10.x00', name: '高血压' }],
  invoices: [invoice('FP0001', 800)],
  lines: [line('plain', 300), line('partly', 500)],
  payee: PAYEE,
  ...over,
})

const cashOf = async (): Promise<Record<string, number>> => {
  const rows = await server.ledger.balances({})
  const sums: Record<string, number> = {}
  for (const { layer, account, debitFen, creditFen } of rows) {
    const name = `${layer} ${account}`
    sums[name] = (sums[name] ?? 0) + debitFen - creditFen
  }
  return sums
}

const pay = (payoutId: string, personNo: string, actor = CASHIER) =>
  server.city.desks.flows.pay(deskMessage<{ payoutId: string }>(actor), { payoutId, personNo, reference: 'HD001' })

test('a paper bill comes to what the bedside would have come to, and is paid in both layers of the books', async () => {
  const person = patient('employee', 0)
  const twin = patient('employee', 1)
  const visit = await openVisit(client, twin)
  const direct = await settleBatch(client, twin, visit, 'B1', [item('plain', 300), item('partly', 500)])
  const before = await cashOf()
  const { told } = await propose(server, 'claim', person.personNo, claim())
  const preview = told!.preview as { payFen: number; sentences: { zh: string }[] }
  assert.equal(preview.payFen, direct.setlinfo.fund_pay_sumamt)
  assert.ok(
    preview.sentences.some(({ zh }) => zh.includes('起付')),
    'explained',
  )
  assert.equal((await approve(server, told!.requestId, OFFICER)).code, 'four_eyes_same_person')
  const { request } = await approve(server, told!.requestId)
  const { settlementId, payoutId } = request.result as { settlementId: string; payoutId: string }
  const [own] = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  assert.deepEqual([own?.settlementId, own?.fundFen, own?.accountFen], [settlementId, preview.payFen, 0])
  const used = async ({ personNo }: Patient) =>
    (await standings(server)).find((each) => each.personNo === personNo)?.accumulators
  assert.deepEqual(await used(person), await used(twin), 'the year has used up the same')
  const accrued = await cashOf()
  assert.equal((accrued['accrual A202'] ?? 0) - (before['accrual A202'] ?? 0), -preview.payFen, 'owed to the person')
  assert.equal(accrued['accrual A201'], before['accrual A201'], 'and not to the provider')
  await assertSound(server)

  const { rows } = await listPayouts(server.platform.reader, 'due', { offset: 0, size: 10 })
  assert.deepEqual(
    rows.map((row) => [row.payoutId, row.totalFen, row.payee.account]),
    [[payoutId, preview.payFen, PAYEE.account]],
  )
  const second = await pay(payoutId, person.personNo, SECOND)
  assert.equal(!second.ok && second.code, 'four_eyes_same_person', 'whoever approved does not pay')
  assert.ok((await pay(payoutId, person.personNo)).ok)
  const paid = await cashOf()
  assert.equal((paid['cash 5001'] ?? 0) - (before['cash 5001'] ?? 0), preview.payFen, 'row 15: debit 5001')
  assert.equal((paid['cash 1004'] ?? 0) - (before['cash 1004'] ?? 0), -preview.payFen, 'credit 1004')
  assert.equal(paid['accrual A202'] ?? 0, before['accrual A202'] ?? 0, 'nothing is owed any more')
  const again = await pay(payoutId, person.personNo)
  assert.equal(!again.ok && again.code, 'payout_not_due')
  await assertSound(server)
})

test('the same invoice twice is refused and the first is named, whoever brings it', async () => {
  const other = patient('retired', 0)
  const { code, facts } = await propose(server, 'claim', other.personNo, claim())
  assert.equal(code, 'invoice_used')
  assert.deepEqual([facts.invoice, facts.whose, facts.on], ['FP0001', '其他人员', '2026-06-15'])
  const twice = claim({ invoices: [invoice('FP0002', 400), invoice('FP0002', 400)] })
  assert.equal((await propose(server, 'claim', other.personNo, twice)).code, 'invoice_twice')
  // Two windows at once: both proposals stand, one of them is approved.
  const one = await propose(server, 'claim', other.personNo, claim({ invoices: [invoice('FP0003', 800)] }))
  const two = await propose(
    server,
    'claim',
    patient('retired', 1).personNo,
    claim({ invoices: [invoice('FP0003', 800)] }),
  )
  const codes = (await Promise.all([approve(server, one.told!.requestId), approve(server, two.told!.requestId)])).map(
    (each) => each.code,
  )
  assert.equal(codes.filter((each) => each === '').length, 1, codes.join())
  assert.ok(
    codes.some((each) => each === 'invoice_taken' || each === 'invoice_used'),
    codes.join(),
  )
  await assertSound(server)
})

test('sums instead of lines, elsewhere, unfiled: the sums are the split and the place is the place', async () => {
  const person = patient('resident', 0)
  const input = claim({
    scheme: 'resident',
    category: '21',
    provider: undefined,
    institution: { name: '外省某医院', level: 'level_3', area: '880100' },
    beganOn: '2026-05-10',
    endedOn: '2026-05-20',
    lines: [],
    sums: { fullFen: 50_000, overFen: 10_000, preFen: 40_000, inScopeFen: 900_000 },
    invoices: [invoice('FP0010', 9000), invoice('FP0011', 1000)],
  })
  await carryOut(server, 'claim', person.personNo, input)
  const [own] = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  assert.deepEqual(
    [own?.totalFen, own?.inScopeFen, own?.document.full, own?.document.over, own?.document.pre],
    [1_000_000, 900_000, 50_000, 10_000, 40_000],
  )
  assert.deepEqual((own!.document.visit as { place?: string; referral?: string }).referral, 'unfiled')
  await assertSound(server)
  // The stay is taken: a direct stay, or another paper one, shares its nights.
  const again = { ...input, invoices: [invoice('FP0012', 10_000)] }
  assert.equal((await propose(server, 'claim', person.personNo, again)).code, 'stay_overlaps')
})

test('a claim that is wrong is put right until it is paid; its invoices are free again when it is cancelled', async () => {
  const person = patient('employee', 2)
  const input = claim({ invoices: [invoice('FP0020', 800)] })
  const first = await carryOut(server, 'claim', person.personNo, input)
  const { settlementId } = first.result as { settlementId: string }
  await carryOut(server, 'correction', person.personNo, {
    settlementId,
    correction: { category: '14', disease: CHRONIC_DISEASE, lines: [] },
  })
  const [own] = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  assert.equal(own?.fundFen, 60_000)
  const due = await listPayouts(server.platform.reader, 'due', { offset: 0, size: 10 })
  const payout = due.rows.find((row) => row.personNo === person.personNo)
  assert.equal(payout?.totalFen, 60_000)
  await assertSound(server)
  await carryOut(server, 'cancellation', person.personNo, { settlementId: own!.settlementId })
  await assertSound(server)
  const again = await carryOut(server, 'claim', person.personNo, input)
  const { payoutId, settlementId: anew } = again.result as { payoutId: string; settlementId: string }
  assert.ok((await pay(payoutId, person.personNo)).ok)
  const late = await propose(server, 'cancellation', person.personNo, { settlementId: anew })
  assert.equal(late.code, 'claim_paid_already')
  await assertSound(server)
})

test('what a window fills in wrongly is told in words', async () => {
  const { personNo } = patient('civil_servant', 0)
  const code = async (over: Record<string, unknown>) =>
    (await propose(server, 'claim', personNo, claim({ invoices: [invoice('FP0030', 800)], ...over }))).code
  assert.equal(await code({ invoices: [invoice('FP0030', 801)] }), 'invoice_sum_differs')
  assert.equal(await code({ provider: 'H00000000000' }), 'claim_provider_unknown')
  assert.equal(await code({ category: '00' }), 'visit_category_not_here')
  assert.equal(await code({ endedOn: '2026-05-19' }), 'stay_ends_before')
  assert.equal(await code({ endedOn: '2026-07-01' }), 'visit_moment_impossible')
  assert.equal(await code({ scheme: 'resident' }), 'other_scheme')
  assert.equal(await code({ diagnoses: [] }), 'diagnosis_missing')
  assert.equal(await code({ lines: [line('plain', 800, 1, '2026-01-01')] }), 'line_day_outside')
})

test('no provider can touch a paper visit', async () => {
  const person = patient('civil_servant', 1)
  await carryOut(server, 'claim', person.personNo, claim({ invoices: [invoice('FP0040', 800)] }))
  const [own] = (await effectiveSettlements(server)).filter((each) => each.personNo === person.personNo)
  const outcome = await server.city.desks.settlements.cancel(deskMessage<never>(OFFICER) as never, {
    personNo: person.personNo,
    provider: HOSPITAL,
    visitId: own!.visitId,
    settlementId: own!.settlementId,
  })
  assert.equal(!outcome.ok && outcome.code, 'visit_unknown')
  const stay = await admit(client, person)
  assert.ok(settlementIn(stay))
})
