// Simulated hospitals against a gateway that reads as strictly as the contract: every chain, every style, every mishap.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Infno } from '@yibao/contract'
import { addMonths } from '@yibao/kernel'
import { type CareEvent, planCare } from '../care/index.ts'
import { smallCity } from '../testing/shipped.ts'
import { StandInGateway } from '../testing/stand-in-gateway.ts'
import { memoryInFile } from './memory.ts'
import { type RunReport, runMonth } from './run-month.ts'
import { CLIENT_STYLES } from './style.ts'
import { complaintsText, withoutIdentifiers } from './tally.ts'
import type { Transport } from './transport.ts'
import { unzip, zipOf } from './zip.ts'

const SEED = 33
const BASE = 'http://127.0.0.1:1'

const sound = ({ tally }: RunReport): void => {
  assert.equal(tally.discrepancyCount, 0, complaintsText(tally))
  assert.equal(tally.unexpectedRefusals, 0, complaintsText(tally))
  assert.equal(tally.faults.size, 0, complaintsText(tally))
  assert.equal(tally.broken, 0)
}

test('a month of care runs through every chain, in every style, and what was planned to go wrong does', async (t) => {
  const { city, catalogue } = await smallCity({ people: 12_000, seed: 3, months: 4 })
  const events = planCare({ city, months: 1, seed: SEED })
  const gateway = new StandInGateway(city)
  const report = await runMonth({ city, catalogue, events, baseUrl: BASE, transport: gateway.transport() })
  t.diagnostic(`${events.length} events, ${report.tally.messageCount} messages, ${report.tally.settled} settlements`)
  sound(report)
  assert.equal(report.openStays, 0)
  assert.equal(report.begun, events.length)
  assert.equal(report.tally.completed, events.length)
  const numbers = [
    ...[
      '9001',
      '9101',
      '9102',
      '1101',
      '2001',
      '2101',
      '2102',
      '2103',
      '2201',
      '2202',
      '2203',
      '2203A',
      '2204',
      '2205',
    ],
    ...['2206', '2207', '2208', '2301', '2302', '2303', '2304', '2305', '2401', '2402', '2403', '2404', '2405', '2501'],
    ...['2601', '3201', '3202', '5201', '5202', '5203', '5204', '5205', '5206'],
  ]
  assert.deepEqual(
    numbers.filter((infno) => !gateway.taken.has(infno as '9001')),
    [],
  )
  assert.ok(gateway.styles.size >= 4, [...gateway.styles].join())
})

test('what is in effect at the end is what was planned to be', async () => {
  const { city, catalogue } = await smallCity({ people: 6000, seed: 4, months: 4 })
  const events = planCare({ city, months: 1, seed: SEED })
  const gateway = new StandInGateway(city)
  await runMonth({ city, catalogue, events, baseUrl: BASE, transport: gateway.transport() })
  const inEffect = [...gateway.rules.settlements.values()].filter(({ undone }) => !undone).length
  const has = (event: CareEvent, ...any: string[]): boolean => event.irregular.some((each) => any.includes(each))
  const refused = gateway.rules.spells
  const expected = events
    .filter((event) => !has(event, 'cancelled', 'registration_cancelled', 'admission_cancelled'))
    .filter((event) => refused.call(gateway.rules, event.personNo).length > 0)
    .reduce((sum, event) => sum + (has(event, 'interim') ? 2 : 1), 0)
  assert.equal(inEffect, expected)
})

test('lost answers are asked for again under the same number, and nothing happens twice', async () => {
  const { city, catalogue } = await smallCity({ people: 4000, seed: 5, months: 4 })
  const events = planCare({ city, months: 1, seed: SEED })
  const plain = new StandInGateway(city)
  await runMonth({ city, catalogue, events, baseUrl: BASE, transport: plain.transport() })
  const faulty = new StandInGateway(city)
  const report = await runMonth({
    city,
    catalogue,
    events,
    baseUrl: BASE,
    transport: faulty.transport((_, count) => count % 7 === 0),
  })
  assert.equal(report.tally.discrepancyCount, 0, complaintsText(report.tally))
  assert.equal(report.tally.unexpectedRefusals, 0, complaintsText(report.tally))
  assert.ok((report.tally.faults.get('UND_ERR_HEADERS_TIMEOUT') ?? 0) > 100)
  assert.deepEqual(amounts(faulty), amounts(plain))
})

const amounts = (gateway: StandInGateway): number[] =>
  [...gateway.rules.settlements.values()].map(({ amounts }) => amounts.medfee_sumamt).sort((a, b) => a - b)

