// Requests that are odd before anybody reads a message: addresses, methods, headers, bytes that are no HTTP, and the door of the
// console. No answer is a 5xx, none shows our inside, and the server goes on.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { Writable } from 'node:stream'
import { after, test } from 'node:test'
import { createLog } from '../../platform/index.ts'
import {
  assertSound,
  BASE,
  everyMessage,
  fingerprints,
  patient,
  randomOf,
  smallCity,
  startTestServer,
  testSeed,
} from '../../testing/index.ts'
import { BASES } from './routes.ts'

const errors: string[] = []
const stream = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    errors.push(chunk.toString('utf8').slice(0, 2_000))
    done()
  },
})
const server = await startTestServer({ cityLoad: smallCity({ each: 4 }), log: createLog({ level: 'error', stream }) })
after(() => server.close())
const { client } = server
const { hostname, port } = new URL(server.url)
const seed = testSeed(31)
const random = randomOf(seed)
const ROUNDS = Number(process.env.YIBAO_FUZZ ?? 1) * 40

const asked = async () => {
  const { input } = await everyMessage['1201'](client, patient('employee'), '1')
  return client.message('1201', input)
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** Paths and headers as they are: nothing is put in order before it is sent. */
function send(
  method: string,
  path: string,
  body = '',
  headers: Readonly<Record<string, string | string[]>> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: hostname, port, method, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          headers: response.headers,
        }),
      )
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

const INSIDE = /\.[jt]s:\d|\bat \w+ \(|node_modules|Error:|postgres|select /

function assertCalm({ status, body }: Answer, where: string): void {
  assert.ok(status >= 200 && status < 500, `${where}: ${status} ${body.slice(0, 300)}`)
  assert.doesNotMatch(body, INSIDE, where)
}

const stillAnswers = async () => {
  const { status, text } = await client.raw(JSON.stringify(await asked()))
  assert.deepEqual([status, JSON.parse(text).infcode], [200, 0])
}

test('addresses: what is none of ours is not found; what is one of ours answers in the form of the interface', async () => {
  const tails = [
    '/1101', // the message says 1201
    '/9999',
    '/%00',
    '/%E0%A4%A',
    '/..%2f..%2fetc%2fpasswd',
    '/constructor',
    '/__proto__',
    '/1201?infno=2207',
    '/1201%20',
    `/${'1'.repeat(300)}`,
    '/１２０１'.replace(/[^/]/g, encodeURIComponent),
  ]
  for (const base of BASES) {
    for (const tail of tails) {
      const where = `${base}${tail}`
      const answer = await send('POST', where, JSON.stringify(await asked()))
      assertCalm(answer, where)
      if (answer.status !== 200) continue
      const { infcode, err_msg } = JSON.parse(answer.body)
      assert.ok(infcode === 0 || /[\u4e00-\u9fff]{4}/.test(err_msg), where)
      assert.equal(infcode === 0, tail === '/1201?infno=2207', `${where}: ${err_msg}`)
    }
  }
  for (const path of ['//', '/fsi', '/fsi/api', `${BASE}/1201/more`, '/%', '/?', '/api/%', '/api/session/../session'])
    assertCalm(await send('POST', path, JSON.stringify(await asked())), path)
})

test('methods other than POST change nothing and find nothing', async () => {
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH']) {
    const answer = await send(method, BASE)
    assertCalm(answer, method)
    if (method !== 'GET' && method !== 'HEAD') assert.ok(answer.status >= 400, `${method} ${answer.status}`)
  }
})

