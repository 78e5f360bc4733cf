// A month's way from the lists to the bank, killed with -9 where a change is decided and not written, and where one is written and not
// answered: whoever starts it again finishes it, nothing is lost, nothing happened twice, and the books are sound.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Fen, instant } from '@yibao/kernel'
import { productPolicies, readPaymentFile } from '@yibao/policy'
import { settableClock } from '../../platform/index.ts'
import { scratchDatabase } from '../../platform/testing/scratch.ts'
import { walkMonth } from '../../testing/clearing-walk.ts'
import {
  admit,
  assertSound,
  chargeStay,
  discharging,
  HOSPITAL,
  item,
  listing,
  patient,
  settlingStay,
  startTestServer,
} from '../../testing/index.ts'

const WORKER = fileURLToPath(new URL('../../testing/clearing-worker.ts', import.meta.url))
const RULES = join(productPolicies, 'payment', 'qingyang-2025.yaml')
const MONTH = '2026-06'
const databaseUrl = await scratchDatabase()

/** Killed at a place in the write path, and at which passing of it. */
async function killedAt(crashAt: string): Promise<void> {
  const args = [WORKER, databaseUrl, '2026-07-10 09:00:00', MONTH, HOSPITAL, RULES]
  const env = { ...process.env, YIBAO_TEST_CRASH_AT: crashAt }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  assert.equal(signal, 'SIGKILL', `${crashAt}: ended with ${code}`)
}

test('a clearing that is killed within its steps is done once, whoever starts it again', async () => {
  const clock = settableClock(instant('2026-06-15 09:00:00'))
  const { rules } = readPaymentFile(RULES)
  assert.ok(rules)
  const server = await startTestServer({ databaseUrl, clock, paymentRules: [rules] })
  after(() => server.close())
  const { client } = server
  const person = patient('employee', 0)
  const visit = await admit(client, person, { at: instant('2026-06-01 09:00:00') })
  const row = item('plain', 4_000, 1, { at: instant('2026-06-02 09:00:00'), serial: '90' })
  await chargeStay(client, person, visit, [row])
  await client.done('2402', discharging(person, visit, instant('2026-06-06 09:00:00')))
  const { setlinfo } = await client.done('2304', settlingStay(person, visit, 400_000 as Fen))
  await client.done('4101', listing(setlinfo.setl_id, visit))

  // Opening counts as well, so the places are somewhere on the way: decided and not written, then written and not answered.
  for (const crashAt of ['after-decide:3', 'after-write:8']) await killedAt(crashAt)
  const count = async (text: string) =>
    (await server.platform.reader.query<{ n: number }>(`select count(*)::int as n from ${text}`)).rows[0]?.n
  clock.advance(25 * 86_400_000)
  await walkMonth(server, MONTH, HOSPITAL)
  await walkMonth(server, MONTH, HOSPITAL)

  assert.equal(await count('payment_run r'), 1)
  assert.equal(await count('case_payment c'), 1)
  assert.equal(await count("clearing c where c.state = 'paid'"), 1)
  assert.equal(await count('clearing c'), 1)
  assert.equal(await count("journal j where j.cause_kind = 'provider_paid' and j.layer = 'cash'"), 1)
  assert.ok(Number(await count("journal j where j.cause_kind = 'method_settled'")) <= 1)
  await assertSound(server)
})
