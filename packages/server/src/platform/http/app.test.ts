// The HTTP frame: default deny, one sentence per refusal, nothing of our inside outside.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, test } from 'node:test'
import { refused } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Role } from '../access/index.ts'
import type { Session } from '../auth/index.ts'
import { systemClock } from '../clock.ts'
import { createIds } from '../ids.ts'
import { createLog } from '../log.ts'
import { type AppOptions, acceptRawText, createApp, type Routes } from './index.ts'

const logged: string[] = []
const stream = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    logged.push(chunk.toString())
    done()
  },
})
const pages = mkdtempSync(join(tmpdir(), 'yibao-pages-'))
mkdirSync(join(pages, 'assets'))
writeFileSync(join(pages, 'index.html'), '<!doctype html><title>医保</title>')
writeFileSync(join(pages, 'order-desk.html'), '<!doctype html><title>事前提醒</title>')
writeFileSync(join(pages, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
writeFileSync(join(pages, 'assets', 'app-1a2b.js'), 'export {}')
after(() => rmSync(pages, { recursive: true, force: true }))

const sessionFor = (role: Role, mustChangePassword = false): Session => ({
  sessionId: 's1',
  principal: { account: 'a', displayName: 'A', role, area: '', provider: '', employer: '' },
  mustChangePassword,
})
const SESSIONS: Readonly<Record<string, Session>> = {
  finance: sessionFor('finance'),
  window: sessionFor('enrolment_window'),
  fresh: sessionFor('finance', true),
}

const routes: Routes = async (app) => {
  const body = Type.Object(
    { name: Type.String({ maxLength: 3 }), count: Type.Integer() },
    { additionalProperties: false },
  )
  app.get('/funds', { config: { permission: 'fund:read' } }, async () => ({ balance: 1 }))
  app.post('/things', { config: { permission: 'signed-in' }, schema: { body } }, async (request) => request.body)
  app.get('/refused', { config: { permission: 'public' } }, async (_, reply) =>
    reply.refuse(refused('too_old', { age: 200 })),
  )
  app.get('/bug', { config: { permission: 'public' } }, async () => {
    throw new Error('secret inside: password=hunter2')
  })
}

async function open(more: Partial<AppOptions> = {}, extra?: Routes) {
  const app = createApp({
    log: createLog({ level: 'info', stream }),
    ids: createIds(systemClock()),
    auth: { sessionOf: async (token) => SESSIONS[token] },
    refusals: [{ too_old: { status: 409, message: ({ age }) => `年龄 ${age} 岁超出范围` } }],
    checkHealth: async () => undefined,
    pages,
    ...more,
  })
  app.register(routes, { prefix: '/api' })
  app.register(async (scope) => {
    acceptRawText(scope)
    scope.post('/raw', { config: { permission: 'public' } }, async (request) => ({ text: request.body }))
  })
  if (extra) app.register(extra)
  await app.ready()
  return app
}

const app = await open()
after(() => app.close())
const as = (who: string) => ({ cookie: `yibao_session=${who}` })

test('a route that names no permission keeps the server from starting', async () => {
  const careless: Routes = async (scope) => {
    scope.get('/careless', async () => 'open to all')
  }
  await assert.rejects(open({}, careless), /without a declared permission: .*GET \/careless/)
})

test('who is not signed in, not permitted, or still on a one-time password does not pass', async () => {
  const status = async (headers?: Record<string, string>) =>
    (await app.inject({ url: '/api/funds', headers })).statusCode
  assert.equal(await status(), 401)
  assert.equal(await status(as('stranger')), 401)
  assert.equal(await status(as('window')), 403)
  assert.equal(await status(as('fresh')), 403)
  assert.equal(await status(as('finance')), 200)
})

test('a form on another site cannot use the cookie', async () => {
  const post = (origin: string) =>
    app.inject({
      method: 'POST',
      url: '/api/things',
      headers: { ...as('finance'), origin, host: 'yibao.example' },
      payload: { name: 'x', count: 1 },
    })
  assert.equal((await post('https://evil.example')).statusCode, 403)
  assert.equal((await post('null')).statusCode, 403)
  assert.equal((await post('https://yibao.example')).statusCode, 200)
})

test('a body that does not fit is refused with the name of its field and without its value', async () => {
  const send = async (payload: unknown, contentType = 'application/json') => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
    const headers = { ...as('finance'), 'content-type': contentType }
    const answer = await app.inject({ method: 'POST', url: '/api/things', headers, payload: text })
    return [answer.statusCode, answer.json().code, answer.json().message] as const
  }
  assert.deepEqual(await send({ name: 'x' }), [400, 'request_invalid', '请求中的 count 不符合要求: 缺少这一项'])
  const [status, code, message] = await send({ name: '张三李四', count: 1 })
  assert.deepEqual([status, code], [400, 'request_invalid'])
  assert.equal(message, '请求中的 name 不符合要求: 最多 3 个字')
  assert.match((await send({ name: 'x', count: 'y' }))[2], /count 不符合要求: 应为整数/)
  assert.ok(!message.includes('张三'))
  assert.deepEqual((await send('{"name": ')).slice(0, 2), [400, 'body_unreadable'])
  assert.deepEqual((await send('{"__proto__": {}, "name": "x", "count": 1}')).slice(0, 2), [400, 'body_unreadable'])
  assert.deepEqual((await send('name=x', 'application/x-www-form-urlencoded')).slice(0, 2), [
    415,
    'content_type_unknown',
  ])
  assert.deepEqual((await send(`"${'x'.repeat(5 * 1024 * 1024)}"`)).slice(0, 2), [413, 'body_too_large'])
})

test('a refusal has its status, its sentence and the number of the request', async () => {
  const answer = await app.inject({ url: '/api/refused' })
  assert.equal(answer.statusCode, 409)
  assert.deepEqual(answer.json(), {
    code: 'too_old',
    message: '年龄 200 岁超出范围',
    requestId: answer.headers['x-request-id'],
  })
})

test('a bug shows a number and nothing else; the log has the rest', async () => {
  logged.length = 0
  const answer = await app.inject({ url: '/api/bug?name=张三' })
  assert.equal(answer.statusCode, 500)
  assert.equal(answer.json().code, 'internal')
  assert.ok(!answer.body.includes('hunter2') && !answer.body.includes('.ts:'))
  const log = logged.join('')
  assert.match(log, /secret inside/)
  assert.ok(log.includes(answer.json().requestId))
  assert.ok(!log.includes('张三') && !log.includes(encodeURIComponent('张三')), 'query strings stay out of the log')
})

test('every answer carries the headers that protect a browser; what is computed is not kept', async () => {
  for (const url of ['/api/health', '/', '/api/bug', '/nowhere.png']) {
    const { headers } = await app.inject({ url })
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /script-src 'self';/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['x-powered-by'], undefined)
  }
  assert.equal((await app.inject({ url: '/api/health' })).headers['cache-control'], 'no-store')
})

