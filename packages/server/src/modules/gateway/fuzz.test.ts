// Bad input over HTTP: every message of the interface, one field broken at a time. Whatever comes, the answer is HTTP 200 with
// one sentence that says what was found, where and what to do; and a refusal leaves no row and no balance behind.
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, test } from 'node:test'
import { type Infno, infnos, mutations, transactionOf } from '@yibao/contract'
import { createLog } from '../../platform/index.ts'
import {
  assertSound,
  everyMessage,
  fingerprints,
  HOSPITAL,
  type Kind,
  misleading,
  nextTransaction,
  type Patient,
  patient,
  randomOf,
  smallCity,
  startTestServer,
  type TestServer,
  testSeed,
  type WireMessage,
  writtenSince,
} from '../../testing/index.ts'

/** How many of the messages that only the business can refuse are tried for each number: a thousand times this is all. */
const DEPTH = Number(process.env.YIBAO_FUZZ ?? 1)
const seed = testSeed(20_261_121)
const random = randomOf(seed)

/** What the platform says to its operator; a message that is merely wrong is no error of ours. */
const errors: string[] = []
const stream = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    errors.push(chunk.toString('utf8').slice(0, 2_000))
    done()
  },
})

const KINDS: readonly Kind[] = ['employee', 'retired', 'civil_servant', 'relative']
const EACH = 90

/** A platform with people of whom nothing is known yet; when all have been used, the next one. */
class World {
  readonly #server: TestServer
  #used = 0

  constructor(server: TestServer) {
    this.#server = server
  }

  static async open(): Promise<World> {
    const log = createLog({ level: 'error', stream })
    return new World(await startTestServer({ cityLoad: smallCity({ each: EACH, accountFen: 500_000 }), log }))
  }

  get server(): TestServer {
    return this.#server
  }

  get isUsedUp(): boolean {
    return this.#used >= KINDS.length * EACH
  }

  #fresh(): Patient {
    const at = this.#used++
    return patient(KINDS[at % KINDS.length]!, Math.floor(at / KINDS.length) % EACH)
  }

  /** A message that is accepted as it stands. */
  async ready<I extends Infno>(infno: I): Promise<WireMessage> {
    const { client } = this.#server
    const person = this.#fresh()
    const { input, provider } = await everyMessage[infno](client, person, String(1_000 + this.#used))
    return client.message(infno, input, { provider: provider ?? HOSPITAL })
  }

  async close(): Promise<void> {
    await assertSound(this.#server)
    await this.#server.city.messages.flush()
    const { rows } = await this.#server.platform.reader.query<{ infno: string; sentence: string }>({
      text: "select infno, sentence from message_log where code = 'internal'",
      values: [],
    })
    assert.deepEqual(rows, [])
    await this.#server.close()
  }
}

let world = await World.open()
after(() => world.server.close().catch(() => undefined))

/** The world, or a new one when nobody in this one is left. */
async function populated(): Promise<World> {
  if (!world.isUsedUp) return world
  await world.close()
  world = await World.open()
  return world
}

interface Said {
  readonly isAccepted: boolean
  readonly sentence: string
}

