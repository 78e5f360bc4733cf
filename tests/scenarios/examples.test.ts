// The programs that the manual offers for copying run against a demonstration city, and leave it as it was.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { generateCity } from '@yibao/lab'
import { createLog } from '@yibao/server'
import { type RunningDemo, startDemo } from '../../packages/cli/src/serve/demo.ts'
import { shippedCatalogue } from '../../packages/cli/src/shipped.ts'
import { root } from '../architecture/sources.ts'

const run = promisify(execFile)
const example = join(root, 'docs', 'examples', 'outpatient-visit.mjs')
const PEOPLE = 200

const home = mkdtempSync(join(tmpdir(), 'yibao-examples-'))
chmodSync(home, 0o755) // as root, the database's own account must be able to enter
let demo: RunningDemo

before(async () => {
  const log = createLog({ level: 'error' })
  demo = await startDemo({ home, host: '127.0.0.1', port: 0, wishes: { people: PEOPLE }, log })
  await demo.played
})
after(async () => {
  await demo?.stop()
  rmSync(home, { recursive: true, force: true })
})

/** The person whom the manual names, as the synthetic city knows them. */
async function patient() {
  const { city: pack, seed, openedOn, months } = demo.state()
  const catalogue = await shippedCatalogue()
  const city = generateCity({ pack, people: PEOPLE, seed, openedOn, months: months + 12, catalogue })
  const person = city.persons.find(({ personNo }) => personNo === '62100000000000000001')
  assert.ok(person)
  return person
}

test('the outpatient visit of the manual is settled and taken back', async () => {
  const { name, certificateNo } = await patient()
  const { stdout } = await run(process.execPath, [example, name, certificateNo, demo.server.url])
  const steps = stdout.split('\n').filter((line) => line.endsWith('成功'))
  assert.deepEqual(
    steps.map((line) => line.slice(0, 4)),
    ['1101', '2201', '2203', '2204', '2206', '2207', '2208', '2205', '2202'],
  )
  assert.match(stdout, /结算 \w+：总费用 14\.8 元，基金支付 \d/)
  const { balanced, chain, bridge, firstFault } = await demo.server.ledger.verify()
  assert.deepEqual(
    { balanced, chain, bridge, firstFault },
    { balanced: true, chain: true, bridge: true, firstFault: null },
  )
})

test('a wrong name is refused in one sentence', async () => {
  const { certificateNo } = await patient()
  await assert.rejects(run(process.execPath, [example, '张三', certificateNo, demo.server.url]), ({ stdout }) => {
    assert.equal(stdout, '1101 拒绝: 所传姓名与登记不符，请核对姓名后重传\n')
    return true
  })
})