test(`headers of any kind do not decide what a message is (seed ${seed})`, async () => {
  const odd: Readonly<Record<string, string | string[]>>[] = [
    { 'content-type': 'application/json; charset=gbk' },
    { 'content-type': 'text/xml' },
    { 'content-type': ';;;' },
    { 'content-type': 'a'.repeat(4_000) },
    { 'content-type': 'multipart/mixed' },
    { 'x-forwarded-for': "'; drop table visit; --" },
    { 'x-forwarded-for': ['1.2.3.4', '::1'], 'x-real-ip': 'nowhere' },
    { cookie: 'yibao_session=; a=b; yibao_session=%' },
    { cookie: '=;=;;;' },
    { authorization: 'Basic !!!!' },
    { 'x-tif-signature': 'x', 'x-tif-timestamp': 'NaN', 'x-tif-nonce': '', 'x-tif-paasid': '__proto__' },
    { _api_timestamp: '-1', _api_name: '', _api_signature: '' },
    { accept: 'image/png', 'accept-language': '\xff', 'accept-encoding': 'br;q=9, *;q=x' },
    { origin: 'null', referer: 'about:blank' },
    { expect: '100-continue' },
    { upgrade: 'h2c', connection: 'Upgrade, HTTP2-Settings', 'http2-settings': 'AA' },
    { 'content-encoding': 'gzip' },
    { constructor: 'x', __proto__: 'y' } as never,
  ]
  for (const headers of odd) {
    const answer = await send('POST', BASE, JSON.stringify(await asked()), headers)
    assertCalm(answer, JSON.stringify(headers).slice(0, 200))
    assert.equal(answer.status, 200, `${JSON.stringify(headers).slice(0, 200)} ${answer.body}`)
  }
  for (let round = 0; round < ROUNDS; round++) {
    const headers = Object.fromEntries(
      Array.from({ length: random.between(1, 30) }, (_, at) => [
        random.pick(['x-odd', 'via', 'forwarded', 'if-match', 'range', 'cookie', 'te', 'content-type']) + at,
        Array.from({ length: random.between(0, 60) }, () => String.fromCharCode(random.between(33, 126))).join(''),
      ]),
    )
    assertCalm(await send('POST', BASE, JSON.stringify(await asked()), headers), JSON.stringify(headers))
  }
})

test('forms with parts: whatever they hold, the answer is one of the interface', async () => {
  const boundary = 'x'
  const part = (head: string, content: string) => `--${boundary}\r\n${head}\r\n\r\n${content}\r\n`
  const message = JSON.stringify(await asked())
  const bodies = [
    '',
    '--x--\r\n',
    '--x',
    part('Content-Disposition: form-data', message),
    part('Content-Disposition: form-data; name="jsonStr"', '{'),
    `${part('Content-Disposition: form-data; name="jsonStr"', message)}${part('Content-Disposition: form-data; name="jsonStr"', message)}--x--\r\n`,
    part('Content-Disposition: form-data; name="__proto__"', message),
    part('Content-Disposition: form-data; name="file"; filename="../../x"', 'x'),
    part('Content-Disposition: form-data; name="jsonStr"\r\nContent-Transfer-Encoding: base64', message),
    `${'--x\r\n'.repeat(5_000)}--x--\r\n`,
  ]
  for (const body of bodies) {
    for (const type of [
      `multipart/form-data; boundary=${boundary}`,
      'multipart/form-data',
      'multipart/form-data; boundary=',
    ]) {
      const answer = await send('POST', BASE, body, { 'content-type': type })
      assertCalm(answer, `${type} ${body.slice(0, 80)}`)
      assert.equal(answer.status, 200)
      assert.ok('infcode' in JSON.parse(answer.body))
    }
  }
})

/** Bytes on a bare connection; whatever comes back until the server closes it. */
function bytes(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    let got = ''
    socket.setTimeout(500, () => socket.destroy())
    socket.on('data', (chunk) => {
      got += chunk.toString('utf8')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(got))
    socket.write(text)
  })
}