const NOT_OURS = /\.[jt]s:\d|\bat \w+ \(|Error\b|undefined|\[object|node_modules|select |insert |constraint/i
const WHAT_TO_DO = /请|应|须|不得|只能|可|不能|至少|改用|核对/

/** The answer to a message, after everything that holds of any answer was looked at. */
async function say({ client }: TestServer, where: string, body: string | Uint8Array, path?: string): Promise<Said> {
  const { status, text, type } = await client.raw(body, path)
  assert.equal(status, 200, where)
  if (type.startsWith('application/octet-stream')) return { isAccepted: true, sentence: '' }
  assert.match(type, /^application\/json/, where)
  const { infcode, err_msg, output } = JSON.parse(text) as Record<string, unknown>
  if (Number(infcode) === 0) return { isAccepted: true, sentence: '' }
  const about = `${where}: ${text.slice(0, 400)}`
  assert.equal(infcode, -1, about)
  assert.deepEqual(output, {}, about)
  assert.ok(typeof err_msg === 'string', about)
  const length = [...err_msg].length
  assert.ok(length >= 8 && length <= 200, `${length} characters: ${about}`)
  assert.match(err_msg, /[\u4e00-\u9fff]{4}/, about)
  assert.match(err_msg, WHAT_TO_DO, about)
  assert.doesNotMatch(err_msg, /[\p{Cc}\p{Cs}]/u, about)
  assert.doesNotMatch(err_msg, NOT_OURS, about)
  assert.doesNotMatch(err_msg, /系统暂时不能办理/, about)
  return { isAccepted: false, sentence: err_msg }
}

async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

/** The numbers that a first release must answer. */
const PROMISED = `9001 9002 1101 1201 1312 1317 2001 2101 2102 2103 2201 2202 2203 2203A 2204 2205 2206 2207 2208 2301
  2302 2303 2304 2305 2401 2402 2403 2404 2405 2501 2503 2505 2601 3201 3202 9101 9102 3301 3302 5201 5202 5203 5204
  5205 5206`.split(/\s+/)

test('every number of the interface is answered: a message of each is accepted', async () => {
  assert.deepEqual(
    PROMISED.filter((infno) => !(infnos as readonly string[]).includes(infno)),
    [],
  )
  for (const infno of infnos) {
    const message = await world.ready(infno)
    const { isAccepted, sentence } = await say(world.server, infno, JSON.stringify(message))
    assert.ok(isAccepted, `${infno}: ${sentence}`)
  }
})

/** Bodies of megabytes and the frame around the input break alike for every number: one in many of them is enough. */
const HEAVY = new Set(['larger than allowed', 'too many rows', 'nested 100,000 deep'])
const shareOf = (path: string, label: string): number =>
  DEPTH * (HEAVY.has(label) ? 0.1 : path.startsWith('envelope.') ? 0.06 : 0.25)

/** A fault of one field must name it. The text NaN is no JSON at all; a fault in a list within a row names the entry. */
function namesField(path: string, label: string, said: string): boolean {
  const field = path.split('.').at(-1) ?? ''
  if (!path.includes('.') || label === 'NaN') return true
  const list = LISTS[field]
  return said.includes(`(${field})`) || (list !== undefined && said.includes(`${list}第1条`))
}

/** Lists inside a row: a fault in an entry names the list by its title, and the entry. */
const LISTS: Readonly<Record<string, string>> = {
  durg_trac_info: '追溯码',
  patient_dtos: '参保人信息',
  fsi_encounter_dtos: '就诊信息集合',
  fsi_diagnose_dtos: '诊断信息DTO',
  fsi_order_dtos: '处方(医嘱)信息',
  fsi_operation_dtos: '手术操作集合',
  warns: '处理数据集合',
  docs: '单据集合',
  docSusptDTOS: '疑点集合',
  fsiAppealFileDTOList: '附件集合',
}

test(`what breaks the protocol is refused, names its field and writes nothing (seed ${seed})`, async (t) => {
  let count = 0
  for (const infno of infnos) {
    const { server } = await populated()
    const message = await world.ready(infno)
    const broken = [...mutations(infno, message)].filter(
      ({ expect, path, label }) => expect === 'refused' && random.next() < shareOf(path, label),
    )
    const before = await fingerprints(server)
    await inParallel(broken, 8, async ({ path, label, body }) => {
      const where = `${infno} ${path}: ${label}`
      const { isAccepted, sentence } = await say(server, where, body)
      assert.ok(!isAccepted, `accepted: ${where}`)
      assert.ok(namesField(path, label, sentence), `${where}: ${sentence}`)
    })
    assert.deepEqual(await fingerprints(server), before, infno)
    count += broken.length
    const { isAccepted, sentence } = await say(server, infno, JSON.stringify(message))
    assert.ok(isAccepted, `${infno} is not accepted after all that was refused: ${sentence}`)
  }
  t.diagnostic(`${count} broken messages`)
  assert.ok(count > 3_000)
})

/** The message broken in the way that this title names: each has a number of its own, unless that is what was broken. */
function brokenBody(infno: Infno, message: WireMessage, title: string): string {
  const isNamed = ({ path, label }: { path: string; label: string }): boolean => `${path}: ${label}` === title
  const found = misleading(infno, message).find(isNamed) ?? mutations(infno, message).find(isNamed)
  assert.ok(found, title)
  return typeof found.body === 'string' ? found.body : Buffer.from(found.body).toString('utf8')
}

test(`what only the business can judge is done or refused, and never half (seed ${seed})`, async (t) => {
  const totals = { accepted: 0, refused: 0 }
  for (const infno of infnos) {
    const sample = await world.ready(infno)
    const lenient = [...mutations(infno, sample)].filter(({ expect }) => expect === 'accepted')
    const wrong = [...misleading(infno, sample)]
    const chosen = [
      ...lenient.filter(() => random.next() < (DEPTH * 4) / lenient.length),
      ...wrong.filter(() => random.next() < (DEPTH * 16) / wrong.length),
    ].map(({ path, label }) => `${path}: ${label}`)
    let message: WireMessage | undefined
    for (const each of chosen) {
      message ??= await (await populated()).ready(infno)
      const { server } = world
      const body = brokenBody(infno, message, each).replace(message.msgid, server.client.msgid())
      const transaction = await nextTransaction(server)
      const { isAccepted, sentence } = await say(server, `${infno} ${each}`, body)
      totals[isAccepted ? 'accepted' : 'refused'] += 1
      if (isAccepted && transactionOf(infno).writes) message = undefined
      if (!isAccepted && (await nextTransaction(server)) !== transaction)
        assert.deepEqual(await writtenSince(server, transaction), [], `${infno} ${each}: ${sentence}`)
    }
  }
  t.diagnostic(JSON.stringify(totals))
  assert.ok(totals.accepted > 100 && totals.refused > 100, JSON.stringify(totals))
})

test('books, settlements and accounts agree after all of it, and nothing was an error of the platform', async () => {
  await world.close()
  assert.deepEqual(errors, [])
})