test('a run that was stopped goes on from its file without doing anything twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-lab-'))
  try {
    const { city, catalogue } = await smallCity({ people: 3000, seed: 6, months: 4 })
    const events = planCare({ city, months: 1, seed: SEED })
    const whole = new StandInGateway(city)
    await runMonth({ city, catalogue, events, baseUrl: BASE, transport: whole.transport() })
    const gateway = new StandInGateway(city)
    const stop = new AbortController()
    const path = join(folder, 'memory.jsonl')
    const shared = { city, catalogue, events, baseUrl: BASE }
    const first = await runMonth({
      ...shared,
      memory: memoryInFile(path),
      // In the middle of a day, as an interruption would.
      transport: gateway.transport((_, count) => {
        if (count === 900) stop.abort()
        return false
      }),
      signal: stop.signal,
    })
    assert.ok(first.begun < events.length)
    const rest = await runMonth({ ...shared, memory: memoryInFile(path), transport: gateway.transport() })
    sound(rest)
    assert.deepEqual(amounts(gateway), amounts(whole))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('hospitals that die before an answer is written down go on where they were, again and again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-lab-'))
  try {
    const { city, catalogue } = await smallCity({ people: 3000, seed: 6, months: 4 })
    const events = planCare({ city, months: 1, seed: SEED })
    const whole = new StandInGateway(city)
    await runMonth({ city, catalogue, events, baseUrl: BASE, transport: whole.transport() })
    const gateway = new StandInGateway(city)
    const path = join(folder, 'memory.jsonl')
    const shared = { city, catalogue, events, baseUrl: BASE, concurrency: 1 }
    /** The platform has done what was asked, and nobody is there any more to hear of it. */
    const dyingAt = (number: Infno, left: number): Transport => {
      let isDead = false
      const isWanted = new RegExp(`infno("|%22)(:|%3A)("|%22)${number}("|%22)`)
      const inner = gateway.transport(({ body }) => {
        if (isWanted.test(body)) left -= 1
        isDead ||= left === 0
        return false
      })
      const deliver: Transport['deliver'] = async (request) => {
        const delivery = await inner.deliver(request)
        if (isDead) throw new Error('power cut')
        return delivery
      }
      return { ...inner, deliver }
    }
    const deaths: readonly (readonly [Infno, number])[] = [
      ['2207', 3],
      ['2304', 1],
      ['2601', 1],
      ['2102', 2],
      ['2208', 1],
      ['2204', 2],
      ['2401', 1],
      ['2207', 5],
      ['2304', 2],
      ['2102', 3],
    ]
    for (const [number, left] of deaths) {
      const transport = dyingAt(number, left)
      await assert.rejects(runMonth({ ...shared, memory: memoryInFile(path), transport }), /power cut/, number)
    }
    const rest = await runMonth({ ...shared, memory: memoryInFile(path), transport: gateway.transport() })
    sound(rest)
    assert.deepEqual(amounts(gateway), amounts(whole))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('stays that last beyond the month remain in hospital', async () => {
  const { city, catalogue } = await smallCity({ people: 4000, seed: 7, months: 4 })
  const gateway = new StandInGateway(city)
  const report = await runMonth({
    city,
    catalogue,
    events: planCare({ city, months: 1, seed: SEED }),
    baseUrl: BASE,
    through: addMonths(city.openedOn, 1),
    transport: gateway.transport(),
  })
  sound(report)
  assert.ok(report.openStays > 0)
  const open = gateway.rules.visits
    .values()
    .filter(({ stay, state }) => stay && state === 'open')
    .toArray()
  assert.equal(open.length, report.openStays)
})

test('over HTTP, with the number in the address or without, forms or JSON', async () => {
  const { city, catalogue } = await smallCity({ people: 1500, seed: 8, months: 4 })
  const gateway = new StandInGateway(city)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const contentType = request.headers['content-type'] as 'text/plain; charset=utf-8'
      const answer = gateway.answer({ path: request.url ?? '', body, contentType })
      const isFile = answer instanceof Uint8Array
      response.setHeader('content-type', isFile ? 'application/octet-stream' : 'application/json')
      response.end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const report = await runMonth({
      city,
      catalogue,
      events: planCare({ city, months: 1, seed: SEED }),
      baseUrl: `http://127.0.0.1:${port}`,
      concurrency: 8,
    })
    sound(report)
    assert.ok(report.tally.settled > 50)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

test('a gateway that is not there is a fault of transport, counted and shown', async () => {
  const { city, catalogue } = await smallCity({ people: 300, seed: 9, months: 4 })
  const [event] = planCare({ city, months: 1, seed: SEED })
  const report = await runMonth({ city, catalogue, events: [event!], baseUrl: BASE, through: city.openedOn })
  assert.equal(report.tally.broken, 1)
  assert.match(complaintsText(report.tally), /\| 传输 \| \d+ \| /)
})

test('complaints that differ in identifiers alone are one', () => {
  assert.equal(
    withoutIdentifiers('就诊ID 01JDBX0Z000000A1不存在，第3行'),
    withoutIdentifiers('就诊ID 01JDBX0Z000000B2不存在，第12行'),
  )
})

test('archives hold what was put into them, and other bytes are no archive', () => {
  const content = Buffer.from('结算\t1\n'.repeat(500))
  assert.deepEqual(Buffer.from(unzip(zipOf('对账.txt', content)) ?? []), content)
  assert.equal(unzip(Buffer.from('no archive')), undefined)
  assert.equal(unzip(new Uint8Array(0)), undefined)
})

test('styles differ in every way the interface leaves open', () => {
  const differing = (key: keyof (typeof CLIENT_STYLES)[number]): number =>
    new Set(CLIENT_STYLES.map((style) => JSON.stringify(style[key]))).size
  for (const key of [
    'url',
    'contentType',
    'inputAsText',
    'numbersAsText',
    'empty',
    'nodeNames',
    'messageNumbers',
  ] as const) {
    assert.ok(differing(key) > 1, key)
  }
})