test('only the panel of the doctor’s desk may stand in a foreign frame, and it may reach nobody', async () => {
  for (const url of ['/order-desk.html', '/order-desk.html?lang=en']) {
    const { headers, statusCode } = await app.inject({ url })
    const policy = String(headers['content-security-policy'])
    assert.equal(statusCode, 200)
    assert.match(policy, /default-src 'none'.*frame-ancestors \*/)
    assert.doesNotMatch(policy, /connect-src|unsafe/)
    assert.equal(headers['x-frame-options'], undefined)
  }
  for (const url of ['/', '/order-desk', '/order-desk.html/x', '/api/health?/order-desk.html'])
    assert.equal((await app.inject({ url })).headers['x-frame-options'], 'DENY')
})

test('pages come from the built files, paths of their router get the first page, files that are not there do not', async () => {
  const page = await app.inject({ url: '/settlements/123?tab=lines' })
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /医保/)
  assert.match(String(page.headers['content-type']), /text\/html/)
  const script = await app.inject({ url: '/assets/app-1a2b.js' })
  assert.match(String(script.headers['cache-control']), /immutable/)
  const icon = await app.inject({ url: '/icon.svg' })
  assert.deepEqual([icon.statusCode, icon.headers['content-type']], [200, 'image/svg+xml'])
  assert.doesNotMatch(String(icon.headers['cache-control']), /immutable/)
  for (const url of [
    '/assets/gone.js',
    '/favicon.ico',
    '/api/nothing',
    '/assets/../../package.json',
    '/assets/%2e%2e/index.html',
  ]) {
    assert.equal((await app.inject({ url })).statusCode, 404, url)
  }
})

test('an interface that reads its own messages gets every body as text, with any content type or none', async () => {
  for (const type of ['application/json', 'text/plain; charset=utf-8', 'application/xml', 'nonsense', '']) {
    const headers = type ? { 'content-type': type } : {}
    const answer = await app.inject({ method: 'POST', url: '/raw', headers, payload: '{"broken": 1' })
    assert.equal(answer.statusCode, 200, `${type}: ${answer.body}`)
    assert.deepEqual(answer.json(), { text: '{"broken": 1' })
  }
})

test('health tells the asker whether, and the log why', async () => {
  logged.length = 0
  const ill = await open({
    checkHealth: async () => {
      throw new Error('database gone')
    },
  })
  const answer = await ill.inject({ url: '/api/health' })
  assert.deepEqual([answer.statusCode, answer.json()], [503, { status: 'unavailable' }])
  assert.match(logged.join(''), /database gone/)
  await ill.close()
})