test('bytes that are no proper HTTP end their own connection and nothing else', async () => {
  const head = `POST ${BASE} HTTP/1.1\r\nHost: x\r\n`
  const odd = [
    '\x16\x03\x01\x02\x00\x01\x00',
    'GET / HTTP/9.9\r\n\r\n',
    'nonsense\r\n\r\n',
    `POST ${BASE} HTTP/1.1\r\n\r\n`,
    `${head}Content-Length: abc\r\n\r\n{}`,
    `${head}Content-Length: -5\r\n\r\n{}`,
    `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${head}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`,
    `${head}Content-Length: 100\r\n\r\n{"infno":`,
    `${head}X: ${'a'.repeat(100_000)}\r\n\r\n`,
    `${head}${'A: b\r\n'.repeat(3_000)}\r\n`,
    `${head}Bad Header: x\r\n\r\n`,
    `POST ${'/x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  ]
  for (const text of odd) {
    const answer = await bytes(text)
    assert.doesNotMatch(answer, /^HTTP\/1\.1 5\d\d/, text.slice(0, 120))
    assert.doesNotMatch(answer, INSIDE, text.slice(0, 120))
  }
  await stillAnswers()
})

test('a sender that goes away in the middle of a message leaves nothing behind', async () => {
  const before = await fingerprints(server)
  const body = JSON.stringify(await asked())
  for (let round = 0; round < 20; round++) {
    const part = body.slice(0, random.between(0, body.length - 1))
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`POST ${BASE} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${part}`, () => {
          socket.destroy()
          resolve()
        })
      })
    })
  }
  await stillAnswers()
  assert.deepEqual(await fingerprints(server), before)
})

test('the door of the console: names, passwords and bodies of every kind are refused without a word too many', async () => {
  const values: unknown[] = [
    null,
    true,
    0,
    -1,
    1e308,
    {},
    [],
    ['sysadmin'],
    { $ne: '' },
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    "' or 1=1 --",
    '{{7*7}}',
    '<script>',
    '长'.repeat(51),
    'x'.repeat(201),
    'x'.repeat(100_000),
    '__proto__',
    'constructor',
    '\u202esysadmin',
  ]
  const post = (body: string, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }) =>
    send('POST', '/api/session', body, headers)
  const refusedBy = (answer: Answer, where: string) => {
    assertCalm(answer, where)
    assert.ok(answer.status >= 400, `${where}: ${answer.status}`)
    const { code, message, requestId } = JSON.parse(answer.body)
    assert.ok(code && requestId && /[\u4e00-\u9fff]{2}/.test(message), answer.body)
    assert.equal(answer.headers['set-cookie'], undefined, where)
  }
  for (const value of values) {
    for (const field of ['name', 'password']) {
      const body = JSON.stringify({ name: 'sysadmin', password: 'wrong', [field]: value })
      refusedBy(await post(body), body.slice(0, 200))
    }
  }
  const bodies = ['', '{', '[]', 'null', '"x"', '7', '{"name":1e309,"password":"x"}', `${'['.repeat(50_000)}`]
  const withKeys = [
    '{"__proto__":{"name":"a"},"name":"a","password":"b"}',
    '{"constructor":{"prototype":{}},"name":"a"}',
  ]
  for (const body of [...bodies, ...withKeys, '{"name":"a","name":"b"}']) refusedBy(await post(body), body.slice(0, 80))
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])
    refusedBy(await post('{"name":"a","password":"b"}', type ? { 'content-type': type } : {}), type)
  refusedBy(await post(`{"name":"${'x'.repeat(6_000_000)}"}`), 'six megabytes')
  for (const path of ['/api/session?x=%00', '/api/settlements?provider=%00', '/api/%00', '/api/persons/%00'])
    refusedBy(await send('GET', path), path)
  for (const method of ['GET', 'DELETE', 'PUT', 'PATCH']) refusedBy(await send(method, '/api/session'), method)
  for (const token of ['x', '%', '%00', 'x'.repeat(3_000), "' or ''='", '../../etc/passwd', '__proto__'])
    refusedBy(await send('GET', '/api/session', '', { cookie: `yibao_session=${token}` }), token.slice(0, 40))
})

test('after all of it the platform is as it was, and nothing was an error of its own', async () => {
  await stillAnswers()
  await assertSound(server)
  assert.deepEqual(errors, [])
})
